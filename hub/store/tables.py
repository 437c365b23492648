"""The hub's tables, as SQLAlchemy Core. ``hub/migrations`` makes them; a test compares the two.

Rules this module keeps:

* no table holds a child's name or any plaintext: waybills, digests, sizes, times, device ids, the directory;
* ``tree`` holds the complete subtrees of the log's Merkle tree, ``head`` its size and root; both grow with ``log``;
* ``log`` only grows, and its ``position`` is given in commit order, so a mailbox cursor never skips a bundle;
* times are whole seconds of UTC.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()

log = Table(
    "log",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("payload_digest", Text, nullable=False, unique=True),  # hex SHA-256 of the waybill's DSSE payload
    Column("bundle", Text, nullable=False, unique=True),
    Column("sender", Text, nullable=False),
    Column("waybill", LargeBinary, nullable=False),
    Column("sealed_digest", Text, nullable=False),
    Column("sealed_size", Integer, nullable=False),
    Column("received_at", Integer, nullable=False),
    Column("expired_at", Integer),  # when the sealed part was let go; the row stays
)

tree = Table(
    "tree",
    metadata,
    Column("level", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("hash", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

head = Table(
    "head",
    metadata,
    Column("id", Integer, primary_key=True),  # one row
    Column("size", Integer, nullable=False),
    Column("root", LargeBinary, nullable=False),
    Column("signed_at", Integer, nullable=False),  # about when a checkpoint was signed last: no letter comes before it
)

mailbox = Table(
    "mailbox",
    metadata,
    Column("device", Text, primary_key=True),
    Column("position", Integer, ForeignKey("log.position"), primary_key=True),
    sqlite_with_rowid=False,
)

attachments = Table(
    "attachments",
    metadata,
    Column("attachment", Text, primary_key=True),  # hex SHA-256 of its bytes
    Column("position", Integer, ForeignKey("log.position"), primary_key=True),
    Column("size", Integer, nullable=False),
    sqlite_with_rowid=False,
)

acknowledgements = Table(
    "acknowledgements",
    metadata,
    Column("device", Text, primary_key=True),
    Column("upto", Integer, nullable=False),
    Column("at", Integer, nullable=False),
)

directories = Table(
    "directories",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("packed", LargeBinary, nullable=False),
    Column("at", Integer, nullable=False),
)

nonces = Table(
    "nonces",
    metadata,
    Column("device", Text, primary_key=True),
    Column("nonce", Text, primary_key=True),
    Column("until", Integer, nullable=False),
    sqlite_with_rowid=False,
)

invitations = Table(
    "invitations",
    metadata,
    Column("token_digest", Text, primary_key=True),  # hex SHA-256 of the one-time token
    Column("administrator", Text, nullable=False),
    Column("expires", Integer, nullable=False),
    Column("request", LargeBinary),  # the joining request left under it
    Column("requested_at", Integer),
)

log_sender = Index("log_sender", log.c.sender)
nonces_until = Index("nonces_until", nonces.c.until)
