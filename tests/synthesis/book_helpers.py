"""Entries on an invented village, for the tests of the tables that stand on the record book."""

from __future__ import annotations

from storylens import Project
from storylens.records.entries import Entry
from storylens.store import entries, lists
from storylens.synthesis.book import Book


def write(project: Project, *bodies: Entry, by: str = "Tendai") -> list[str]:
    """Write entries and return their numbers."""
    with project.store.writing() as connection:
        return [entries.add(connection, body, by=by).number for body in bodies]


def stand_on(project: Project, number: str, document: str, words: str, role: str = "supports") -> None:
    """Link an entry to words of a document, which is named as users name it."""
    from storylens.store import documents

    identity = lists.document_id(project.store, document)
    with project.store.writing() as connection:
        start = documents.read(connection, identity).text.index(words)
        entries.link(connection, number, role, identity, start, start + len(words), by="Tendai")


def code_of(project: Project, document: str) -> str:
    """Return the code by which tables name a document."""
    from storylens.store import contents

    identity = lists.document_id(project.store, document)
    with project.store.reading() as connection:
        return str(contents.read(connection).documents.code[identity])


def book(project: Project) -> Book:
    """Read the record book of a project."""
    return Book(project.store)
