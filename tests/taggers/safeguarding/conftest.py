from __future__ import annotations

from collections.abc import Callable

import pytest

from storylens.codebook.load import load, shipped
from storylens.language.pipeline import pipeline_for
from storylens.records import Role, TaggedSpan
from storylens.taggers.base import Material, Spoken
from storylens.taggers.safeguarding.tagger import SafeguardingTagger

Find = Callable[..., list[TaggedSpan]]


@pytest.fixture(scope="session")
def tagger() -> SafeguardingTagger:
    return SafeguardingTagger([load(shipped("safeguarding"))])


@pytest.fixture(scope="session")
def find(tagger: SafeguardingTagger) -> Find:
    """Return a function from a text to what is found in it, parsed or not."""
    nlp = pipeline_for("en").load()

    def spans(text: str, *, parsed: bool = True, role: Role = Role.TELLER, language: str = "en") -> list[TaggedSpan]:
        turn = Spoken(start=0, text=text, role=role, doc=nlp(text) if parsed else None)
        return list(tagger.tag(Material(turns=[turn], language=language)).spans)

    return spans
