"""A corrected mishearing is a new version of the text; all that people made goes with it."""

from __future__ import annotations

import pytest

from storylens import Project
from storylens.coding.correct import correct
from storylens.coding.together import draw
from storylens.records import StorylensError
from storylens.store import codings, documents, entries, memos, samples
from storylens.store.memos import About

WORDS = "we keep the key ourselves"


def place_of(project: Project, words: str) -> tuple[str, int, int]:
    """Return the current version of w1, and where words stand in it."""
    with project.store.reading() as connection:
        name = documents.find(connection, "w1")
        at = documents.read(connection, name).text.index(words)
    return name, at, at + len(words)


def test_codings_move_with_their_words_and_those_touched_are_listed(village: Project) -> None:
    touched = village.highlight("w1", WORDS, "keys", by="Tendai")
    whole = village.highlight("w1", "ourselves", "own", by="Tendai")
    old, start, end = place_of(village, "the key")
    done = correct(village.store, old, start, end, "all three of the keys", by="Tendai")
    with village.store.reading() as connection:
        text = documents.read(connection, done.document_id).text
        assert documents.read(connection, old).text[start:end] == "the key"  # the text as it was is kept
        found = {text[one.start : one.end]: one for one in codings.by_people(connection, done.document_id)}
    assert set(found) == {"we keep all three of the keys ourselves", "ourselves"}
    assert found["ourselves"].supersedes == whole.id
    assert [found["we keep all three of the keys ourselves"].id] == list(done.touched)
    assert found["we keep all three of the keys ourselves"].supersedes == touched.id


def test_memos_assignments_and_outcomes_follow(village: Project) -> None:
    draw(village.store, "trial", ["Tendai", "Chikondi"], share=1.0, by="Tendai")
    old, start, end = place_of(village, WORDS)
    with village.store.writing() as connection:
        memos.write(connection, codings.person(connection, "Tendai"), About.DOCUMENT, old, "who keeps it at night?")
        kept = entries.add(connection, entries.made("outcome", {"name": "The key"}), by="Tendai")
        entries.link(connection, kept.number, "outcome", old, start, end, by="Tendai")
    _, start, end = place_of(village, "The borehole")
    new = correct(village.store, old, start, end, "That old borehole", by="Tendai").document_id
    with village.store.reading() as connection:
        assert [memo.text for memo in memos.read(connection, About.DOCUMENT, new)] == ["who keeps it at night?"]
        (link,) = entries.links(connection, kept.number)
        assert documents.read(connection, link.document_id).text[link.start : link.end] == WORDS
        waiting = {one.document_id for one in samples.assignments(connection, coder="Tendai")}
    assert link.document_id == new
    assert new in waiting
    assert old not in waiting


def test_what_cannot_be_corrected_is_refused(village: Project) -> None:
    name, start, end = place_of(village, WORDS)
    with pytest.raises(StorylensError, match="words that stand there"):
        correct(village.store, name, start, end, WORDS, by="Tendai")
    with pytest.raises(StorylensError, match="within one turn"):
        correct(village.store, name, 0, end, "all of it", by="Tendai")
