"""What belongs to a quotation: pieces, paragraphs, fragments, quotations in quotations."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from storylens.language.pipeline import pipeline_for
from storylens.taggers.base import Material, Spoken
from storylens.taggers.quotes.tagger import QuoteTagger
from tests.taggers.quotes.conftest import Quotes


def test_a_quotation_split_round_its_cue_is_one(quotes: Quotes) -> None:
    (said,) = quotes("“No,” she said, “I never saw him.”")
    assert said.content == ["“No,”", "“I never saw him.”"]
    (said,) = quotes("“No,” said Ann, who was tired. “I never saw him. Ask Tom.”")
    assert said.content == ["“No,”", "“I never saw him. Ask Tom.”"]


def test_a_quotation_goes_on_over_paragraphs_and_turns(quotes: Quotes) -> None:
    paragraphs = ["“We walked all night.", "“Then it rained.", "“That is all,” said Ann."]
    for texts in (["\n\n".join(paragraphs)], paragraphs):
        (said,) = quotes(*texts)
        assert said.content == ["“We walked all night.", "“Then it rained.", "“That is all,”"]
        assert (said.speaker, said.implicit) == ("Ann", False)


def test_a_cue_may_end_the_paragraph_before(quotes: Quotes) -> None:
    (said,) = quotes("The owners said in a letter:\n\n“We regret this.”")
    assert (said.content, said.cue, said.speaker) == (["“We regret this.”"], "said", "The owners")


def test_a_fragment_in_marks_makes_reported_speech_mixed(quotes: Quotes) -> None:
    (said,) = quotes("Dunn said the town “deserved better” than this.")
    assert (said.direct, said.content) == ("mixed", ["the town “deserved better” than this"])
    (said,) = quotes("The plan was “dead,” Dunn said.")
    assert (said.direct, said.content) == ("mixed", ["The plan was “dead,”"])
    (said,) = quotes("Dunn said that “nobody in this town deserves it.”")
    assert said.direct is True
    (said,) = quotes("Dunn said the town deserved better.")
    assert said.direct is False


def test_quotations_in_quotations_are_nested(quotes: Quotes) -> None:
    found = quotes("“He told me, ‘Go away,’ and I said that I would,” said Ann.")
    assert [(said.content, said.nested) for said in found] == [
        (["“He told me, ‘Go away,’ and I said that I would,”"], False),
        (["‘Go away,’"], True),
        (["I would"], True),
    ]


def test_scare_quotes_titles_and_sources_are_no_quotations(quotes: Quotes) -> None:
    assert quotes("The so-called “experts” came with “new” seed.") == []
    assert quotes("The film about it, “The Night the River Rose”, is shown in spring.") == []
    assert quotes("Lind, Ann. “Roads in the Sand.” The Weekly. 14 May 2014.\nMoss, Ida. “Who Pays?” 2015.") == []


def test_an_unclosed_mark_leaves_the_rest_of_the_document_alone(quotes: Quotes) -> None:
    found = quotes("“We walked all night.\n\nThen it rained.\n\nAnn said that it was cold. “Yes,” said Tom.")
    assert [said.content for said in found] == [["it was cold"], ["“Yes,”"]]


def test_dashes_mark_dialogue_but_not_lists(quotes: Quotes) -> None:
    found = quotes("— Where are you going? asked Mara.\n— To the well, said Tom. I will be back.")
    assert [(said.content, said.speaker) for said in found] == [
        (["— Where are you going?"], "Mara"),
        (["— To the well,", "I will be back."], "Tom"),
    ]
    assert quotes("— Training of staff.\n— Repair of the well.\n— New seed.") == []


def test_what_people_retell_without_marks_is_direct(quotes: Quotes) -> None:
    found = quotes("I said to her, madam, this is good. She said, sit down, and I sat.")
    assert [(said.content, said.direct) for said in found] == [(["madam, this is good"], True), (["sit down"], True)]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "“",
                "”",
                '"',
                "'",
                "’",
                "he said",
                "Ann",
                ",",
                ".",
                "?",
                "\n\n",
                "that",
                "it fell",
                "—",
                "according to",
                "was like",
                "told us",
                "to go",
                ":",
                "😀",
            ]
        ),
        max_size=25,
    )
)
def test_any_text_gives_positions_inside_it_and_the_same_twice(words: list[str]) -> None:
    text = " ".join(words)
    doc = pipeline_for("en").load()(text.replace("\n", " "))
    material = Material(turns=[Spoken(7, text, doc=doc)])
    found = QuoteTagger().tag(material)
    assert found == QuoteTagger().tag(material)
    for relation in found.relations:
        assert any(one.role == "content" for one in relation.arguments)
        for one in relation.arguments:
            assert 7 <= one.start < one.end <= 7 + len(text)
            assert text[one.start - 7 : one.end - 7].strip()
