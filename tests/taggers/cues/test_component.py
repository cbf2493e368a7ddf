"""The cue tagger in a plain spaCy pipeline finds what it finds without one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import spacy

from storylens.codebook.load import load, shipped
from storylens.language.pipeline import pipeline_for
from storylens.records import StorylensError
from storylens.taggers.cues.tagger import CueTagger

STORY = "😀 My husband decides what is sold. Women were not allowed to speak. Now we decide together, don’t we?"


def pipeline(kind: str) -> Any:
    return spacy.blank("en") if kind == "blank" else pipeline_for("en").load()


@pytest.mark.parametrize("kind", ["blank", "full"])
@pytest.mark.parametrize("books", ["power", ["power", "gender"]])
def test_the_component_finds_what_the_tagger_finds(kind: str, books: str | list[str]) -> None:
    nlp = pipeline(kind)
    nlp.add_pipe("storylens_cues", config={"codebook": books})
    try:
        doc = nlp(STORY)
    finally:
        nlp.remove_pipe("storylens_cues")
    names = [books] if isinstance(books, str) else books
    expected = list(CueTagger(load(shipped(name)) for name in names).find(STORY))
    assert expected
    spans = doc.spans["storylens_cues"]
    assert [(span.label_, span.text) for span in spans] == [(hit.label, STORY[hit.start : hit.end]) for hit in expected]
    assert [span._.storylens for span in spans] == expected


def test_it_needs_no_import_and_has_a_default() -> None:
    """A spaCy user adds it by name: the entry point does the rest."""
    program = (
        "import spacy, sys; nlp = spacy.blank('en'); nlp.add_pipe('storylens_cues');"
        "doc = nlp('We were not allowed to speak.');"
        "print(len(doc.spans['storylens_cues']) > 0, 'pandas' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["True", "False"]


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    file = tmp_path / "mine.yml"
    file.write_text(
        'codebook: mine\nversion: "1"\ntitle: M\nfamilies:\n- id: f\n  codes:\n  - {id: m.x, name: X, cues: [pump]}\n',
        encoding="utf-8",
    )
    return file


def test_a_file_can_be_the_codebook(mine: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("storylens_cues", config={"codebook": str(mine)})
    doc = nlp("The pump broke.")
    assert [(span.label_, span.id_) for span in doc.spans["storylens_cues"]] == [("m.x", "cue “pump”")]


def test_hits_survive_the_way_to_another_process() -> None:
    """`nlp.pipe(..., n_process=2)` and `DocBin` pass docs on as bytes."""
    nlp = spacy.blank("en")
    nlp.add_pipe("storylens_cues", config={"codebook": ["power", "gender"]})
    doc = nlp(STORY)
    again = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
    hits = [span._.storylens for span in again.spans["storylens_cues"]]
    assert hits == [span._.storylens for span in doc.spans["storylens_cues"]]
    assert all(hits)


def test_a_hit_inside_a_token_is_widened_and_keeps_its_exact_place(mine: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("storylens_cues", config={"codebook": str(mine)})
    text = "See www.pump.org for it."
    doc = nlp(text)
    (span,) = doc.spans["storylens_cues"]
    assert span.text == doc[1].text != "pump"
    assert text[span._.storylens.start : span._.storylens.end] == "pump"


def test_a_codebook_that_does_not_exist_is_said_when_the_pipe_is_added() -> None:
    with pytest.raises(StorylensError, match="no codebook"):
        spacy.blank("en").add_pipe("storylens_cues", config={"codebook": "nowhere"})
