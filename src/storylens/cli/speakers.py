"""storylens speakers"""

from __future__ import annotations

from typing import Annotated

import typer

from storylens.cli.options import HERE, By, InProject, show


def speakers(
    by: By,
    roles: Annotated[
        list[str] | None,
        typer.Argument(help="LABEL=ROLE, with interviewer, teller or other as role.", metavar="[LABEL=ROLE]..."),
    ] = None,
    csv: Annotated[bool, typer.Option("--csv", help="Print as CSV.")] = False,
    project: InProject = HERE,
) -> None:
    """Show who speaks in which role, or correct it once for all documents."""
    from storylens.project import Project

    opened = Project.open(project)
    for given in roles or ():
        label, equals, role = given.rpartition("=")
        if not equals or role not in ("interviewer", "teller", "other"):
            raise typer.BadParameter(f"{given!r} is not LABEL=ROLE with interviewer, teller or other as role")
        typer.echo(f"{label} is {role} in {opened.set_role(label, role, by=by)} documents.")
    if not roles:
        show(opened.speakers(), as_csv=csv)
