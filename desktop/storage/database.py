"""The one door to SQLCipher: plain calls with rows as tuples, and its errors turned into ours.

Rules this module keeps:

* ``sqlcipher3`` is imported here and nowhere else on the desktop; the standard library's ``sqlite3`` never;
* every error that leaves is of ``errors.py``; a mistake in our SQL stays what it is (a bug);
* a transaction is ``BEGIN IMMEDIATE`` to ``COMMIT``, with the settings that make it durable looked at first;
* the key is handed over as hexadecimal text in a bytearray that is filled in place and wiped;
* no row leaves before it is known that no damaged page was among those it was read from: SQLCipher gives a damaged
  page as zeros and says so only when the next page is asked for, or by ``cipher_status``;
* once a page was read under the key, whatever does not open is damage, and after damage the engine refuses to write:
  that is said as damage too, and not as a wrong key or a fault of the drive.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from sqlcipher3 import dbapi2 as sqlcipher  # type: ignore[import-untyped]  # it has no types; what we use of it is _Driver

from desktop.storage.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseKeyWrong,
    DiskFull,
    DriveFault,
    NotDurable,
    StorageError,
)

Value: TypeAlias = int | float | str | bytes | None
Row: TypeAlias = tuple[Any, ...]
KEY_BYTES = 32
ENGINE_VERSION: tuple[int, ...] = tuple(sqlcipher.sqlite_version_info)
WAIT_SECONDS = 2.0
_NEARLY_FULL = 256 * 1024  # bytes free under which an input/output error means a full drive
_STEP = 256  # pages copied between two calls of tick: 2 MiB
_HEX = b"0123456789abcdef"
_INPUT_OUTPUT, _FULL = 10, 13
_READONLY, _CORRUPT, _NOT_A_DATABASE = 8, 11, 26
_OURS: dict[int | None, tuple[type[StorageError], str]] = {
    3: (DriveFault, "the database file may not be written"),  # PERM
    5: (DatabaseBusy, "the database is in use"),  # BUSY
    6: (DatabaseBusy, "the database is in use"),  # LOCKED
    8: (DriveFault, "the database file may not be written"),  # READONLY
    _INPUT_OUTPUT: (DriveFault, "the drive did not read or write"),  # IOERR
    11: (DatabaseDamaged, "a page of the database does not hold"),  # CORRUPT
    _FULL: (DiskFull, "no room on the drive"),  # FULL
    14: (DriveFault, "the database file cannot be opened"),  # CANTOPEN
    26: (DatabaseKeyWrong, "the database does not open with this key"),  # NOTADB
}
_SAID = {  # the driver's backup gives SQLite's words without the code
    "database or disk is full": _FULL,
    "disk I/O error": _INPUT_OUTPUT,
    "database disk image is malformed": 11,
    "file is not a database": 26,
    "database is locked": 5,
    "attempt to write a readonly database": 8,
}


class _Driver(Protocol):
    """What we use of a ``sqlcipher3`` connection."""

    in_transaction: bool

    def execute(self, sql: str, parameters: Sequence[Value] = ..., /) -> Any: ...  # noqa: ANN401 - untyped driver
    def executemany(self, sql: str, parameters: Iterable[Sequence[Value]], /) -> Any: ...  # noqa: ANN401 - untyped driver
    def set_key(self, key: bytearray, /) -> None: ...
    def backup(self, target: Any, /, *, pages: int = ..., progress: Callable[[int, int, int], None] = ...) -> None: ...  # noqa: ANN401 - untyped driver
    def close(self) -> None: ...


class Database:
    """One connection. Made and used on one thread."""

    def __init__(self, path: Path) -> None:
        """Open the file of ``path`` without a key: nothing is read from it yet."""
        self.path = path
        self._wanted: dict[str, Value] = {}
        self._closed = False
        self._key_fits = self._damaged = False
        with self._translated():
            self._driver: _Driver = sqlcipher.connect(str(path), timeout=WAIT_SECONDS, isolation_level=None)

    def use_key(self, key: bytearray) -> None:
        """Give the raw key (32 bytes) to SQLCipher; the text made from it is wiped, ``key`` itself is not touched."""
        if len(key) != KEY_BYTES or not any(key):
            raise RuntimeError("the database key is wiped or of the wrong length")
        text = bytearray(2 * KEY_BYTES + 3)
        text[0:2], text[-1:] = b"x'", b"'"
        for place, byte in enumerate(key):
            text[2 + 2 * place] = _HEX[byte >> 4]
            text[3 + 2 * place] = _HEX[byte & 15]
        try:
            with self._translated():
                self._driver.set_key(text)
        finally:
            text[:] = bytes(len(text))

    def key_fits(self) -> None:
        """A page was read under the key: from now on, one that does not open is a damaged one."""
        self._key_fits = True

    def damage_found(self) -> None:
        """A check found damage: from now on, a refusal to write is put down to it."""
        self._damaged = True

    def hold_to(self, settings: dict[str, Value]) -> None:
        """Look at these pragmas now and before every transaction; ``NotDurable`` when one reads otherwise."""
        self._wanted = dict(settings)
        self.check_settings()

    def check_settings(self) -> None:
        """Raise ``NotDurable`` unless every setting reads as it was wanted."""
        for name, wanted in self._wanted.items():
            if str(self.pragma(name)) != str(wanted):  # SQLCipher gives some numbers as text
                raise NotDurable(f"the connection's {name} is not as the vault format says")

    def pragma(self, name: str) -> Value:
        """The value of a pragma that gives one."""
        found = self.one(f"PRAGMA {name}")
        value: Value = found[0] if found else None
        return value

    def run(self, sql: str, parameters: Sequence[Value] = ()) -> int:
        """Run one statement; return how many rows it changed."""
        with self._translated():
            return int(self._driver.execute(sql, parameters).rowcount)

    def insert(self, sql: str, parameters: Sequence[Value] = ()) -> int:
        """Run one INSERT; return the new row's number."""
        with self._translated():
            return int(self._driver.execute(sql, parameters).lastrowid)

    def run_many(self, sql: str, parameters: Iterable[Sequence[Value]]) -> None:
        with self._translated():
            self._driver.executemany(sql, parameters)

    def rows(self, sql: str, parameters: Sequence[Value] = ()) -> list[Row]:
        """All rows of a query."""
        with self._translated():
            found: list[Row] = self._driver.execute(sql, parameters).fetchall()
        self._check_pages_read()
        return found

    def one(self, sql: str, parameters: Sequence[Value] = ()) -> Row | None:
        """The first row of a query, or None."""
        with self._translated():
            found: Row | None = self._driver.execute(sql, parameters).fetchone()
        self._check_pages_read()
        return found

    @property
    def closed(self) -> bool:
        return self._closed

    @property
    def in_transaction(self) -> bool:
        return self._driver.in_transaction

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything run inside is durable together when the block ends, or undone when it raises."""
        if self.in_transaction:
            raise RuntimeError("a transaction is open already")
        self.check_settings()
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self._check_pages_read()
            self.run("COMMIT")
        except BaseException:
            self._undo()
            raise

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """Everything run inside is undone when the block ends."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            self._undo()

    def copy_to(self, target: Database, tick: Callable[[int, int], None] | None = None) -> None:
        """Copy the whole database, page by page, into ``target`` (its own key already given).

        ``tick`` gets pages done and pages in all from time to time; what it raises breaks the copy off.
        """
        with self._translated(), target._translated():
            if tick is None:
                self._driver.backup(target._driver, pages=-1)
            else:
                tell = tick
                self._driver.backup(
                    target._driver, pages=_STEP, progress=lambda _, left, total: tell(total - left, total)
                )

    def become(self, other: Database) -> None:
        """Go on as ``other``: whoever holds this one uses that connection from now on. This one is closed."""
        if not self._closed or other._closed:
            raise RuntimeError("only a closed connection becomes another, open one")
        self.path, self._driver, self._wanted = other.path, other._driver, other._wanted
        self._key_fits, self._damaged, self._closed = other._key_fits, other._damaged, False

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the file and cut it to nothing."""
        busy, _, _ = self.rows("PRAGMA wal_checkpoint(TRUNCATE)")[0]
        if busy:
            raise DatabaseBusy("the write-ahead log is in use")

    def close(self) -> None:
        """Close the connection. Doing it again does nothing."""
        if not self._closed:
            self._closed = True
            self._driver.close()

    def _check_pages_read(self) -> None:
        if self._key_fits and str(self._driver.execute("PRAGMA cipher_status").fetchone()[0]) != "1":
            self._damaged = True
            raise DatabaseDamaged("a page of the database does not hold")

    def _undo(self) -> None:
        if self.in_transaction:  # SQLite itself rolls back on some errors
            try:
                self.run("ROLLBACK")
            except StorageError:
                self.close()  # the journal file does the rest at the next opening

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlcipher.Error as fault:
            known = self._as_ours(getattr(fault, "sqlite_errorcode", None) or _SAID.get(str(fault)))
            if known is None:
                raise
            raise known from fault

    def _as_ours(self, code: int | None) -> StorageError | None:
        primary = None if code is None else code & 0xFF  # https://sqlite.org/rescode.html
        if primary == _INPUT_OUTPUT and self._nearly_full():
            primary = _FULL
        if (primary == _NOT_A_DATABASE and self._key_fits) or (primary == _READONLY and self._damaged):
            primary = _CORRUPT
        self._damaged = self._damaged or primary == _CORRUPT
        known = _OURS.get(primary)
        return None if known is None else known[0](known[1])

    def _nearly_full(self) -> bool:
        try:
            return shutil.disk_usage(self.path.parent).free < _NEARLY_FULL
        except OSError:
            return False
