"""storylens agreement"""

from __future__ import annotations

from typing import Annotated

import typer

from storylens.cli.options import HERE, InProject, show


def agreement(
    name: Annotated[str, typer.Argument(help="One table; without it, all but that of each two coders.")] = "",
    sample: Annotated[str, typer.Option(help="Only what was drawn under this name.")] = "",
    unit: Annotated[str, typer.Option(help="What is compared: turn, sentence, passage or characters.")] = "turn",
    by: Annotated[str, typer.Option(help="An attribute of tellers to look at group by group.")] = "",
    codebook: Annotated[list[str] | None, typer.Option(help="Only this codebook; may be repeated.")] = None,
    seed: Annotated[int, typer.Option(help="Seed of the draws behind the intervals.")] = 1,
    csv: Annotated[bool, typer.Option("--csv", help="Print as CSV.")] = False,
    project: InProject = HERE,
) -> None:
    """Compare what several people coded, code by code; machines apart. Not under the reflexive stance."""
    from storylens.analysis.agreement import agreement as compare
    from storylens.project import Project
    from storylens.records import StorylensError

    opened = Project.open(project)
    found = compare(opened.store, sample=sample, unit=unit, by=by, codebooks=codebook or (), seed=seed)
    tables = [table for table in found.tables if name == table.name or (not name and table is not found.pairs)]
    if not tables:
        known = ", ".join(table.name for table in found.tables)
        raise StorylensError(f"there is no table {name!r}", todo=f"choose from {known}")
    for table in tables if name or not csv else [found.codes]:
        if not csv:
            typer.echo(f"\n{table.title}")
        show(table.frame, as_csv=csv)
        for note in () if csv or (table is found.codes and not name) else table.notes:
            typer.echo(note)
