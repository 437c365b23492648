"""Saving, searching and opening, over a real record book with 2,000 concerns, against the least SQLCipher work that could do it."""

from __future__ import annotations

import itertools
import random
import tempfile
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher  # type: ignore[import-untyped]  # it has no types

from benchmarks.books import CHEAP, FAMILY, GIVEN, PASSPHRASE, concern, fill, new_book
from benchmarks.timing import Result, compare
from desktop.books import LocalBooks
from desktop.vault.passphrases import derive

KEY = b"k" * 32
WORDS = "two round marks and one straight red line on the left arm " * 8
BODY = "x" * 2000


def measure(times: int, concerns: int) -> list[Result]:
    """Save one concern, search, and unlock to Today."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        session = new_book(home, CHEAP)
        children = fill(session, concerns)
        plain = _plain(home / "plain.db", concerns)
        number = itertools.count()
        results = [
            compare(
                "save a concern, signed, folded and searchable",
                "one SQLCipher commit of 2 kB",
                lambda: session.concerns.record(children[0], concern(next(number))),
                lambda: _commit(plain),
                times,
            ),
            compare(
                f"search children among {concerns} concerns",
                "one SQLCipher full text query",
                lambda: session.children.search("Pellow"),
                lambda: plain.execute("SELECT rowid FROM words WHERE words MATCH 'pellow*' LIMIT 50").fetchall(),
                times,
            ),
        ]
        session.lock()
        plain.close()
        results.append(_unlock_to_today(home, concerns, times))
    return results


def _unlock_to_today(home: Path, concerns: int, times: int) -> Result:
    books = LocalBooks(home, kdf=CHEAP)
    place = books.known()[0]

    def ours() -> None:
        session = books.unlock(place, PASSPHRASE)
        session.today.page()
        session.lock()

    def plain() -> None:
        derive(PASSPHRASE, bytes(16), CHEAP)
        database = _open(home / "plain.db")
        database.execute("SELECT body FROM rows LIMIT 50").fetchall()
        database.close()

    return compare(
        f"unlock to Today with {concerns} concerns",
        "the same key derivation, SQLCipher opened and 50 rows read",
        ours,
        plain,
        times,
    )


def _plain(path: Path, rows: int) -> Any:
    """A bare SQLCipher database with as many rows, and as durable."""
    database = _open(path)
    for setting in ("journal_mode=WAL", "synchronous=FULL"):
        database.execute(f"PRAGMA {setting}").fetchall()
    database.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, body TEXT)")
    database.execute("CREATE VIRTUAL TABLE words USING fts5 (text)")
    database.execute("BEGIN")
    database.executemany("INSERT INTO rows (body) VALUES (?)", ((BODY,) for _ in range(rows)))
    dice = random.Random(2026)
    names = (f"{dice.choice(GIVEN)} {dice.choice(FAMILY)} {WORDS}" for _ in range(rows))
    database.executemany("INSERT INTO words (text) VALUES (?)", ((name,) for name in names))
    database.execute("COMMIT")
    return database


def _open(path: Path) -> Any:
    database = sqlcipher.connect(str(path), isolation_level=None)
    database.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    database.execute("PRAGMA cipher_page_size = 8192")
    return database


def _commit(database: Any) -> None:
    database.execute("INSERT INTO rows (body) VALUES (?)", (BODY,))  # durable by itself
