"""Who asks and who tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from storylens.prepare.labels import known_role
from storylens.records import Role

_OFTEN, _MOSTLY = 0.3, 0.8  # share of somebody's turns that ask


class Part(NamedTuple):
    """The role of a label. Not sure: a guess that a person should be asked about once."""

    role: Role
    sure: bool


def roles(spoken: Mapping[str, Sequence[str]], *, interviewers: frozenset[str] = frozenset()) -> dict[str, Part]:
    """Give each label its role, from the label or else from what it says.

    `spoken` holds what each label says, in order of appearance; `interviewers` are those that the source
    itself names as such. Where one label is known to ask, the others tell. Where none is, the one who asks
    most and says least is taken for the interviewer, and marked as a guess. Whether an interpreter's words, or those of
    several at once, are a teller's is for a person to say.
    """
    known = {name: Role.INTERVIEWER if name in interviewers else known_role(name) for name in spoken}
    found = {name: Part(Role(role or Role.TELLER), role != Role.OTHER) for name, role in known.items()}
    persons = {name: words for name, words in spoken.items() if known[name] != Role.OTHER}
    if len(persons) < 2 or Role.INTERVIEWER in known.values():
        return found
    asking = max(persons, key=lambda name: (_share_of_questions(persons[name]), -_words(persons[name])))
    shares = {name: _share_of_questions(words) for name, words in persons.items()}
    alone = shares[asking] >= _MOSTLY and all(share <= 1 - _MOSTLY for name, share in shares.items() if name != asking)
    says_less = _words(spoken[asking]) < max(map(_words, persons.values()))
    if alone or (shares[asking] >= _OFTEN and says_less):
        found[asking] = Part(Role.INTERVIEWER, False)
    return found


def _share_of_questions(turns: Sequence[str]) -> float:
    return sum(any(mark in words for mark in "?؟？") for words in turns) / max(len(turns), 1)


def _words(turns: Sequence[str]) -> int:
    return sum(len(words.split()) for words in turns)
