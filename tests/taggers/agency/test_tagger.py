"""What the tagger hands on, and which words it reads."""

from hypothesis import given, settings
from hypothesis import strategies as st

from storylens.language.pipeline import pipeline_for
from storylens.records import Relation, Role
from storylens.taggers.agency.tagger import AgencyTagger
from storylens.taggers.base import Material, Spoken


def spoken(start: int, text: str, role: Role = Role.TELLER) -> Spoken:
    return Spoken(start=start, text=text, role=role, doc=pipeline_for("en").load()(text))


def tag(*turns: Spoken, language: str = "en") -> tuple[Relation, ...]:
    return AgencyTagger().tag(Material(turns=turns, language=language)).relations


def test_a_verb_has_one_relation_with_all_its_arguments() -> None:
    relations = tag(spoken(0, "Ruth and Jane fed the goats and the hens."))
    assert [[argument.role for argument in relation.arguments] for relation in relations] == [
        ["verb", "agent", "agent", "patient", "patient"]
    ]
    assert relations[0].label == "acts_on"
    assert relations[0].tagger == "agency"


def test_positions_are_code_points_in_the_document() -> None:
    first, second = "😀 Amai, the chief came.", "He took over her land."
    document = f"A: {first}\nB: {second}"
    start = document.index(second)
    relation = tag(spoken(3, first), spoken(start, second))[-1]
    assert [document[argument.start : argument.end] for argument in relation.arguments] == [
        "took over",
        "He",
        "her land",
    ]
    assert [document[argument.head_start : argument.head_end] for argument in relation.arguments] == [
        "took",
        "He",
        "land",
    ]


def test_interviewers_are_not_read_and_still_tell_what_they_means() -> None:
    asked = spoken(0, "Did the pumps arrive?", Role.INTERVIEWER)
    answered = spoken(30, "They broke.")
    (relation,) = tag(asked, answered)
    assert relation.arguments[1].attributes["kind"] == "thing"


def test_other_languages_and_turns_without_a_parse_give_nothing() -> None:
    assert tag(spoken(0, "The chief came."), language="fr") == ()
    assert tag(Spoken(start=0, text="The chief came.")) == ()


def test_every_argument_has_a_kind_and_no_relation_a_score() -> None:
    for relation in tag(spoken(0, "The teachers who came asked the girls to sit, and Ruth's brother hit one of them.")):
        assert relation.score is None
        assert all(
            argument.attributes["kind"] in ("person", "group", "thing", "unknown")
            for argument in relation.arguments[1:]
        )


WORDS = st.sampled_from(
    ["the", "chief", "who", "we", "they", "was", "beaten", "by", "and", "sold", "'s", "to", ",", "?", "“"]
)


@settings(deadline=None, max_examples=60)
@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_any_text_is_read_without_an_error_and_gives_the_same_twice(text: str) -> None:
    once = tag(spoken(7, text))
    assert once == tag(spoken(7, text))
    for relation in once:
        for argument in relation.arguments:
            assert 7 <= argument.start <= argument.head_start < argument.head_end <= argument.end <= 7 + len(text)
