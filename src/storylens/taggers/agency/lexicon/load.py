"""Read the lexicons, once."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
# farmer, activist, chairwoman, trainee, classmate, goldsmith, goatherd
_ENDINGS = ("er", "or", "ist", "ian", "man", "men", "woman", "women", "eer", "ee", "ster", "mate", "crat", "person",
            "people", "child", "mother", "father", "brother", "sister", "folk", "smith", "wright", "herd",
            "maid", "boy", "girl")  # fmt: skip
_NOT = ("meter", "ometer")


@dataclass(frozen=True)
class Nouns:
    """Nouns by what they speak of: persons, bodies that act as one, amounts; things that look like persons; titles."""

    person: frozenset[str]
    group: frozenset[str]
    thing: frozenset[str]
    quantity: frozenset[str]
    named_thing: frozenset[str]
    place: frozenset[str]
    title: frozenset[str]
    _known: dict[str, str] = field(default_factory=dict, init=False)

    def kind(self, lemma: str) -> str:
        """Return person, group or thing for the dictionary form of a noun, by list or by ending."""
        found = self._known.get(lemma)
        if found is None:
            found = self._known[lemma] = self._look_up(lemma)
        return found

    def known_person(self, word: str) -> bool:
        """Return True for a word that the list itself gives as a person."""
        return word in self.person or word.rsplit("-", 1)[-1] in self.person

    def _look_up(self, lemma: str) -> str:
        last = lemma.rsplit("-", 1)[-1]
        for word in (lemma, last):
            for kind in ("person", "group", "thing"):
                if word in getattr(self, kind):
                    return kind
        return "person" if len(last) > 4 and last.endswith(_ENDINGS) and not last.endswith(_NOT) else "thing"


POWER = {
    "over": "the agent decides for the patient, gives or refuses leave, judges, forces, harms or disposes of them",
    "under": "the agent asks, obeys, fears, owes or depends on the patient, or gets away from them",
    "beside": "the agent meets, helps, joins, tells or opposes the patient without deciding for them",
    "none": "the verb alone says nothing of power between the two",
}
AGENCY = {
    "deciding": "the agent does it by their own choice",
    "undergoing": "it befalls the agent, or the agent lacks what they need",
    "open": "the verb alone does not say",
}


@dataclass(frozen=True)
class Meaning:
    """What a verb says of the power between agent and patient, and of the agent's part; `mind`: only a mind does it."""

    power: str
    agency: str
    mind: bool


@cache
def nouns() -> Nouns:
    """Return the lexicon of nouns."""
    told = _read("nouns.json")
    return Nouns(*(_flat(told[each.name]) for each in fields(Nouns) if each.init))


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of a construction."""
    return _flat(_read("words.json")[name])


@cache
def meanings() -> dict[str, Meaning]:
    """Return what verbs mean, by verb, or by verb with its particle or noun."""
    with (_HERE / "verbs.csv").open(encoding="utf-8", newline="") as file:
        return {row["verb"]: Meaning(row["power"], row["agency"], row["mind"] == "yes") for row in csv.DictReader(file)}


def meaning(*names: str) -> Meaning | None:
    """Return what the first known of some names means; American spelling is read as British."""
    known = meanings()
    for name in names:
        found = known.get(name) or (known.get(name[:-3] + "ise") if name.endswith("ize") else None)
        if found is not None:
            return found
    return None


@cache
def _read(name: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((_HERE / name).read_text(encoding="utf-8"))
    return told


def _flat(told: str | list[str] | dict[str, str]) -> frozenset[str]:
    """Return the words of a line, of a list, or of lines by heading."""
    if isinstance(told, dict):
        told = " ".join(told.values())
    return frozenset(told.split() if isinstance(told, str) else told)
