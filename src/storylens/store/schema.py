"""The tables of a project's database. Every change to them is a migration; see `migrations/`.

Stories are in `document` alone; all else points at them by id and position, so that erasing is simple.
`action` names ids and never holds text.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[str]:
    return Column("id", String(36), primary_key=True)


def _of(name: str, target: str, *, needed: bool = False, on_delete: str = "CASCADE") -> Column[str]:
    return Column(name, String(36), ForeignKey(target, ondelete=on_delete), index=True, nullable=not needed)


case = Table("case", metadata, _id(), Column("name", Text, nullable=False, unique=True))

document = Table(
    "document",
    metadata,
    _id(),
    Column("title", Text, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("text", Text, nullable=False),
    Column("text_hash", String(64), nullable=False, index=True),
    Column("source", Text, nullable=False, index=True),  # folder and name, for people
    Column("file", Text, nullable=False, index=True),  # the place of the file, as in `receipt`
    Column("part", Text, nullable=False),
    Column("original", String(64), nullable=False, index=True),
    Column("language", String(8), nullable=False),
    Column("collected_on", String(10)),
    Column("arrived", Integer, nullable=False, unique=True),  # 1 for the first document of the project
    Column("sketch", LargeBinary),  # MinHash of the text, to find near-duplicates
    Column("replaced_by", String(36)),  # a later version of the same part of the same source
    Column("duplicate_of", String(36)),
    Column("wave", Text, nullable=False, server_default=""),
    Column("prompt", Text, nullable=False, server_default=""),  # what the story was asked for with
    Column("prompt_valence", String(32), nullable=False, server_default=""),
    Column("institutional", Boolean, nullable=False, server_default=false()),
    Column("translated_from", String(8), nullable=False, server_default=""),
    Column("translation_of", Text, nullable=False, server_default=""),  # name of the file with the original
    Column("translator", Text, nullable=False, server_default=""),
    Column("recording", Text, nullable=False, server_default=""),  # where the sound lies; it is not copied
    Column("place", Text, nullable=False, server_default=""),  # where it was told
    Column("interpreted", Boolean, nullable=False, server_default=false()),  # put over by word of mouth
    _of("case_id", "case.id", on_delete="SET NULL"),
)

teller = Table(
    "teller",
    metadata,
    _id(),
    Column("code", String(64), nullable=False, unique=True),
    Column("key", Text, nullable=False, unique=True),  # by which the same person is known when met again
    Column("is_group", Boolean, nullable=False, server_default=false()),  # several people speaking as one
    _of("case_id", "case.id", on_delete="SET NULL"),
)

speaker = Table(
    "speaker",
    metadata,
    _id(),
    _of("document_id", "document.id", needed=True),
    Column("label", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("role", String(16), nullable=False),
    Column("sure", Boolean, nullable=False),
    _of("teller_id", "teller.id", on_delete="SET NULL"),
)

turn = Table(
    "turn",
    metadata,
    _id(),
    _of("document_id", "document.id", needed=True),
    Column("position", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    _of("speaker_id", "speaker.id", on_delete="SET NULL"),
    Column("stretch", String(16), nullable=False),
    Column("level", Integer, nullable=False, server_default="0"),  # of a heading
    Column("said_at", String(40), nullable=False),
    Column("reply_to", Integer),  # position of the turn that this one answers
    Column("quotes", Integer),  # position of the turn whose words this one repeats
    Column("question", Text, nullable=False, server_default=""),
    Column("language", String(8), nullable=False, server_default=""),  # where it is not that of the document
    UniqueConstraint("document_id", "position"),
)

told_by = Table(  # what a sheet of tellers says: this label in this file is that teller
    "told_by",
    metadata,
    _id(),
    Column("file", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("role", String(16), nullable=False),
    _of("teller_id", "teller.id"),
    UniqueConstraint("file", "label"),
)

described = Table(  # what a sheet of documents says of a file, whether it is here already or still to come
    "described",
    metadata,
    Column("file", Text, primary_key=True),
    Column("said", JSON, nullable=False),
)

attribute = Table(
    "attribute",
    metadata,
    Column("teller_id", String(36), ForeignKey("teller.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
    Column("grouped", Text, nullable=False),
    Column("basis", String(64), nullable=False),
    Column("asked_on", String(10)),
)

consent = Table(  # the latest answer of a teller to a use counts; without one, the declaration for all
    "consent",
    metadata,
    Column("number", Integer, primary_key=True),
    _of("teller_id", "teller.id"),
    Column("use", String(40), nullable=False),
    Column("answer", String(16), nullable=False),
    Column("mode", String(64), nullable=False),
    Column("given_on", String(10)),
    Column("wording", Text, nullable=False),
    Column("language", String(8), nullable=False, server_default=""),
    Column("by", Text, nullable=False),
    Column("recorded_at", String(32), nullable=False),
)

codebook = Table(
    "codebook",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("name", String(64), nullable=False, index=True),
    Column("version", String(32), nullable=False),
    Column("yaml", Text, nullable=False),
    Column("added_at", String(32), nullable=False),
)

coder = Table(
    "coder",
    metadata,
    _id(),
    Column("kind", String(16), nullable=False),
    Column("name", String(128), nullable=False),
    Column("version", String(32), nullable=False),
    Column("settings", String(64), nullable=False),
)

coding = Table(
    "coding",
    metadata,
    _id(),
    _of("document_id", "document.id", needed=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("codebook", String(64), nullable=False),
    Column("codebook_edition", String(64), nullable=False),
    Column("code", String(128), nullable=False, index=True),
    _of("coder_id", "coder.id", needed=True, on_delete="RESTRICT"),
    Column("state", String(16), nullable=False),
    Column("polarity", String(32), nullable=False),
    Column("pole", String(64), nullable=False),
    Column("fields", JSON, nullable=False),
    Column("rule", Text, nullable=False),
    Column("score", Float),
    Column("basis", JSON, nullable=False),
    Column("memo", Text, nullable=False),
    Column("made_at", String(32), nullable=False),
    Column("supersedes", String(36), index=True),
)

tagging = Table(  # which settings of a tagger a document was last read with; what is missing here is still to do
    "tagging",
    metadata,
    Column("document_id", String(36), ForeignKey("document.id", ondelete="CASCADE"), primary_key=True),
    Column("tagger", String(64), primary_key=True),
    Column("codebook", String(64), primary_key=True),
    _of("coder_id", "coder.id", needed=True),
    Column("at", String(32), nullable=False),
)

receipt = Table(  # what became of each file
    "receipt",
    metadata,
    Column("path", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("reader", String(32), nullable=False),
    Column("outcome", String(32), nullable=False),
    Column("detail", Text, nullable=False),
    Column("size", Integer, nullable=False, server_default="0"),  # bytes of the file
    Column("documents", Integer, nullable=False, server_default="0"),
    Column("kept", Integer, nullable=False, server_default="0"),  # characters of the texts made of it
    Column("set_aside", JSON, nullable=False, server_default="{}"),  # characters that were not, by reason
    Column("at", String(32), nullable=False),
)

stroke = Table(  # what a person did at once, so that it can be undone and done again
    "stroke",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", String(32), nullable=False),
    _of("coder_id", "coder.id", needed=True),
    Column("what", String(32), nullable=False),
    Column("made", JSON, nullable=False),  # ids of the codings that it made
    Column("undone", Boolean, nullable=False, server_default=false()),
)

memo = Table(  # what people think of a document, a code, a coding or the project; the latest of a chain counts
    "memo",
    metadata,
    _id(),
    Column("about", String(16), nullable=False),  # document, code, coding, project
    Column("subject", String(128), nullable=False, index=True),
    Column("text", Text, nullable=False),
    _of("coder_id", "coder.id", needed=True),
    Column("at", String(32), nullable=False),
    Column("supersedes", String(36), index=True),
)

code_change = Table(  # how the codebooks of the project changed, and why
    "code_change",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", String(32), nullable=False),
    Column("by", Text, nullable=False),
    Column("codebook", String(64), nullable=False),
    Column("before", String(64), nullable=False),  # editions
    Column("after", String(64), nullable=False),
    Column("what", String(16), nullable=False),  # created, renamed, defined, moved, merged, split, retired
    Column("codes", JSON, nullable=False),  # ids: from which to which
    Column("reason", Text, nullable=False),
)

sample = Table(  # documents drawn to be coded by several people
    "sample",
    metadata,
    _id(),
    Column("name", Text, nullable=False, unique=True),
    Column("seed", Integer, nullable=False),
    Column("stratified_by", String(64), nullable=False),
    Column("blind", Boolean, nullable=False),
    Column("at", String(32), nullable=False),
    Column("by", Text, nullable=False),
)

assignment = Table(  # who is to code what
    "assignment",
    metadata,
    Column("sample_id", String(36), ForeignKey("sample.id", ondelete="CASCADE"), primary_key=True),
    Column("document_id", String(36), ForeignKey("document.id", ondelete="CASCADE"), primary_key=True),
    Column("coder_id", String(36), ForeignKey("coder.id", ondelete="CASCADE"), primary_key=True),
    Column("done_at", String(32)),
)

entry = Table(  # what people write when they make sense of stories: outcomes, claims, lessons, ...
    "entry",
    metadata,
    _id(),
    Column("kind", String(32), nullable=False, index=True),
    Column("number", String(64), nullable=False, unique=True),  # such as outcome-3
)

entry_version = Table(  # the latest version of an entry counts
    "entry_version",
    metadata,
    Column("entry_id", String(36), ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("body", JSON, nullable=False),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("round", Integer, nullable=False),
    Column("at", String(32), nullable=False),
)

entry_link = Table(  # the passages on which an entry stands
    "entry_link",
    metadata,
    _id(),
    _of("entry_id", "entry.id", needed=True),
    Column("role", String(32), nullable=False),
    _of("document_id", "document.id", needed=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("coding_id", String(36)),
    Column("by", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("removed_at", String(32)),
)

evaluation = Table(  # how a machine did against people's codings: figures, never text
    "evaluation",
    metadata,
    _id(),
    Column("machine", Text, nullable=False),  # the name of its coder
    Column("codebook", String(64), nullable=False),
    Column("body", JSON, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", String(32), nullable=False),
)

note = Table(  # what somebody wrote in the margin
    "note",
    metadata,
    _id(),
    _of("document_id", "document.id", needed=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", String(32), nullable=False),
)

frame = Table(  # whom the team looked for, so that who is missing can be said
    "frame",
    metadata,
    Column("attribute", String(64), primary_key=True),
    Column("group", String(128), primary_key=True),
    Column("sought", Integer),
    Column("reached", Integer),
    Column("declined", Integer),
)

pseudonym = Table(  # what stands in a name's place; the name itself is in the key file alone
    "pseudonym",
    metadata,
    _id(),
    Column("kind", String(16), nullable=False),
    Column("replacement", Text, nullable=False),
    Column("state", String(16), nullable=False),  # proposed, accepted, kept
    Column("by", Text, nullable=False),
    Column("at", String(32), nullable=False),
)

export = Table(
    "export",
    metadata,
    _id(),
    Column("number", Integer, nullable=False, unique=True),
    Column("at", String(32), nullable=False),
    Column("by", Text, nullable=False),
    Column("inputs", String(64), nullable=False),  # one hash over all that it was made from
    Column("files", JSON, nullable=False),
    Column("run", JSON, nullable=False, server_default="{}"),  # the hash of each part, what was asked, figures
)

export_held = Table(  # whose words an export held; ids only, so that it survives an erasure
    "export_held",
    metadata,
    Column("export_id", String(36), ForeignKey("export.id", ondelete="CASCADE"), primary_key=True),
    Column("what", String(16), primary_key=True),  # document, teller
    Column("subject_id", String(36), primary_key=True),
)

tombstone = Table(
    "tombstone",
    metadata,
    Column("id", String(64), primary_key=True),  # the id of what was erased, or the hash of its file
    Column("what", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("exports", JSON, nullable=False),
)

action = Table(
    "action",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", String(32), nullable=False),
    Column("by", Text, nullable=False),
    Column("what", String(64), nullable=False),
    Column("subjects", JSON, nullable=False),  # ids and counts, never text
)
