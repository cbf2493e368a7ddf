"""The quote tagger alone, in a spaCy pipeline."""

from __future__ import annotations

from storylens.language.pipeline import pipeline_for
from storylens.taggers.base import Material, Spoken
from storylens.taggers.quotes import component
from storylens.taggers.quotes.tagger import QuoteTagger

TEXT = "😀 “It is over,” said the old man. He told us that the road was closed."


def test_the_component_writes_what_the_tagger_finds() -> None:
    doc = pipeline_for("en").load()(TEXT)
    found = component.QuoteComponent()(doc)._.storylens_quotes
    assert found == list(QuoteTagger().tag(Material(turns=[Spoken(0, TEXT, doc=doc)])).relations)
    words = [[doc.text[one.start : one.end] for one in relation.arguments] for relation in found]
    assert words == [["“It is over,”", "said", "the old man"], ["the road was closed", "told", "He"]]


def test_the_factory_is_known_by_its_name() -> None:
    nlp = pipeline_for("en").load()
    try:
        nlp.add_pipe("storylens_quotes")
        assert len(nlp(TEXT)._.storylens_quotes) == 2
    finally:
        nlp.remove_pipe("storylens_quotes")


def test_other_languages_are_left_alone() -> None:
    doc = pipeline_for("en").load()(TEXT)
    assert QuoteTagger().tag(Material(turns=[Spoken(0, TEXT, doc=doc)], language="fr")).relations == ()
