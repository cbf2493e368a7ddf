"""The cue tagger puts passages in front of a reader, and says by which rule."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storylens.codebook.load import load, shipped
from storylens.records import Code, Codebook, Family, Role, Stretch, TaggedSpan
from storylens.taggers.base import Material, Spoken
from storylens.taggers.cues.tagger import CueTagger


def book(*codes: Code, name: str = "village") -> Codebook:
    return Codebook(id=name, version="1", title="T", digest=name * 8, families=(Family(id="f", name="F", codes=codes),))


def code(*cues: str, id: str = "v.one", **fields: object) -> Code:
    return Code.model_validate({"id": id, "name": id, "cues": cues} | fields)


def hits(text: str, *codes: Code) -> list[str]:
    """Return the words that are hit."""
    return [text[span.start : span.end] for span in CueTagger([book(*codes)]).find(text)]


@pytest.mark.parametrize(
    ("cue", "text", "hit"),
    [
        ("final say", "He has the final say here.", "final say"),
        ("final say", "He has the FINAL\nsay here.", "FINAL\nsay"),
        ("final say", "The final word, the last say.", None),
        ("final say", "It was final. Say it again.", None),
        ("bore*", "Two boreholes broke.", "boreholes"),
        ("bore*", "We bore it.", "bore"),
        ("bore*", "We bear it.", None),
        ("pump", "Two pumps broke.", None),
        ("women's group", "Our women’s group sang.", "women’s group"),
        ("didn’t ask", "They didn't ask.", "didn't ask"),
        ("girls' school", "The girls' school opened.", "girls' school"),
        ("self-help", "A self-help group began.", "self-help"),
        ("husband ~3 decide*", "My husband always decides it.", "husband always decides"),
        ("husband ~3 decide*", "My husband and his uncle decided it.", None),
        ("husband ~3 decide*", "My husband and uncle decided it.", "husband and uncle decided"),
        ("husband ~3 decide*", "We decide, says my husband.", None),
        ("husband ~3 decide*", "So says my husband. Decide for yourself.", None),
        ("a ~2 b ~2 c", "Then a x b x c came.", "a x b x c"),
        ("a ~2 b ~2 c", "Then a b x c came.", "a b x c"),
        ("a ~2 b", "Then a a x b came.", "a x b"),
    ],
)
def test_a_cue_hits_what_it_says(cue: str, text: str, hit: str | None) -> None:
    assert hits(text, code(cue)) == ([hit] if hit else [])


def test_a_window_takes_the_nearest_word_that_lets_the_rest_fit() -> None:
    assert hits("Then a b b c came.", code("a ~3 b c")) == ["a b b c"]


def test_the_rule_that_fired_is_named_and_the_sentence_is_the_passage() -> None:
    text = "It rained. The borehole broke again! Nobody came."
    (span,) = CueTagger([book(code("borehole*"))]).find(text)
    assert span.rule == "cue “borehole*”"
    assert span.passage is not None
    assert text[slice(*span.passage)] == "The borehole broke again!"
    assert (span.tagger, span.label, span.attributes["codebook"]) == ("cues", "v.one", "village")


def test_positions_are_code_points_after_an_emoji() -> None:
    text = "😀👩🏾‍🌾 Ça va: the borehole broke."
    assert hits(text, code("borehole*")) == ["borehole"]


def test_right_to_left_words_are_words() -> None:
    assert hits("قالت: البئر بعيدة", code("البئر")) == ["البئر"]


def test_a_weak_cue_alone_says_nothing() -> None:
    assert hits("We went to the field.", code(weak_cues=["field"])) == []


@pytest.mark.parametrize(
    "text", ["The field has a title deed.", "The field is by the river."], ids=["with a strong cue", "with a weak one"]
)
def test_a_weak_cue_counts_in_company(text: str) -> None:
    assert "field" in hits(text, code("title deed", weak_cues=["field", "river"]))


def test_company_must_be_of_the_same_code_and_in_the_same_sentence() -> None:
    weak = code(weak_cues=["field", "river"])
    assert hits("The field is far. The river is near.", weak) == []
    assert hits("The field has a pump.", weak, code("pump", id="v.two")) == ["pump"]
    assert hits("The field, the field.", weak) == []  # the same cue twice is no company


def test_an_exclude_cue_silences_what_it_overlaps_and_nothing_else() -> None:
    power = code("power*", exclude_cues=["power ~1 cut*"])
    assert hits("The power cut came.", power) == []
    assert hits("The power cut came, and they have the power.", power) == ["power"]


def test_an_exclude_cue_takes_a_weak_cue_out_of_its_company() -> None:
    land = code("deed", weak_cues=["field"], exclude_cues=["field day"])
    assert hits("The deed was read on field day.", land) == ["deed"]


def test_codes_that_machines_may_not_suggest_are_left_alone() -> None:
    assert hits("The pump.", code("pump", machine="never"), code("pump", id="v.two", optional=True)) == []


@pytest.mark.parametrize("mark", [".", "!", "?", "…", ".”", "\n\n"])
def test_no_hit_reaches_into_the_next_sentence(mark: str) -> None:
    assert hits(f"We have the final{mark} Say what you like.", code("final say", "final ~5 like")) == []


def test_only_a_tellers_own_words_are_tagged() -> None:
    tagger = CueTagger([book(code("pump"))])
    turns = [
        Spoken(0, "The pump?", role=Role.INTERVIEWER),
        Spoken(10, "The pump.", role=Role.TELLER),
        Spoken(20, "The pump.", role=Role.TELLER, stretch=Stretch.QUOTED),
        Spoken(30, "The pump.", role=Role.TELLER, stretch=Stretch.HEADING),
        Spoken(40, "The pump.", role=Role.OTHER),
    ]
    (span,) = tagger.tag(Material(turns)).spans
    assert (span.start, span.end, span.passage) == (14, 18, (10, 19))


def test_the_same_cue_in_two_codes_is_a_hit_of_each() -> None:
    spans = list(CueTagger([book(code("pump"), code("pump", id="v.two"))]).find("The pump."))
    assert [span.label for span in spans] == ["v.one", "v.two"]


def found(tagger: CueTagger, text: str) -> list[str]:
    return sorted(span.model_dump_json() for span in tagger.find(text))


BOOKS = [load(shipped(name)) for name in ("gender", "power", "harm")]
STORY = (
    "My husband decides what is sold. We women were not allowed to speak, and nobody asked us why. "
    "Now we decide together. The chief used to forbid it; he lost his seat, and some were beaten for it."
)


def test_the_order_of_codebooks_does_not_matter() -> None:
    expected = found(CueTagger(BOOKS), STORY)
    assert expected
    for order in itertools.permutations(BOOKS):
        assert found(CueTagger(order), STORY) == expected


def test_books_together_find_what_each_finds_alone() -> None:
    alone = sorted(span for one in BOOKS for span in found(CueTagger([one]), STORY))
    assert found(CueTagger(BOOKS), STORY) == alone


def test_settings_change_with_the_books_and_only_with_them() -> None:
    assert CueTagger(BOOKS).settings == CueTagger(BOOKS).settings
    assert CueTagger(BOOKS).settings != CueTagger(BOOKS[:1]).settings


def test_the_languages_are_those_of_the_books() -> None:
    french = BOOKS[0].model_copy(update={"language": "fr"})
    assert CueTagger([BOOKS[0], french]).languages == {"en", "fr"}


WORDS = st.sampled_from(
    ["we", "pump", "field", "😀", "Borehole", "no", "longer", ".", "!", "\n\n", "’s", ",", "İ", "ß"]
)
TAGGER = CueTagger([book(code("borehole*", weak_cues=["pump", "field"], exclude_cues=["pump ~2 we"]))])


@given(st.lists(WORDS, max_size=30))
def test_whatever_the_text_every_hit_lies_in_its_sentence(words: Sequence[str]) -> None:
    text = " ".join(words)
    for span in TAGGER.find(text):
        assert isinstance(span, TaggedSpan)
        assert span.passage is not None
        assert span.passage[0] <= span.start < span.end <= span.passage[1] <= len(text)
        assert text[span.start : span.end].lower() in ("borehole", "pump", "field")
