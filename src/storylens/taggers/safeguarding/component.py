"""The safeguarding tagger as a spaCy component: `nlp.add_pipe("storylens_safeguarding")`."""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from storylens.codebook.load import load, shipped
from storylens.records import TaggedSpan
from storylens.taggers.base import Material, Spoken
from storylens.taggers.kept import keep, publish
from storylens.taggers.safeguarding.tagger import SafeguardingTagger

EXTENSION = "storylens_safeguarding"


@Language.factory(
    "storylens_safeguarding",
    default_config={"codebook": "safeguarding"},
    requires=["token.dep", "token.tag", "token.lemma", "doc.ents"],
)
def make_safeguarding(nlp: Language, name: str, codebook: str) -> SafeguardingComponent:
    """Make the component; `codebook` names a shipped codebook with gates, or a YAML file."""
    path = Path(codebook) if codebook.endswith((".yml", ".yaml")) else shipped(codebook)
    return SafeguardingComponent(SafeguardingTagger([load(path)]))


class SafeguardingComponent:
    """Set `doc._.storylens_safeguarding`: a list of spans with offsets in the doc, graded told, hint or topic."""

    def __init__(self, tagger: SafeguardingTagger) -> None:
        self.tagger = tagger
        publish(EXTENSION, TaggedSpan)

    def __call__(self, doc: Doc) -> Doc:
        """Set the spans of a parsed doc."""
        material = Material(turns=[Spoken(start=0, text=doc.text, doc=doc)])
        keep(doc, EXTENSION, self.tagger.tag(material).spans)
        return doc


__all__ = ["EXTENSION", "SafeguardingComponent", "make_safeguarding"]
