"""Opening ``vault.db`` exactly as the vault format says (docs/spec/vault-v1.md, "Database").

Rules this module keeps:

* an engine older than 3.51.3 is refused: its WAL can lose committed writes;
* every setting is read back, and those that durability rests on are looked at again before every transaction;
* a missing file, a wrong key, a damaged file and a newer schema are four different errors, found before anything is written;
* nothing is ever written in clear: a key is given before the first page is touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop.storage import migrate
from desktop.storage.database import ENGINE_VERSION, Database, Value
from desktop.storage.errors import DatabaseDamaged, DatabaseKeyWrong, DatabaseMissing, EngineTooOld
from desktop.storage.page_check import PAGE_BYTES, any_page_fits

DATABASE_NAME = "vault.db"
OLDEST_ENGINE = (3, 51, 3)
_SETTINGS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "temp_store=MEMORY",
    "secure_delete=ON",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "cache_size=-4096",
)
READ_BACK: dict[str, Value] = {
    "journal_mode": "wal",
    "synchronous": 2,
    "temp_store": 2,
    "secure_delete": 1,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "cache_size": -4096,
    "cipher_page_size": PAGE_BYTES,
    "page_size": PAGE_BYTES,
}
HELD_TO: dict[str, Value] = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}


def connect(
    path: Path,
    key: bytearray,
    *,
    create: bool = False,
    guard_memory: bool = False,
    engine: Sequence[int] = ENGINE_VERSION,
    migrations: Sequence[migrate.Migration] | None = None,
) -> Database:
    """Return an open database of the newest schema.

    ``key`` is 32 raw bytes and is left as it is. ``create`` makes a file that must not be there. ``guard_memory`` is
    SQLCipher's locked memory, 9.5 times slower on bulk work. Raises ``EngineTooOld``, ``DatabaseMissing``,
    ``DatabaseKeyWrong``, ``DatabaseDamaged``, ``DatabaseTooNew``, ``DatabaseBusy``, ``DiskFull``, ``DriveFault``.
    """
    if tuple(engine) < OLDEST_ENGINE:
        raise EngineTooOld("the SQLite of this build is too old")
    steps = migrate.shipped() if migrations is None else tuple(migrations)
    if create:
        if path.exists():
            raise RuntimeError("there is a database already")
        path.touch(mode=0o600)
    elif not path.is_file():
        raise DatabaseMissing("there is no database beside the keys")
    database = open_keyed(path, key, guard_memory=guard_memory)
    try:
        _check_pages(database, key, create=create)
        migrate.refuse_newer(database, steps)
        _set_up(database)
        migrate.bring_up(database, key, steps, open_keyed)
    except BaseException:
        database.close()
        raise
    return database


def open_keyed(path: Path, key: bytearray, *, guard_memory: bool = False) -> Database:
    """Return a connection with its key and cipher settings, before its first page is read."""
    database = Database(path)
    try:
        database.use_key(key)
        database.run("PRAGMA cipher_log_level=NONE")
        database.run(f"PRAGMA cipher_page_size={PAGE_BYTES}")
        if guard_memory:
            database.run("PRAGMA cipher_memory_security=ON")
    except BaseException:
        database.close()
        raise
    return database


def _set_up(database: Database) -> None:
    for setting in _SETTINGS:
        database.rows(f"PRAGMA {setting}")
    database.hold_to(READ_BACK)
    database.hold_to(HELD_TO)


def _check_pages(database: Database, key: bytearray, *, create: bool) -> None:
    """Read the first page; tell a wrong key from a damaged file; see that the file is as long as it says."""
    path = database.path
    try:
        database.rows("SELECT count(*) FROM sqlite_schema")
    except DatabaseKeyWrong as closed:
        if any_page_fits(path, key):
            raise DatabaseDamaged("the database's first page does not hold") from closed
        raise
    database.key_fits()
    if create:
        return
    size = path.stat().st_size
    log = path.with_name(path.name + "-wal")
    if size == 0 and not (log.exists() and log.stat().st_size):
        raise DatabaseDamaged("the database file is empty")
    pages = database.pragma("page_count")
    settled = not log.exists() or log.stat().st_size == 0  # pages may still wait in the log
    if settled and isinstance(pages, int) and size != pages * PAGE_BYTES:
        raise DatabaseDamaged("the database file is cut short")
