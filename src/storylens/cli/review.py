"""storylens review"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from storylens.cli.options import HERE, By, InProject


class Decision(StrEnum):
    """What can be decided about a suggestion."""

    ACCEPT = "accept"
    REJECT = "reject"


def review(
    decision: Annotated[Decision, typer.Argument()],
    codings: Annotated[list[str], typer.Argument(help="Ids of codings, or their beginnings.")],
    by: By,
    why: Annotated[str, typer.Option(help="The reason, which is kept.")] = "",
    project: InProject = HERE,
) -> None:
    """Accept or reject suggestions. Rejecting a possible disclosure lets the passage go."""
    from storylens.project import Project

    opened = Project.open(project)
    for coding in codings:
        made = getattr(opened, decision)(coding, by=by, why=why)
        typer.echo(f"{made.state}: {made.code} on characters {made.start} to {made.end}")
