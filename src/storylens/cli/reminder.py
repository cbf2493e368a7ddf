"""What is still owed, said wherever something is handed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from storylens.project import Project


def remind(project: Project) -> None:
    """Say to whom nothing was given back yet, until a delivery is on record."""
    from storylens.synthesis.book import Book
    from storylens.synthesis.given_back import owed

    if waiting := owed(Book(project.store)):
        typer.echo(
            f"Nothing is on record as given back to: {'; '.join(waiting)}. `storylens share-back` writes the page; "
            "once it is delivered: storylens entries write share-back to=NAME form=... date=..."
        )
