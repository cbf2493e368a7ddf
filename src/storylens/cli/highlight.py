"""storylens highlight"""

from __future__ import annotations

from typing import Annotated

import typer

from storylens.cli.options import HERE, By, InProject


def highlight(
    document: Annotated[str, typer.Argument(help="Title, file name or id of the document.")],
    passage: Annotated[str, typer.Argument(help="The words to code, as they stand in it.")],
    code: Annotated[str, typer.Argument(help="Name or id of the code; a new one is made.")],
    by: By,
    memo: Annotated[str, typer.Option(help="A note on this coding.")] = "",
    project: InProject = HERE,
) -> None:
    """Code a passage; a code that is not there yet is made."""
    from storylens.project import Project

    coding = Project.open(project).highlight(document, passage, code, by=by, memo=memo)
    typer.echo(f"Coded characters {coding.start} to {coding.end} with {coding.code}: {coding.id}")
