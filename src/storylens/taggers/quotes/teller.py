"""Whom a speaker's mention stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from storylens.taggers.quotes.found import Mention, Passage, Quote

if TYPE_CHECKING:
    from spacy.tokens import Span
from storylens.taggers.quotes.words import listed

if TYPE_CHECKING:
    pass

UNKNOWN = "unknown"
_MALE = listed("mr sir lord king prince duke uncle father brother son husband grandfather dad boy man gentleman")
_FEMALE = listed("""
mrs ms miss lady queen princess duchess aunt mother sister daughter wife grandmother mum mom girl woman madam dame
""")
_TITLES = listed("""
mr mrs ms miss sir lady lord dame dr doctor professor prof captain judge president minister mayor chief pastor rev
reverend sergeant inspector superintendent senator
""")
_PRONOUNS = frozenset(("he", "she", "they", "it"))
_FOLLOWING = re.compile(r"\s(?:who|whose|which)\b")
_SOMEBODY = re.compile(
    r"(?:er|or|man|woman|ist|ian|ant|ent|ee|chief|head|boss|nurse|clerk|guard|judge|coach|captain|chair|boy|girl|"
    r"child|lady|friend|neighbour|colleague|priest|one|other|cousin|nephew|niece|mate|host|guest|spouse)\Z"
)
_LATEST = 40  # quotations that are looked through
_FAR = 2  # paragraphs back in which an antecedent is looked for


class Named(NamedTuple):
    """A person's name, where it stands in the document, and whether it is the subject of its clause."""

    name: str
    place: int
    acts: bool


class Tellers:
    """Names and mentions seen so far in one document, in the order of the text."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._named: list[list[Named]] | None = None  # of each paragraph
        self._full_names: dict[str, set[str]] = {}  # by the last word
        self._said: list[tuple[int, str, str, int]] = []  # paragraph, who, the pronoun used if one was, and where
        self._bound: dict[str, str] = {}  # a person and the pronoun that the text uses for them

    def resolve(self, number: int, quote: Quote, teller: str, outer: str = "") -> None:
        """Fill in whom the speaker of a quotation stands for; `outer` speaks the quotation round it."""
        mention = quote.speaker
        if mention is None:
            quote.resolved = quote.resolved or UNKNOWN
            return
        lower = mention.text.lower()
        if lower == "i":
            quote.resolved = (outer or teller or UNKNOWN) if not quote.nested else (outer or UNKNOWN)
        elif lower in ("he", "she"):
            quote.resolved = self._antecedent(number, lower, mention)
        elif lower in ("they", "it"):
            quote.resolved = self._group(number, lower)
        elif mention.head.pos_ == "PRON" and " " not in lower:
            quote.resolved = UNKNOWN
        else:
            quote.resolved = self._full(number, mention)
        if quote.resolved != UNKNOWN and not quote.nested:
            self._said.append((number, quote.resolved, lower if lower in _PRONOUNS else "", mention.span[0]))
            if lower in ("he", "she"):
                self._bound[quote.resolved] = lower

    # -- pronouns

    def _antecedent(self, number: int, pronoun: str, mention: Mention) -> str:
        """Return the one person whom a pronoun can mean, or "unknown".

        Nothing is inferred from a name: who is "she" is known from a title, from a word such as "mother", or from
        a pronoun that the text used for the same person before. The last speaker comes first where nobody else has
        been named since.
        """
        said = [
            (at, who, place)
            for at, who, _, place in self._said[-_LATEST:]
            if number - at <= _FAR and self._fits(who, pronoun)
        ]
        people = [(who, place, acts) for who, place, acts in self._people(number, mention) if self._fits(who, pronoun)]
        if said:
            at, last, place = said[-1]
            others = {who for who, where, acts in people if where > place and acts} - {last}
            if number - at <= 1 and not others:
                return last
        distinct = list(dict.fromkeys([*(who for who, _, _ in people), *(who for _, who, _ in said)]))
        marked = [who for who in distinct if self._pronoun(who) == pronoun]
        if len(distinct) == 1 or len(marked) == 1:
            return (marked or distinct)[0]
        return UNKNOWN

    def _group(self, number: int, pronoun: str) -> str:
        near = [
            who
            for at, who, said, _ in self._said[-_LATEST:]
            if number - at <= 1 and said not in ("he", "she") and who not in self._bound and not self._is_person(who)
        ]
        distinct = [who for who in dict.fromkeys(near) if _plural(who) == (pronoun == "they")]
        return distinct[0] if len(distinct) == 1 else UNKNOWN

    def _pronoun(self, who: str) -> str:
        if who in self._bound:
            return self._bound[who]
        words = {word.strip(".").lower() for word in who.split()}
        return "he" if words & _MALE else "she" if words & _FEMALE else ""

    def _fits(self, who: str, pronoun: str) -> bool:
        known = self._pronoun(who)
        return known == pronoun or (
            not known and (who[0].isupper() or bool(_SOMEBODY.search(who))) and not _plural(who)
        )

    def _people(self, number: int, mention: Mention) -> Iterator[tuple[str, int, bool]]:
        """Yield the people named in narration shortly before a mention, where, and whether as a subject."""
        for at in range(max(0, number - 1), number + 1):
            passage = self._passages[at]
            for name, place, acts in self._names(at):
                if place < mention.span[0] and passage.around(place) is None:
                    yield self._longest(name), place, acts

    # -- names

    def _full(self, number: int, mention: Mention) -> str:
        """Return the name in a mention ("the clerk, Ida Moss") in its fullest form, else the words themselves."""
        low, high = mention.span
        named = [name for name, place, _ in self._names(number) if low <= place < high]
        text = " ".join(mention.text.split())
        touching = mention.head.pos_ == "PROPN" or "," in text
        if len(named) == 1 and touching and text.endswith(named[0]):
            return self._longest(named[0])
        text = _FOLLOWING.split(text)[0].strip(" ,")
        return self._longest(text) if mention.head.pos_ == "PROPN" else text

    def _longest(self, name: str) -> str:
        """Return the fullest form of a name in the document: "Peter Dunn" for "Dunn" and "Mr Dunn"."""
        self._names(0)
        words = name.split()
        bare = [word for word in words if word.strip(".").lower() not in _TITLES]
        if len(bare) != 1:
            return " ".join(bare) if bare else name
        full = self._full_names.get(bare[0], set())
        return next(iter(full)) if len(full) == 1 else name

    def _is_person(self, who: str) -> bool:
        return any(who in names for names in self._full_names.values())

    def _names(self, number: int) -> list[Named]:
        """Return the persons named in a paragraph."""
        if self._named is None:
            self._named = _named(self._passages)
            for named in self._named:
                for each in named:
                    words = [word for word in each.name.split() if word.strip(".").lower() not in _TITLES]
                    if len(words) > 1:
                        self._full_names.setdefault(words[-1], set()).add(" ".join(words))
        return self._named[number]


def _named(passages: Sequence[Passage]) -> list[list[Named]]:
    """Return the persons named in each paragraph; every document is gone through once."""
    found: list[list[Named]] = []
    entities: Iterator[Span] = iter(())
    doc = None
    entity: Span | None = None
    for passage in passages:
        if passage.doc is not doc:
            doc = passage.doc
            entities = (each for each in doc.ents if each.label_ == "PERSON")
            entity = next(entities, None)
        here: list[Named] = []
        while entity is not None and entity.start < passage.stop:
            start = entity.start
            if start > passage.first and doc[start - 1].lower_.strip(".") in _TITLES:
                start -= 1
            name = doc[start : entity.end].text.removesuffix("'s").removesuffix("’s").strip()
            here.append(Named(name, passage.base + doc[start].idx, entity.root.dep_ in ("nsubj", "nsubjpass")))
            entity = next(entities, None)
        found.append(here)
    return found


def _plural(who: str) -> bool:
    last = who.split()[-1].lower()
    return (
        (last.endswith("s") and not last.endswith("ss"))
        or last in ("police", "people", "women", "men", "children")
        or " and " in who
    )
