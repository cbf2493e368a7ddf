"""What in a quote may tell who speaks or is spoken of, and what a person has decided about it.

Names, places and rare roles in combination give people away (UK Data Service). A list finds some; only a person can
say whether anybody there could tell who this is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import Connection

from storylens.prepare.names import NameKind, pattern_of, spotted
from storylens.records.printing import QuoteCheck
from storylens.store import entries
from storylens.store.names import Name, NameState

WAITS, REFUSED = "may tell who it is: waits for a person's tick", "a person decided that it is not quoted"
PLACE, ROLE, DATE, NAME = "a place", "a rare role", "a date", "a name that nobody has decided on"
CHECKED = "checked"  # the role of the link from a check to its passage
_KINDS = {NameKind.PERSON: NAME, NameKind.PLACE: PLACE}
# Few people in one place are any of these, so that the word may stand for a name.
ROLES = tuple(
    r"""chief headman headwoman headmaster headmistress head\s+teacher principal mayor councillor governor minister
    member\s+of\s+parliament commissioner magistrate judge pastor priest imam sheikh bishop reverend nun midwife
    doctor nurse matron chairperson chairman chairwoman chairlady secretary treasurer director manager coordinator
    founder traditional\s+healer herbalist extension\s+(?:worker|officer) interpreter ambassador professor landlord
    refugee widow widower orphan twins?""".split()  # noqa: SIM905 - a list of words is read as words
)
_ONLY = r"the\s+(?:only|first|oldest|youngest)\s+(?:woman|man|girl|boy|person|one|mother|father)\b"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4})"
)


@dataclass(frozen=True)
class Tick:
    """What a person has decided about a passage."""

    document_id: str
    start: int
    end: int
    may_be_printed: bool
    found: Counter[str]
    by: str


@dataclass(frozen=True)
class QuoteChecks:
    """Whether a passage may be printed. `hold` says that one which may tell who it is waits for a person's tick."""

    words: Mapping[str, str] = field(default_factory=dict)  # what looks like a name or place: its kind
    roles: Sequence[str] = ()
    ticks: Sequence[Tick] = ()
    hold: bool = False

    def found(self, text: str) -> list[tuple[str, str]]:
        """Return what in a printed text may tell who it is: the kind, and the words."""
        named = [(self.words[match[0]], match[0]) for match in self._names.finditer(text)] if self.words else []
        roles = [(ROLE, " ".join(match[0].split())) for match in self._roles.finditer(text)] if self.roles else []
        dates = [(DATE, match[0]) for match in _DATE.finditer(text)] if self.roles else []
        return list(dict.fromkeys([*named, *roles, *dates]))

    def decided(self, document_id: str, start: int, end: int, text: str) -> Tick | None:
        """Return what holds for a passage: a refusal of any of its words, or a tick on no less than is in it now."""
        here = [tick for tick in self.ticks if tick.document_id == document_id]
        for tick in here:
            if not tick.may_be_printed and tick.start < end and start < tick.end:
                return tick
        now = Counter(kind for kind, _ in self.found(text))
        return next((tick for tick in here if tick.start <= start and end <= tick.end and now <= tick.found), None)

    def refusal(self, document_id: str, start: int, end: int, text: str) -> str:
        """Return why a passage may not be printed: a person has refused it, or it waits for one; else nothing."""
        tick = self.decided(document_id, start, end, text) if self.ticks else None
        if tick is not None:
            return "" if tick.may_be_printed else REFUSED
        return WAITS if self.hold and self.found(text) else ""

    def refused(self, document_id: str, start: int, end: int) -> bool:
        """Say whether a person has refused that any of these words are printed."""
        return any(
            not tick.may_be_printed and tick.document_id == document_id and tick.start < end and start < tick.end
            for tick in self.ticks
        )

    @cached_property
    def _names(self) -> re.Pattern[str]:
        return pattern_of(self.words)

    @cached_property
    def _roles(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:(?:{'|'.join(self.roles)})\b|{_ONLY})", re.IGNORECASE)


def quote_checks(
    connection: Connection, texts: Sequence[str], names: Iterable[Name], settings: Mapping[str, Any]
) -> QuoteChecks:
    """Read what people have decided, and look in texts, whose names are replaced, for what else may tell who it is."""
    mine, names = settings.get("quotes", {}), list(names)
    kept = [spelling for name in names if name.state is NameState.KEPT for spelling in name.spellings]
    found = spotted(texts, [*kept, *settings.get("pseudonyms", {}).get("keep", [])])
    undecided = {one: name.kind for name in names if name.state is NameState.PROPOSED for one in name.spellings}
    words = {spelling: _KINDS.get(kind, NAME) for spelling, kind in {**found, **undecided}.items()}
    roles = [*ROLES, *map(re.escape, mine.get("rare_roles", []))]
    return QuoteChecks(words, roles, ticks(connection), mine.get("unchecked", "hold") != "print")


def ticks(connection: Connection) -> list[Tick]:
    """Read what people have decided about passages; of two decisions about one, the later counts."""
    made = {kept.id: kept for kept in entries.every(connection, QuoteCheck)}
    found: dict[tuple[str, int, int], Tick] = {}
    for link in entries.links(connection):
        kept = made.get(link.entry_id)
        if kept is not None:
            place = (link.document_id, link.start, link.end)
            found[place] = Tick(*place, kept.body.may_be_printed, Counter(kept.body.found), kept.author)
    return list(found.values())
