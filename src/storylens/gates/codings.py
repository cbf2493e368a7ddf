"""Codings on what may be seen: the teller's own words in them, without names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from storylens.gates.pseudonyms import Pseudonyms
from storylens.records import CoderKind

if TYPE_CHECKING:
    import pandas as pd

# fmt: off
AS_KEPT = ["document_id", "start", "end", "codebook", "codebook_edition", "code", "polarity", "pole", "fields", "state",
           "coder", "coder_kind", "rule", "score", "memo", "made_at"]
# fmt: on


def settled(codings: pd.DataFrame, gold: frozenset[tuple[str, str]]) -> pd.DataFrame:
    """Leave only the gold layer where several coders have settled on one."""
    in_gold = [(row.document_id, "") in gold or (row.document_id, row.code) in gold for row in codings.itertuples()]
    return codings[
        [
            not inside or row.coder_kind == CoderKind.GOLD
            for inside, row in zip(in_gold, codings.itertuples(), strict=True)
        ]
    ]


def on_turns(codings: pd.DataFrame, turns: pd.DataFrame, pseudonyms: Pseudonyms) -> pd.DataFrame:
    """Return the codings on turns that may be seen, a row for each coding and teller.

    The text of a coding is the teller's own words in it: what an interviewer or somebody else says in the
    midst of it is left out, and names are replaced.
    """
    import pandas as pd

    return pd.DataFrame(
        list(_rows(codings, turns, pseudonyms)),
        columns=["coding_id", *AS_KEPT, "prompted", "teller_id", "section", "text"],
    )


def _rows(codings: pd.DataFrame, turns: pd.DataFrame, pseudonyms: Pseudonyms) -> Iterator[tuple[Any, ...]]:
    by_document: dict[str, list[Any]] = {}
    for turn in turns.itertuples():
        by_document.setdefault(turn.document_id, []).append(turn)
    ends = {name: [turn.end for turn in near] for name, near in by_document.items()}
    for coding in codings.itertuples():
        near = by_document.get(coding.document_id, [])
        words: dict[str, list[str]] = {}
        section: dict[str, str] = {}  # of the first words of each teller
        for turn in near[bisect_right(ends.get(coding.document_id, []), coding.start) :]:
            if turn.start >= coding.end:
                break
            piece = pseudonyms.printed(turn.text, coding.start - turn.start, coding.end - turn.start)
            words.setdefault(turn.teller_id, []).append(" ".join(piece.split()))
            section.setdefault(turn.teller_id, turn.section)
        kept = [getattr(coding, name) for name in AS_KEPT]
        for teller, pieces in words.items():
            yield (coding.Index, *kept, _prompted(coding), teller, section[teller], " … ".join(pieces))


def _prompted(coding: Any) -> str:
    """Say whether a passage answers a question about the very thing; empty where nobody can tell."""
    said = coding.fields.get("prompted", coding.basis.get("prompted"))
    return {True: "prompted", False: "volunteered"}.get(said, "") if isinstance(said, bool) else said or ""
