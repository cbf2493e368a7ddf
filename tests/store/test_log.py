"""The log says what was done, by whom, with ids; it is only added to, and holds no story text."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from storylens import Project
from storylens.store import log
from tests.helpers import BOOK


def entries(project: Project) -> list[dict[str, Any]]:
    with project.store.reading() as connection:
        return log.read(connection)


ACTIONS: dict[str, Callable[[Project], object]] = {
    "code": lambda project: project.highlight(
        "w1", "we keep the key ourselves", "keys", by="Tendai", memo="zzalpha again"
    ),
    "consent": lambda project: project.consent("SILENT", "analysis", "yes", by="Tendai"),
    "declaration": lambda project: project.declare_consent(by="Tendai", wording="All agreed.", except_=["NO"]),
    "accept": lambda project: project.accept(project.view().codings.coding_id.iloc[0], by="Tendai", why="zzbravo says"),
    "reject": lambda project: project.reject(project.view().codings.coding_id.iloc[-1], by="Tendai"),
    "role": lambda project: project.set_role("R", "teller", by="Tendai"),
    "export": lambda project: project.quotes(project.path / "exports" / "quotes.docx", by="Tendai"),
    "new version": lambda project: _new_version(project),
    "erase document": lambda project: project.erase(document="m1", by="Tendai", reason="zzdelta asked"),
    "erase teller": lambda project: project.erase(teller="M2", by="Tendai", reason="he asked"),
    "ingest": lambda project: _ingest(project),
    "tag": lambda project: _tag(project),
}


def _ingest(project: Project) -> None:
    (project.store.folder.inbox / "new.txt").write_text("The ferry sank, zzferry, at noon.\n", encoding="utf-8")
    project.ingest()


def _new_version(project: Project) -> None:
    file = project.store.folder.inbox / "w3.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("together", "all together"), encoding="utf-8")
    project.ingest()


def _tag(project: Project) -> None:
    file = project.path / "codebooks" / "village.yml"
    file.write_text(BOOK.replace("Water and who", "Water or who"), encoding="utf-8")
    project.tag()


def test_every_action_adds_to_the_log_and_changes_nothing_in_it(village: Project) -> None:
    before = entries(village)
    assert before
    for name, act in ACTIONS.items():
        act(village)
        after = entries(village)
        assert after[: len(before)] == before, name
        assert len(after) > len(before), name
        before = after
    assert [entry["number"] for entry in before] == list(range(1, len(before) + 1))


def test_no_entry_holds_a_word_that_a_teller_said(village: Project) -> None:
    """Three words in a row out of any story, or a word that only one teller uses, would be text."""
    with village.store.reading() as connection:
        from storylens.store import documents

        texts = [
            documents.read(connection, identity).text.replace("\n", " ") for identity in documents.languages(connection)
        ]
    for act in ACTIONS.values():
        act(village)
    written = json.dumps([entry["subjects"] for entry in entries(village)]) + " ".join(
        str(entry["what"]) for entry in entries(village)
    )
    assert "zz" not in written
    for text in texts:
        words = text.split()
        assert not [words[at : at + 3] for at in range(len(words) - 2) if " ".join(words[at : at + 3]) in written]


def test_what_people_do_is_logged_with_their_name(village: Project) -> None:
    for name in ("code", "accept", "erase document"):
        ACTIONS[name](village)
        assert entries(village)[-1]["by"] == "Tendai"
