"""Words in their context, over what tellers said."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from storylens.analysis.queries.incidence import incidence
from storylens.gates import View
from storylens.records import StorylensError

COLUMNS = ["document", "turn", "teller", "section", "left", "match", "right", "codes"]
IDS = ["turn_id", "document_id", "teller_id"]


def in_context(seen: View, words: str, *, regex: bool = False, window: int = 40) -> pd.DataFrame:
    """Return each place where tellers use some words, with up to `window` characters on its left and right.

    Words are looked for whole, in any case, across line ends; `*` stands for any letters (borehole*). With `regex`
    the words are a regular expression. Names stand as they are printed. The frame also has the codes of the turn.
    Raises `StorylensError` for an expression that cannot be read.
    """
    pattern = _pattern(words, regex)
    table = incidence(seen, "turn")
    units, codes = table.once
    of_turn = pd.Series(np.array(table.codes, dtype=object)[codes]).groupby(units).agg(", ".join)
    rows = []
    for place, turn in enumerate(seen.turns.itertuples()):
        for found in pattern.finditer(turn.text):
            if found.end() > found.start():
                left, right = _around(turn.text, found.start(), found.end(), window)
                teller = seen.tellers.code[turn.teller_id]
                who = (seen.documents.code[turn.document_id], turn.position, teller, turn.section)
                ids = (of_turn.get(place, ""), turn.Index, turn.document_id, turn.teller_id)
                rows.append((*who, left, " ".join(found[0].split()), right, *ids))
    return pd.DataFrame(rows, columns=COLUMNS + IDS)


def _pattern(words: str, regex: bool) -> re.Pattern[str]:
    if regex:
        try:
            return re.compile(words, re.IGNORECASE)
        except re.error as error:
            raise StorylensError(
                f"{words!r} is no regular expression ({error})", todo="look for words, or correct it"
            ) from error
    if not words.strip():
        raise StorylensError("there are no words to look for", todo="give one word or several")
    parts = [re.escape(word).replace(r"\*", r"\w*") for word in words.split()]
    return re.compile(r"(?<!\w)" + r"\s+".join(parts) + r"(?!\w)", re.IGNORECASE)


def _around(text: str, start: int, end: int, window: int) -> tuple[str, str]:
    """Return what stands on both sides, up to whole words."""
    left = text[max(start - window, 0) : start]
    if start > window and not text[start - window - 1].isspace():
        left = left.partition(" ")[2] or left
    right = text[end : end + window]
    if end + window < len(text) and not text[end + window].isspace():
        right = right.rpartition(" ")[0] or right
    return " ".join(left.split()), " ".join(right.split())
