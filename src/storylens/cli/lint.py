"""storylens lint"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from storylens.cli.options import HERE, InProject


def lint(
    files: Annotated[list[Path] | None, typer.Argument(help="Codebook files; by default the project's.")] = None,
    project: InProject = HERE,
) -> None:
    """Check codebooks and say what is wrong, with the line."""
    from storylens.codebook.lint import lint as check

    if files:
        problems = check(files)
    else:
        from storylens.project import Project

        problems = Project.open(project).lint()
    for problem in problems:
        typer.echo(str(problem))
    errors = sum(problem.severity == "error" for problem in problems)
    typer.echo(f"{errors} errors, {len(problems) - errors} warnings.")
    if errors:
        raise typer.Exit(1)
