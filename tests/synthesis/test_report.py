"""The standard set of tables, all from one reading of the gates."""

from __future__ import annotations

import json
from collections.abc import Callable

from storylens import Project
from tests.helpers import NEVER_PRINTED, VILLAGE, Told, docx_bytes


def test_the_set_and_its_order(seen_village: Project) -> None:
    names = [table.name for table in seen_village.tables(cross=["place"]).tables]
    assert names == [
        *("themes", "matrix", "codes-gender", "codes-gender-place", "voices-gender", "quotes", "left-out", "method"),
        *("documents", "codings", "behind"),
    ]


def test_it_says_what_a_machine_suggested(village: Project) -> None:
    assert village.tables().suggested
    for coding in village.view().codings.coding_id:
        village.accept(coding, by="Tendai")
    report = village.tables()
    assert not report.suggested
    number = len(village.view().codings)
    assert f"{number} of {number} codings were made or confirmed by a person" in report.scope


def test_what_is_left_out_is_listed_with_its_reason_and_how_much(seen_village: Project) -> None:
    frame = seen_village.tables().table("left-out").frame
    listed = {(row.teller, row.reason, row.left): row.passages for row in frame.itertuples()}
    assert listed == {
        ("NO", "consent refused", "not counted, not quoted"): 1,
        ("GONE", "consent withdrawn", "not counted, not quoted"): 1,
        ("SILENT", "consent not asked", "not counted, not quoted"): 1,
        ("HELD", "held: a possible disclosure", "not counted, not quoted"): 1,
        ("COUNTED", "consent not asked", "counted, not quoted"): 1,
    }


def test_every_quote_stands_where_it_says(seen_village: Project) -> None:
    from storylens.store import documents

    quotes = seen_village.tables().table("quotes").frame
    assert len(quotes)
    ids = seen_village.documents()["id"]
    with seen_village.store.reading() as connection:
        for row in quotes.itertuples():
            text = documents.read(connection, ids[row.document]).text
            assert " ".join(text[row.start : row.end].split()) == row.quote


def test_no_title_and_no_file_name_is_printed(project: Callable[..., Project]) -> None:
    """They often hold the names of people."""
    made = project(Told("T1", "The pump broke."))
    (made.store.folder.inbox / "zzname-interview.txt").write_text(
        "INT: So?\nR: The pump held.\nINT: And?\nR: It did.\n"
    )
    (made.store.folder.inbox / "zzname-empty.docx").write_bytes(b"")
    made.ingest()
    made.declare_consent(by="Tendai", wording="All agreed.")
    made.tag()
    printed = json.dumps([table.frame.reset_index().astype(str).to_dict("list") for table in made.tables().tables])
    assert "zzname" in " ".join(made.documents().source)
    assert "zzname" not in printed


def test_no_table_holds_what_may_not_be_printed(seen_village: Project) -> None:
    printed = json.dumps(
        [table.frame.reset_index().astype(str).to_dict("list") for table in seen_village.tables(cross=["place"]).tables]
    )
    assert not [word for word in (*NEVER_PRINTED, "zzcounted") if word in printed]


def test_the_method_page_says_what_went_in_and_which_versions_read_it(village: Project) -> None:
    village.declare_consent(by="Tendai", wording="All agreed on 3 May.", except_=["NO"])
    (village.store.folder.inbox / "broken.docx").write_bytes(docx_bytes("The pump broke.")[:900])
    village.ingest()
    facts = village.tables().table("method").frame.fact
    assert facts["files taken in"] == f"{len(VILLAGE) + 1}; not read: 1"
    assert "All agreed on 3 May." in facts["declaration of consent"]
    assert "signed by Tendai on " in facts["declaration of consent"]
    assert "edition 1.0+" in facts["codebook village"]
    assert facts["machine cues:village"].startswith("13 suggestions that nobody has decided on. It was never measured")
    assert int(facts["words"].split()[0]) == village.view().turns.words.sum()


def test_the_ids_behind_a_number_can_be_looked_up(seen_village: Project) -> None:
    report = seen_village.tables()
    behind, listed = report.table("behind").frame, report.table("codings").frame
    assert set(behind.coding) <= set(listed.index)
    for table in ("themes", "matrix", "codes-gender"):
        mine = behind[behind.table == table]
        assert len(mine)
        assert set(mine.row) <= set(report.table(table).frame.index)
        assert set(mine.column) <= set(report.table(table).frame.columns)


def test_a_hidden_cell_cannot_be_counted_from_the_lists(project: Callable[..., Project]) -> None:
    """Who said what under a sensitive code, beside who is in which group, would tell."""
    both = "I was ashamed, and the pump broke."
    told = [Told(f"W{at}", both, place="North" if at else "South") for at in range(7)]
    men = [Told("M1", both, "man", "North"), Told("M2", "The pump broke.", "man", "South")]
    made = project(*told, *men)
    made.tag()
    report = made.tables(cross=["place"])
    assert ("v.shame", "men (of 2)") in report.table("codes-gender").hidden
    assert "v.shame" not in set(report.table("codings").frame.code)
    assert "v.shame" not in set(report.table("quotes").frame.code)
    assert report.table("codes-gender-place").hidden
    assert "codes-gender-place" not in set(report.table("behind").frame.table)


def test_a_project_without_anything_has_empty_tables(project: Callable[..., Project]) -> None:
    report = project().tables()
    assert report.scope.startswith("0 documents, 0 tellers, 0 words")
    assert all(table.frame.empty for table in report.tables if table.name not in ("method", "voices-gender"))
