"""storylens quotes"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from storylens.cli.options import HERE, By, InProject


def quotes(
    by: By,
    to: Annotated[Path, typer.Option(help="The Word file to write.")] = Path("quotes.docx"),
    code: Annotated[list[str] | None, typer.Option(help="Only this code; may be repeated.")] = None,
    project: InProject = HERE,
) -> None:
    """Write the quotes that may be printed, by code, as a Word file."""
    from storylens.project import Project

    typer.echo(f"Wrote {Project.open(project).quotes(to, by=by, codes=code or ())}")
