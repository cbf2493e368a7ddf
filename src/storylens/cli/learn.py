"""storylens learn"""

from __future__ import annotations

from typing import Annotated

import typer

from storylens.cli.options import HERE, InProject, show


def learn(
    codebook: Annotated[
        str, typer.Argument(help="A codebook of the project.", show_default="every one that people have coded with")
    ] = "",
    trust: Annotated[
        float, typer.Option(help="Precision that a code must surely show in documents left out before it is suggested.")
    ] = 0.5,
    csv: Annotated[bool, typer.Option("--csv", help="Print the codes as CSV.")] = False,
    project: InProject = HERE,
) -> None:
    """Learn from what people have coded, and suggest codes that have earned trust in what nobody has read yet."""
    from storylens.project import Project

    report = Project.open(project).learn(codebook, trust=trust)
    for learner in report.learners.values():
        show(learner.trust(), as_csv=csv)
    typer.echo(str(report), err=csv)
