"""Several coders: draw what two people code blind, compare, and settle on a gold layer.

A project states its stance (Braun and Clarke 2021). Under the reflexive one, differences are talked about and
kept; coefficients of agreement and a gold layer have no place there.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from storylens.coding.strokes import stroke
from storylens.records import Coder, CoderKind, Coding, State, StorylensError, content_id, random_id
from storylens.store import Store, codings, contents, documents, now, samples
from storylens.store.samples import Sample

if TYPE_CHECKING:
    import pandas as pd


class Stance(StrEnum):
    """What a project holds coding to be (Braun and Clarke 2021)."""

    REFLEXIVE = "reflexive"
    CODEBOOK = "codebook"
    RELIABILITY = "coding reliability"


def stance_of(store: Store) -> Stance | None:
    """Return the stance that a project has stated, if any. Raises `StorylensError` for a word that is none."""
    stated = store.folder.settings().get("project", {}).get("stance", "")
    if not stated:
        return None
    try:
        return Stance(stated)
    except ValueError as error:
        raise StorylensError(
            f"{stated!r} is no stance", where="storylens.toml", todo="choose from " + ", ".join(Stance)
        ) from error


def needs_agreement(store: Store, what: str) -> None:
    """Refuse what a reflexive project leaves out."""
    if stance_of(store) is Stance.REFLEXIVE:
        raise StorylensError(
            f"this project's stance is reflexive, which leaves out {what}",
            todo="compare codings and memos instead, or change [project] stance in storylens.toml",
        )


def draw(
    store: Store,
    name: str,
    coders: Sequence[str],
    *,
    share: float,
    by: str,
    stratified_by: str = "kind",
    seed: int = 1,
    blind: bool = True,
) -> Sample:
    """Draw documents for several coders: at least one from each stratum, the same ones for the same seed.

    `share` is the part of the documents to draw, from 0 to 1; `stratified_by` is kind, language, case or an
    attribute of tellers. Raises `StorylensError` for fewer than two coders.
    """
    if len(set(coders)) < 2:
        raise StorylensError("double coding needs two coders", todo="name at least two")
    if not 0 < share <= 1:
        raise StorylensError(f"{share} is no share", todo="give a number above 0 and up to 1")
    with store.reading() as connection:
        held = contents.read(connection)
    counted = held.documents[(held.documents.replaced_by == "") & (held.documents.duplicate_of == "")]
    strata: dict[str, list[str]] = {}
    for document_id, stratum in _strata(held, counted.index, stratified_by).items():
        strata.setdefault(stratum, []).append(document_id)
    drawn: list[str] = []
    for stratum in sorted(strata):
        chance = random.Random(f"{seed} {stratum}")  # noqa: S311 - a sample, not a secret
        ids = sorted(strata[stratum])
        drawn += chance.sample(ids, max(1, round(share * len(ids))))
    with store.writing() as connection:
        people = [codings.person(connection, coder) for coder in dict.fromkeys(coders)]
        return samples.add(connection, name, seed, stratified_by, sorted(drawn), people, blind=blind, by=by)


def _strata(held: contents.Contents, ids: Sequence[str], by: str) -> dict[str, str]:
    """Return the stratum of each document: what it is itself, or else what its first teller is."""
    own = held.documents[by].astype(str) if by in held.documents.columns else None
    values = held.attributes[held.attributes.name == by].set_index("teller_id").value
    if own is None and values.empty:
        raise StorylensError(
            f"neither documents nor tellers have {by!r}", todo="choose kind, language, case or an attribute"
        )
    turns = held.turns[held.turns.teller_id != ""].drop_duplicates("document_id").set_index("document_id").teller_id
    of_teller = {name: str(values.get(turns.get(name, ""), "not recorded")) for name in ids}
    return of_teller if own is None else {name: own[name] or of_teller[name] for name in ids}


def listed(store: Store, sample: str = "") -> pd.DataFrame:
    """List who is to code what, of one sample or of all, and since when it is done."""
    import pandas as pd

    with store.reading() as connection:
        given = samples.assignments(connection, sample=sample)
        rows = [
            (one.sample, documents.read(connection, one.document_id).title, one.coder, one.done_at or "", one.blind)
            for one in given
        ]
    return pd.DataFrame(rows, columns=["sample", "document", "coder", "done", "blind"]).set_index("sample")


def done(store: Store, document: str, *, by: str) -> int:
    """Say that a person has coded a document; return in how many samples it was waiting for them.

    Raises `StorylensError` where none was.
    """
    with store.writing() as connection:
        document_id = documents.find(connection, document)
        waiting = samples.done(connection, document_id, codings.person(connection, by))
        if not waiting:
            raise StorylensError(
                f"{document} does not wait for {by} in any sample", todo="`storylens sample list` says what waits"
            )
    return waiting


def settle(store: Store, document: str, kept: Sequence[str], *, by: str, why: str, code: str = "") -> list[Coding]:
    """Settle a document, or one code in it, on the given codings, as its gold layer.

    All that several coders made there stays; the gold layer is what counts from now on. An empty list
    settles that nothing of it holds.
    """
    needs_agreement(store, "a gold layer")
    if not why.strip():
        raise StorylensError("a decision needs its reason", todo="say why")
    with store.writing() as connection:
        document_id = documents.find(connection, document)
        gold = Coder(id=content_id("gold"), kind=CoderKind.GOLD, name="gold")
        codings.keep_coder(connection, gold)
        person = codings.person(connection, by)
        before = [one for one in codings.by_coder(connection, document_id, gold.id) if not code or one.code == code]
        made = [_taken_back(one) for one in before]
        for coding_id in kept:
            coding = codings.read(connection, coding_id)
            made.append(
                coding.model_copy(
                    update={
                        "id": random_id(),
                        "coder_id": gold.id,
                        "state": State.ACCEPTED,
                        "memo": why,
                        "made_at": now(),
                        "supersedes": None,
                        "basis": {"decided by": person.name, "from": coding.id},
                    }
                )
            )
        codings.mark_settled(connection, document_id, code, gold)
        return stroke(connection, person, "settle", made)


def _taken_back(coding: Coding) -> Coding:
    return coding.model_copy(
        update={"id": random_id(), "state": State.REMOVED, "supersedes": coding.id, "made_at": now()}
    )
