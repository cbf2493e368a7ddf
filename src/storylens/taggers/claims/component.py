"""The claims tagger as a spaCy component: `nlp.add_pipe("storylens_claims")`."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from storylens.records import Relation, TaggedSpan
from storylens.taggers.base import Material, Spoken
from storylens.taggers.claims.tagger import ClaimTagger
from storylens.taggers.kept import keep, publish

EXTENSION, PASSAGES = "storylens_claims", "storylens_claim_passages"


@Language.factory(
    "storylens_claims",
    default_config={"programme": []},
    requires=["token.dep", "token.tag", "token.lemma", "doc.ents"],
)
def make_claims(nlp: Language, name: str, programme: list[str]) -> ClaimComponent:
    """Make the component, with the names and activities of the programme that claims are attributed by.

    It goes after the parser, the lemmatizer and the entity recogniser.
    """
    return ClaimComponent(programme)


class ClaimComponent:
    """Set `doc._.storylens_claims`, relations, and `doc._.storylens_claim_passages`, spans, with offsets in the doc."""

    def __init__(self, programme: Sequence[str] = ()) -> None:
        self.tagger = ClaimTagger()
        self.programme = tuple(programme)
        publish(EXTENSION, Relation)
        publish(PASSAGES, TaggedSpan)

    def __call__(self, doc: Doc) -> Doc:
        """Set the relations and the likely sentences of a doc."""
        material = Material(turns=[Spoken(start=0, text=doc.text, doc=doc)], programme=self.programme)
        found = self.tagger.tag(material)
        keep(doc, EXTENSION, found.relations)
        keep(doc, PASSAGES, found.spans)
        return doc


__all__ = ["EXTENSION", "ClaimComponent", "make_claims"]
