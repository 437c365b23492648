"""What a large record book costs a person: saving, searching as one types, a long page, the duplicate check, rebuilding.

Rules this module keeps: every figure has its bar; medians count, and for searching also the slowest twentieth; nothing is asked twice
in a row; what writes (saving, rebuilding) comes last, and a rebuilding measures a copy.
"""

from __future__ import annotations

import itertools
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from benchmarks import to_today
from benchmarks.books import concern
from benchmarks.corpus import CONCERNS, Corpus, corpus
from benchmarks.timing import Measured, clocked, in_turns
from desktop.domain.records import ChildEntry
from desktop.services.session import Session
from desktop.storage.connection import connect
from desktop.storage.search import SearchIndex
from desktop.storage.store import Store

TEXT_SQL = (
    "CREATE VIRTUAL TABLE search USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')",
    "INSERT INTO search (search, rank) VALUES ('pgsz', 3900)",
    "INSERT INTO search (search, rank) VALUES ('secure-delete', 1)",
)  # as the first migration makes it


@dataclass(frozen=True, slots=True)
class Figure:
    """One value in ``unit``; ``bar`` is the most allowed, or with ``least`` the least."""

    name: str
    value: float
    unit: str
    bar: float
    least: bool = False

    @property
    def held(self) -> bool:
        return self.value >= self.bar if self.least else self.value <= self.bar

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.value:.3g} {self.unit}  bar {'at least ' if self.least else ''}{self.bar:g}: "
            f"{'held' if self.held else 'NOT HELD'}"
        )


def measure(times: int, concerns: int = CONCERNS) -> list[Measured]:
    """All figures for the book with so many concerns, which is made first where it is not there."""
    book = corpus(concerns)
    session = book.unlock()
    try:
        found: list[Measured] = [*searching(session, book), *reading(session, times)]
        texts, size = _words_of(session), _bytes_of_one(session)
        found.append(saving(session, times, texts, size))
    finally:
        session.lock()
    found += rebuilding(book)
    found.append(to_today.measure(book.home, concerns, times))
    return found


def searching(session: Session, book: Corpus) -> list[Figure]:
    """The first page of what the search box asks, for each text of the corpus's lists, in random order."""
    asked = [
        (kind, text)
        for kind, texts in (
            ("common", book.common),
            ("rare", book.rare),
            ("prefix", book.prefixes),
            ("name", book.names),
        )
        for text in texts
    ]
    random.Random(2026).shuffle(asked)
    session.finding.find(book.names[0])
    taken = [(kind, _ms(partial(session.finding.find, text))) for kind, text in asked]
    each = [
        Figure(f"search as you type, {kind}", statistics.median(ms for one, ms in taken if one == kind), "ms", 50)
        for kind in ("common", "rare", "prefix", "name")
    ]
    every = sorted(ms for _, ms in taken)
    return [
        *each,
        Figure("search as you type, all", statistics.median(every), "ms", 50),
        Figure("search as you type, slowest twentieth", every[int(len(every) * 0.95)], "ms", 100),
    ]


def reading(session: Session, times: int) -> list[Figure]:
    """A child with 2,000 records, and the check before a child is added."""
    longest = session.children.search("", "-concerns")[0]
    new = ChildEntry(given_names="Mohammed", family_name="Pellow", born="2016-04-05", postcode="ZY4 2AF")
    return [
        Figure(
            "a child with 2,000 records opens",
            _median(lambda: session.children.page(longest.id), min(times, 7)),
            "ms",
            200,
        ),
        Figure("duplicate check", _median(lambda: session.children.likely_duplicates(new), times), "ms", 100),
    ]


def saving(session: Session, times: int, texts: Sequence[str], size: int) -> Figure:
    """One concern saved, against a bare commit of as many bytes beside an index of the same words."""
    children, number = itertools.cycle(row.id for row in session.children.search("")), itertools.count()
    with tempfile.TemporaryDirectory() as folder:
        plain = connect(Path(folder) / "plain.db", bytearray(b"k" * 32), create=True, migrations=())
        plain.run("CREATE TABLE kept (id INTEGER PRIMARY KEY, body TEXT)")
        for sql in TEXT_SQL:
            plain.run(sql)
        with plain.transaction():
            plain.run_many("INSERT INTO search (text) VALUES (?)", [(text,) for text in texts])

        def bare() -> None:
            with plain.transaction():
                plain.run("INSERT INTO kept (body) VALUES (?)", ("x" * size,))
                plain.run("INSERT INTO search (text) VALUES (?)", (texts[-1],))

        taken = in_turns(
            {
                "ours": lambda: clocked(lambda: session.concerns.record(next(children), concern(next(number)))),
                "bare": lambda: clocked(bare),
            },
            times,
        )
        plain.close()
    said = f"save ({taken['ours'] * 1e3:.3g} ms to {taken['bare'] * 1e3:.3g} ms, {size} bytes), signed"
    return Figure(said, taken["ours"] / taken["bare"], "x a bare commit", 2)


def rebuilding(book: Corpus) -> list[Figure]:
    """Statements a second, without the search and with it, over a copy of the book."""
    with tempfile.TemporaryDirectory(dir=book.home.parent) as folder:
        copied = Path(folder) / "home"
        shutil.copytree(book.home, copied)
        session = replace(book, home=copied).unlock()
        try:
            store = _store(session)
            statements = len(store.all_tokens())
            whole = clocked(store.rebuild_views)
            put, add = SearchIndex.put, SearchIndex.add
            SearchIndex.add = _no_texts  # type: ignore[method-assign]  # the product has no views without a search
            SearchIndex.put = _no_search  # type: ignore[method-assign]  # the product has no views without a search
            try:
                bare = clocked(store.rebuild_views)
            finally:
                SearchIndex.add = add  # type: ignore[method-assign]  # as it was
                SearchIndex.put = put  # type: ignore[method-assign]  # as it was
        finally:
            session.lock()
    return [
        Figure("views rebuilt without search", statements / bare, "statements/s", 5000, least=True),
        Figure("views rebuilt with search", statements / whole, "statements/s", 2000, least=True),
    ]


def _no_texts(self: SearchIndex, texts: Collection[tuple[int, int, str]]) -> None:
    """Puts no words anywhere."""


def _no_search(self: SearchIndex, row: int, child: int, text: str) -> None:
    """Puts no words anywhere."""


def _store(session: Session) -> Store:
    store = session.book.store
    assert isinstance(store, Store)
    return store


def _words_of(session: Session) -> list[str]:
    rows = _store(session).database.rows("SELECT text FROM search ORDER BY rowid")
    return [text for (text,) in rows]


def _bytes_of_one(session: Session) -> int:
    """What the newest concern takes: its token, its content and its folded record."""
    rows = _store(session).database.rows(
        "SELECT length(CAST(s.token AS BLOB)) + length(CAST(d.content AS BLOB)) + length(CAST(r.folded AS BLOB)) FROM statement s"
        " JOIN said d ON d.row = s.row JOIN statement_about a ON a.statement = s.row AND a.place = 0 JOIN record r ON r.id = a.record"
        " WHERE s.kind = 'concern.recorded' ORDER BY s.row DESC LIMIT 1"
    )
    return int(rows[0][0])


def _median(do: Callable[[], object], times: int) -> float:
    do()
    return statistics.median(_ms(do) for _ in range(times))


def _ms(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return (time.perf_counter() - began) * 1e3
