"""storylens codebook"""

from __future__ import annotations

from typing import Annotated

import typer

from storylens.cli.options import HERE, InProject


def codebook(
    names: Annotated[
        list[str] | None, typer.Argument(help="Shipped codebooks, or YAML files, to add to the project.")
    ] = None,
    project: InProject = HERE,
) -> None:
    """List the codebooks that are shipped, or add some to the project."""
    from storylens.codebook.load import load, shipped_folder
    from storylens.project import Project

    if names:
        opened = Project.open(project)
        for name in names:
            typer.echo(f"Added {opened.add_codebook(name)}. Edit it there; `storylens lint` checks it.")
        return
    for file in sorted(shipped_folder().glob("*.yml")):
        book = load(file)
        typer.echo(f"{book.id:24}{sum(1 for _ in book.codes()):4} codes  {book.title}")
