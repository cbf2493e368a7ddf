"""storylens cards"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from storylens.cli.options import HERE, By, InProject


def cards(
    by: By,
    to: Annotated[Path, typer.Option(help="The file to write, .docx or .html.")] = Path("cards.docx"),
    story: Annotated[list[str] | None, typer.Option(help="Only this story, such as D003; may be repeated.")] = None,
    without: Annotated[list[str] | None, typer.Option(help="Leave this story out; may be repeated.")] = None,
    project: InProject = HERE,
) -> None:
    """Print story cards for a workshop: only stories that may be quoted, without names, four on a page."""
    from storylens.project import Project

    opened = Project.open(project)
    made = opened.cards(to, by=by, stories=story or (), without=without or ())
    typer.echo(f"Wrote {len(made)} cards to {to}.")
    if opened.names().empty:
        typer.echo("Nobody has looked for names yet: `storylens names` looks for them, then decide on each.")
    for card in made:
        if card.names:
            typer.echo(f"  {card.story} holds names that nobody has decided on: {', '.join(card.names)}")
    typer.echo("Read each before it is printed: could somebody in the village tell whose story it is? --without D003")
