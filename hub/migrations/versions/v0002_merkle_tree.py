"""The log's Merkle tree and the root it had last; receipts are made from it when they are asked for."""

from __future__ import annotations

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tree. A log that has rows already has no root here, and is refused when the hub starts."""
    op.create_table(
        "tree",
        sa.Column("level", sa.Integer, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    head = op.create_table(
        "head",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("root", sa.LargeBinary, nullable=False),
        sa.Column("signed_at", sa.Integer, nullable=False),
    )
    op.bulk_insert(head, [{"id": 1, "size": 0, "root": hashlib.sha256(b"").digest(), "signed_at": 0}])
    op.drop_column("log", "receipt")
    op.add_column("log", sa.Column("expired_at", sa.Integer))
    op.create_index("log_sender", "log", ["sender"])
