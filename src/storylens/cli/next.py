"""storylens next"""

from __future__ import annotations

from typing import Annotated

import typer

from storylens.cli.options import HERE, InProject, show


def next(
    codebook: Annotated[
        str, typer.Argument(help="A codebook of the project.", show_default="the first that people have coded with")
    ] = "",
    number: Annotated[int, typer.Option("--number", "-n", help="How many passages.")] = 10,
    csv: Annotated[bool, typer.Option("--csv", help="Print as CSV.")] = False,
    project: InProject = HERE,
) -> None:
    """Say which passages a person should code next, and how much of what is uncertain each would settle."""
    from storylens.project import Project

    show(Project.open(project).next(codebook, n=number), as_csv=csv)
    if not csv:
        typer.echo("`help` is an estimate of the model from inside: what a person codes may belie it.")
