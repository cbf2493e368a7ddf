"""What a tagger found, kept on a spaCy Doc as plain values: these travel between processes, to disk and back."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from spacy.tokens import Doc

from storylens.records import Relation, TaggedSpan


def publish(name: str, record: type[Relation] | type[TaggedSpan]) -> None:
    """Make `doc._.NAME` the list of records that was kept under the name, or None where nothing was."""
    if not Doc.has_extension(name):
        Doc.set_extension(name, getter=partial(_read, name=name, record=record))


def keep(doc: Doc, name: str, found: Iterable[Relation | TaggedSpan]) -> None:
    """Keep records on a doc."""
    doc.user_data[name] = [one.model_dump(mode="json") for one in found]


def _read(doc: Doc, *, name: str, record: type[Relation] | type[TaggedSpan]) -> list[Any] | None:
    kept = doc.user_data.get(name)
    return None if kept is None else [record.model_validate(one) for one in kept]
