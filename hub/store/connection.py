"""Opening the hub's database: SQLAlchemy over SQLCipher, with the pragmas that make a commit a promise.

Rules this module keeps:

* WAL and ``synchronous=FULL``: what is committed is on the disk;
* SQLite older than 3.51.3 is refused, because its WAL could lose committed writes;
* transactions are begun by us: ``BEGIN IMMEDIATE`` for the writer, ``BEGIN`` for readers, so that a log index is given
  under the write lock and a reader sees one state.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, NullPool, QueuePool, create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DatabaseError

from hub.errors import HubDamaged, SqliteTooOld
from hub.store.driver import sqlcipher

OLDEST_SQLITE = (3, 51, 3)
BUSY_SECONDS = 30.0
PRAGMAS = (
    "PRAGMA cipher_log_level = NONE",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
)


def refuse_old_sqlite(version: tuple[int, ...]) -> None:
    """Raise SqliteTooOld for a SQLite that can lose committed writes (sqlite.org/wal.html, WAL-reset bug)."""
    if version < OLDEST_SQLITE:
        raise SqliteTooOld("this SQLite can lose committed writes; 3.51.3 or newer is needed")


def open_engine(path: Path, key: bytes, *, writing: bool) -> Engine:
    """Make an engine on the database at ``path`` (made when missing). ``key``: 32 raw bytes.

    Raises SqliteTooOld; HubDamaged when the file is not our database or the key does not fit.
    """
    refuse_old_sqlite(tuple(sqlcipher.sqlite_version_info))

    def connect() -> Any:  # noqa: ANN401 - the driver has no types
        connection = sqlcipher.connect(str(path), timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        secret = bytearray(b"x'" + key.hex().encode("ascii") + b"'")
        connection.set_key(secret)
        secret[:] = bytes(len(secret))
        for pragma in PRAGMAS:
            connection.execute(pragma).fetchall()
        return connection

    pool: type[Any] = NullPool if writing else QueuePool
    engine = create_engine("sqlite://", creator=connect, module=sqlcipher, poolclass=pool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    try:
        with engine.begin() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").fetchall()
    except (DatabaseError, sqlcipher.DatabaseError) as fault:
        engine.dispose()
        raise HubDamaged("the hub's database cannot be read with the hub's key") from fault
    return engine
