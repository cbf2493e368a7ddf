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
    database: Annotated[
        str, typer.Option(help="A PostgreSQL database for a team: postgresql://user@host/name.", show_default="a file")
    ] = "",
) -> None:
    """Make a project folder."""
    from storylens.project import Project

    if database:
        from storylens.store import Folder
        from storylens.store.database import address_of

        if address_of(database).password:
            raise typer.BadParameter("settings are read by many: put the password into PGPASSWORD or ~/.pgpass")
        Folder.make(path, path.resolve().name).set("database", "address", database)
        project = Project.open(path)
        for name in codebook or []:
            project.add_codebook(name)
    else:
        project = Project.new(path, codebooks=codebook or [])
    typer.echo(f"A project is ready in {path}.")
    typer.echo(f"Drop your files into {path / 'inbox'} and run:  storylens ingest -p {path}")
    project.store.close()
