"""One record beside concerns: read it, and go on from it. No Qt.

Rules this module keeps: reading writes who opened the record (the service does that); the page reads again when its record changes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from desktop.domain.statements import Changes
from desktop.services.entry_pages import EntryPage
from desktop.ui.entries.screen import EntryScreen, entry_screen
from desktop.ui.messages import Said, say
from desktop.ui.tasks import Runs


class EntryView(Protocol):
    def show_entry(self, screen: EntryScreen) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class Reads(Protocol):
    def page(self, record: str) -> EntryPage: ...


@dataclass(frozen=True, slots=True)
class EntryRoutes:
    """``amend`` gets the record and a field or blank, ``step`` the record and the step."""

    amend: Callable[[str, str], None]
    step: Callable[[str, str], None]
    child: Callable[[str], None]


class EntryPresenter:
    """Shows one record."""

    def __init__(
        self, view: EntryView, entries: Reads, tasks: Runs, routes: EntryRoutes, now: Callable[[], datetime]
    ) -> None:
        self._view, self._entries, self._tasks, self._routes, self._now = view, entries, tasks, routes, now
        self._record = self._child = ""

    def open(self, record: str) -> None:
        self._record = record
        self._read()

    def changed(self, changes: Changes) -> None:
        if self._record in changes.records:
            self._read()

    def amend(self, field: str) -> None:
        self._routes.amend(self._record, field)

    def step(self, step: str) -> None:
        self._routes.step(self._record, step)

    def child(self) -> None:
        self._routes.child(self._child)

    def _read(self) -> None:
        record = self._record

        def then(page: EntryPage) -> None:
            self._child = page.child
            self._view.show_entry(entry_screen(page, self._now()))

        self._tasks.run(lambda: self._entries.page(record), then, self._failed)

    def _failed(self, error: Exception) -> None:
        self._view.show_failure(say(error))
