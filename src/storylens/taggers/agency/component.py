"""The agency tagger as a spaCy component: `nlp.add_pipe("storylens_agency")`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from storylens.records import Relation
from storylens.taggers.agency.tagger import AgencyTagger
from storylens.taggers.base import Material, Spoken
from storylens.taggers.kept import keep, publish

EXTENSION = "storylens_agency"


@Language.factory("storylens_agency", requires=["token.dep", "token.tag", "token.lemma", "doc.ents"])
def make_agency(nlp: Language, name: str) -> AgencyComponent:
    """Make the component; it goes after the parser, the lemmatizer and the entity recogniser."""
    return AgencyComponent()


class AgencyComponent:
    """Set `doc._.storylens_agency`: a list of relations with offsets in the doc."""

    def __init__(self) -> None:
        self.tagger = AgencyTagger()
        publish(EXTENSION, Relation)

    def __call__(self, doc: Doc) -> Doc:
        """Set the relations of a doc."""
        material = Material(turns=[Spoken(start=0, text=doc.text, doc=doc)])
        keep(doc, EXTENSION, self.tagger.tag(material).relations)
        return doc


__all__ = ["EXTENSION", "AgencyComponent", "make_agency"]
