"""What each export was made from, what was asked for, and what it said."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Change the tables."""
    with op.batch_alter_table("export", schema=None) as batch_op:
        batch_op.add_column(sa.Column("run", sa.JSON(), server_default="{}", nullable=False))
