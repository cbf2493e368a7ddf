"""The tagger alone in a spaCy pipeline."""

from storylens.language.pipeline import pipeline_for
from storylens.taggers.agency.component import EXTENSION, AgencyComponent


def test_the_component_keeps_relations_on_the_doc_with_offsets_in_it() -> None:
    doc = AgencyComponent()(pipeline_for("en").load()("The guard pushed the girl."))
    (relation,) = doc._.get(EXTENSION)
    assert [doc.text[argument.start : argument.end] for argument in relation.arguments] == [
        "pushed",
        "The guard",
        "the girl",
    ]


def test_the_component_can_be_added_by_name() -> None:
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("storylens_agency")
    assert nlp("")._.storylens_agency == []
