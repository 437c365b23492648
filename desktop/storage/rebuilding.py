"""Views made anew from the journal, however large it is.

Rules this module keeps:

* it is done in many small transactions, so that neither memory nor the log grows with the book;
* before the first of them the views are marked as unfinished, and after the last as this version's: a run that was broken off, by a
  kill or a power cut, goes on where it was when the book opens next, before anything is read or written;
* what statements say is kept when another version folds, because it was decoded when they came; a repair decodes every token again;
* nothing that a person wrote is touched: the journal is read, and only views are written.
"""

from __future__ import annotations

from collections.abc import Iterator

from desktop.storage.database import Database
from desktop.storage.desk_drawer import DeskDrawer
from desktop.storage.journal import Journal
from desktop.storage.views import CHUNK, MANY, Views

FOLD_VERSION = 8
"""Raise it with every change of what a view holds or of how it is folded: books of the version before are then folded again when they open.
A change of what ``said`` holds also needs a migration that empties it."""
FOLDED_BY = "folded_by"  # the setting that says which version wrote this book's views, or how far it came


_FROM_TOKENS, _THROWN = (
    "from the tokens",
    "thrown away",
)  # values of FOLDED_BY, beside a version and [version, records done]


class Rebuilding:
    def __init__(self, database: Database, journal: Journal, views: Views, drawer: DeskDrawer) -> None:
        self._database, self._journal, self._views, self._drawer = database, journal, views, drawer

    def go_on(self) -> None:
        """Make the views of this version, where they are of another one or unfinished."""
        held = self._drawer.setting(FOLDED_BY)
        if held == FOLD_VERSION:
            return
        if not isinstance(held, list) or held[0] != FOLD_VERSION:
            self._in_steps(self._throw_away(from_tokens=held == _FROM_TOKENS))
        self._in_steps(self._make())

    def from_tokens(self) -> None:
        """Throw everything away, and read every token again."""
        with self._database.transaction():
            self._drawer.put_setting(FOLDED_BY, _FROM_TOKENS)
        self.go_on()

    def _in_steps(self, steps: Iterator[None]) -> None:
        """Each step in a transaction of its own."""
        going = True
        while going:
            with self._database.transaction():
                going = next(steps, self) is None

    def _throw_away(self, *, from_tokens: bool) -> Iterator[None]:
        while from_tokens and self._journal.forget_said(MANY):
            yield
        self._drawer.put_setting(FOLDED_BY, _THROWN)
        yield from self._views.clear()
        self._drawer.put_setting(FOLDED_BY, [FOLD_VERSION, 0])

    def _make(self) -> Iterator[None]:
        row = 0
        while row := self._journal.say_missing(row, CHUNK):
            yield
        self._journal.find_forks()
        yield
        held = self._drawer.setting(FOLDED_BY)
        assert isinstance(held, list)
        records = self._journal.records()
        for start in range(int(str(held[1])), len(records), CHUNK):
            self._views.refold(records[start : start + CHUNK])
            self._drawer.put_setting(FOLDED_BY, [FOLD_VERSION, start + CHUNK])
            yield
        self._drawer.put_setting(FOLDED_BY, FOLD_VERSION)
