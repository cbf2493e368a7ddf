"""storylens brief"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from storylens.cli.options import HERE, By, InProject
from storylens.cli.reminder import remind


def brief(
    by: By,
    spec: Annotated[Path | None, typer.Argument(help="The TOML file that says what the brief holds.")] = None,
    to: Annotated[Path, typer.Option(help="The file to write, .docx or .html.")] = Path("brief.docx"),
    new: Annotated[bool, typer.Option("--new", help="Write a TOML file to start with.")] = False,
    checklist: Annotated[str, typer.Option(help="With --new: COREQ or SRQR.")] = "COREQ",
    pictures: Annotated[bool, typer.Option("--pictures", help="List the pictures that a brief can hold.")] = False,
    project: InProject = HERE,
) -> None:
    """Put chosen words, tables, pictures and quotes together as a brief, in Word or as a web page."""
    from storylens.project import Project
    from storylens.synthesis.brief_spec import starter
    from storylens.synthesis.pictures import PICTURES

    if pictures:
        for each in PICTURES:
            typer.echo(f"  {each.name:16}{each.tells}")
        return
    if spec is None:
        raise typer.BadParameter("name the TOML file of the brief; --new writes one to start with")
    if new:
        starter(spec, checklist)
        typer.echo(f"Wrote {spec}. Edit it, then: storylens brief {spec} --to {to}")
        return
    opened = Project.open(project)
    made = opened.brief(spec, to, by=by)
    typer.echo(f"Wrote {to}. {made.scope}")
    for line in made.look_at:
        typer.echo(f"  look at: {line}")
    remind(opened)
