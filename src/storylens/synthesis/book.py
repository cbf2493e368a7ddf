"""The record book as it may be printed: entries without names, and the words they stand on through the gates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from storylens.analysis.quotes import in_marks, translated
from storylens.gates import View, view
from storylens.gates.groups import NOT_RECORDED
from storylens.gates.pseudonyms import Pseudonyms
from storylens.gates.untypical import PANEL
from storylens.records import State, StorylensError, Use
from storylens.records.entries import Body, Entry, Kept, Link
from storylens.store import Store, entries, names

if TYPE_CHECKING:
    import pandas as pd

AGAINST = "contradicts"  # the role of a passage that speaks against an entry


@dataclass(frozen=True)
class Passage:
    """One teller's words in a passage that an entry stands on."""

    link: str
    role: str
    document_id: str
    start: int
    end: int
    teller_id: str


class Book:
    """What people wrote, read once for a set of tables.

    An entry that stands on passages none of which may be used any more is not printed: its text would tell what
    they told. The same holds for an entry about a story or teller that may not be used.
    """

    def __init__(self, store: Store, seen: View | None = None, quotable: View | None = None) -> None:
        self.store = store
        self.seen = seen or view(store, Use.ANALYSIS)
        self.quotable = quotable or view(store, Use.QUOTE)
        with store.reading() as connection:
            self._links: dict[str, list[Link]] = {}
            for link in entries.links(connection):
                self._links.setdefault(link.entry_id, []).append(link)
            self._pseudonyms = Pseudonyms(names.read(connection, names.KeyFile(store.folder)))
        if self._pseudonyms.key_is_missing:
            raise StorylensError(
                "the key to the pseudonyms is not here, so names in what people wrote cannot be replaced",
                where=str(store.folder.path),
                todo="put the key file back",
            )
        left, told = self.seen.excluded, self.seen
        self._unnameable = ({*left.document} | {*left.teller}) - {*told.documents.code} - {*told.tellers.code}

    @property
    def n(self) -> int:
        """Number of tellers whose words may be used: the N of `n of N`."""
        return self.seen.n

    def every(self, kind: type[Body]) -> list[Kept[Body]]:
        """Return the latest version of the entries of a kind that may be printed, names replaced."""
        return [self._printed(kept) for kept in self._all(kind) if self._may_print(kept)]

    def one(self, number: str) -> Kept[Entry]:
        """Return the latest version of one entry that may be printed, names replaced. Raises `StorylensError`."""
        with self.store.reading() as connection:
            kept = entries.read(connection, entries.kind_of_number(number), number)
        if not self._may_print(kept):
            raise StorylensError(
                f"{number} rests only on words that may not be used", todo="`storylens tables left-out` says why"
            )
        return self._printed(kept)

    def left_out(self, *kinds: type[Any]) -> tuple[str, ...]:
        """Return a note for a table when entries of these kinds may not be printed."""
        number = sum(not self._may_print(kept) for kind in kinds for kept in self._all(kind))
        return (f"Left out, as the words that they rest on may not be used: {number} entries.",) if number else ()

    def groups(self, by: str) -> pd.Series:
        """Return the group of each teller by an attribute; where nobody has the attribute, one group for all."""
        if by in self.seen.tellers:
            return self.seen.tellers[by].replace("", NOT_RECORDED)
        return self.seen.tellers.code.map(lambda _: NOT_RECORDED)

    def confirmed(self) -> str:
        """Say how many of the codings a person made or confirmed: what stands under a table that counts both."""
        n = int((self.seen.codings.drop_duplicates("coding_id").state != State.SUGGESTED).sum())
        return f"{n} of {self.seen.codings.coding_id.nunique()} codings are a person's; the rest a machine suggests."

    def history(self, kept: Kept[Body]) -> list[Kept[Body]]:
        """Return all versions of an entry, the oldest first."""
        with self.store.reading() as connection:
            return entries.history(connection, type(kept.body), kept.number)

    def author(self, kept: Kept[Any], field: str) -> str:
        """Return who wrote what stands in a field now, and when."""
        versions = self.history(kept)
        now = getattr(versions[-1].body, field)
        first = versions[-1]
        for version in reversed(versions):
            if getattr(version.body, field) != now:
                break
            first = version
        return f"{self.text(first.author)}, {first.at[:10]}"

    def passages(self, kept: Kept[Any], *, against: bool | None = None) -> list[Passage]:
        """Return the words that an entry stands on, as far as they may be used; for it, against it, or both."""
        return [
            Passage(link.id, link.role, link.document_id, link.start, link.end, turn.teller_id)
            for link in self._links.get(kept.id, ())
            if against is None or against == (link.role == AGAINST)
            for turn in self._turns.get(link.document_id, ())
            if turn.start < link.end and link.start < turn.end
        ]

    def quote(self, passages: Iterable[Passage]) -> str:
        """Return the first passage that may be quoted, with who says it and where; else nothing."""
        for passage in passages:
            for turn in self._quotable_turns.get(passage.document_id, ()):
                if turn.start <= passage.start and passage.end <= turn.end and turn.teller_id == passage.teller_id:
                    words = self._pseudonyms.printed(self._texts[passage.document_id], passage.start, passage.end)
                    if self.quotable.checks.refusal(passage.document_id, passage.start, passage.end, words):
                        continue
                    teller = self.quotable.tellers.code[passage.teller_id]
                    document = self.quotable.documents.loc[passage.document_id]
                    place = f"{document.code}, {passage.start}–{passage.end}{translated(document)}"
                    return f"{in_marks(' '.join(words.split()))} ({teller}, {place})"
        return ""

    def where(self, passage: Passage) -> tuple[str, str]:
        """Return the codes of the story and the teller of a passage."""
        return str(self.seen.documents.code[passage.document_id]), str(self.seen.tellers.code[passage.teller_id])

    def text(self, words: str) -> str:
        """Return what a person wrote as it may be printed."""
        return self._pseudonyms.printed(words)

    def story(self, code: str) -> str | None:
        """Return the id of a story by its code, or None where it may not be used or is not there."""
        return self._stories.get(code)

    def codes(self, documents: Iterable[str]) -> str:
        """Return the codes of stories in the order of the sources."""
        wanted = set(documents)
        return ", ".join(code for code, document in self._stories.items() if document in wanted)

    @cached_property
    def chosen(self) -> frozenset[str]:
        """The stories that a panel chose: by that they are not typical, and are counted apart."""
        return frozenset(self.seen.documents.index[self.seen.documents.selected_by == PANEL])

    def _all(self, kind: type[Body]) -> list[Kept[Body]]:
        with self.store.reading() as connection:
            return entries.every(connection, kind)

    def _may_print(self, kept: Kept[Any]) -> bool:
        if self._links.get(kept.id) and not self.passages(kept):
            return False
        story = getattr(kept.body, "story", None)
        if story is not None and self.story(story) is None:
            return False
        about = {getattr(kept.body, name, "") for name in ("case", "to", "one", "other", "member")}
        return not about & self._unnameable

    def _printed(self, kept: Kept[Body]) -> Kept[Body]:
        def plain(value: Any) -> Any:
            if isinstance(value, str):
                return self.text(value)
            return tuple(map(plain, value)) if isinstance(value, tuple) else value

        changed = {name: plain(value) for name, value in kept.body}
        return replace(kept, body=kept.body.model_copy(update=changed), author=self.text(kept.author))

    @cached_property
    def _stories(self) -> dict[str, str]:
        return {row.code: row.Index for row in self.seen.documents.itertuples()}

    @cached_property
    def _turns(self) -> dict[str, list[Any]]:
        return _by_document(self.seen)

    @cached_property
    def _quotable_turns(self) -> dict[str, list[Any]]:
        return _by_document(self.quotable)

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        from storylens.store import contents

        with self.store.reading() as connection:
            return dict(contents.read(connection).documents.text)


def tellers(passages: Iterable[Passage]) -> set[str]:
    """Return whose words passages are."""
    return {passage.teller_id for passage in passages}


def links(passages: Iterable[Passage]) -> tuple[str, ...]:
    """Return the ids of the links behind passages."""
    return tuple(dict.fromkeys(passage.link for passage in passages))


def _by_document(seen: View) -> dict[str, list[Any]]:
    turns: dict[str, list[Any]] = {}
    for turn in seen.turns.itertuples():
        turns.setdefault(turn.document_id, []).append(turn)
    return turns
