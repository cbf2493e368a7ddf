"""Passages of tellers that may be seen for a use: short enough to be about one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storylens.gates.pseudonyms import Pseudonyms
from storylens.gates.view import View
from storylens.language.sentences import passages as parts
from storylens.prepare.remarks import without_remarks
from storylens.records import content_id
from storylens.store import Store, contents, names

if TYPE_CHECKING:
    import pandas as pd


def passages(store: Store, seen: View) -> pd.DataFrame:
    """Return the passages of the turns of a view, indexed by an id that a passage always has.

    Columns: document_id, start, end (in the text as it is kept), teller_id, words, text (names replaced).
    """
    import pandas as pd

    with store.reading() as connection:
        texts = contents.read(connection).documents.text
        pseudonyms = Pseudonyms(names.read(connection, names.KeyFile(store.folder)))
    rows = []
    for turn in seen.turns.itertuples():
        told = texts[turn.document_id][turn.start : turn.end]
        for start, end in parts(told):
            printed = " ".join(without_remarks(pseudonyms.printed(told, start, end)).split())
            place = (turn.document_id, turn.start + start, turn.start + end)
            rows.append((content_id("passage", *place), *place, turn.teller_id, len(printed.split()), printed))
    columns = ["passage_id", "document_id", "start", "end", "teller_id", "words", "text"]
    return pd.DataFrame(rows, columns=columns).set_index("passage_id")


class Words:
    """The words of any place, without names, as far as a view lets them be seen."""

    def __init__(self, store: Store, seen: View) -> None:
        with store.reading() as connection:
            self._texts = dict(contents.read(connection).documents.text)
            self._pseudonyms = Pseudonyms(names.read(connection, names.KeyFile(store.folder)))
        self._turns = dict(list(seen.turns.groupby("document_id")))

    def at(self, document_id: str, start: int, end: int) -> str:
        """Return what tellers say from `start` to `end` in a document; nothing where that may not be seen."""
        turns = self._turns.get(document_id)
        if turns is None:
            return ""
        here = turns[(turns.start < end) & (start < turns.end)]
        pieces = [
            self._pseudonyms.printed(self._texts[document_id], max(start, turn.start), min(end, turn.end))
            for turn in here.itertuples()
        ]
        return " … ".join(" ".join(piece.split()) for piece in pieces)
