"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "action",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("what", sa.String(length=64), nullable=False),
        sa.Column("subjects", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_action")),
    )
    op.create_table(
        "case",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
        sa.UniqueConstraint("name", name=op.f("uq_case_name")),
    )
    op.create_table(
        "codebook",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("yaml", sa.Text(), nullable=False),
        sa.Column("added_at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_codebook")),
    )
    op.create_index(op.f("ix_codebook_name"), "codebook", ["name"], unique=False)
    op.create_table(
        "coder",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("settings", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coder")),
    )
    op.create_table(
        "export",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("inputs", sa.String(length=64), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export")),
        sa.UniqueConstraint("number", name=op.f("uq_export_number")),
    )
    op.create_table(
        "receipt",
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("reader", sa.String(length=32), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("path", name=op.f("pk_receipt")),
    )
    op.create_table(
        "tombstone",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("exports", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tombstone")),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("original", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("collected_on", sa.String(length=10), nullable=True),
        sa.Column("arrived", sa.Integer(), nullable=False),
        sa.Column("sketch", sa.LargeBinary(), nullable=True),
        sa.Column("replaced_by", sa.String(length=36), nullable=True),
        sa.Column("duplicate_of", sa.String(length=36), nullable=True),
        sa.Column("case_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_document_case_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("arrived", name=op.f("uq_document_arrived")),
    )
    op.create_index(op.f("ix_document_case_id"), "document", ["case_id"], unique=False)
    op.create_index(op.f("ix_document_file"), "document", ["file"], unique=False)
    op.create_index(op.f("ix_document_original"), "document", ["original"], unique=False)
    op.create_index(op.f("ix_document_source"), "document", ["source"], unique=False)
    op.create_index(op.f("ix_document_text_hash"), "document", ["text_hash"], unique=False)
    op.create_table(
        "export_held",
        sa.Column("export_id", sa.String(length=36), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["export_id"], ["export.id"], name=op.f("fk_export_held_export_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("export_id", "what", "subject_id", name=op.f("pk_export_held")),
    )
    op.create_table(
        "teller",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_teller_case_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teller")),
        sa.UniqueConstraint("code", name=op.f("uq_teller_code")),
        sa.UniqueConstraint("key", name=op.f("uq_teller_key")),
    )
    op.create_index(op.f("ix_teller_case_id"), "teller", ["case_id"], unique=False)
    op.create_table(
        "attribute",
        sa.Column("teller_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("grouped", sa.Text(), nullable=False),
        sa.Column("basis", sa.String(length=64), nullable=False),
        sa.Column("asked_on", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(["teller_id"], ["teller.id"], name=op.f("fk_attribute_teller_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("teller_id", "name", name=op.f("pk_attribute")),
    )
    op.create_table(
        "coding",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("codebook", sa.String(length=64), nullable=False),
        sa.Column("codebook_edition", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=128), nullable=False),
        sa.Column("coder_id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("polarity", sa.String(length=32), nullable=False),
        sa.Column("pole", sa.String(length=64), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("basis", sa.JSON(), nullable=False),
        sa.Column("memo", sa.Text(), nullable=False),
        sa.Column("made_at", sa.String(length=32), nullable=False),
        sa.Column("supersedes", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_coding_coder_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_coding_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding")),
    )
    op.create_index(op.f("ix_coding_code"), "coding", ["code"], unique=False)
    op.create_index(op.f("ix_coding_coder_id"), "coding", ["coder_id"], unique=False)
    op.create_index(op.f("ix_coding_document_id"), "coding", ["document_id"], unique=False)
    op.create_index(op.f("ix_coding_supersedes"), "coding", ["supersedes"], unique=False)
    op.create_table(
        "consent",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("teller_id", sa.String(length=36), nullable=True),
        sa.Column("use", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.String(length=16), nullable=False),
        sa.Column("mode", sa.String(length=64), nullable=False),
        sa.Column("given_on", sa.String(length=10), nullable=True),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["teller_id"], ["teller.id"], name=op.f("fk_consent_teller_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_teller_id"), "consent", ["teller_id"], unique=False)
    op.create_table(
        "speaker",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("sure", sa.Boolean(), nullable=False),
        sa.Column("teller_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_speaker_document_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["teller_id"], ["teller.id"], name=op.f("fk_speaker_teller_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker")),
    )
    op.create_index(op.f("ix_speaker_document_id"), "speaker", ["document_id"], unique=False)
    op.create_index(op.f("ix_speaker_teller_id"), "speaker", ["teller_id"], unique=False)
    op.create_table(
        "tagging",
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("tagger", sa.String(length=64), nullable=False),
        sa.Column("codebook", sa.String(length=64), nullable=False),
        sa.Column("coder_id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_tagging_coder_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_tagging_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", "tagger", "codebook", name=op.f("pk_tagging")),
    )
    op.create_index(op.f("ix_tagging_coder_id"), "tagging", ["coder_id"], unique=False)
    op.create_table(
        "told_by",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("teller_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["teller_id"], ["teller.id"], name=op.f("fk_told_by_teller_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_told_by")),
        sa.UniqueConstraint("file", "label", name=op.f("uq_told_by_file_label")),
    )
    op.create_index(op.f("ix_told_by_teller_id"), "told_by", ["teller_id"], unique=False)
    op.create_table(
        "turn",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("speaker_id", sa.String(length=36), nullable=True),
        sa.Column("stretch", sa.String(length=16), nullable=False),
        sa.Column("said_at", sa.String(length=40), nullable=False),
        sa.Column("reply_to", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_turn_document_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name=op.f("fk_turn_speaker_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turn")),
        sa.UniqueConstraint("document_id", "position", name=op.f("uq_turn_document_id_position")),
    )
    op.create_index(op.f("ix_turn_document_id"), "turn", ["document_id"], unique=False)
    op.create_index(op.f("ix_turn_speaker_id"), "turn", ["speaker_id"], unique=False)
