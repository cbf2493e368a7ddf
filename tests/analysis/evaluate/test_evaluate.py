"""A machine is held against people's codings; the figures are kept and printed wherever its suggestions are."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from storylens import Project, StorylensError
from storylens.store import evaluations
from tests.helpers import Told

Make = Callable[..., Project]
WATER = "The borehole gives water, zz{}."  # a cue of v.water
SPRING = "We drink from the spring, zz{}."  # water for people, and no cue
FIELD = "Her field lies by the river, zz{}."  # a cue of v.land
SONG = "They sang at the wedding, zz{}."


def village(project: Make, n: int = 12) -> Project:
    """Return a project in which Ann coded water wherever it is told of; in the odd documents no cue says so.

    Two more documents nobody has read.
    """
    told = [
        Told(
            f"T{number:02}",
            [line.format(number) for line in (SPRING if number % 2 else WATER, FIELD, SONG, WATER)],
            place="hill" if number % 2 else "town",
        )
        for number in range(n + 2)
    ]
    made = project(*told)
    view = made.view()
    for document, turns in list(view.turns.groupby("document_id", sort=False))[:n]:
        for turn, code in zip(turns.itertuples(), ("v.water", "v.land", "", "v.water"), strict=True):
            if code:
                made.highlight(str(document), (turn.start, turn.end), code, by="Ann")
    return made


def test_figures_code_by_code_count_what_the_machine_missed(project: Make) -> None:
    made = village(project)
    made.tag()
    (found,) = made.evaluate("cues:village", by="Ann")
    water, land = found.codes.frame.loc["v.water"], found.codes.frame.loc["v.land"]
    assert (water.passages, water.gold, water.said, water.right) == (48, 24, 18, 18)
    assert (water.precision, water.recall) == (1.0, 0.75)
    assert land.F1 == 1.0
    assert water["recall low"] <= 0.75 <= water["recall high"]


def test_a_machine_that_fails_on_a_group_is_named_in_every_export(project: Make) -> None:
    made = village(project, 16)
    made.tag()
    (found,) = made.evaluate("cues:village", by="Ann")
    assert any("place hill (v.water: says it less often" in fail for fail in found.kept.fails)
    report = made.tables(by="place")
    for name in ("themes", "matrix", "codes-place", "voices-place", "quotes", "codings"):
        assert any("It fails on" in note and "hill" in note for note in report.table(name).notes), name
    assert report.table("method").frame.fact.str.contains("It fails on").any()


def test_what_was_never_measured_says_so(project: Make) -> None:
    made = village(project)
    made.tag()
    assert any("never measured" in note and "cues:village" in note for note in made.tables().table("themes").notes)


def test_a_changed_codebook_is_another_machine(project: Make) -> None:
    made = village(project)
    made.tag()
    made.evaluate(by="Ann")
    file = made.path / "codebooks" / "village.yml"
    file.write_text(file.read_text(encoding="utf-8").replace('"pump"', '"pump", "wedding"'), encoding="utf-8")
    made.tag()
    assert any("other settings since" in note for note in made.tables().table("themes").notes)


def test_what_is_kept_holds_no_words_of_anybody(project: Make) -> None:
    made = village(project)
    made.tag()
    made.evaluate(by="Ann")
    with made.store.reading() as connection:
        kept = evaluations.every(connection)
    assert {one.machine for one in kept} == {"cues:village", "learned:village"}
    assert "zz" not in json.dumps([one.model_dump() for one in kept])


def test_what_is_learned_is_judged_by_documents_it_had_not_seen(project: Make) -> None:
    made = village(project)
    (found,) = made.evaluate("learned:village", curve=True, by="Ann")
    assert found.codes.frame.loc["all codes", "passages"] == 48
    assert found.codes.frame.loc["v.land", "F1"] > 0.9
    assert list(found.calibration.frame.columns) == ["judged", "mean chance", "share that is so"]
    assert found.curve is not None
    assert list(found.curve.frame.index) == [3, 6, 9]


def test_misses_come_with_their_words_through_the_gates(project: Make) -> None:
    made = village(project)
    made.tag()
    (before,) = made.evaluate("cues:village", by="Ann")
    made.consent("T01", "analysis", "withdrawn", by="Ann")
    (after,) = made.evaluate("cues:village", by="Ann")
    missed = before.examples.frame[before.examples.frame.outcome == "miss"]
    assert missed.text.str.contains("zz1.", regex=False).any()
    assert missed.text.str.contains("We drink from the spring").all()
    assert not after.examples.frame.text.str.contains("zz1.", regex=False).any()
    assert after.kept.documents == before.kept.documents - 1


def test_people_agree_beside_the_machine_where_two_coded(project: Make) -> None:
    made = village(project)
    made.tag()
    view = made.view()
    for document, turns in list(view.turns.groupby("document_id"))[:6]:
        for turn in list(turns.itertuples())[:1]:
            made.highlight(str(document), (turn.start, turn.end), "v.water", by="Ben")
    (found,) = made.evaluate("cues:village", by="Ann")
    water = found.codes.frame.loc["v.water"]
    assert -1 <= water["people alpha"] < 1
    assert -1 <= water["alpha there"] <= 1


def test_says_in_a_sentence_that_there_is_nothing_to_compare(project: Make) -> None:
    made = project(Told("T1", WATER.format(1)))
    made.tag()
    with pytest.raises(StorylensError, match="nothing to hold any machine against"):
        made.evaluate(by="Ann")
