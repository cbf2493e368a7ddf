"""Reading and tagging as a pipe: one JSON object a line, in the order of the input."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from storylens import StorylensError, annotate
from storylens.taggers.registry import BY_NAME, TAGGERS
from tests.conftest import Ran
from tests.helpers import BOOK, docx_bytes, xlsx_bytes

TALK = """\
INT: A pump, 😀 you say?
Rudo: The 😀 borehole broke.
INT: And?
Rudo: He beat me that night. 😀 We have a pump.
"""
SCHEMA = json.loads((resources.files("storylens") / "batch" / "annotate.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    file = tmp_path / "village.yml"
    file.write_text(BOOK, encoding="utf-8")
    return file


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    folder = tmp_path / "stories"
    folder.mkdir()
    (folder / "a.txt").write_text(TALK, encoding="utf-8")
    (folder / "b-again.txt").write_text(TALK, encoding="utf-8")
    (folder / "c-broken.docx").write_bytes(docx_bytes("The pump broke.")[:700])
    rows = [["respondent", "What changed?"], ["S1", "The pump is ours now."], ["S2", "Nothing at all changed."]]
    (folder / "d.xlsx").write_bytes(xlsx_bytes(*rows))
    (folder / "e-empty.txt").write_bytes(b"")
    return folder


def cues(paths: list[Path], book: Path) -> list[dict[str, Any]]:
    return list(annotate(paths, taggers=["cues"], codebooks=[str(book)]))


def test_one_record_for_every_input_and_part_in_order_duplicates_too(stories: Path, book: Path) -> None:
    records = cues([stories], book)
    assert [(record["source"], record["part"], "error" in record) for record in records] == [
        ("stories/a.txt", "", False),
        ("stories/b-again.txt", "", False),
        ("stories/c-broken.docx", "", True),
        ("stories/d.xlsx", "S1", False),
        ("stories/d.xlsx", "S2", False),
        ("stories/e-empty.txt", "", True),
    ]
    assert records[0]["document"]["text"] == records[1]["document"]["text"] == TALK


def test_inputs_come_in_the_order_in_which_they_are_named(stories: Path, book: Path) -> None:
    names = ["d.xlsx", "a.txt", "e-empty.txt", "a.txt"]
    records = cues([stories / name for name in names], book)
    assert list(dict.fromkeys(record["source"] for record in records)) == [
        "stories/d.xlsx",
        "stories/a.txt",
        "stories/e-empty.txt",
    ]
    assert [record["source"] for record in records].count("stories/a.txt") == 2


def test_every_record_fits_the_schema_that_is_shipped(stories: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(SCHEMA)
    for record in annotate([stories]):
        errors = [error.message for error in validator.iter_errors(json.loads(json.dumps(record)))]
        assert errors == []
        assert record["schema"] == SCHEMA["properties"]["schema"]["const"]


def test_the_schema_refuses_what_is_no_record() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(SCHEMA)
    assert not validator.is_valid({"schema": "storylens-annotate-1", "source": "a", "part": ""})
    assert not validator.is_valid({"schema": "another", "source": "a", "part": "", "error": "x"})


def test_positions_are_code_points(stories: Path, book: Path) -> None:
    record = cues([stories / "a.txt"], book)[0]
    text = record["document"]["text"]
    assert [text[span["start"] : span["end"]] for span in record["spans"]] == ["borehole", "pump"]
    assert text[slice(*record["spans"][0]["passage"])] == "The 😀 borehole broke."
    assert [text[turn["start"] : turn["end"]] for turn in record["turns"]][1] == "The 😀 borehole broke."


def test_turns_have_speaker_and_role_and_only_tellers_are_tagged(stories: Path, book: Path) -> None:
    record = cues([stories / "a.txt"], book)[0]
    assert [(turn["speaker"], turn["role"]) for turn in record["turns"]] == [
        ("INT", "interviewer"),
        ("Rudo", "teller"),
    ] * 2
    asked = [turn for turn in record["turns"] if turn["role"] == "interviewer"]
    assert not [span for span in record["spans"] for turn in asked if turn["start"] <= span["start"] < turn["end"]]


def test_a_span_names_its_tagger_its_code_and_the_rule(stories: Path, book: Path) -> None:
    (first, _) = cues([stories / "a.txt"], book)[0]["spans"]
    assert (first["tagger"], first["label"], first["rule"]) == ("cues", "v.water", "cue “borehole*”")


def test_what_only_grammar_finds_is_held_where_a_parse_is_at_hand(tmp_path: Path) -> None:
    (tmp_path / "uncle.txt").write_text("INT: And then?\nRudo: My uncle kicked the boy.\n", encoding="utf-8")
    (record,) = annotate([tmp_path / "uncle.txt"], taggers=["agency"])
    assert [bool(turn["held"]) for turn in record["turns"]] == [False, True]


@pytest.mark.parametrize(("original", "labels"), [("fr", {"mention.unstated"}), ("", {"mention.women"})])
def test_pronouns_say_nothing_in_what_is_named_a_translation(tmp_path: Path, original: str, labels: set[str]) -> None:
    (tmp_path / "told.txt").write_text("She left when the rain came.\n", encoding="utf-8")
    (record,) = annotate([tmp_path / "told.txt"], taggers=["mentions"], translated_from=original)
    assert record["document"]["translated_from"] == original
    assert {span["label"] for span in record["spans"]} == labels


def test_a_turn_in_another_language_is_not_called_screened(tmp_path: Path) -> None:
    talk = "INT: And then, what happened to you?\nRudo: Mon mari m'a frappée hier soir devant les enfants.\n"
    (tmp_path / "talk.txt").write_text(talk + "Rudo: We went to the market on Monday.\n", encoding="utf-8")
    (record,) = annotate([tmp_path / "talk.txt"], taggers=["agency"], language="en")
    assert [turn["screened"] for turn in record["turns"]] == [True, False, True]


def test_what_may_disclose_violence_is_marked_and_printed(stories: Path, book: Path) -> None:
    record = cues([stories / "a.txt"], book)[0]
    assert [bool(turn["held"]) for turn in record["turns"]] == [False, False, False, True]
    assert record["turns"][3]["held"] == ["safe.gbv"]


def test_every_tagger_that_goes_by_rules_says_whether_it_ran(stories: Path) -> None:
    for record in annotate([stories / "a.txt"]):
        assert set(record["taggers"]) == set(TAGGERS) - BY_NAME
        assert record["taggers"]["cues"] == "ran"


def test_a_tagger_that_does_not_read_the_language_says_so(tmp_path: Path, book: Path) -> None:
    file = tmp_path / "f.txt"
    file.write_text(
        "Nous avions demandé deux fois au bureau les papiers de notre champ et deux fois on nous a renvoyées chez nous "
        "sans une réponse, et puis nous y sommes allées toutes ensemble un lundi matin avec nos enfants sur le dos.\n"
        "La porte était fermée à clé, et nous avons attendu devant la porte jusqu'au soir sans rien manger du tout.\n",
        encoding="utf-8",
    )
    (record,) = cues([file], book)
    assert record["document"]["language"] == "fr"
    assert record["taggers"]["cues"].startswith("skipped: it does not read fr")
    assert record["spans"] == []


def test_a_file_that_is_named_is_read_whatever_it_is_called(tmp_path: Path, book: Path) -> None:
    (tmp_path / "README.md").write_text("The pump broke.\n", encoding="utf-8")
    assert [record["source"].rpartition("/")[2] for record in cues([tmp_path / "README.md"], book)] == ["README.md"]


def test_a_path_that_is_not_there_is_a_record_and_the_others_go_on(stories: Path, book: Path) -> None:
    records = cues([stories / "a.txt", stories / "nowhere.txt", stories / "b-again.txt"], book)
    assert ["error" in record for record in records] == [False, True, False]
    assert "no such file" in records[1]["error"]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"taggers": ["nobody"]}, "no tagger 'nobody'"),
        ({"codebooks": ["nowhere"]}, "no codebook 'nowhere'"),
    ],
)
def test_a_tagger_or_codebook_that_does_not_exist_stops_at_once(
    stories: Path, options: dict[str, list[str]], says: str
) -> None:
    with pytest.raises(StorylensError, match=says):
        list(annotate([stories], **options))


def test_the_command_writes_the_same_records_and_tells_by_its_exit_code(
    stories: Path, book: Path, tmp_path: Path, storylens: Callable[..., Ran]
) -> None:
    ran = storylens("annotate", stories, "--taggers", "cues", "--codebook", book)
    assert [json.loads(line) for line in ran.out.splitlines()] == json.loads(json.dumps(cues([stories], book)))
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 2
    output = tmp_path / "out.jsonl"
    ran = storylens("annotate", stories / "a.txt", "--taggers", "cues", "--codebook", book, "--output", output)
    assert (ran.code, ran.out) == (0, "")
    assert len(output.read_text(encoding="utf-8").splitlines()) == 1


def test_the_help_says_that_nobody_was_asked_for_consent(storylens: Callable[..., Ran]) -> None:
    words = " ".join(storylens("annotate", "--help").out.split())
    assert "no consent" in words
    assert "held" in words


def test_it_leaves_nothing_behind(stories: Path, book: Path) -> None:
    before = sorted(stories.parent.rglob("*"))
    cues([stories], book)
    assert sorted(stories.parent.rglob("*")) == before


def test_claims_are_attributed_to_a_programme_that_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("The Harvest Project led to more food in our village this year.", encoding="utf-8")
    (record,) = annotate([file], taggers=["claims"], programme=["Harvest Project"])
    assert record["relations"][0]["attributes"]["attribution"] == "explicit"
