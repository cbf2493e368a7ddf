"""storylens new"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def new(
    path: Annotated[Path, typer.Argument(help="The folder to make.")],
    codebook: Annotated[
        list[str] | None, typer.Option(help="A shipped codebook to begin with; may be repeated.")
    ] = None,
) -> None:
    """Make a project folder."""
    from storylens.project import Project

    project = Project.new(path, codebooks=codebook or [])
    typer.echo(f"A project is ready in {path}.")
    typer.echo(f"Drop your files into {path / 'inbox'} and run:  storylens ingest -p {path}")
    project.store.close()
