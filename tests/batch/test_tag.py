"""Codebooks suggest; people decide; what was decided is not suggested again."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from storylens import Project, StorylensError
from tests.helpers import BOOK, VILLAGE, Told


def suggestions(project: Project) -> pd.DataFrame:
    return project.view().codings


def edit(project: Project, old: str, new: str) -> None:
    file = project.path / "codebooks" / "village.yml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_new_project_is_suggested_nothing(project: Callable[..., Project]) -> None:
    made = project(*VILLAGE, book="")
    made.tag()
    assert suggestions(made).empty


def test_a_suggestion_is_a_sentence_with_the_rule_that_fired(project: Callable[..., Project]) -> None:
    made = project(Told("T1", "It rained. The borehole and the pump broke. Nobody came."))
    assert made.tag().suggestions == 1
    (row,) = suggestions(made).itertuples()
    assert row.text == "The borehole and the pump broke."
    assert row.rule == "cue “borehole*”; cue “pump”"
    assert (row.state, row.coder_kind, row.coder) == ("suggested", "machine", "cues:village")


def test_the_same_story_and_book_give_the_same_ids_anywhere(project: Callable[..., Project]) -> None:
    ids = []
    for _ in range(2):
        made = project(*VILLAGE[:3])
        made.tag()
        ids.append(set(suggestions(made).coding_id))
    assert ids[0] == ids[1] != set()


def test_what_a_person_rejected_is_not_suggested_again(village: Project) -> None:
    first = suggestions(village).query("code == 'v.loan'").iloc[0]
    village.reject(first.coding_id, by="Tendai")
    edit(village, "Money lent", "Money that is lent")  # another edition: everything is tagged anew
    assert village.tag().documents == len(VILLAGE)
    left = suggestions(village).query("code == 'v.loan' and document_id == @first.document_id")
    assert first.text not in set(left.text)


def test_what_a_person_accepted_stays_theirs(village: Project) -> None:
    first = suggestions(village).query("code == 'v.loan'").iloc[0]
    accepted = village.accept(first.coding_id, by="Tendai")
    edit(village, "Money lent", "Money that is lent")
    village.tag()
    mine = suggestions(village).query("code == 'v.loan' and text == @first.text")
    assert list(mine.coding_id) == [accepted.id]
    assert list(mine.state) == ["accepted"]
    assert accepted.codebook_edition != suggestions(village).query("state == 'suggested'").codebook_edition.iloc[0]


def test_a_new_codebook_reads_everything_and_the_others_nothing(village: Project) -> None:
    before = set(suggestions(village).coding_id)
    village.add_codebook("power")
    assert village.tag().documents == len(VILLAGE)
    assert before <= set(suggestions(village).coding_id)


def test_a_codebook_that_is_taken_away_takes_its_themes_along(village: Project) -> None:
    (village.path / "codebooks" / "village.yml").unlink()
    village.tag()
    assert village.tables().table("themes").frame.empty


def test_a_story_in_a_language_without_a_book_is_skipped_and_said(project: Callable[..., Project]) -> None:
    french = (
        "Nous avions demandé deux fois au bureau les papiers de notre champ et deux fois on nous a renvoyées chez nous "
        "sans une réponse, et puis nous y sommes allées toutes ensemble un lundi matin avec nos enfants sur le dos, et "
        "la porte était fermée à clé, et nous avons attendu devant la porte jusqu'au soir sans rien manger du tout."
    )
    report = project(Told("T1", french), Told("T2", "The pump broke.")).tag()
    assert report.documents == 1
    assert "1 documents in fr were skipped" in str(report)


def test_polarity_is_that_of_the_sentence(project: Callable[..., Project]) -> None:
    book = BOOK.replace("title:", "polarity: [present, denied]\ntitle:")
    made = project(Told("T1", "The pump broke. No pump came."), book=book)
    made.tag()
    assert dict(zip(suggestions(made).text, suggestions(made).polarity, strict=True)) == {
        "The pump broke.": "",
        "No pump came.": "denied",
    }


def test_work_that_is_stopped_is_taken_up_where_it_was(project: Callable[..., Project]) -> None:
    made = project(*VILLAGE)

    def stop(done: float, name: str) -> None:
        if done >= 0.3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        made.tag(progress=stop)
    half = set(suggestions(made).coding_id)
    report = made.tag()
    assert report.documents == len(VILLAGE) - 3
    assert report.unchanged == 3
    whole = project(*VILLAGE)
    whole.tag()
    assert half < set(suggestions(made).coding_id) == set(suggestions(whole).coding_id)


def coded(project: Project, code: str) -> pd.DataFrame:
    """Return the standing codings with a code, whether or not they may be seen."""
    from storylens.store import contents

    with project.store.reading() as connection:
        codings = contents.read(connection).codings
    return codings[codings.code == code]


def test_what_two_taggers_find_alike_is_one_suggestion_that_names_both(project: Callable[..., Project]) -> None:
    made = project(Told("T1", "Then my husband was angry about it."))
    made.add_codebook("gender")
    made.tag()
    (row,) = coded(made, "gen.backlash").itertuples()
    assert row.basis["taggers"] == ["cues", "mentions"]
    assert row.coder == "cues:gender"


def test_mentions_read_where_the_gender_codebook_is(project: Callable[..., Project]) -> None:
    made = project(Told("T1", "The boys fetch water."))
    made.add_codebook("gender")
    made.tag()
    (row,) = coded(made, "gen.role.reproductive").itertuples()
    assert row.coder == "mentions:gender"
    assert "boys" in row.rule


def test_a_relation_is_kept_where_a_codebook_asks_for_it(project: Callable[..., Project]) -> None:
    made = project(Told("T1", "It was dry. The drought led to hunger. She said that it would end."))
    made.tag()
    assert coded(made, "tell.claim").empty
    made.add_codebook("telling")
    made.tag()
    (row,) = coded(made, "tell.claim").itertuples()
    assert row.coder == "claims:telling"
    (relation,) = row.basis["relations"]
    assert {part["role"] for part in relation["arguments"]} == {"cause", "effect", "cue"}
    assert len(coded(made, "tell.said")) == 1


def test_only_the_taggers_that_are_named_read(project: Callable[..., Project]) -> None:
    made = project(Told("T1", "The drought led to hunger. She said that it would end."))
    made.add_codebook("telling")
    made.tag(taggers=["claims"])
    assert len(coded(made, "tell.claim")) == 1
    assert coded(made, "tell.said").empty
    made.tag()
    assert len(coded(made, "tell.said")) == 1


def test_a_tagger_that_no_codebook_asks_for_is_said_so(project: Callable[..., Project]) -> None:
    made = project(Told("T1", "It rained."))
    with pytest.raises(StorylensError, match="asks for claims"):
        made.tag(taggers=["claims"])
    with pytest.raises(StorylensError, match="no tagger"):
        made.tag(taggers=["claim"])


def test_grammar_holds_what_no_phrase_does_and_lets_go_what_is_denied(project: Callable[..., Project]) -> None:
    made = project(Told("T1", ["My uncle kicked the boy, zzone.", "My father never beat us, zztwo."]))
    made.tag()
    shown = " ".join(made.view().turns.text)
    assert "zzone" not in shown
    assert "zztwo" in shown
    assert set(coded(made, "safe.child").coder) | set(coded(made, "safe.gbv").coder) == {"safeguarding:safeguarding"}


def test_tagging_again_does_nothing(village: Project) -> None:
    report = village.tag()
    assert (report.documents, report.unchanged) == (0, len(VILLAGE))


def test_concepts_suggest_in_a_project_where_they_are_named(project: Callable[..., Project]) -> None:
    made = project(
        Told("T1", "Half of the villages have no safe drinking water, and the wells run dry. Nobody mends them."),
        book="",
    )
    made.add_codebook("sdg")
    made.tag(taggers=["concepts"])
    found = suggestions(made)
    by_concept = found[found.coder == "concepts:sdg"].set_index("code")
    assert by_concept.score["sdg.6"] >= 0.5
    assert "like “" in by_concept.rule["sdg.6"]
    assert str(made.tag(taggers=["concepts"])).startswith("Nothing new")
    made.tag()
    assert "concepts:sdg" not in set(suggestions(made).coder)
