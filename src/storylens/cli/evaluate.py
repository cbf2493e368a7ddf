"""storylens evaluate"""

from __future__ import annotations

from typing import Annotated

import typer

from storylens.cli.options import HERE, By, InProject, show

SHOWN = ["passages", "gold", "said", "right", "precision", "recall", "F1", "F1 low", "F1 high", "kappa", "alpha"]


def evaluate(
    by: By,
    machine: Annotated[
        str, typer.Argument(help="One machine, such as cues:power or learned:power.", show_default="every one")
    ] = "",
    table: Annotated[
        str, typer.Option(help="One table in full: evaluation, bias, calibration, curve or examples.")
    ] = "",
    curve: Annotated[bool, typer.Option("--curve", help="Also learn from parts of the documents.")] = False,
    seed: Annotated[int, typer.Option(help="Seed of all draws.")] = 1,
    csv: Annotated[bool, typer.Option("--csv", help="Print as CSV.")] = False,
    project: InProject = HERE,
) -> None:
    """Hold machines against what people coded: how right, how sure, for whom; tables print it from then on."""
    from storylens.analysis.evaluate.tables import BESIDE
    from storylens.project import Project
    from storylens.records import StorylensError

    for found in Project.open(project).evaluate(machine, curve=curve or table == "curve", by=by, seed=seed):
        tables = [one for one in found.tables if one.name.partition("-")[0] == table]
        if table and not tables:
            known = ", ".join(one.name.partition("-")[0] for one in found.tables)
            raise StorylensError(f"there is no table {table!r} of {found.trial.machine}", todo=f"choose from {known}")
        for one in tables or [one for one in found.tables if one is not found.examples and len(one.frame)]:
            if not csv:
                typer.echo(f"\n{one.title}")
            people = [name for name in BESIDE if name in one.frame and one.frame[name].notna().any()]
            columns = [*SHOWN, *people] if one is found.codes and not (table or csv) else None
            show(one.frame, as_csv=csv, columns=columns)
            for note in () if csv else one.notes:
                typer.echo(note)
        typer.echo(str(found), err=csv)
