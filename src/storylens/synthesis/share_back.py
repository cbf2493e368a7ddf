"""What goes back to a community: a page in plain words, without codes of themes and without words of theory."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from storylens.analysis.theme_table import cases_of
from storylens.records import StorylensError
from storylens.records.entries import Kept
from storylens.records.harvest import NO_OUTCOMES, Outcome
from storylens.records.learning import Finding, Lesson
from storylens.records.network import LearningQuestion
from storylens.synthesis.book import Book, tellers
from storylens.synthesis.brief import paragraphs
from storylens.synthesis.brief_quotes import Quote
from storylens.synthesis.brief_spec import ShareBackPart

CORRECT = (
    "You can correct, add to, or take back what you told us, all of it or a part, now or later. You need give no "
    "reason. What you take back is not printed again; what is on paper already cannot be called back."
)
# Words that a page for a community does without, and the ids of codes.
_THEORY = re.compile(
    r"\b(?:outcomes?|outputs?|theor(?:y|ies) of change|stakeholders?|beneficiar(?:y|ies)|indicators?|substantiat\w+|"
    r"empower\w*|codebooks?|codings?|saturation|triangulat\w+|contribution claims?|interventions?|capacity building)\b|"
    r"\b[a-z]{2,5}(?:\.[a-z0-9_]+)+\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Part:
    """A heading in plain words, with what stands under it; nothing at all is room to write in."""

    title: str
    words: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True)
class Page:
    """The page for one community. `look_at` is for its authors, not for print."""

    community: str
    title: str
    parts: tuple[Part, ...]
    look_at: tuple[str, ...]
    documents: tuple[str, ...]
    tellers: tuple[str, ...]


def share_back(book: Book, community: str, words: ShareBackPart | None, printed: Collection[Quote]) -> Page:
    """Put the page of a community together; `printed` are the quotes of a brief, of which theirs are shown.

    Raises `StorylensError` for a community of which nobody's words may be used.
    """
    places = cases_of(book.seen, book.seen.turns).fillna("")
    known = sorted(set(places) - {""})
    name = next((place for place in known if place.casefold() == community.casefold()), None)
    if name is None:
        raise StorylensError(f"nobody of {community!r} is heard here", todo="choose from " + "; ".join(known))
    turns = book.seen.turns[places == name]
    mine, said = set(turns.teller_id), words or ShareBackPart(community=name)
    quotes = tuple(quote for quote in printed if quote.teller_id in mine)
    standing = [kept for kind in (Finding, Lesson, Outcome) for kept in _of(book, kind, mine)]
    parts = (
        Part(said.language or "In your language", paragraphs(book, said.in_your_language)),
        Part("What you told us", (*_heard(book, turns), *paragraphs(book, said.told))),
        Part("What we made of it", (*paragraphs(book, said.made_of_it), *_points(_told(book, standing, mine)))),
        Part("What others said", paragraphs(book, said.others)),
        Part("What you asked us", tuple(_points(_asked(book, name)))),
        Part("What will be done, and by whom", (*paragraphs(book, said.will_be_done), *_points(_decided(standing)))),
        Part("What we cannot do", paragraphs(book, said.cannot)),
        Part("Your words that we print, and how you appear", _appear(quotes), quotes),
        Part("If something is wrong, or you want to take it back", paragraphs(book, said.correct or CORRECT)),
        Part("Whom to ask", paragraphs(book, said.contact)),
    )
    return Page(
        name,
        f"{said.greeting or 'What became of your stories'}: {name}",
        tuple(part for part in parts if part.words or part.title != "What you asked us"),
        tuple(_look_at(parts)),
        tuple(sorted(set(turns.document_id))),
        tuple(sorted(mine | {one for kept in standing for one in tellers(book.passages(kept))})),
    )


def _heard(book: Book, turns: Any) -> Iterator[str]:
    days = sorted({_month(day) for day in book.seen.documents.collected_on[turns.document_id.unique()] if day})
    when = ", ".join(dict.fromkeys(f"{month_name[month]} {year}" for year, month in (*days[:1], *days[-1:])))
    people, stories = turns.teller_id.nunique(), turns.document_id.nunique()
    yield (
        f"We listened to {people} {'person' if people == 1 else 'people'} of yours, in {stories} "
        f"{'story' if stories == 1 else 'stories'} and talks{f' ({when})'.replace(', ', ' to ') if when else ''}."
    )


def _month(day: Any) -> tuple[int, int]:
    year, month = str(day).split("-")[:2]
    return int(year), int(month)


def _of(book: Book, kind: type[Any], mine: set[str]) -> Iterator[Kept[Any]]:
    """Yield what people of the team wrote that stands on words of this community."""
    for kept in book.every(kind):
        if tellers(book.passages(kept)) & mine and getattr(kept.body, "status", "") not in (*NO_OUTCOMES, "draft"):
            yield kept


def _told(book: Book, standing: list[Kept[Any]], mine: set[str]) -> Iterator[str]:
    """Yield each sentence with who says so; without numbers, as in a small place they would tell who it is."""
    for kept in standing:
        for_, against = tellers(book.passages(kept, against=False)), tellers(book.passages(kept, against=True))
        who = " and ".join(filter(None, ["you" if for_ & mine else "", "others elsewhere" if for_ - mine else ""]))
        told = f"Told by {who}." if who else ""
        unlike = "Not everybody sees it so." if against else ""
        text = getattr(kept.body, "text", "") or getattr(kept.body, "change_text", "")
        yield " ".join(filter(None, [text if text.endswith((".", "!", "?")) else f"{text}.", told, unlike]))


def _asked(book: Book, community: str) -> Iterator[str]:
    for kept in book.every(LearningQuestion):
        if kept.body.asked_by.casefold() == community.casefold():
            yield f"{kept.body.text} {kept.body.answer or 'We have no answer yet.'}"


def _decided(standing: list[Kept[Any]]) -> Iterator[str]:
    for kept in standing:
        if isinstance(kept.body, Lesson) and kept.body.decision:
            by = f" ({kept.body.owner})" if kept.body.owner else " (nobody has taken it on yet)"
            yield f"{kept.body.decision}{by}" + (f", by {kept.body.decide_by}" if kept.body.decide_by else "")


def _points(found: Iterator[str]) -> Iterator[str]:
    return (f"- {words}" for words in found)


def _appear(quotes: tuple[Quote, ...]) -> tuple[str, ...]:
    if not quotes:
        return ("None of your words are printed.",)
    return ("Names are replaced. Each person has a sign, which stands after their words.",)


def _look_at(parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        if not part.words and part.title != "What you asked us":
            yield f"“{part.title}” is left to be written"
        for words in part.words:
            if found := _THEORY.search(words):
                yield f"“{found[0]}” is no plain word: {words}"
        if part.quotes:
            yield "could somebody in the village tell whose words these are? Read each quote with that in mind"
