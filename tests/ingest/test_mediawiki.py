"""Pages of a wiki say who wrote each paragraph; talk pages are threads; no markup takes long or gets in."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as with_any
from hypothesis import strategies as st

from storylens.ingest.mediawiki import read
from storylens.ingest.reader import reader_for
from storylens.ingest.wikitext import wiki_lines
from storylens.prepare.document import prepare
from storylens.records import Kind, Stretch, UnreadableError
from tests.ingest.given import answered, given, said


def revision(number: int, who: str, text: str, *, summary: str = "", parent: int = 0, day: int = 1) -> str:
    words = text.replace("&", "&amp;").replace("<", "&lt;")
    return (
        f"<revision><id>{number}</id>{f'<parentid>{parent}</parentid>' if parent else ''}"
        f"<timestamp>2024-06-{day:02d}T10:00:00Z</timestamp><contributor><username>{who}</username></contributor>"
        f"{f'<comment>{summary}</comment>' if summary else ''}<text>{words}</text></revision>"
    )


def page(title: str, *revisions: str, space: int = 0) -> str:
    return f"<page><title>{title}</title><ns>{space}</ns><id>1</id>{''.join(revisions)}</page>"


def export(*pages: str) -> str:
    return (
        '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11"><siteinfo><namespaces>'
        '<namespace key="2">Membre</namespace><namespace key="3">Discussion membre</namespace></namespaces></siteinfo>'
        f"{''.join(pages)}</mediawiki>"
    )


OLD = "The '''seed bank''' opened in [[May (month)|May]].\n\nNobody came."
NEW = "The seed bank opened in May.\n\n== After ==\n* Nine families came.<ref>A book</ref>\n{{Box|a={{b}}}}"
TALK = """== Who pays? ==
Who pays for the store? [[User:Ruth|Ruth]] ([[User talk:Ruth|talk]]) 11:00, 2 June 2024 (UTC)
:The circle does.
:It always did. -- [[Membre:Isaac_B|Isaac]] 12:30, 2 June 2024 (UTC)
::Thank you. [[User:Ruth|Ruth]] 13:00, 2 June 2024 (UTC)
:And the district? [[User:Zione|Zione]] 14:00, 2 June 2024 (UTC)
== Beans ==
Which beans?"""


def test_a_paragraph_is_whose_words_it_first_was(tmp_path: Path) -> None:
    history = page(
        "Seed bank", revision(1, "Ruth", OLD), revision(2, "Isaac", NEW, summary="who came", parent=1, day=3)
    )
    source = given(tmp_path, "wiki.xml", export(history))
    assert reader_for(source).name == "mediawiki"
    (one,) = read(source)
    assert (one.title, one.kind, str(one.collected_on)) == ("Seed bank", Kind.THREAD, "2024-06-03")
    assert [(p.speaker, p.said_at[:10], one.text[p.start : p.end]) for p in one.passages] == [
        ("Ruth", "2024-06-01", "The seed bank opened in May."),
        ("", "", "After"),
        ("Isaac", "2024-06-03", "Nine families came."),
    ]
    assert said(one, Stretch.HEADING) == ["After"]
    assert [(note.text, note.author, one.text[note.start : note.end]) for note in one.notes] == [
        ("who came", "Isaac", "Nine families came.")
    ]
    assert {
        "references": 17,
        "templates": 15,
        "earlier versions of the page": len(OLD),
    }.items() <= one.set_aside.items()
    speakers = prepare(one, source="wiki.xml", original="").speakers
    assert [(speaker.label, speaker.key) for speaker in speakers] == [("Ruth", "wiki:ruth"), ("Isaac", "wiki:isaac")]


def test_who_brings_back_what_was_removed_did_not_write_it(tmp_path: Path) -> None:
    gone = [
        revision(1, "Ruth", "Ten bags."),
        revision(2, "Vandal", "x", parent=1),
        revision(3, "Isaac", "Ten bags.", parent=2),
    ]
    (one,) = read(given(tmp_path, "wiki.xml", export(page("A", *gone))))
    assert [passage.speaker for passage in one.passages] == ["Ruth"]


def test_without_history_nobody_is_named(tmp_path: Path) -> None:
    (one,) = read(given(tmp_path, "wiki.xml", export(page("A", revision(9, "Isaac", "Ten bags.", parent=8)))))
    assert [passage.speaker for passage in one.passages] == [""]
    assert one.kind is Kind.STORY
    assert one.remarks == ("the history is not in the file: who wrote what is not known",)


def test_talk_is_a_thread_by_signatures_and_indents(tmp_path: Path) -> None:
    (one,) = read(given(tmp_path, "wiki.xml", export(page("Talk:Seed bank", revision(1, "Isaac", TALK), space=1))))
    assert said(one, Stretch.HEADING) == ["Who pays?", "Beans"]
    assert answered(one) == [
        ("Ruth", None),
        ("Isaac B", "Ruth"),
        ("Ruth", "Isaac B"),
        ("Zione", "Ruth"),
        ("Isaac", None),
    ]
    assert said(one)[:2] == ["Who pays for the store?", "The circle does.\nIt always did."]
    assert one.passages[1].said_at == "2024-06-02T11:00:00+00:00"
    assert one.set_aside["signatures"] > 50


def test_pages_for_machines_are_left_out_and_counted(tmp_path: Path) -> None:
    pages = [
        page("A", revision(1, "Ruth", "Ten bags.")),
        page("Template:Box", revision(2, "Ruth", "Box"), space=10),
        page("B", revision(3, "Ruth", "#REDIRECT [[A]]")),
    ]
    (one,) = read(given(tmp_path, "wiki.xml", export(*pages)))
    assert one.remarks == ("pages of pictures, templates and categories, and redirections, left out: 2",)


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("[[File:a.jpg|thumb|The [[store]] in May]]We came.", ["We came."]),
        ("See [https://example.org the list] and [[Seed bank#Rules|rules]].", ["See the list and rules."]),
        ('{|class="x"\n! Year !! Bags\n|-\n| style="a" | 2024 || 9\n|}', ["Year\tBags", "2024\t9"]),
        ("a {{open\nnever closed", ["a {{open", "never closed"]),
        ("'''Bold''' &amp; ''slanted''<br/>words<!-- hidden -->", ["Bold & slanted words"]),
        ("<script>alert(1)</script>x", ["x"]),
    ],
)
def test_markup_becomes_words(markup: str, words: list[str]) -> None:
    assert [line.words for line in wiki_lines(markup)[0]] == words


def test_a_quoted_block_is_quoted() -> None:
    lines, _ = wiki_lines("<blockquote>Ten bags,\nno more.</blockquote>\nSo she said.")
    assert [line.stretch for line in lines] == [Stretch.QUOTED, Stretch.QUOTED, Stretch.SPEECH]


@pytest.mark.parametrize("piece", ["{{", "[[", "{{{{}}", "[[File:[[", "<ref>", "<!--", "''", "[http://", "| a=1 |"])
def test_hostile_markup_takes_little_time(piece: str) -> None:
    start = time.perf_counter()
    wiki_lines(piece * (200_000 // len(piece)))
    assert time.perf_counter() - start < 3


def test_damaged_files_and_entities(tmp_path: Path) -> None:
    whole = export(page("A", revision(1, "Ruth", "Ten bags.")))
    with pytest.raises(UnreadableError, match="damaged or cut off"):
        list(read(given(tmp_path, "wiki.xml", whole[:-30])))
    bomb = '<!DOCTYPE m [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>' + whole.replace("Ten", "&b;")
    with pytest.raises(UnreadableError, match="no pages with words"):
        list(read(given(tmp_path, "bomb.xml", bomb)))


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@with_any(text=st.text(alphabet="[]{}|='*:#<>/!-\n abUser2024()", max_size=300), space=st.sampled_from([0, 1]))
def test_any_markup_gives_valid_places_or_a_sentence(tmp_path: Path, text: str, space: int) -> None:
    source = given(tmp_path, "any.xml", export(page("A", revision(1, "R", text), space=space)))
    with suppress(UnreadableError):  # a page without words is refused; positions out of place are another error
        for one in read(source):
            assert all(one.text[passage.start : passage.end].strip() for passage in one.passages)
