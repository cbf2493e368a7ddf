"""The same questions on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from storylens import Project
from storylens.store import Folder
from tests.helpers import BOOK, Told, drop

# Who says what, and how two people coded it; `|` parts the turns of one interview.
TOLD = (
    Told("W1", ["The pump is far, so we walk.", "My field is dry. Then I took a loan."], place="North"),
    Told("W2", ["I took a loan for the pump.", "The field is mine."], place="South"),
    Told("M1", ["The pump, the pump, always the pump.", "Nobody asked for a field."], "man", "North"),
    Told("NO", ["A loan and a pump and a field."], consent="no"),
)
CODED = (
    ("w1", "The pump is far", "v.water", "Ada"),
    ("w1", "so we walk", "walking", "Ada"),
    ("w1", "My field is dry.", "v.land", "Ben"),
    ("w1", "I took a loan", "v.loan", "Ada"),
    ("w2", "I took a loan for the pump.", "v.loan", "Ada"),
    ("w2", "the pump", "v.water", "Ben"),
    ("m1", "The pump, the pump, always the pump.", "v.water", "Ada"),
    ("no", "A loan and a pump", "v.loan", "Ada"),
)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def asked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    path: Path = tmp_path_factory.mktemp(request.param) / "asked"
    if request.param == "postgresql":
        make: Callable[[str], str] = request.getfixturevalue("postgres")
        Folder.make(path, "asked").set("database", "address", make("asked"))
        project = Project.open(path)
    else:
        project = Project.new(path)
    (path / "codebooks" / "village.yml").write_text(BOOK, encoding="utf-8")
    drop(project, *TOLD)
    project.ingest()
    for document, words, code, by in CODED:
        project.highlight(document, words, code, by=by)
    yield project
    project.store.close()
