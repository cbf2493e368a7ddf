"""The statement checker: which points of a good outcome statement a draft does not meet yet, and why.

The points follow Wilson-Grau and Britt (2012). The checker reads English word lists, so it can be wrong: it
never blocks, and a person sets a point aside with a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from storylens.records.harvest import Outcome, Overrule

# fmt: off
POINTS = ("actor", "change", "subject", "date", "place", "observable", "output", "contribution", "significance",
          "evidence")
# fmt: on
_IRREGULAR = (
    "became began bought broke brought built came chose drew fell felt fought found gave got grew had held kept knew "
    "led left lent lost made met paid put ran rose said sat saw sent set sold spent spoke stood stopped swore taught "
    "took told was went were won wrote"
)
_PAST = re.compile(rf"\b(?:(?!hundred\b)\w{{2,}}(?<!e)ed|agreed|freed|{'|'.join(_IRREGULAR.split())})\b", re.IGNORECASE)
_INNER = re.compile(
    r"\b(?:underst(?:and|ands|ood)|(?:is|are|was|were|became) (?:more )?aware|(?:capacity|awareness) (?:was )?"
    r"(?:built|raised|increased))\b",
    re.IGNORECASE,
)
_OUTPUT = re.compile(
    r"\b(?:(?:was|were) trained|(?:workshops?|trainings?|meetings?) (?:was |were )?held|"
    r"reports? (?:was |were )?(?:produced|published))\b",
    re.IGNORECASE,
)
_CONTRIBUTION = re.compile(
    r"\b(?:thanks to|as a result of|contributed to|with (?:the )?support (?:of|from)|supported by)\b", re.IGNORECASE
)


_NOT_YET = re.compile(
    r"\b(?:will|won['’]t|would|shall|hop(?:e|es|ed|ing)|plan(?:s|ned)? to|going to|want(?:s|ed)? to|wish(?:es|ed)?)\b"
    r"[^.;,!?]*",
    re.IGNORECASE,
)


def is_ahead(words: str) -> bool:
    """Say whether words speak of what is to come, and of nothing that has happened."""
    told, ahead = _NOT_YET.subn("", words)
    return ahead > 0 and not _PAST.search(told)


@dataclass(frozen=True)
class Point:
    """One unmet point: its name, what is missing, and the note of whoever set it aside (else empty)."""

    name: str
    why: str
    note: str = ""


def check(
    outcome: Outcome, *, passages: int, project_names: Iterable[str] = (), overrules: Iterable[Overrule] = ()
) -> list[Point]:
    """List the unmet points in a fixed order.

    `passages` is how many passages the outcome is linked to, `project_names` what the project itself is called,
    and `overrules` those of this outcome; where a point was set aside twice, the last note counts.
    """
    notes = {rule.point: rule.note for rule in overrules}
    return [Point(name, why, notes.get(name, "")) for name, why in _unmet(outcome, passages, project_names)]


def _unmet(outcome: Outcome, passages: int, project_names: Iterable[str]) -> Iterator[tuple[str, str]]:
    actor, text = outcome.social_actor.strip(), outcome.change_text.strip()
    if not actor:
        yield "actor", "no social actor is named: who changed?"
    elif actor.casefold() in {name.strip().casefold() for name in project_names}:
        yield "actor", f"'{actor}' is the project itself; an outcome is a change in somebody else"
    if not text:
        yield "change", "nothing is written of what changed"
    elif not _PAST.search(text):
        yield "change", "no verb in the past tense was found; an outcome has happened already"
    if actor and text and actor.casefold() not in text.casefold():
        yield "subject", f"the sentence does not name '{actor}', who should be its subject"
    if not outcome.date_from:
        yield "date", "no day, month, quarter or year is given"
    if not outcome.place.strip():
        yield "place", "no place is given"
    if found := _INNER.search(text):
        yield "observable", f"'{found[0]}' cannot be seen from outside; what do they do now that shows it?"
    if found := _OUTPUT.search(text):
        yield "output", f"'{found[0]}' reads like something the project did; what did people do afterwards?"
    if found := _CONTRIBUTION.search(text):
        yield "contribution", f"'{found[0]}' belongs in the contribution, which is written apart from the change"
    if not outcome.significance_text.strip():
        yield "significance", "no reason is given why the change matters"
    if not passages:
        yield "evidence", "no passage is linked"
