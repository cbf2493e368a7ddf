"""What must stand beside the words of a translation: they are the translator's, and so are their pronouns and voice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def put_over(document: Any) -> str:
    """Return what is printed after a quote that is somebody else's wording than the teller's, or nothing.

    `document` is a row of `View.documents`.
    """
    if not document.translated_from:
        return ""
    how = "interpreted" if document.interpreted else "translated"
    return f"{how} by {document.translator}" if document.translator else how


def translation_notes(documents: pd.DataFrame) -> tuple[str, ...]:
    """Return a note for a table that rests on pronouns or on the voice of verbs, where there are translations."""
    number = int((documents.translated_from != "").sum())
    if not number:
        return ()
    said = (
        f"{number} of {len(documents)} documents are translations. There he and she, and often the passive, are the "
        "translator's: he and she are not read as a gender in them, and acts in the passive are not counted."
    )
    return (said,)
