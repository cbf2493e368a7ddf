"""storylens share-back"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from storylens.cli.options import HERE, By, InProject
from storylens.cli.reminder import remind


def share_back(
    community: Annotated[str, typer.Argument(help="The community: the name of a case.")],
    by: By,
    spec: Annotated[Path | None, typer.Argument(help="The TOML file of the brief, with what you say to them.")] = None,
    to: Annotated[Path, typer.Option(help="The file to write, .docx or .html.")] = Path("share-back.docx"),
    project: InProject = HERE,
) -> None:
    """Write the page that goes back to a community: plain words, how they appear, how to correct or withdraw."""
    from storylens.project import Project

    opened = Project.open(project)
    made = opened.share_back(community, to, by=by, spec=spec)
    typer.echo(f"Wrote {to} for {made.community}.")
    for line in made.look_at:
        typer.echo(f"  look at: {line}")
    remind(opened)
