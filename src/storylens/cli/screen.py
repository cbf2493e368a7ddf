"""storylens screen"""

from __future__ import annotations

from typing import Annotated

import typer

from storylens.cli.options import HERE, By, InProject


def screen(
    documents: Annotated[list[str], typer.Argument(help="Documents that you have read.")],
    by: By,
    project: InProject = HERE,
) -> None:
    """Say that you have read documents that no screen for disclosures can read, and that they may be used.

    They are in a language without a codebook for safeguarding. Where the project names a safeguarding lead, this is for
    the lead to say. Code as held what must not be used before you say so.
    """
    from storylens.project import Project

    opened = Project.open(project)
    for document in documents:
        opened.screen(document, by=by)
        typer.echo(f"read by {by}: {document}")
