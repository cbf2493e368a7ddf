from __future__ import annotations

from collections.abc import Callable

import pytest

from storylens.codebook.load import load, shipped
from storylens.language.parse import parse_turns
from storylens.language.pipeline import pipeline_for
from storylens.records import Role, TaggedSpan
from storylens.taggers.base import Material, Spoken
from storylens.taggers.mentions.tagger import MentionTagger

Find = Callable[..., list[TaggedSpan]]


@pytest.fixture(scope="session")
def find() -> Find:
    """Return a function from the turns of a document to the spans in it."""
    nlp = pipeline_for("en").load()
    tagger = MentionTagger([load(shipped("gender"))])

    def spans(*texts: str, roles: tuple[Role, ...] = (), translated: bool = False, language: str = "en"):
        turns, start = [], 0
        for number, (text, doc) in enumerate(zip(texts, parse_turns(nlp, list(texts)), strict=True)):
            role = roles[number] if roles else Role.TELLER
            turns.append(Spoken(start, text, role=role, doc=doc))
            start += len(text) + 1
        return list(tagger.tag(Material(turns=turns, translated=translated, language=language)).spans)

    return spans
