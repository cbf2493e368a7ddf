"""The mention tagger alone, in a spaCy pipeline."""

from __future__ import annotations

from storylens.language.pipeline import pipeline_for
from storylens.taggers.base import Material, Spoken
from storylens.taggers.mentions import component
from storylens.taggers.mentions.tagger import MentionTagger

TEXT = "😀 My sister paid, and she was glad."


def test_the_component_writes_what_the_tagger_finds() -> None:
    doc = pipeline_for("en").load()(TEXT)
    found = component.MentionComponent(MentionTagger())(doc)._.storylens_mentions
    assert found == list(MentionTagger().tag(Material(turns=[Spoken(0, TEXT, doc=doc)])).spans)
    assert [TEXT[one.start : one.end] for one in found] == ["sister", "she"]


def test_the_factory_is_known_by_its_name() -> None:
    nlp = pipeline_for("en").load()
    try:
        nlp.add_pipe("storylens_mentions", config={"codebook": "gender"})
        assert len(nlp(TEXT)._.storylens_mentions) == 2
    finally:
        nlp.remove_pipe("storylens_mentions")
