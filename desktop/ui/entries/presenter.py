"""One record beside concerns: read it, and go on from it. No Qt.

Rules this module keeps: reading writes who opened the record (the service does that); the page reads again when its record changes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from desktop.domain.dates import LONDON
from desktop.domain.statements import Changes
from desktop.services.pages.entries import EntryPage
from desktop.ui.entries.screen import EntryScreen, entry_screen
from desktop.ui.language import tr
from desktop.ui.messages import Said, say
from desktop.ui.private_file import write_private
from desktop.ui.tasks import Runs


class EntryView(Protocol):
    def show_entry(self, screen: EntryScreen) -> None: ...
    def show_exported(self, title: str, said: str, *, delete: bool) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class Reads(Protocol):
    def page(self, record: str) -> EntryPage: ...


class Prints(Protocol):
    def entry_pdf(self, record: str) -> bytes: ...


@dataclass(frozen=True, slots=True)
class EntryRoutes:
    """``amend`` gets the record and a field or blank, ``step`` the record and the step."""

    amend: Callable[[str, str], None]
    step: Callable[[str, str], None]
    child: Callable[[str], None]


class EntryPresenter:
    """Shows one record."""

    def __init__(
        self,
        view: EntryView,
        entries: Reads,
        tasks: Runs,
        routes: EntryRoutes,
        now: Callable[[], datetime],
        papers: Prints,
    ) -> None:
        self._view, self._entries, self._tasks, self._routes, self._now = view, entries, tasks, routes, now
        self._papers = papers
        self._record = self._child = ""
        self._saved: Path | None = None

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

    def proposed_file_name(self) -> str:
        """A file name that says nothing about the child."""
        return f"record-{self._now().astimezone(LONDON).date().isoformat()}.pdf"

    def print(self, place: Path) -> None:
        """Write the record as PDF to ``place``. That it was copied is a statement before the file exists."""
        record = self._record

        def then(_: None) -> None:
            self._saved = place
            said = tr(
                "It is saved as {file}. It is not locked: whoever opens your account on this computer can read it. Keep it as you would keep paper. That it was printed is now part of the record.",
                file=place,
            )
            self._view.show_exported(tr("Record saved"), said, delete=True)

        self._tasks.run(lambda: write_private(place, self._papers.entry_pdf(record)), then, self._failed)

    def delete_file(self) -> None:
        """Remove the file that was saved here."""
        if (file := self._saved) is not None:
            self._tasks.run(lambda: file.unlink(missing_ok=True), lambda _none: self._deleted(), self._failed)

    def _deleted(self) -> None:
        self._saved = None
        self._view.show_exported(tr("The file is deleted"), tr("What was printed from it stays paper."), delete=False)

    def _read(self) -> None:
        record = self._record

        def then(page: EntryPage) -> None:
            self._child = page.child
            self._view.show_entry(entry_screen(page, self._now()))

        self._tasks.run(lambda: self._entries.page(record), then, self._failed)

    def _failed(self, error: Exception) -> None:
        self._view.show_failure(say(error))
