"""The concept tagger as a spaCy component: `nlp.add_pipe("storylens_concepts", config={"codebook": "sdg"})`."""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from storylens.codebook.load import load, shipped
from storylens.taggers.concepts.tagger import THRESHOLD, ConceptTagger

SPANS_KEY = "storylens_concepts"


@Language.factory("storylens_concepts", default_config={"codebook": "power", "threshold": THRESHOLD})
def make_concepts(nlp: Language, name: str, codebook: str | list[str], threshold: float) -> ConceptComponent:
    """Make the component; `codebook` names one or more shipped codebooks or YAML files."""
    names = [codebook] if isinstance(codebook, str) else codebook
    paths = [Path(given) if given.endswith((".yml", ".yaml")) else shipped(given) for given in names]
    return ConceptComponent(ConceptTagger([load(path) for path in paths], threshold))


class ConceptComponent:
    """Set `doc.spans["storylens_concepts"]`: each span has its code as label and what it rests on as id.

    `doc.spans["storylens_concepts"].attrs["scores"]` are the chances, in the order of the spans.
    """

    def __init__(self, tagger: ConceptTagger) -> None:
        self.tagger = tagger

    def __call__(self, doc: Doc) -> Doc:
        """Set the spans of a doc."""
        spans, scores = [], []
        for hit in self.tagger.find(doc.text):
            span = doc.char_span(hit.start, hit.end, label=hit.label, span_id=hit.rule, alignment_mode="expand")
            if span is not None:
                spans.append(span)
                scores.append(hit.score)
        doc.spans[SPANS_KEY] = spans
        doc.spans[SPANS_KEY].attrs["scores"] = scores
        return doc
