"""Erasure is real: after it, nothing below the project folder holds a byte of what was erased, but past exports."""

from __future__ import annotations

import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from storylens import Project, StorylensError
from storylens.prepare.names import NameKind, Proposal
from storylens.store import codings, memos, names
from tests.helpers import Told, docx_bytes, drop, holding, xlsx_bytes

MAIL = """\
From {address} {day}
From: {name} <{address}>
Date: {day} +0000
Message-ID: <{id}@list.example>
{reply}Subject: The wall
Content-Type: text/plain; charset=utf-8

{body}

"""


def mbox(*mails: tuple[str, str, str]) -> bytes:
    """Return a mailbox of one thread; each mail has an id, a name and a body."""
    written = []
    for number, (identity, name, body) in enumerate(mails):
        facts = {
            "address": f"{name.lower()}@river.example",
            "name": name,
            "day": f"Mon Jun {3 + number} 10:00:00 2024",
            "id": identity,
            "reply": f"In-Reply-To: <{mails[number - 1][0]}@list.example>\n" if number else "",
            "body": body,
        }
        written.append(MAIL.format(**facts).replace(f"Date: Mon Jun {3 + number} 10:00:00 2024", _dated(number)))
    return "".join(written).encode()


def _dated(number: int) -> str:
    return f"Date: Mon, {3 + number} Jun 2024 10:00:00"


THREAD = mbox(
    ("one", "Rudo", "The wall fell on Sunday, zzsunday it was.\n\nI heard it from my bed and I said nothing."),
    (
        "two",
        "Farai",
        (
            "On Mon, 3 Jun 2024 at 10:00, Rudo wrote:\n\n> The wall fell on Sunday, zzsunday it was.\n"
            "> I heard it from my bed and I said nothing.\n\nIt fell on Saturday, zzsaturday, I was there."
        ),
    ),
    ("three", "Nyasha", "Saturday or Sunday, zzeither, it lies there still and Rudo knows it."),
)


def erased_from(project: Project, *words: str) -> None:
    """Assert that nothing below the project folder holds any of some words."""
    assert holding(project.path, words) == []


def stands_in(project: Project, word: str) -> None:
    """Assert that a word is there now, so that its absence afterwards means something."""
    files = holding(project.path, word)
    assert "project.db" in files
    assert any(file.startswith("originals/") for file in files)


def document_text(project: Project, name: str) -> str:
    with closing(sqlite3.connect(project.store.folder.database)) as connection:
        (text,) = connection.execute("SELECT text FROM document WHERE source LIKE ?", (f"%{name}",)).fetchone()
    return str(text)


def test_no_byte_of_an_erased_document_is_left(village: Project) -> None:
    village.highlight("w2", "written in my own name", "a deed at last", by="Tendai", memo="she says zzbravo twice")
    (village.store.folder.cache / "parses").mkdir(parents=True, exist_ok=True)
    (village.store.folder.cache / "parses" / "w2.spacy").write_text("zzbravo")
    village.store.folder.backups.mkdir()
    shutil.copy(village.store.folder.database, village.store.folder.backups / "old.db")
    stands_in(village, "zzbravo")
    village.erase(document="w2", by="Tendai", reason="she asked")
    erased_from(village, "zzbravo", "written in my own name")


def test_no_byte_of_an_erased_teller_is_left_and_others_stay_as_they_were(village: Project) -> None:
    stands_in(village, "zzbravo")
    before = village.view().codings.set_index("coding_id")
    village.erase(teller="W2", by="Tendai", reason="she asked")
    erased_from(village, "zzbravo")
    after = village.view().codings.set_index("coding_id")
    assert "W2" not in village.tellers().index
    stayed = before[~before.text.str.contains("field is written|loan for it")]
    assert len(after) == len(stayed) < len(before)
    columns = ["start", "end", "code", "state", "text"]
    assert after.loc[stayed.index, columns].equals(stayed[columns])


@pytest.mark.parametrize("what", ["document", "coding"])
def test_memos_on_what_was_erased_go_too(village: Project, what: str) -> None:
    with village.store.writing() as connection:
        me = codings.person(connection, "Tendai")
        documents_ = {row.source: row.id for row in village.documents().itertuples()}
        subject = documents_["inbox/w2.txt"]
        if what == "coding":
            subject = village.view().codings.query("document_id == @subject").coding_id.iloc[0]
        first = memos.write(connection, me, memos.About(what), subject, "She says zzbravo of the deed.")
        memos.write(connection, me, memos.About(what), subject, "She said it twice.", instead_of=first)
        memos.write(connection, me, memos.About.PROJECT, "", "zzkept: read them all again.")
    village.erase(document="w2", by="Tendai", reason="")
    erased_from(village, "zzbravo", "She said it twice")
    assert "project.db" in holding(village.path, "zzkept")


def test_the_key_to_the_pseudonyms_forgets_an_erased_teller(village: Project) -> None:
    (village.store.folder.inbox / "list.mbox").write_bytes(THREAD)
    village.ingest()
    key = names.KeyFile(village.store.folder)
    with village.store.writing() as connection:
        names.add(connection, key, [Proposal(NameKind.PERSON, (name,), 2) for name in ("Rudo", "Farai")], {})
    assert sorted(key.read().values()) == [("Farai",), ("Rudo",)]
    (rudo,) = [code for code, row in village.tellers().iterrows() if "Rudo" in row["speaks as"]]
    village.erase(teller=str(rudo), by="Tendai", reason="")
    assert list(key.read().values()) == [("Farai",)]
    assert len(village.names()) == 1


def test_erasing_leaves_a_tombstone_without_text(village: Project) -> None:
    village.erase(document="w2", by="Tendai", reason="she asked")
    with closing(sqlite3.connect(village.store.folder.database)) as connection:
        stones = connection.execute("SELECT what, reason, by FROM tombstone WHERE what = 'document'").fetchall()
    assert stones == [("document", "she asked", "Tendai")]


def test_past_exports_are_listed_and_left_alone(village: Project, tmp_path: Path) -> None:
    inside = village.export(by="Tendai")
    outside = village.quotes(tmp_path / "brief" / "quotes.docx", by="Tendai")
    done = village.erase(teller="W2", by="Tendai", reason="she asked")
    assert [export.number for export in done.exports] == [1, 2]
    told = str(done)
    assert all(file.name in told for file in (*inside.files, outside))
    assert outside.exists()
    assert holding(village.path, "zzbravo") == [f"exports/{file.name}" for file in sorted(inside.files)]


def test_an_export_that_did_not_hold_them_is_not_listed(village: Project) -> None:
    village.export(by="Tendai")
    assert village.erase(teller="SILENT", by="Tendai", reason="").exports == []


def test_the_same_file_is_not_taken_in_again(village: Project) -> None:
    words = (village.store.folder.inbox / "w2.txt").read_bytes()
    village.erase(document="w2", by="Tendai", reason="")
    (village.store.folder.inbox / "w2.txt").write_bytes(words)
    (village.store.folder.inbox / "renamed.txt").write_bytes(words)
    report = village.ingest()
    assert report.documents == 0
    assert sum("erased before" in receipt.detail for receipt in report.receipts) == 2
    assert "zzbravo" not in str(village.documents())
    assert [file for file in holding(village.path, "zzbravo") if not file.startswith("inbox/")] == []


def test_the_file_in_the_inbox_goes_and_is_named(village: Project) -> None:
    done = village.erase(document="w2", by="Tendai", reason="")
    assert done.files == ["inbox/w2.txt"]
    assert not (village.store.folder.inbox / "w2.txt").exists()


def test_a_file_outside_the_project_is_left_and_named(village: Project, tmp_path: Path) -> None:
    story = tmp_path / "elsewhere.txt"
    story.write_text("The ferry sank, zzferry, at noon.\n", encoding="utf-8")
    village.ingest(story)
    done = village.erase(document="elsewhere", by="Tendai", reason="")
    assert story.exists()
    assert done.elsewhere == [story.as_posix()]
    assert str(story) in str(done)
    erased_from(village, "zzferry")


def test_a_copy_of_the_file_goes_too(village: Project) -> None:
    inbox = village.store.folder.inbox
    shutil.copy(inbox / "w2.txt", inbox / "w2-copy.txt")
    village.ingest()
    village.erase(document="w2", by="Tendai", reason="")
    erased_from(village, "zzbravo")


def test_earlier_versions_go_too(village: Project) -> None:
    file = village.store.folder.inbox / "w2.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("since the rains", "since the drought"), encoding="utf-8")
    village.ingest()
    assert len(holding(village.store.folder.originals, "zzbravo")) == 2
    village.erase(document="w2", by="Tendai", reason="")
    erased_from(village, "zzbravo")


LONG = (
    "We carried stones for the wall from the river every morning before the sun was up, zzstones, and the old women "
    "counted them, because the men had said that women cannot count. When it stood there were nine hundred and four. "
    "The chief came to see it and said that his son had built it, and nobody answered him, since what is the use. "
)


def test_the_same_story_in_another_format_goes_too(project: Callable[..., Project]) -> None:
    made = project(Told("T1", LONG))
    (made.store.folder.inbox / "t1-word.docx").write_bytes(docx_bytes(*Told("T1", LONG).transcript.splitlines()))
    made.ingest()
    assert "duplicate" in " ".join(made.documents().note)
    made.erase(document="t1.txt", by="Tendai", reason="")
    erased_from(made, "zzstones")


def test_a_teller_in_a_thread_is_blanked_where_they_speak_and_where_others_quote_them(village: Project) -> None:
    file = village.store.folder.inbox / "list.mbox"
    file.write_bytes(THREAD)
    village.ingest()
    (rudo,) = [code for code, row in village.tellers().iterrows() if "Rudo" in row["speaks as"]]
    farai = village.highlight("The wall", "It fell on Saturday", "when it fell", by="Tendai")
    mine = village.highlight("The wall", _place(village, "nothing.\n"), "silence", by="Tendai")
    before = document_text(village, "list.mbox")
    done = village.erase(teller=str(rudo), by="Tendai", reason="")
    after = document_text(village, "list.mbox")
    assert len(after) == len(before)
    for words in ("zzsunday", "I heard it from my bed", "I said nothing", "Rudo"):
        assert words in before
        assert words not in after
    assert after[farai.start : farai.end] == "It fell on Saturday"
    assert "zzeither" in after
    with village.store.reading() as connection:
        left = {coding.id for coding in codings.by_people(connection, farai.document_id)}
    assert left == {farai.id}
    assert mine.document_id == farai.document_id
    assert done.elsewhere == ["inbox/list.mbox"]
    assert [name for name in holding(village.path, "zzsunday") if name != "inbox/list.mbox"] == []


def _place(project: Project, words: str) -> tuple[int, int]:
    start = document_text(project, "list.mbox").index(words)
    return start, start + len(words)


def test_a_label_of_one_letter_is_not_blanked_in_what_others_say(village: Project) -> None:
    lines = ["A: I gave a bag, zzbag.", "B: A bag is nothing.", "A: It was all I had.", "B: I know. A pity."]
    (village.store.folder.inbox / "pair.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    village.ingest()
    (first,) = [code for code, row in village.tellers().iterrows() if "A in inbox/pair.txt" in row["speaks as"]]
    village.erase(teller=str(first), by="Tendai", reason="")
    after = document_text(village, "pair.txt")
    assert "B: A bag is nothing." in after
    assert "B: I know. A pity." in after
    assert "A:" not in after.replace("B: A", "")
    assert "had" not in after


def test_a_zip_file_that_holds_it_is_named(village: Project) -> None:
    with zipfile.ZipFile(village.store.folder.inbox / "all.zip", "w") as archive:
        for name in ("ferry", "bridge"):
            archive.writestr(f"{name}.txt", f"INT: So?\nRudo: The {name} sank, zz{name}.\nINT: And?\nRudo: Gone.\n")
    village.ingest()
    done = village.erase(document="ferry", by="Tendai", reason="")
    assert done.elsewhere == ["inbox/all.zip"]
    assert holding(village.path, "zzferry") == ["inbox/all.zip"]
    village.ingest()
    assert holding(village.path, "zzferry") == ["inbox/all.zip"]


def test_one_row_of_a_table_goes_and_the_others_stay(village: Project) -> None:
    head = ["respondent", "consent", "What has changed for you since the wall?"]
    rows = [[f"S{n:02}", "yes", f"Much has changed for me and mine, zzrow{n:02}, since then."] for n in range(1, 5)]
    file = village.store.folder.inbox / "survey.xlsx"
    file.write_bytes(xlsx_bytes(head, *rows))
    village.ingest()
    done = village.erase(teller="S02", by="Tendai", reason="")
    assert [name for name in holding(village.path, "zzrow02") if not name.startswith("inbox/")] == []
    assert done.elsewhere == ["inbox/survey.xlsx"]
    assert sorted(set(village.documents().part) & {f"S{n:02}" for n in range(1, 5)}) == ["S01", "S03", "S04"]
    assert village.ingest().documents == 0
    assert "S02" not in set(village.documents().part)


def test_a_row_that_was_erased_does_not_come_back_under_another_file_name(village: Project) -> None:
    head = ["respondent", "consent", "What has changed for you since the wall?"]
    rows = [[f"S{n:02}", "yes", f"Much has changed for me and mine, zzrow{n:02}, since then."] for n in range(1, 4)]
    file = village.store.folder.inbox / "survey.xlsx"
    file.write_bytes(xlsx_bytes(head, *rows))
    village.ingest()
    village.erase(teller="S02", by="Tendai", reason="")
    file.rename(file.with_name("survey-again.xlsx"))
    village.ingest()
    assert "S02" not in set(village.documents().part)


def test_what_a_sheet_says_of_an_erased_teller_is_named_as_still_there(project: Callable[..., Project]) -> None:
    """Attributes are about a person as much as words are."""
    made = project(Told("T1", "The pump broke.", place="Zzplace"), Told("T2", "The pump held.", place="South"))
    done = made.erase(teller="T1", by="Tendai", reason="")
    assert "inbox/tellers-1.csv" in done.elsewhere
    assert [name for name in holding(made.path, "Zzplace") if not name.startswith("inbox/")] == []


def test_a_teller_of_two_documents_goes_from_both(village: Project) -> None:
    drop(village, Told("LATER", "A second talk by the river, zzlater, with me."))
    sheet = village.store.folder.inbox / "tellers-2.csv"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace(",LATER,", ",W2,"), encoding="utf-8")
    village.ingest()
    done = village.erase(teller="W2", by="Tendai", reason="")
    assert len(done.documents) == 2
    erased_from(village, "zzbravo", "zzlater")


def test_only_one_teller_or_document_at_a_time(village: Project) -> None:
    for given in ({}, {"teller": "W1", "document": "w1"}):
        with pytest.raises(StorylensError, match="one teller or one document"):
            village.erase(by="Tendai", reason="", **given)


def test_nobody_is_erased_by_a_name_that_fits_several(village: Project) -> None:
    (village.store.folder.inbox / "more").mkdir()
    (village.store.folder.inbox / "more" / "w2.txt").write_text("Another story of a well.\n", encoding="utf-8")
    village.ingest()
    with pytest.raises(StorylensError, match="could be any of 2"):
        village.erase(document="w2", by="Tendai", reason="")
    with pytest.raises(StorylensError, match="no document is called"):
        village.erase(document="nowhere", by="Tendai", reason="")
    with pytest.raises(StorylensError, match="no teller"):
        village.erase(teller="nobody", by="Tendai", reason="")


def test_the_code_of_what_was_erased_is_not_given_again(project: Callable[..., Project]) -> None:
    made = project(Told("", "We planted beans."), Told("", "The pump broke."))  # without a code of their own
    (made.store.folder.inbox / "one.txt").write_text("INT: And you?\nR: I went to the river with my mother.\n")
    made.ingest()
    last_story, last_teller = made.documents().index.max(), made.tellers().index.max()
    made.erase(teller=last_teller, by="Tendai", reason="asked")
    (made.store.folder.inbox / "two.txt").write_text("INT: And you?\nR: They mended the road before the rains.\n")
    made.ingest()
    assert last_teller not in made.tellers().index
    assert last_story not in made.documents().index


def test_entries_no_longer_name_who_was_erased(village: Project) -> None:
    from storylens.records.network import Engagement
    from storylens.synthesis.targets import engagement
    from tests.synthesis.book_helpers import book, write

    write(village, *(Engagement(member=name, date="2024", level="crew") for name in ("W1", "W2")))
    village.erase(teller="W1", by="Tendai", reason="she asked")
    assert list(engagement(book(village)).frame.index) == ["", "W2"]
