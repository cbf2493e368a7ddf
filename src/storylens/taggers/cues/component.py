"""The cue tagger as a spaCy component: `nlp.add_pipe("storylens_cues", config={"codebook": "power"})`."""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from storylens.codebook.load import load, shipped
from storylens.records import TaggedSpan
from storylens.taggers.cues.tagger import CueTagger

SPANS_KEY = "storylens_cues"


@Language.factory("storylens_cues", default_config={"codebook": "power"})
def make_cues(nlp: Language, name: str, codebook: str | list[str]) -> CueComponent:
    """Make the component; `codebook` names one or more shipped codebooks or YAML files."""
    names = [codebook] if isinstance(codebook, str) else codebook
    paths = [Path(given) if given.endswith((".yml", ".yaml")) else shipped(given) for given in names]
    return CueComponent(CueTagger(load(path) for path in paths))


class CueComponent:
    """Set `doc.spans["storylens_cues"]`; each span has its code as label and its rule as id.

    `span._.storylens` is the hit itself, with rule, sentence and polarity. A hit that begins or ends
    inside a token is widened to whole tokens; its exact code points stay in `span._.storylens`.
    """

    def __init__(self, tagger: CueTagger) -> None:
        self.tagger = tagger
        if not Span.has_extension("storylens"):
            Span.set_extension("storylens", getter=_hit_of)

    def __call__(self, doc: Doc) -> Doc:
        """Set the spans of a doc."""
        spans: list[Span] = []
        for hit in self.tagger.find(doc.text):
            span = doc.char_span(hit.start, hit.end, label=hit.label, span_id=hit.rule, alignment_mode="expand")
            if span is not None:
                doc.user_data[_key(span)] = hit.model_dump(mode="json")  # plain values travel between processes
                spans.append(span)
        doc.spans[SPANS_KEY] = spans
        return doc


def _key(span: Span) -> str:
    """Tell hits on the same words apart: spaCy's own extensions know a span by its place alone."""
    return f"{SPANS_KEY} {span.start_char} {span.end_char} {span.label_} {span.id_}"


def _hit_of(span: Span) -> TaggedSpan | None:
    found = span.doc.user_data.get(_key(span))
    return TaggedSpan.model_validate(found) if found else None
