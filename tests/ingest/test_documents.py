"""Readers of written documents, given files that are made here: paragraphs, headings, tables, notes; any bytes."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as with_any
from hypothesis import strategies as st

from storylens.ingest import reader as registry
from storylens.ingest.reader import Reader, reader_for, readers
from storylens.ingest.source import Source
from storylens.prepare.document import prepare
from storylens.records import Received, Role, Stretch, UnreadableError
from tests.ingest.given import given, said

READERS = ("docx", "odt", "epub", "rtf", "pdf", "html", "markdown", "text")
MARKDOWN = "---\ntitle: The pump\nauthor: Asha\n---\n# Before\n\nWe walked *far*.\n\n- in the rain\n- at night\n"
RTF = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\f0 We had no p\'e2te.\par Then \b it\b0  came.\par}"
HTML = (
    "<html><head><title>The pump</title><script>steal()</script></head><body><nav>Home About</nav><article>"
    "<h1>The pump</h1><p>We walked far before the pump came, and we walked at night, all of us.</p>"
    "<table><tr><td>Year</td><td>Houses</td></tr><tr><td>2023</td><td>fifty</td></tr></table>"
    "<p>Now the pump is near, and the children sleep longer than they did.</p></article></body></html>"
)


def word() -> bytes:
    made = docx.Document()
    made.add_heading("The pump", 1)
    table = made.add_table(rows=2, cols=2)
    for row, cells in zip(table.rows, (("With", "Mrs Dunya"), ("When", "July")), strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    runs = made.add_paragraph("My name is known here.").runs
    made.add_comment(runs, text="Check this.", author="Ines")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


VALID = {"docx": word(), "markdown": MARKDOWN.encode(), "rtf": RTF.encode(), "html": HTML.encode()}


def only(path: Path, name: str, data: bytes) -> Received:
    source = given(path, name, data)
    (received,) = registry.read(source)
    return received


def test_cells_of_a_word_table_do_not_run_into_the_text_after_it(tmp_path: Path) -> None:
    received = only(tmp_path, "a.docx", VALID["docx"])
    assert said(received, Stretch.HEADING) == ["The pump"]
    assert said(received) == ["With\tMrs Dunya", "When\tJuly", "My name is known here."]


def test_a_line_that_names_the_interviewer_is_said_by_nobody(tmp_path: Path) -> None:
    talk = "Interviewer: Ines\nInes: What came of it?\nAsha: A wall.\nInes: And before?\nAsha: Sand.\n"
    source = given(tmp_path, "a.txt", talk)
    made = prepare(next(registry.read(source)), source="a.txt", original="")
    assert [turn.stretch for turn in made.turns] == [Stretch.NOTE, *[Stretch.SPEECH] * 4]
    assert {one.label: one.role for one in made.speakers} == {"Ines": Role.INTERVIEWER, "Asha": Role.TELLER}


def test_times_after_what_is_said_do_not_run_turns_together(tmp_path: Path) -> None:
    lines = (
        "Interviewer: Could you tell me how the savings group of this village began? #00:00:12-4#",
        "Asha: It began with six of us under the mango tree, nobody had a coin. #00:00:31-0#",
        "Interviewer: And how did the others come to hear of what you were doing? #00:00:40-1#",
        "Asha: We bought the pump, and then they came to ask whether they may join. #00:00:55-0#",
    )
    made = prepare(next(registry.read(given(tmp_path, "a.txt", "\n".join(lines)))), source="a.txt", original="")
    assert [turn.start for turn in made.turns] == [made.document.text.index(line.split(": ")[1]) for line in lines]


def test_a_line_that_nobody_says_makes_nobody(tmp_path: Path) -> None:
    talk = "Ines  0:03\nWhy?\n\nAsha  0:09\nIt rained.\n\nTranscribed by https://otter.ai\n"
    made = prepare(next(registry.read(given(tmp_path, "a.txt", talk))), source="a.txt", original="")
    assert [one.label for one in made.speakers] == ["Ines", "Asha"]


def test_a_comment_in_word_is_a_note_on_its_words(tmp_path: Path) -> None:
    received = only(tmp_path, "a.docx", VALID["docx"])
    (note,) = received.notes
    assert (note.author, note.text) == ("Ines", "Check this.")
    assert received.text[note.start : note.end] == "My name is known here."


def test_front_matter_is_told_and_is_no_text(tmp_path: Path) -> None:
    received = only(tmp_path, "a.md", VALID["markdown"])
    assert received.title == "The pump"
    assert "author" not in received.text
    assert said(received, Stretch.HEADING) == ["Before"]
    assert "We walked far." in said(received)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Before the flood\n\nWe walked.\n", "Before the flood"),
        ("We walked.\n\n# Before the flood\n", "walk"),
        ("## A part\n\nWe walked.\n", "walk"),
    ],
)
def test_a_text_that_says_no_title_is_called_by_the_heading_it_begins_with(
    tmp_path: Path, text: str, title: str
) -> None:
    received = only(tmp_path, "walk.md", text.encode())
    assert received.title == title


def test_front_matter_tells_what_a_story_was_asked_for_with(tmp_path: Path) -> None:
    received = only(tmp_path, "a.md", b"---\nprompt: What changed?\nprompt valence: neutral\n---\nWe walked far.\n")
    assert (received.prompt, received.prompt_valence) == ("What changed?", "neutral")


def test_rich_text_keeps_letters_and_paragraphs(tmp_path: Path) -> None:
    assert said(only(tmp_path, "a.rtf", VALID["rtf"])) == ["We had no pâte.", "Then it came."]


@pytest.mark.parametrize(("name", "data"), [("a.json", b'{"jobs": 3}'), ("a.xml", b"<a>b</a>"), ("a.yml", b"a: b")])
def test_what_programs_keep_for_themselves_is_no_story(tmp_path: Path, name: str, data: bytes) -> None:
    source = given(tmp_path, name, data)
    with pytest.raises(UnreadableError, match="no format that storylens reads"):
        reader_for(source)
    assert reader_for(source, "text").name == "text"


def test_a_page_is_its_article_without_menus_and_scripts(tmp_path: Path) -> None:
    received = only(tmp_path, "a.html", VALID["html"])
    assert "steal" not in received.text
    assert "Home About" not in received.text
    assert "2023\tfifty" in received.text


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@with_any(data=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_a_sentence(name: str, data: bytes) -> None:
    check(import_module(f"storylens.ingest.{name}").reader.name, data)


@pytest.mark.parametrize("name", VALID)
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@with_any(at=st.integers(0, 3000), gone=st.integers(0, 200), put=st.binary(max_size=20))
def test_a_damaged_document_is_read_or_refused_in_a_sentence(name: str, at: int, gone: int, put: bytes) -> None:
    whole = VALID[name]
    at = min(at, len(whole))
    check(name, whole[:at] + put + whole[at + gone :])


def check(name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = given(Path(folder), "file", data)
        for one in readers():
            one.recognises(source)
        try:
            made = list(registry.read(source, name))
        except UnreadableError as refused:
            check_sentence(refused)
            return
    for received in made:
        received.text.encode()
        assert received.passages


def check_sentence(refused: UnreadableError) -> None:
    assert refused.what
    assert refused.todo
    assert "\n" not in refused.what


class Entry:
    """What a plug-in declares: a name, and where its reader is."""

    name = "pairs"

    @staticmethod
    def load() -> Reader:
        def recognises(source: Source) -> bool:
            return source.head.startswith(b"PAIRS\n")

        def read(source: Source) -> Iterator[Received]:
            yield Received(text=source.data().decode().removeprefix("PAIRS\n"), title="pairs")

        return Reader("pairs", recognises, read)


def test_a_format_can_be_added_by_a_plug_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "entry_points", lambda group: [Entry()] if group == "storylens.readers" else [])
    readers.cache_clear()
    try:
        source = given(tmp_path, "a.txt", "PAIRS\nAsha = We walked.\n")
        assert reader_for(source).name == "pairs"
        assert [one.text for one in registry.read(source)] == ["Asha = We walked.\n"]
    finally:
        readers.cache_clear()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"We went \xed\xa0\x80 home.", "We went � home."),  # half of a character
        (b"We \xed\xa0\xbd\xed\xb1\xa9 went.", "We 👩 went."),  # both halves, each by itself
        (
            "Les élèves ont été reçus à l'école, où la fête a été célébrée.".encode() + b"\xe9 Oui.",
            "été reçus à l'école",
        ),
        (b"INT: Why?\x00 We went to the well with the list of names.", "INT: Why?� We went"),
    ],
)
def test_a_few_wrong_bytes_do_not_change_the_rest(tmp_path: Path, data: bytes, words: str) -> None:
    received = only(tmp_path, "a.txt", data)
    assert words in received.text
    assert received.remarks


def test_bytes_of_a_picture_are_no_text(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        only(tmp_path, "a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)


def test_a_text_without_end_is_refused_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "LONGEST", 2_000_000)
    with pytest.raises(UnreadableError, match="a text of 3 million characters is no story"):
        only(tmp_path, "a.txt", b"We dug the well " * 200_000)
