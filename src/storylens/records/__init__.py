"""The nouns of the field. No input or output, no pandas, no spaCy."""

from storylens.records.base import Record, content_id, random_id, text_hash
from storylens.records.codebook import Code, Codebook, Family, Vocabulary
from storylens.records.coding import Coder, CoderKind, Coding, State
from storylens.records.document import Document, Kind, Role, Speaker, Stretch, Turn
from storylens.records.errors import StorylensError, UnreadableError
from storylens.records.people import Answer, Attribute, Consent, Teller, Use
from storylens.records.received import Note, Passage, Received, ToldBy
from storylens.records.tagged import Argument, Relation, Tagged, TaggedSpan

__all__ = [
    "Answer",
    "Argument",
    "Attribute",
    "Code",
    "Codebook",
    "Coder",
    "CoderKind",
    "Coding",
    "Consent",
    "Document",
    "Family",
    "Kind",
    "Note",
    "Passage",
    "Received",
    "Record",
    "Relation",
    "Role",
    "Speaker",
    "State",
    "StorylensError",
    "Stretch",
    "Tagged",
    "TaggedSpan",
    "Teller",
    "ToldBy",
    "Turn",
    "UnreadableError",
    "Use",
    "Vocabulary",
    "content_id",
    "random_id",
    "text_hash",
]
