"""What people do with passage groups: name, define, merge, split, set aside, and make a code of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection

from storylens.coding import codes
from storylens.records import Code, Coder, Coding, State, StorylensError, content_id
from storylens.records.entries import Kept
from storylens.records.groups import PassageGroup
from storylens.store import Store, codebooks, codings, documents, entries, log, now

if TYPE_CHECKING:
    import pandas as pd

ROLE = "passage"
MACHINE, VERSION = "passage groups", "1"
OPEN = ("found", "set aside")
EXAMPLES = 5


class Place(NamedTuple):
    """Where a passage stands."""

    document_id: str
    start: int
    end: int


def keep(store: Store, groups: Sequence[tuple[PassageGroup, Sequence[Place]]], *, by: str) -> list[Kept[PassageGroup]]:
    """Keep the groups of a run, to be worked on. A group of a run that is kept already is left as people made it."""
    with store.writing() as connection:
        known = {(kept.body.run, kept.body.group): kept for kept in entries.every(connection, PassageGroup)}
        return [
            known.get((body.run, body.group)) or _add(connection, body, places, by=by, reason="found")
            for body, places in groups
        ]


def every(store: Store) -> list[Kept[PassageGroup]]:
    """Return all groups that were kept, in the order in which they were."""
    with store.reading() as connection:
        return entries.every(connection, PassageGroup)


def listed(store: Store) -> pd.DataFrame:
    """List the groups that were kept, indexed by number, with what people made of them."""
    import pandas as pd

    columns = ["what", "name", "tellers", "of", "passages", "standing", "state", "became", "definition", "lineage"]
    rows = [
        (
            *(kept.number, kept.body.called, kept.body.name, kept.body.tellers, kept.body.of, kept.body.passages),
            *(kept.body.standing, kept.body.state, ", ".join(kept.body.became), kept.body.definition),
            kept.body.lineage,
        )
        for kept in every(store)
    ]
    return pd.DataFrame(rows, columns=["number", *columns]).set_index("number")


def places(store: Store, number: str) -> list[Place]:
    """Return where the passages of a group stand."""
    with store.reading() as connection:
        entries.read(connection, PassageGroup, number)
        return [Place(link.document_id, link.start, link.end) for link in entries.links(connection, number)]


def rename(store: Store, number: str, name: str, *, by: str, reason: str = "") -> Kept[PassageGroup]:
    """Give a group a name of one's own."""
    return _revise(store, number, by=by, reason=reason or "named", name=_said(name, "a name"))


def define(store: Store, number: str, definition: str, *, by: str, reason: str = "") -> Kept[PassageGroup]:
    """Write what a group means: from then on it is called a theme."""
    return _revise(store, number, by=by, reason=reason or "defined", definition=_said(definition, "a definition"))


def set_aside(store: Store, number: str, *, by: str, reason: str) -> Kept[PassageGroup]:
    """Set a group aside, with the reason; it stays on record."""
    return _revise(store, number, by=by, reason=_said(reason, "a reason"), state="set aside")


def take_up(store: Store, number: str, *, by: str, reason: str = "") -> Kept[PassageGroup]:
    """Take a group up again that was set aside."""
    return _revise(store, number, by=by, reason=reason or "taken up again", state="found")


def merge(store: Store, numbers: Sequence[str], name: str, *, by: str, reason: str = "") -> Kept[PassageGroup]:
    """Make one group of several: it has all their passages, and they are kept as merged."""
    if len(set(numbers)) < 2:
        raise StorylensError("one group cannot be merged", todo="name at least two")
    with store.writing() as connection:
        old = [_open(connection, number) for number in dict.fromkeys(numbers)]
        every_place = [place for kept in old for place in _places(connection, kept.number)]
        body = PassageGroup(
            name=_said(name, "a name"),
            run=" and ".join(dict.fromkeys(kept.body.run for kept in old)),
            settings=old[0].body.settings,
            phrases=tuple(dict.fromkeys(phrase for kept in old for phrase in kept.body.phrases)),
            standing="made by a person",
            came_of=tuple(kept.number for kept in old),
            **_counted(connection, every_place, old[0].body.of),
        )
        made = _add(connection, body, every_place, by=by, reason=reason or "merged")
        for kept in old:
            after = kept.body.model_copy(update={"state": "merged", "became": (made.number,)})
            entries.revise(connection, kept.number, after, by=by, reason=reason or "merged")
        return made


def split(
    store: Store, number: str, parts: Sequence[tuple[str, Sequence[Place]]], *, by: str, reason: str = ""
) -> list[Kept[PassageGroup]]:
    """Make several groups of one. `parts` are names with places; each passage of the group must be in one of them."""
    with store.writing() as connection:
        old = _open(connection, number)
        mine = sorted(_places(connection, number))
        given = sorted(place for _, some in parts for place in some)
        if len(parts) < 2 or mine != given:
            raise StorylensError(
                f"the parts do not hold each passage of {number} once", todo="give two or more that do"
            )
        made = []
        for name, some in parts:
            body = PassageGroup(
                name=_said(name, "a name"),
                run=old.body.run,
                settings=old.body.settings,
                standing="made by a person",
                came_of=(number,),
                **_counted(connection, some, old.body.of),
            )
            made.append(_add(connection, body, some, by=by, reason=reason or "split"))
        after = old.body.model_copy(update={"state": "split", "became": tuple(kept.number for kept in made)})
        entries.revise(connection, number, after, by=by, reason=reason or "split")
        return made


def to_code(store: Store, number: str, *, by: str, name: str = "", parent: str = "") -> Code:
    """Make a code of a group: with a definition to be bettered, examples, and where it comes from.

    The passages become suggestions under the code, for people to accept or reject. Examples name their places, not
    their words, so that what is erased is gone from the codebook too.
    """
    with store.reading() as connection:
        kept = _open(connection, number)
        found = _places(connection, number)
        examples = [_where(connection, place) for place in found[:EXAMPLES]]
    body = kept.body
    draft = body.definition or (
        f"Draft, for a person to write: passages that speak of {', '.join(body.phrases) or body.name} "
        f"({body.tellers} of {body.of} tellers)."
    )
    above = codebooks.find_code(store.folder, parent)[1] if parent else None
    if parent and above is None:
        raise StorylensError(f"there is no code {parent!r}", todo="name one that is in use, or none")
    details: dict[str, Any] = {"definition": draft, "examples": examples} | ({"parent": above.id} if above else {})
    code = codes.create(store, name or body.name, by=by, reason=f"{body.lineage} ({number})", **details)
    with store.writing() as connection:
        book = codebooks.find_code(store.folder, code.id)[0]
        assert book is not None
        coder = Coder.machine(MACHINE, VERSION, f"{body.run} {number}")
        for document_id in dict.fromkeys(place.document_id for place in found):
            codings.mark_read(connection, document_id, number, book.id, coder)
        suggested = [
            Coding(
                id=content_id(coder.id, *place, code.id),
                document_id=place.document_id,
                start=place.start,
                end=place.end,
                codebook=book.id,
                codebook_edition=book.edition,
                code=code.id,
                coder_id=coder.id,
                state=State.SUGGESTED,
                rule=body.lineage,
                made_at=now(),
            )
            for place in found
        ]
        codings.add(connection, suggested)
        after = body.model_copy(update={"state": "coded", "became": (code.id,)})
        entries.revise(connection, number, after, by=by, reason=f"made the code {code.id}")
        log.note(connection, "group to code", by=by, group=number, code=code.id, suggestions=len(suggested))
    return code


def _add(
    connection: Connection, body: PassageGroup, some: Sequence[Place], *, by: str, reason: str
) -> Kept[PassageGroup]:
    kept = entries.add(connection, body, by=by, reason=reason)
    for place in some:
        entries.link(connection, kept.number, ROLE, *place, by=by)
    return kept


def _revise(store: Store, number: str, *, by: str, reason: str, **changed: Any) -> Kept[PassageGroup]:
    with store.writing() as connection:
        before = _open(connection, number)
        return entries.revise(connection, number, before.body.model_copy(update=changed), by=by, reason=reason)


def _open(connection: Connection, number: str) -> Kept[PassageGroup]:
    kept = entries.read(connection, PassageGroup, number)
    if kept.body.state not in OPEN:
        raise StorylensError(
            f"{number} was {kept.body.state} already", todo=f"look at {' and '.join(kept.body.became)} instead"
        )
    return kept


def _places(connection: Connection, number: str) -> list[Place]:
    return [Place(link.document_id, link.start, link.end) for link in entries.links(connection, number)]


def _counted(connection: Connection, some: Sequence[Place], of: int) -> dict[str, Any]:
    tellers = {teller for place in some for teller in _tellers(connection, place)}
    return {"tellers": len(tellers), "of": of, "passages": len(some)}


def _tellers(connection: Connection, place: Place) -> set[str]:
    whose = {speaker.id: speaker.teller_id for speaker in documents.speakers(connection, place.document_id)}
    inside = [
        turn
        for turn in documents.turns(connection, place.document_id)
        if turn.start < place.end and turn.end > place.start
    ]
    return {teller for turn in inside if (teller := whose.get(turn.speaker_id or ""))}


def _where(connection: Connection, place: Place) -> str:
    return f"D{documents.row(connection, place.document_id).arrived:03d}, {place.start}–{place.end}"


def _said(words: str, what: str) -> str:
    if not words.strip():
        raise StorylensError(f"{what} is missing", todo=f"write {what}")
    return " ".join(words.split())
