"""storylens theory"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from storylens.cli.options import HERE, By, InProject, group

app = group("The theory of change: take over an example, draw it. `storylens tables theory` says what was found.")


@app.command()
def load(
    by: By,
    name: Annotated[str, typer.Argument(help="A shipped codebook, or a .yml file made like it.")] = "ccsl_toc",
    project: InProject = HERE,
) -> None:
    """Take over statements, assumptions and risks of an example as entries, to be revised."""
    from storylens.project import Project

    kept = Project.open(project).load_theory(name, by=by)
    typer.echo(f"{len(kept)} entries written.")
    if kept:
        typer.echo("Revise them, and say what leads to what: storylens entries write toc-link cause=... effect=...")


@app.command()
def draw(
    by: By,
    to: Annotated[Path, typer.Option(help="The .svg file to write.")] = Path("theory.svg"),
    project: InProject = HERE,
) -> None:
    """Draw the theory in its columns: what was found on each statement, and who told each link."""
    from storylens.project import Project

    typer.echo(f"Drew {Project.open(project).draw_theory(to, by=by)}.")
