"""What a user can rely on when a codebook alone suggests codes."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

from storylens.batch.annotate import annotate
from storylens.codebook.load import load, shipped, usual
from storylens.records import Role
from storylens.taggers.base import Material, Spoken
from storylens.taggers.concepts.tagger import ConceptTagger
from storylens.taggers.registry import make_taggers

BOOK = """\
codebook: village
version: "1"
title: Village
families:
- id: f
  name: F
  codes:
  - id: v.water
    name: Water
    definition: Getting water to drink and to wash, from wells, pumps and taps.
    include: Walking far for water, dry wells, broken pumps.
    exclude: Rain on the fields.
    examples: [The pump is broken and we fetch water from the river., The well ran dry in October.]
    cues: ["fetch water", "borehole*"]
    weak_cues: [water, pump]
  - id: v.school
    name: School
    definition: Children who learn at school, their teachers, and what it costs.
    examples: [The teacher did not come and the pupils went home., We sold a goat to pay the school fees.]
  - {id: v.bare, name: Bare}
  - {id: v.people, name: Judged, definition: What a person alone may judge of all that was told here., machine: never}
"""
WATER = "Every morning we fetch water from a borehole that is two hours away, since the pump broke."
SCHOOL = "The teacher teaches eighty children in one class, and many pupils cannot pay the school fees."
NEITHER = "My brother plays the drum at weddings and dances until it is late."


@pytest.fixture(scope="module")
def tagger(tmp_path_factory: pytest.TempPathFactory) -> ConceptTagger:
    file = tmp_path_factory.mktemp("book") / "village.yml"
    file.write_text(BOOK, encoding="utf-8")
    return ConceptTagger([load(file)])


def labels(tagger: ConceptTagger, text: str) -> list[str]:
    return [span.label for span in tagger.find(text)]


def test_a_passage_gets_the_code_that_it_is_about(tagger: ConceptTagger) -> None:
    assert labels(tagger, WATER) == ["v.water"]
    assert labels(tagger, SCHOOL) == ["v.school"]


def test_it_says_nothing_where_no_code_fits(tagger: ConceptTagger) -> None:
    assert labels(tagger, NEITHER) == []
    assert labels(tagger, "") == []


def test_each_suggestion_says_what_it_rests_on_in_words_of_the_codebook(tagger: ConceptTagger) -> None:
    (span,) = tagger.find(WATER)
    assert "cue “fetch water”" in span.rule
    assert "like “The pump is broken" in span.rule
    assert span.score is not None
    assert 0.5 <= span.score <= 1


def test_codes_for_people_and_codes_that_are_hardly_explained_are_never_suggested(tagger: ConceptTagger) -> None:
    assert set(tagger.silent) == {"v.bare", "v.people"}


def test_a_higher_threshold_says_less(tagger: ConceptTagger) -> None:
    assert labels(ConceptTagger(tagger.codebooks, threshold=0.9999), f"{WATER} {SCHOOL}") == []


def test_only_tellers_words_are_tagged_and_places_are_those_of_the_document(tagger: ConceptTagger) -> None:
    asked = Spoken(start=0, text=WATER, role=Role.INTERVIEWER)
    told = Spoken(start=500, text=SCHOOL)
    spans = tagger.tag(Material(turns=[asked, told])).spans
    assert [(span.label, span.start, span.end) for span in spans] == [("v.school", 500, 500 + len(SCHOOL))]


def test_a_long_turn_is_read_passage_by_passage(tagger: ConceptTagger) -> None:
    text = " ".join([WATER] * 8 + [SCHOOL] * 8)
    found = list(tagger.find(text))
    water = [span for span in found if span.label == "v.water"]
    school = [span for span in found if span.label == "v.school"]
    assert min(span.start for span in water) < min(span.start for span in school)
    assert all(text[span.start].isupper() and text[span.end - 1] == "." for span in found)


def test_company_does_not_change_an_answer(tagger: ConceptTagger) -> None:
    """The same words get the same chance, whatever was read before."""
    alone = [span.score for span in tagger.find(WATER)]
    tagger.tag(Material(turns=[Spoken(0, SCHOOL), Spoken(200, NEITHER)]))
    assert [span.score for span in tagger.find(WATER)] == alone


def test_it_reads_english_alone(tmp_path: Path) -> None:
    file = tmp_path / "fr.yml"
    file.write_text(BOOK.replace("title: Village", "title: V\nlanguage: fr"), encoding="utf-8")
    assert ConceptTagger([load(file)]).languages == frozenset()


def test_it_runs_only_where_it_is_named() -> None:
    """It embeds every passage, so nobody waits for it who has not asked."""
    assert "concepts" not in {tagger.name for tagger in make_taggers([], [])}
    assert [tagger.name for tagger in make_taggers(["concepts"], [])] == ["concepts"]


def test_the_goals_are_shipped_and_never_read_with_by_default(tmp_path: Path) -> None:
    assert shipped("sdg").is_file()
    assert "sdg" not in {file.stem for file in usual()}
    story = tmp_path / "story.txt"
    story.write_text(f"{WATER} Women have no say in it, and girls leave school to carry it.", encoding="utf-8")
    by_default = next(iter(annotate([story], taggers=["cues"])))
    named = next(iter(annotate([story], taggers=["concepts"], codebooks=["sdg"])))
    assert not any(span["label"].startswith("sdg.") for span in by_default["spans"])
    assert {"sdg.5", "sdg.6"} <= {span["label"] for span in named["spans"]}
    assert named["taggers"] == {"concepts": "ran"}


def test_the_goals_have_all_that_a_passage_is_held_against() -> None:
    codes = list(load(shipped("sdg")).codes())
    assert [code.id for code in codes] == [f"sdg.{number}" for number in range(1, 18)]
    assert all(code.definition and code.include and code.exclude and code.examples and code.cues for code in codes)
    assert ConceptTagger([load(shipped("sdg"))]).silent == ()


def test_an_example_of_a_goal_is_about_that_goal() -> None:
    """What the codebook itself gives as an example is found again, whatever else is found in it."""
    book = load(shipped("sdg"))
    tagger = ConceptTagger([book])
    missed = [text for code in book.codes() for text in code.examples if code.id not in labels(tagger, text)]
    assert missed == []


def test_in_spacy_alone(tmp_path: Path) -> None:
    file = tmp_path / "village.yml"
    file.write_text(BOOK, encoding="utf-8")
    nlp = spacy.blank("en")
    nlp.add_pipe("storylens_concepts", config={"codebook": str(file)})
    doc = nlp(WATER)
    (span,) = doc.spans["storylens_concepts"]
    assert (span.label_, span.text) == ("v.water", WATER)
    assert len(doc.spans["storylens_concepts"].attrs["scores"]) == 1
