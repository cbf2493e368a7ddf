"""The quote tagger as a spaCy component: `nlp.add_pipe("storylens_quotes")`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from storylens.records import Relation
from storylens.taggers.base import Material, Spoken
from storylens.taggers.kept import keep, publish
from storylens.taggers.quotes.tagger import QuoteTagger

EXTENSION = "storylens_quotes"


@Language.factory("storylens_quotes", requires=["token.dep", "token.tag", "doc.ents"])
def make_quotes(nlp: Language, name: str) -> QuoteComponent:
    """Make the component; it goes after the parser."""
    return QuoteComponent()


class QuoteComponent:
    """Set `doc._.storylens_quotes`: a list of relations with offsets in the doc."""

    def __init__(self) -> None:
        self.tagger = QuoteTagger()
        publish(EXTENSION, Relation)

    def __call__(self, doc: Doc) -> Doc:
        """Find the quotations of a parsed document."""
        material = Material(turns=[Spoken(start=0, text=doc.text, doc=doc)])
        keep(doc, EXTENSION, self.tagger.tag(material).relations)
        return doc


__all__ = ["EXTENSION", "QuoteComponent", "make_quotes"]
