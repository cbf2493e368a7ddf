"""Causal claims as tellers make them, a row a claim: what a causal map is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storylens.batch.relations import read_again
from storylens.gates import view
from storylens.gates.pseudonyms import Pseudonyms
from storylens.records import Relation, Use
from storylens.store import Store, names

if TYPE_CHECKING:
    import pandas as pd

# fmt: off
COLUMNS = ["document_id", "document", "teller_id", "teller", "start", "end", "cause", "effect", "cue", "sign",
           "valence", "attribution", "explicitness", "sort", "denied", "claimed_by", "about", "prompted", "rule",
           "text"]
# fmt: on


def causal_claims(store: Store, *, hoped: bool = False) -> pd.DataFrame:
    """Return the causal claims in the words that may be analysed, in the order of the sources.

    They are found by rules and nobody has confirmed them (docs/taggers/claims.md says how often they are right): a
    claim is a place to look, and evidence that somebody believes it. `cause` or `effect` is empty where the sentence
    does not hold it; `sort` is "purpose" where the effect is what an act was for, and no result. `start` and `end`
    are the sentence, which is `text`, names replaced. With `hoped`, what is hoped or supposed instead of what is told.
    """
    import pandas as pd

    seen = view(store, Use.ANALYSIS)
    with store.reading() as connection:
        pseudonyms = Pseudonyms(names.read(connection, names.KeyFile(store.folder)))
    rows = []
    wanted = "causal_hope" if hoped else "causal_claim"
    for read in read_again(store, seen, ["claims"]):
        text = read.document.text
        relations = read.found["claims"].relations if "claims" in read.found else ()
        for relation in relations:
            first = min(argument.start for argument in relation.arguments)
            last = max(argument.end for argument in relation.arguments)
            turn = read.turn(first, last)
            if relation.label != wanted or turn is None:
                continue
            start, end = read.sentence(turn, first, last)
            said = relation.attributes
            rows.append(
                (
                    read.document.id,
                    seen.documents.code[read.document.id],
                    turn.teller_id,
                    seen.tellers.code[turn.teller_id],
                    start,
                    end,
                    *(_words(relation, role, text, pseudonyms) for role in ("cause", "effect", "cue")),
                    *(said[name] for name in ("sign", "valence", "attribution", "explicitness", "sort", "denied")),
                    *(pseudonyms.printed(said[name]) for name in ("claimed_by", "about")),
                    {True: "prompted", False: "volunteered"}.get(said.get("prompted", ""), ""),
                    relation.rule,
                    " ".join(pseudonyms.printed(text, start, end).split()),
                )
            )
    return pd.DataFrame(rows, columns=COLUMNS)


def _words(relation: Relation, role: str, text: str, pseudonyms: Pseudonyms) -> str:
    """Return the words of one part of a claim; pieces that stand apart are joined by an ellipsis."""
    pieces = [pseudonyms.printed(text, part.start, part.end) for part in relation.arguments if part.role == role]
    return " … ".join(" ".join(piece.split()) for piece in pieces)
