"""Notes, waves, translations, frames and pseudonyms."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "frame",
        sa.Column("attribute", sa.String(length=64), nullable=False),
        sa.Column("group", sa.String(length=128), nullable=False),
        sa.Column("sought", sa.Integer(), nullable=True),
        sa.Column("reached", sa.Integer(), nullable=True),
        sa.Column("declined", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("attribute", "group", name=op.f("pk_frame")),
    )
    op.create_table(
        "pseudonym",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("replacement", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pseudonym")),
    )
    op.create_table(
        "note",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_note_document_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_document_id"), ["document_id"], unique=False)

    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.add_column(sa.Column("language", sa.String(length=8), server_default="", nullable=False))

    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.add_column(sa.Column("wave", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("prompt", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("prompt_valence", sa.String(length=32), server_default="", nullable=False))
        batch_op.add_column(sa.Column("institutional", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("translated_from", sa.String(length=8), server_default="", nullable=False))
        batch_op.add_column(sa.Column("translation_of", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("translator", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("recording", sa.Text(), server_default="", nullable=False))

    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.add_column(sa.Column("size", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("documents", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("kept", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("set_aside", sa.JSON(), server_default="{}", nullable=False))

    with op.batch_alter_table("teller", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_group", sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table("turn", schema=None) as batch_op:
        batch_op.add_column(sa.Column("quotes", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("question", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("language", sa.String(length=8), server_default="", nullable=False))
