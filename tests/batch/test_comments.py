"""Comments in Word are codings by their authors where they name codes, and notes where they say anything else."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest

from storylens import Project
from storylens.store import contents

WORDS = "We dug the well ourselves before the rains."


def coded(project: Callable[..., Project], comment: str) -> set[tuple[str, str, str, str]]:
    """Return coder, code, words and memo of what a comment on a passage made."""
    made = project()
    written = docx.Document()
    written.add_paragraph("INT: How did it begin?")
    run = written.add_paragraph("R: ").add_run(WORDS)
    written.add_comment([run], text=comment, author="Grace")
    out = io.BytesIO()
    written.save(out)
    (made.store.folder.inbox / "a.docx").write_bytes(out.getvalue())
    made.ingest()
    with made.store.reading() as connection:
        held = contents.read(connection)
    return {
        (row.coder, row.code, held.documents.text[row.document_id][row.start : row.end], row.memo)
        for row in held.codings.itertuples()
    }


@pytest.mark.parametrize(
    ("comment", "codes"),
    [
        ("#Water", {"v.water": ""}),
        ("water; land", {"v.water": "", "v.land": ""}),
        ("#Water #New thing", {"v.water": "", "new-thing": ""}),
        ("#Water: she laughs; then not", {"v.water": "she laughs; then not"}),
        ("Water\nLand", {"v.water": "", "v.land": ""}),
        ("I am not sure; water?", {}),
        ("Water; but I am not sure", {}),
    ],
)
def test_a_comment_codes_its_passage(project: Callable[..., Project], comment: str, codes: dict[str, str]) -> None:
    assert coded(project, comment) == {("Grace", code, WORDS, memo) for code, memo in codes.items()}
