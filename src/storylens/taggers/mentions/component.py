"""The mention tagger as a spaCy component: `nlp.add_pipe("storylens_mentions")`."""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from storylens.codebook.load import load, shipped
from storylens.records import TaggedSpan
from storylens.taggers.base import Material, Spoken
from storylens.taggers.kept import keep, publish
from storylens.taggers.mentions.tagger import MentionTagger

EXTENSION = "storylens_mentions"


@Language.factory(
    "storylens_mentions",
    default_config={"codebook": ""},
    requires=["token.dep", "token.tag", "token.lemma", "doc.ents"],
)
def make_mentions(nlp: Language, name: str, codebook: str) -> MentionComponent:
    """Make the component; `codebook` may name the shipped gender codebook, or a YAML file in its place."""
    if not codebook:
        return MentionComponent(MentionTagger())
    path = Path(codebook) if codebook.endswith((".yml", ".yaml")) else shipped(codebook)
    return MentionComponent(MentionTagger([load(path)]))


class MentionComponent:
    """Set `doc._.storylens_mentions`: a list of spans with offsets in the doc."""

    def __init__(self, tagger: MentionTagger) -> None:
        self.tagger = tagger
        publish(EXTENSION, TaggedSpan)

    def __call__(self, doc: Doc) -> Doc:
        """Set the spans of a parsed doc."""
        material = Material(turns=[Spoken(start=0, text=doc.text, doc=doc)])
        keep(doc, EXTENSION, self.tagger.tag(material).spans)
        return doc


__all__ = ["EXTENSION", "MentionComponent", "make_mentions"]
