"""What all records share: they are frozen, typed, and checked when they are made."""

from __future__ import annotations

import hashlib
import uuid

from pydantic import BaseModel, ConfigDict

_NAMESPACE = uuid.UUID("6f1d3c7e-2b1a-5f0e-9c55-0a7d1c5e9b42")


class Record(BaseModel):
    """A noun of the field. Never changed after it is made: a change is a new record."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def content_id(*parts: object) -> str:
    """Return the UUID (version 5) that this content always has: the same content, the same id, on any machine."""
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join(map(str, parts))))


def random_id() -> str:
    """Return a random UUID, for people and for what people decide: a name is never hashed."""
    return str(uuid.uuid4())


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text, in hex; positions are valid only into the text that has it."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
