"""storylens quotes"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from storylens.cli.options import HERE, By, InProject, show

Quotes = list[str] | None


def quotes(
    by: By,
    to: Annotated[Path, typer.Option(help="The Word file to write.")] = Path("quotes.docx"),
    code: Annotated[Quotes, typer.Option(help="Only this code; may be repeated.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; list what a person has to look at.")] = False,
    tick: Annotated[Quotes, typer.Option(help="The id of a quote in that list that may be printed.")] = None,
    refuse: Annotated[Quotes, typer.Option(help="The id of a quote that may not.")] = None,
    why: Annotated[str, typer.Option(help="The reason for that, which is kept.")] = "",
    project: InProject = HERE,
) -> None:
    """Write the quotes that may be printed, by code, as a Word file; or look at those that may tell who it is."""
    from storylens.project import Project

    opened = Project.open(project)
    for given in tick or ():
        opened.tick_quote(given, by=by, why=why)
    for given in refuse or ():
        opened.refuse_quote(given, by=by, why=why)
    if check or tick or refuse:
        table = opened.quote_checks()
        show(table.frame)
        for note in table.notes:
            typer.echo(note)
        return
    typer.echo(f"Wrote {opened.quotes(to, by=by, codes=code or ())}")
