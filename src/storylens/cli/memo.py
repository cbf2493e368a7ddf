"""storylens memo"""

from __future__ import annotations

from typing import Annotated

import typer

from storylens.cli.options import HERE, By, InProject, show


def memo(
    by: By,
    text: Annotated[str, typer.Argument(help="What you think.", show_default="list the memos")] = "",
    about: Annotated[
        str, typer.Option(help="A document, a code, or the id of a coding.", show_default="the project")
    ] = "",
    csv: Annotated[bool, typer.Option("--csv", help="Print as CSV.")] = False,
    project: InProject = HERE,
) -> None:
    """Write a memo on the project, a document, a code or a coding; without words, list those there are."""
    from storylens.project import Project

    opened = Project.open(project)
    if text:
        written = opened.memo(text, about=about, by=by)
        typer.echo(f"Kept a memo on the {written.about}.")
        return
    show(opened.memos(about), as_csv=csv)
