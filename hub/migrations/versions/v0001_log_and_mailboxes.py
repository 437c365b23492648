"""The log of waybills, the mailboxes, and what joining needs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "log",
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("payload_digest", sa.Text, nullable=False, unique=True),
        sa.Column("bundle", sa.Text, nullable=False, unique=True),
        sa.Column("sender", sa.Text, nullable=False),
        sa.Column("waybill", sa.LargeBinary, nullable=False),
        sa.Column("sealed_digest", sa.Text, nullable=False),
        sa.Column("sealed_size", sa.Integer, nullable=False),
        sa.Column("received_at", sa.Integer, nullable=False),
        sa.Column("receipt", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "mailbox",
        sa.Column("device", sa.Text, primary_key=True),
        sa.Column("position", sa.Integer, sa.ForeignKey("log.position"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "acknowledgements",
        sa.Column("device", sa.Text, primary_key=True),
        sa.Column("upto", sa.Integer, nullable=False),
        sa.Column("at", sa.Integer, nullable=False),
    )
    op.create_table(
        "directories",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("packed", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.Integer, nullable=False),
    )
    op.create_table(
        "nonces",
        sa.Column("device", sa.Text, primary_key=True),
        sa.Column("nonce", sa.Text, primary_key=True),
        sa.Column("until", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("nonces_until", "nonces", ["until"])
    op.create_table(
        "invitations",
        sa.Column("token_digest", sa.Text, primary_key=True),
        sa.Column("administrator", sa.Text, nullable=False),
        sa.Column("expires", sa.Integer, nullable=False),
        sa.Column("request", sa.LargeBinary),
        sa.Column("requested_at", sa.Integer),
    )
