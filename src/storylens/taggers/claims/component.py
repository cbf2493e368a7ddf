"""The claims tagger as a spaCy component: `nlp.add_pipe("storylens_claims")`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from storylens.taggers.base import Material, Spoken
from storylens.taggers.claims.tagger import ClaimTagger

EXTENSION, PASSAGES = "storylens_claims", "storylens_claim_passages"


@Language.factory("storylens_claims", requires=["token.dep", "token.tag", "token.lemma", "doc.ents"])
def make_claims(nlp: Language, name: str) -> ClaimComponent:
    """Make the component; it goes after the parser, the lemmatizer and the entity recogniser."""
    return ClaimComponent()


class ClaimComponent:
    """Set `doc._.storylens_claims`, relations, and `doc._.storylens_claim_passages`, spans, with offsets in the doc."""

    def __init__(self) -> None:
        self.tagger = ClaimTagger()
        for name in (EXTENSION, PASSAGES):
            if not Doc.has_extension(name):
                Doc.set_extension(name, default=None)

    def __call__(self, doc: Doc) -> Doc:
        """Set the relations and the likely sentences of a doc."""
        material = Material(turns=[Spoken(start=0, text=doc.text, doc=doc)])
        found = self.tagger.tag(material)
        doc._.set(EXTENSION, list(found.relations))
        doc._.set(PASSAGES, list(found.spans))
        return doc


__all__ = ["EXTENSION", "ClaimComponent", "make_claims"]
