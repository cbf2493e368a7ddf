"""Consent as people record it: an answer, a withdrawal, a declaration for all."""

from __future__ import annotations

from datetime import date

import pytest

from storylens import Project, StorylensError


def answer(project: Project, teller: str, use: str = "analysis") -> str:
    return str(project.tellers().loc[teller, use])


def test_the_latest_answer_counts_and_the_earlier_stay(village: Project) -> None:
    import sqlite3
    from contextlib import closing

    village.consent("SILENT", "analysis", "yes", by="Tendai")
    village.consent("SILENT", "analysis", "no", by="Tendai")
    assert answer(village, "SILENT") == "no"
    with closing(sqlite3.connect(village.store.folder.database)) as connection:
        rows = connection.execute(
            "SELECT answer FROM consent JOIN teller ON teller.id = teller_id WHERE code = 'SILENT' ORDER BY number"
        ).fetchall()
    assert rows == [("yes",), ("no",)]


def test_a_declaration_stands_for_who_was_never_asked(village: Project) -> None:
    village.declare_consent(by="Tendai", wording="All agreed at the meeting.")
    assert answer(village, "SILENT") == "declared: yes"
    assert answer(village, "NO") == "no"
    assert answer(village, "GONE") == "withdrawn"


def test_a_declaration_leaves_out_whom_it_excepts(village: Project) -> None:
    village.declare_consent(by="Tendai", wording="All but one agreed.", except_=["SILENT"])
    assert answer(village, "SILENT") == "not asked"


def test_an_exception_does_not_undo_an_answer(village: Project) -> None:
    """Who is excepted from a declaration and had refused has still refused."""
    village.declare_consent(by="Tendai", wording="All but two agreed.", except_=["NO", "GONE"])
    assert answer(village, "NO") == "no"
    assert answer(village, "GONE") == "withdrawn"


@pytest.mark.parametrize(("by", "wording"), [("", "All agreed."), ("Tendai", "  ")])
def test_a_declaration_is_signed_and_says_something(village: Project, by: str, wording: str) -> None:
    with pytest.raises(StorylensError, match="who signs it and what it says"):
        village.declare_consent(by=by, wording=wording)


def test_a_declaration_with_an_exception_that_nobody_is_declares_nothing(village: Project) -> None:
    with pytest.raises(StorylensError, match="no teller 'NOBODY'"):
        village.declare_consent(by="Tendai", wording="All but one agreed.", except_=["NOBODY"])
    assert answer(village, "SILENT") == ""


def test_a_withdrawal_names_the_past_exports_that_held_them(village: Project) -> None:
    first, second = village.export(by="Tendai"), village.export(by="Tendai")
    listed = village.consent("W1", "analysis", "withdrawn", by="Tendai")
    assert [export.number for export in listed] == [first.number, second.number]
    assert village.consent("SILENT", "analysis", "withdrawn", by="Tendai") == []
    assert village.consent("W2", "analysis", "yes", by="Tendai") == []


def test_a_sheet_does_not_overturn_a_withdrawal(village: Project) -> None:
    village.consent("W1", "analysis", "withdrawn", by="Tendai")
    sheet = village.store.folder.inbox / "tellers-1.csv"
    sheet.write_text(sheet.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    village.ingest()
    assert answer(village, "W1") == "withdrawn"


def test_a_sheet_corrects_other_answers(village: Project) -> None:
    sheet = village.store.folder.inbox / "tellers-1.csv"
    text = sheet.read_text(encoding="utf-8")
    sheet.write_text(text.replace("self-stated,analysis\n", "self-stated,no\n"), encoding="utf-8")
    village.ingest()
    assert answer(village, "COUNTED") == "no"


def test_how_when_and_to_which_words_an_answer_was_given_is_kept(village: Project) -> None:
    told = {"mode": "oral recorded", "on": date(2024, 11, 12), "wording": "Form 3", "language": "ny"}
    village.consent("SILENT", "analysis", "yes", by="Tendai", **told)
    village.consent("SILENT", "analysis", "no", by="Chipo")
    rows = village.consents("SILENT").query("use == 'analysis'")
    assert rows.answer.tolist() == ["yes", "no"]
    assert rows.counts.tolist() == ["", "yes"]
    first = rows.iloc[0]
    assert [first["mode"], first["given on"], first.wording, first.language, first.by] == [
        "oral recorded",
        "2024-11-12",
        "Form 3",
        "ny",
        "Tendai",
    ]


def test_a_sheet_tells_how_when_and_in_which_language_consent_was_given(village: Project) -> None:
    sheet = "file,speaker,teller,consent,consent mode,consent date,consent wording,consent language\n"
    sheet += "silent.txt,R,SILENT,yes,witnessed thumbprint,2024-11-13,Form 3,Chichewa\n"
    (village.store.folder.inbox / "forms.csv").write_text(sheet, encoding="utf-8")
    village.ingest()
    row = village.consents("SILENT").query("use == 'anonymised quote'").iloc[-1]
    assert [row["mode"], row["given on"], row.wording, row.language] == [
        "witnessed thumbprint",
        "2024-11-13",
        "Form 3",
        "ny",
    ]


def test_only_a_person_takes_a_withdrawal_back(village: Project) -> None:
    village.consent("W1", "analysis", "withdrawn", by="Tendai")
    village.consent("W1", "analysis", "yes", by="Tendai")
    assert answer(village, "W1") == "yes"
