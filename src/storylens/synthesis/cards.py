"""Cards of stories for a workshop in which people make sense of them: the tellers' words, short, without names."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storylens.analysis.quotes import translated
from storylens.language.sentences import sentences
from storylens.prepare.names import pattern_of
from storylens.records import CoderKind, State, StorylensError
from storylens.records.learning import SignificantStory
from storylens.store import names
from storylens.synthesis.book import Book

LONGEST = 150  # words on a card: about what is read aloud in a minute
GAP = "[…]"


@dataclass(frozen=True)
class Card:
    """A story as it is printed on a card. `cut` says how many words it has in full where the card has fewer."""

    story: str
    tellers: tuple[str, ...]
    paragraphs: tuple[str, ...]
    words: int
    cut: int = 0
    translated: str = ""
    names: tuple[str, ...] = ()  # that nobody has decided on yet, and that stand on it
    document_id: str = ""
    teller_ids: tuple[str, ...] = ()


def cards(
    book: Book, stories: Sequence[str] = (), *, without: Collection[str] = (), longest: int = LONGEST
) -> list[Card]:
    """Make a card of each story that may be quoted, in the order of the sources.

    `stories` are codes of documents; by default those collected for a most significant change exercise, and where
    there are none, all. A long story is cut to the paragraphs that people coded, then to its beginning; where
    something is left out it says so. Raises `StorylensError` for a code that is none or may not be quoted.
    """
    quotable = book.quotable.documents
    known = dict(zip(quotable.code, quotable.index, strict=True))
    if strangers := [code for code in (*stories, *without) if code not in known]:
        raise StorylensError(
            f"there is no story {strangers[0]!r} that may be quoted",
            todo="`storylens documents` lists them, `storylens tables left-out` says what may not be used",
        )
    wanted = list(stories) or [kept.body.story for kept in book.every(SignificantStory)] or list(known)
    undecided = _undecided(book)
    return [_card(book, known[code], longest, undecided) for code in known if code in wanted and code not in without]


def _undecided(book: Book) -> re.Pattern[str] | None:
    """Return a pattern of the names that were proposed and that nobody has decided on."""
    with book.store.reading() as connection:
        held = names.read(connection, names.KeyFile(book.store.folder))
    spellings = [spelling for name in held if name.state is names.NameState.PROPOSED for spelling in name.spellings]
    return pattern_of(spellings) if spellings else None


def _card(book: Book, document_id: str, longest: int, undecided: re.Pattern[str] | None) -> Card:
    refused = book.quotable.checks.refused
    mine = list(book.quotable.turns[book.quotable.turns.document_id == document_id].itertuples())
    turns = [turn for turn in mine if not refused(document_id, turn.start, turn.end)]
    pieces = _pieces(book, turns, longest)
    document = book.quotable.documents.loc[document_id]
    paragraphs = _paragraphs(turns, pieces)
    full, words = sum(turn.words for turn in mine), sum(len(said.split()) for said in pieces.values())
    who = list(dict.fromkeys(turns[number].teller_id for number in pieces))
    return Card(
        story=document.code,
        tellers=tuple(book.quotable.tellers.code[teller] for teller in who),
        paragraphs=tuple(paragraphs),
        words=words,
        cut=full if GAP in " ".join(paragraphs) or len(turns) < len(mine) or _withheld(book, turns) else 0,
        translated=translated(document).removeprefix(", "),
        names=tuple(dict.fromkeys(undecided.findall("\n".join(paragraphs)))) if undecided else (),
        document_id=document_id,
        teller_ids=tuple(who),
    )


def _pieces(book: Book, turns: Sequence[Any], longest: int) -> dict[int, str]:
    """Return what is printed of which turns, in their order: first what people coded has room, then the beginning."""
    codings = book.quotable.codings
    by_people = codings[(codings.coder_kind != CoderKind.MACHINE) & (codings.state != State.SUGGESTED)]
    places = [(row.document_id, row.start, row.end) for row in by_people.itertuples()]

    def coded(turn: Any) -> bool:
        return any(name == turn.document_id and start < turn.end and turn.start < end for name, start, end in places)

    pieces, room = dict[int, str](), longest
    for number in sorted(range(len(turns)), key=lambda number: (not coded(turns[number]), number)):
        said = _whole_sentences(turns[number].text, room, must=not pieces)
        if said:
            pieces[number] = said
        room -= len(said.split())
        if said != _plain(turns[number].text):
            break
    return dict(sorted(pieces.items()))


def _paragraphs(turns: Sequence[Any], pieces: Mapping[int, str]) -> list[str]:
    """Return the paragraphs of a card, with a mark where something is left out."""
    paragraphs, last = list[str](), -1
    for number, said in pieces.items():
        if number != last + 1:
            paragraphs.append(GAP)
        paragraphs.append(said if said == _plain(turns[number].text) else f"{said} {GAP}")
        last = number
    if last != len(turns) - 1 and not "".join(paragraphs[-1:]).endswith(GAP):
        paragraphs.append(GAP)
    return paragraphs


def _whole_sentences(text: str, room: int, *, must: bool) -> str:
    """Return the sentences of a text that fit; where not even one does and something must be, its first words."""
    said = list[str]()
    for start, end in sentences(text):
        sentence = text[start:end].split()
        if len(said) + len(sentence) > room:
            break
        said += sentence
    return " ".join(said or (text.split()[:room] if must else ()))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _withheld(book: Book, turns: Sequence[Any]) -> bool:
    """Say whether turns of the same story may not be printed: a card must not look whole when it is not."""
    excluded = book.quotable.excluded
    return bool(turns) and bool((excluded.document_id == turns[0].document_id).any())
