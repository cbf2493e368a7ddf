"""What goes back to a community: their own words, plain, with room for what the team has not said yet."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from lxml import html

from storylens import Project
from storylens.records import StorylensError
from storylens.records.learning import Finding, Lesson, ShareBack
from storylens.records.network import LearningQuestion
from tests.conftest import Ran
from tests.helpers import NEVER_PRINTED, Told, holding
from tests.synthesis.book_helpers import stand_on, write

UPPER = (
    Told("W1", "The borehole is near the school now, and we keep the key ourselves.", case="Upper Field"),
    Told("W2", "The pump was paid for twice, and nobody told us why, not once.", case="Upper Field"),
    Told("M1", "Here the borehole was closed in the dry months, for repair, they said.", "man", case="Lower Field"),
    Told("NO", "The borehole was never for us, zzrefused, I say it to you only.", case="Lower Field", consent="no"),
)
SPEC = """\
title = "Water"
[[section]]
[[section.quotes]]
code = "Water"
most = 3
[[share_back]]
community = "Upper Field"
told = "You spoke of the key and of the money."
contact = "Tendai, at the clinic."
cannot = "We cannot substantiate the price."
language = "Chilowa"
in_your_language = "Zikomo."
"""


@pytest.fixture
def fields(project: Callable[..., Project]) -> Project:
    made = project(*UPPER)
    made.tag()
    return made


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    file = tmp_path / "brief.toml"
    file.write_text(SPEC, encoding="utf-8")
    return file


def words_of(file: Path) -> str:
    if file.suffix == ".html":
        return str(html.fromstring(file.read_bytes()).find("body").text_content())
    return " ".join(" ".join(paragraph.text for paragraph in docx.Document(str(file)).paragraphs).split())


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_it_has_their_words_and_what_is_said_to_them_and_no_codes(
    fields: Project, spec: Path, tmp_path: Path, kind: str
) -> None:
    file = tmp_path / f"upper.{kind}"
    fields.share_back("upper field", file, by="Tendai", spec=spec)
    said = words_of(file)
    for part in (
        "2 people of yours",
        "You spoke of the key",
        "Tendai, at the clinic",
        "Chilowa",
        "Zikomo",
        "take back",
    ):
        assert part in said
    assert "we keep the key ourselves.” W1" in said
    assert "dry months" not in said  # another community's
    assert "v.water" not in said
    assert not re.search(r"\b(?:coding|codebook|theme|outcome)s?\b", said, re.IGNORECASE)


def test_what_the_team_wrote_on_their_words_is_told_without_numbers_of_people(fields: Project, tmp_path: Path) -> None:
    finding, lesson, elsewhere = write(
        fields,
        Finding(text="Who holds the key decides"),
        Lesson(text="Say the price aloud.", decision="Prices are read out", owner="the committee", decide_by="2025-06"),
        Finding(text="Only of the others"),
    )
    stand_on(fields, finding, "w1.txt", "we keep the key ourselves")
    stand_on(fields, finding, "m1.txt", "closed in the dry months")
    stand_on(fields, finding, "w2.txt", "nobody told us why", role="contradicts")
    stand_on(fields, lesson, "w2.txt", "paid for twice")
    stand_on(fields, elsewhere, "m1.txt", "closed in the dry months")
    write(fields, LearningQuestion(text="What did the pump cost?", asked_by="Upper Field"))
    fields.share_back("Upper Field", tmp_path / "upper.html", by="Tendai")
    said = words_of(tmp_path / "upper.html")
    assert "Who holds the key decides. Told by you and others elsewhere. Not everybody sees it so." in said
    assert "Prices are read out (the committee), by 2025-06" in said
    assert "What did the pump cost? We have no answer yet." in said
    assert "Only of the others" not in said
    assert "finding-1" not in said


def test_what_is_not_said_yet_is_room_to_write_in_and_is_listed(fields: Project, tmp_path: Path) -> None:
    made = fields.share_back("Upper Field", tmp_path / "upper.html", by="Tendai")
    assert "“What we cannot do” is left to be written" in made.look_at
    page = html.fromstring((tmp_path / "upper.html").read_bytes())
    assert len(page.find_class("room")) == 3 * sum("is left to be written" in line for line in made.look_at)


def test_words_of_theory_are_pointed_out(fields: Project, spec: Path, tmp_path: Path) -> None:
    made = fields.share_back("Upper Field", tmp_path / "upper.docx", by="Tendai", spec=spec)
    assert "“substantiate” is no plain word: We cannot substantiate the price." in made.look_at


def test_nobody_who_did_not_agree_is_in_it_and_it_is_the_same_again(
    fields: Project, spec: Path, tmp_path: Path
) -> None:
    for folder in ("one", "other"):
        for kind in ("docx", "html"):
            fields.share_back("Lower Field", tmp_path / folder / f"page.{kind}", by="Tendai", spec=spec)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "other" / file.name).read_bytes()
    assert holding(tmp_path / "one", NEVER_PRINTED) == []


def test_a_community_that_is_not_heard_is_refused(fields: Project, tmp_path: Path) -> None:
    with pytest.raises(StorylensError, match="Lower Field; Upper Field"):
        fields.share_back("Middle Field", tmp_path / "page.docx", by="Tendai")


def test_it_is_owed_until_a_delivery_is_on_record(
    fields: Project, spec: Path, storylens: Callable[..., Ran], tmp_path: Path
) -> None:
    commands = (
        ("export", "--to", tmp_path / "out"),
        ("brief", spec, "--to", tmp_path / "brief.docx"),
        ("share-back", "Upper Field", spec, "--to", tmp_path / "page.docx"),
    )
    for command in commands:
        assert "given back to: Lower Field; Upper Field" in storylens(*command, "-p", fields.path).out
    write(fields, ShareBack(to="Upper Field", form="a meeting"))  # planned, with no day
    assert "Upper Field" in storylens(*commands[1], "-p", fields.path).out
    write(fields, ShareBack(to="Upper Field", form="a meeting", date="2025-05-02"))
    assert "given back to: Lower Field." in storylens(*commands[1], "-p", fields.path).out
    write(fields, ShareBack(to="Lower Field", form="radio", date="2025-05"))
    assert "given back" not in storylens(*commands[1], "-p", fields.path).out
