"""storylens erase"""

from __future__ import annotations

from typing import Annotated

import typer

from storylens.cli.options import HERE, By, InProject


def erase(
    by: By,
    teller: Annotated[str, typer.Option(help="Code of the teller to erase.")] = "",
    document: Annotated[str, typer.Option(help="Title, file name or id of the document to erase.")] = "",
    reason: Annotated[str, typer.Option(help="Why; it is kept on the tombstone.")] = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    project: InProject = HERE,
) -> None:
    """Erase a teller or a document for good: texts, originals, caches and backups."""
    from storylens.project import Project

    if not yes:
        typer.confirm(f"Erase {teller or document} for good? Nothing brings it back.", abort=True)
    typer.echo(str(Project.open(project).erase(teller=teller, document=document, by=by, reason=reason)))
