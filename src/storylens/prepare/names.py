"""Find what in a text may tell who somebody is: names, places, phones, mail addresses, numbers, handles.

Recall first: a person reviews every proposal. No gazetteer of people is used, and no name is read as a gender.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from storylens.prepare.labels import known_role

if TYPE_CHECKING:
    from spacy.tokens import Doc


class NameKind(StrEnum):
    """What a name is the name of."""

    PERSON = "person"
    PLACE = "place"
    PHONE = "phone"
    MAIL = "mail"
    NUMBER = "number"
    HANDLE = "handle"


class Proposal(NamedTuple):
    """Spellings that seem to mean one person, place or number, and how often they stand in the texts."""

    kind: NameKind
    spellings: tuple[str, ...]
    times: int


_PATTERNS = (
    (NameKind.MAIL, re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")),
    (NameKind.HANDLE, re.compile(r"(?<![\w@.])@\w[\w.-]{1,30}\w")),
    (NameKind.PHONE, re.compile(r"(?<![\w.,])(?:\+|00)?\d[\d\s().-]{6,18}\d(?![\w,])")),
    (NameKind.NUMBER, re.compile(r"\b(?=[A-Z\d/-]*\d{4})[A-Z]{1,4}[-/]?\d[\dA-Z/-]{4,18}\b")),
)
_TITLE = (
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Pastor|Rev|Reverend|Sister|Brother|Father|Mother|Chief|Headman|Headwoman|"
    r"M|Mme|Mlle|Monsieur|Madame|Mademoiselle|Maître|Docteur|Tonton|Tantie|"
    r"Nurse|Officer|Councillor|Inspector|Uncle|Aunt|Auntie|Aunty|Mama|Baba|Mzee|Sheikh|Imam|Madam|Sir|Teacher|Honourable)"
)
_TITLED = re.compile(rf"\b{_TITLE}\.?\s+((?:[^\W\d_a-z][\w’'-]+)(?:\s+[^\W\d_a-z][\w’'-]+){{0,2}})")
_WORD = r"[^\W\d_a-z][^\W\d_A-Z][\w’'-]*"  # a word with a capital, but not in capitals throughout
_CAPITAL = re.compile(rf"(?:(?P<before>[\w’']+)|[,;)]) (?P<name>{_WORD}(?: {_WORD})*)")
_AT_A_PLACE = frozenset(
    {"in", "at", "near", "around", "from", "to", "towards", "of", "into", "à", "au", "en", "vers", "près", "de", "chez"}
)
_DATE_LIKE = re.compile(
    r"\d{4}\W\d{1,2}\W\d{1,2}\b.*|\d{1,2}\W\d{1,2}\W\d{2,4}\b.*|\d{4}\s?[-–]\s?\d{4}|\d{1,3}(?:[ ,.]\d{3})+"
)
_CODE = re.compile(r"[A-Z]{0,4}[-_ ]?\d{1,6}")
_NOT_NAMES = frozenset(
    """i monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep oct nov dec
    christmas easter ramadan god lord jesus allah bible english french ok okay tv radio whatsapp facebook google youtube
    zoom internet covid ngo un je lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai
    juin juillet août septembre octobre novembre décembre dieu seigneur noël pâques tabaski
    français anglais ong""".split()  # noqa: SIM905 - a list of words is read as words
)
_TAKEN_FOR_OTHERS = ("", "ORG", "PRODUCT", "WORK_OF_ART", "MISC")  # names of people are often taken for these
_PEOPLE, _PLACES = ("PERSON", "PER"), ("GPE", "LOC", "FAC")
ALIKE = 90  # of 100: spellings that are proposed together


@cache
def large_places() -> frozenset[str]:
    """Return the places that point at nobody: countries and cities of a million people and more."""
    lines = resources.files("storylens.prepare").joinpath("large_places.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.casefold() for line in lines if not line.startswith("#"))


def propose(
    texts: Sequence[str], labels: Iterable[str] = (), docs: Iterable[Doc] = (), keep: Iterable[str] = ()
) -> list[Proposal]:
    """Propose what may have to be replaced, the most frequent first.

    `labels` are the names under which people speak; `docs` are parses, whose entities help where they are
    there; `keep` are names that need no replacement, such as large places of the region.
    """
    found: dict[NameKind, Counter[str]] = defaultdict(Counter)
    for kind, spelling in _by_rule(texts, labels):
        found[kind][spelling] += 0
    in_places, common = set(found[NameKind.PLACE]), _lower_case_words(texts)
    for doc in docs:
        for label, name in _parsed_names(doc, common):
            person = label in _PEOPLE and name not in in_places
            found[NameKind.PERSON if person else NameKind.PLACE][name] += 0
    for name in list(found[NameKind.PERSON]):
        for part in _parts(name, common):
            found[NameKind.PERSON][part] += 0
    kept = {name.casefold() for name in keep} | large_places()
    for kind, spellings in found.items():
        for spelling in list(spellings):
            if spelling.casefold() in kept or (kind in (NameKind.PERSON, NameKind.PLACE) and not _is_name(spelling)):
                del spellings[spelling]
    for spelling in set(found[NameKind.PLACE]) & set(found[NameKind.PERSON]):
        del found[NameKind.PLACE if spelling not in in_places else NameKind.PERSON][spelling]
    _count(found, texts)
    return sorted(
        (proposal for kind in NameKind for proposal in _grouped(kind, +found[kind])),
        key=lambda proposal: (-proposal.times, proposal.kind, proposal.spellings),
    )


def _parsed_names(doc: Doc, common: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield persons and places in a parse: its entities, and proper nouns that it took for nothing."""
    for entity in doc.ents:
        if entity.label_ in _PEOPLE + _PLACES and entity.text[:1].isupper():
            yield entity.label_, bare(entity.text)
    for token in doc:
        if token.pos_ == "PROPN" and token.ent_type_ in _TAKEN_FOR_OTHERS and _is_titled(token.text, common):
            yield _PEOPLE[0], bare(token.text)


def _parts(name: str, common: Collection[str]) -> list[str]:
    """Return the names that a whole name is made of: a person is often called by one of them."""
    parts = [bare(part) for part in name.split()]
    return [part for part in parts if len(part) > 2 and _is_titled(part, common)] if len(parts) > 1 else []


def _is_titled(word: str, common: Collection[str]) -> bool:
    return word[:1].isupper() and not word.isupper() and word.casefold() not in common


def spotted(texts: Sequence[str], keep: Iterable[str] = ()) -> dict[str, NameKind]:
    """Return what looks like a name, place or number in texts, with its kind: by rules alone, no parse needed."""
    kept = {name.casefold() for name in keep} | large_places()
    found: dict[str, NameKind] = {}
    for kind, spelling in _by_rule(texts, ()):
        # a script without capitals tells nothing of names
        named = kind not in (NameKind.PERSON, NameKind.PLACE) or (spelling[:1].isupper() and _is_name(spelling))
        if spelling and named and spelling.casefold() not in kept:
            found.setdefault(spelling, kind)
    return found


def _by_rule(texts: Sequence[str], labels: Iterable[str]) -> Iterator[tuple[NameKind, str]]:
    for label in labels:
        name = re.sub(r"\s*\(.*", "", label)
        if name and not known_role(name) and not _CODE.fullmatch(name):
            yield NameKind.PERSON, bare(name)
    for text in texts:
        for kind, pattern in _PATTERNS:
            for match in pattern.finditer(text):
                if kind is not NameKind.PHONE or _is_phone(match[0]):
                    yield kind, match[0].strip()
        for match in _TITLED.finditer(text):
            yield NameKind.PERSON, bare(match[1])
    yield from _capitalised(texts)


def _capitalised(texts: Sequence[str]) -> Iterator[tuple[NameKind, str]]:
    """Yield words with a capital inside a sentence and never in small letters: places after "in" and the like."""
    common = _lower_case_words(texts)
    places: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for text in texts:
        for match in _CAPITAL.finditer(text):
            if any(word.casefold() in common for word in match["name"].split()):
                continue
            name = bare(match["name"])
            names[name] += 1
            places[name] += (match["before"] or "").casefold() in _AT_A_PLACE
    for name, count in names.items():
        yield (NameKind.PLACE if places[name] * 2 > count else NameKind.PERSON), name


def _lower_case_words(texts: Sequence[str]) -> set[str]:
    """Return the words that stand in small letters somewhere: these are words of the language, not names."""
    return {word for text in texts for word in re.findall(r"\b[a-zà-ÿ][\w’'-]*", text)}


def _is_phone(digits: str) -> bool:
    count = sum(character.isdigit() for character in digits)
    return 8 <= count <= 15 and not _DATE_LIKE.fullmatch(digits)


def _is_name(spelling: str) -> bool:
    words = spelling.casefold().split()
    return (
        bool(words)
        and len(spelling) > 1
        and not re.fullmatch(rf"{_TITLE}\.?", spelling)
        and not all(word in _NOT_NAMES or word.removesuffix("s") in _NOT_NAMES for word in words)
    )


def bare(name: str) -> str:
    """Return a name without title, possessive and punctuation round it."""
    name = re.sub(rf"^{_TITLE}\.?\s+", "", " ".join(name.split()))
    return re.sub(r"[’']s?$", "", name.strip(" .,;:!?()[]“”\"'’‘-"))


def _count(found: Mapping[NameKind, Counter[str]], texts: Sequence[str]) -> None:
    """Count each spelling in all texts, in one pass."""
    every = {spelling for spellings in found.values() for spelling in spellings}
    if not every:
        return
    pattern = pattern_of(every)
    counts = Counter(match[0] for text in texts for match in pattern.finditer(text))
    for spellings in found.values():
        for spelling in spellings:
            spellings[spelling] = counts[spelling]


def pattern_of(spellings: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of the spellings as whole words, the longest first."""
    listed = sorted(spellings, key=lambda spelling: (-len(spelling), spelling))
    return re.compile("|".join(rf"(?<!\w){re.escape(spelling)}(?!\w)" for spelling in listed))


def _grouped(kind: NameKind, spellings: Counter[str]) -> Iterator[Proposal]:
    """Put spellings together that seem to mean the same, in whatever script they are written."""
    groups: list[list[str]] = []
    for spelling in sorted(spellings, key=lambda spelling: (-len(spelling.split()), -spellings[spelling], spelling)):
        home = next((group for group in groups if any(_same(kind, spelling, other) for other in group)), None)
        if home is None:
            groups.append([spelling])
        else:
            home.append(spelling)
    for group in groups:
        yield Proposal(kind, tuple(group), sum(spellings[spelling] for spelling in group))


def _same(kind: NameKind, first: str, second: str) -> bool:
    if kind not in (NameKind.PERSON, NameKind.PLACE):
        return (
            re.sub(r"\D", "", first) == re.sub(r"\D", "", second) != "" if kind is NameKind.PHONE else first == second
        )
    from anyascii import anyascii
    from rapidfuzz import fuzz

    one, other = anyascii(first).casefold(), anyascii(second).casefold()
    if kind is NameKind.PERSON and set(one.split()) < set(other.split()) and len(one) > 2:
        return True  # a first name alone, beside the whole name
    return min(len(one), len(other)) > 4 and fuzz.ratio(one, other) >= ALIKE
