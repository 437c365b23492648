"""Which attachments a logged waybill names, so that its recipients may fetch them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "attachments",
        sa.Column("attachment", sa.Text, primary_key=True),
        sa.Column("position", sa.Integer, sa.ForeignKey("log.position"), primary_key=True),
        sa.Column("size", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
