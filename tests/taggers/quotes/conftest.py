from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from storylens.language.parse import parse_turns
from storylens.language.pipeline import pipeline_for
from storylens.records import Relation, Role
from storylens.taggers.base import Material, Spoken
from storylens.taggers.quotes.tagger import QuoteTagger


class Said(NamedTuple):
    """A relation with the words that its positions stand for."""

    rule: str
    content: list[str]
    cue: str
    speaker: str
    direct: bool | str
    resolved: str
    implicit: bool
    nested: bool


Quotes = Callable[..., list[Said]]


def as_said(relation: Relation, text: str) -> Said:
    words: dict[str, list[str]] = {"content": [], "cue": [], "speaker": []}
    for one in relation.arguments:
        words[one.role].append(text[one.start : one.end])
    return Said(
        relation.rule,
        words["content"],
        "".join(words["cue"]),
        "".join(words["speaker"]),
        **{name: relation.attributes[name] for name in ("direct", "resolved", "implicit", "nested")},
    )


@pytest.fixture(scope="session")
def quotes() -> Quotes:
    """Return a function from the turns of a document to what is quoted in it."""
    nlp = pipeline_for("en").load()
    tagger = QuoteTagger()

    def find(*texts: str, teller: str = "Rosa", roles: tuple[Role, ...] = ()) -> list[Said]:
        turns, start = [], 0
        for number, (text, doc) in enumerate(
            zip(texts, parse_turns(nlp, [one.replace("\n", " ") for one in texts]), strict=True)
        ):
            role = roles[number] if roles else Role.TELLER
            turns.append(Spoken(start, text, speaker=teller if role is Role.TELLER else "Q", role=role, doc=doc))
            start += len(text) + 1
        relations = tagger.tag(Material(turns=turns)).relations
        return [as_said(relation, "\n".join(texts)) for relation in relations]

    return find
