"""A quote that may tell who it is waits for a person, and what a person refuses is printed nowhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from storylens import Project, StorylensError
from storylens.gates.quote_checks import DATE, NAME, PLACE, ROLE, QuoteChecks, quote_checks
from storylens.records.harvest import Outcome
from storylens.synthesis.book import Book
from tests.helpers import Told
from tests.synthesis.book_helpers import stand_on, write

Make = Callable[..., Project]
PLAIN, NAMED = "The pump broke, zzplain, in the rain.", "They said the pump is for Zuberi only, zznamed."
PLACED, CHIEF = "We carried the pump to Mbalame, zzplaced.", "The field is with the headman, zzchief, since the rains."


@pytest.fixture
def told(project: Make) -> Project:
    made = project(*[Told(f"T{at}", words) for at, words in enumerate((PLAIN, NAMED, PLACED, CHIEF), 1)])
    made.tag()
    return made


def printed(project: Project, to: Path) -> str:
    """Return all words of the quotes in Word and of the tables."""
    file = project.quotes(to / "quotes.docx", by="Tendai")
    words = "\n".join(paragraph.text for paragraph in docx.Document(str(file)).paragraphs)
    return words + "".join(table.frame.to_csv() for table in project.tables().tables)


def quote(project: Project, word: str) -> str:
    frame = project.quote_checks().frame
    return str(frame.index[frame.words.str.contains(word)][0])


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("I went with Zuberi to the well.", {NAME}),
        ("We walked to Mbalame and back.", {PLACE}),
        ("My brother is the chief here.", {ROLE}),
        ("I was the only woman in the room.", {ROLE}),
        ("It broke on 12 March, at noon.", {DATE}),
        ("It broke on March 3rd.", {DATE}),
        ("Call me on 0999 123 456 later.", {NAME}),
        ("قالت: البئر بعيدة جدا", set()),
        ("We stood and chiefly waited in the sun.", set()),
        ("[person 3] went with [T01] to the well in March.", set()),
    ],
)
def test_what_is_found(project: Make, text: str, kinds: set[str]) -> None:
    with project().store.reading() as connection:
        checks = quote_checks(connection, [text], [], {})
    assert {kind for kind, _ in checks.found(text)} == kinds


def test_without_anything_to_look_for_nothing_is_found() -> None:
    assert QuoteChecks().found("Zuberi the chief, 12 March") == []


def test_what_may_tell_who_it_is_is_listed_and_held(told: Project, tmp_path: Path) -> None:
    listed = told.quote_checks()
    assert sorted(listed.frame.teller) == ["T2", "T3", "T4"]
    assert set(listed.frame.decided) == {""}
    assert "3 are held" in listed.notes[1]
    text = printed(told, tmp_path)
    assert "zzplain" in text
    assert not [word for word in ("zznamed", "zzplaced", "zzchief") if word in text]
    assert "3 passages may tell who it is" in text
    left = told.tables().table("left-out").frame
    assert set(left.teller[left.reason.str.startswith("may tell")]) == {"T2", "T3", "T4"}


def test_a_ticked_quote_is_printed_and_the_tick_is_signed(told: Project, tmp_path: Path) -> None:
    told.tick_quote(quote(told, "zzchief"), by="Tendai", why="he read it and agreed")
    assert "zzchief" in printed(told, tmp_path)
    decided = told.quote_checks().frame.set_index("teller").decided
    assert decided["T4"] == "may be printed, says Tendai"
    assert "Zuberi" not in told.entries.listed("quote check").to_csv()


def test_a_name_that_is_replaced_or_kept_needs_no_tick(told: Project, tmp_path: Path) -> None:
    told.names(propose=True)
    told.replace_name("Zuberi", "[a neighbour]", by="Tendai")
    told.keep_name("Mbalame", by="Tendai")
    text = printed(told, tmp_path)
    assert "[a neighbour] only, zznamed" in text
    assert "Mbalame, zzplaced" in text
    assert list(told.quote_checks().frame.teller) == ["T4"]


def test_a_refused_quote_is_printed_nowhere_however_it_is_cut(told: Project, tmp_path: Path) -> None:
    (tmp_path / "all").mkdir()
    told.store.folder.set("quotes", "unchecked", "print")
    assert "zzchief" in printed(told, tmp_path)
    told.refuse_quote(quote(told, "zzchief"), by="Tendai", why="everybody knows him")
    told.highlight("t4", "with the headman, zzchief", "power", by="Ada")
    (number,) = write(told, Outcome(change_text="The headman holds the field."))
    stand_on(told, number, "t4", "the headman, zzchief, since")
    book = Book(told.store)
    assert book.quote(book.passages(book.one(number))) == ""
    assert "zzchief" not in printed(told, tmp_path)
    told.cards(tmp_path / "cards.html", by="Tendai")
    assert "zzchief" not in (tmp_path / "cards.html").read_text(encoding="utf-8")
    assert "zzplain" in (tmp_path / "cards.html").read_text(encoding="utf-8")


def test_a_second_decision_is_a_new_version(told: Project) -> None:
    chief = quote(told, "zzchief")
    told.tick_quote(chief, by="Tendai")
    told.refuse_quote(chief, by="Ada", why="not so fast")
    assert told.quote_checks().frame.decided[chief] == "is not printed, says Ada"
    assert len(told.entries.listed("quote check")) == 1


def test_a_tick_does_not_hold_for_what_is_found_later(told: Project, tmp_path: Path) -> None:
    told.tick_quote(quote(told, "zzchief"), by="Tendai")
    settings = told.store.folder.path / "storylens.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("[quotes]", '[quotes]\nrare_roles = ["field"]'), encoding="utf-8")
    assert "zzchief" not in printed(told, tmp_path)


def test_a_quote_that_is_not_there_is_said(told: Project) -> None:
    with pytest.raises(StorylensError, match="no quote 'nothing'"):
        told.tick_quote("nothing", by="Tendai")


def test_the_author_of_a_brief_is_told_how_many_quotes_wait(told: Project, tmp_path: Path) -> None:
    spec = tmp_path / "brief.toml"
    spec.write_text('title = "Pumps"\n[[section]]\ntitle = "Said"\n[[section.quotes]]\ncode = "Water"\n')

    def waiting() -> list[str]:
        made = told.brief(spec, tmp_path / "brief.html", by="Tendai")
        return [line for line in made.look_at if "--check" in line]

    assert waiting() == [
        "3 more passages may be quoted once somebody has looked: `storylens quotes --check`",
    ]
    told.refuse_quote(quote(told, "zznamed"), by="Tendai", why="he would be known")
    told.tick_quote(quote(told, "zzplaced"), by="Tendai")
    told.tick_quote(quote(told, "zzchief"), by="Tendai")
    assert waiting() == []
