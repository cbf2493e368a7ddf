"""What the rule taggers share: one reading of a document, which goes when its docs go."""

import gc
import pickle
from weakref import ref

from spacy.tokens import Doc

from storylens.codebook.load import load, usual
from storylens.language.pipeline import pipeline_for
from storylens.records import Tagged
from storylens.taggers.agency.reading import reading_of
from storylens.taggers.base import Material, Spoken, Tagger
from storylens.taggers.registry import make_taggers

TURNS = (
    "The couple married in May, and the chief's men took their maize, so we’ll pay the school nothing.",
    "They said to me: do you agree? He was caught and beaten by his uncle because he lost the goats.",
)


def parsed() -> list[Doc]:
    return list(pipeline_for("en").load().pipe(TURNS))


def tagged(taggers: list[Tagger], docs: list[Doc]) -> list[Tagged]:
    material = Material(turns=[Spoken(start=100 * at, text=doc.text, doc=doc) for at, doc in enumerate(docs)])
    return [tagger.tag(material) for tagger in taggers]


def test_all_who_ask_get_the_same_reading_of_the_same_docs() -> None:
    docs = parsed()
    assert reading_of(docs) is reading_of(iter(docs))
    assert reading_of(docs) is not reading_of(docs[:1])
    assert reading_of(docs) is not reading_of(parsed())


def test_what_a_tagger_finds_does_not_depend_on_which_others_read_the_docs_before() -> None:
    taggers = make_taggers([], [load(file) for file in usual()])
    alone = [tagged([tagger], parsed())[0] for tagger in taggers]
    assert any(found.relations or found.spans for found in alone)
    docs = parsed()
    assert tagged(taggers, docs) == alone
    assert tagged(taggers[::-1], docs) == alone[::-1]


def test_mending_changes_neither_the_doc_nor_the_tree_as_it_was_parsed() -> None:
    doc = Doc(
        pipeline_for("en").load().vocab,
        words=["We", "the", "leaders", "agreed"],
        heads=[2, 2, 3, 3],
        deps=["nmod", "det", "nsubj", "ROOT"],
        tags=["PRP", "DT", "NNS", "VBD"],
        pos=["PRON", "DET", "NOUN", "VERB"],
    )
    before = doc.to_bytes()
    reading = reading_of([doc])
    assert reading.trees[0].dep == ["nsubj", "det", "appos", "ROOT"]
    assert reading.parsed[0].dep == ["nmod", "det", "nsubj", "ROOT"]
    assert reading.parsed[0].kids == [[], [], [0, 1], [2]]
    assert doc.to_bytes() == before


def test_a_reading_is_not_written_out_with_its_doc() -> None:
    (doc,) = parsed()[:1]
    before = len(pickle.dumps(doc))
    assert reading_of([doc]).turns[0].acts
    assert len(pickle.dumps(doc)) == before


def test_a_reading_goes_when_its_docs_go() -> None:
    docs = parsed()
    reading = reading_of(docs)
    assert reading.turns[0].acts
    seen = ref(reading)
    del reading, docs
    gc.collect()
    assert seen() is None
