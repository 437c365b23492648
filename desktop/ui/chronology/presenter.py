"""A chronology: choose what is shown, go through it, and take it to paper.

Rules this module keeps:

* what goes to paper is what is shown, all of it and not only the part on the screen, and the paper says what that is;
* the file lies where the person chose, under a name that says nothing, readable by its owner only, and can be deleted from here;
* an answer to a choice that was changed meanwhile is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from desktop.domain.dates import LONDON
from desktop.domain.statements import Changes
from desktop.services.chronology_pages import MOST
from desktop.services.pages.chronology import ChronologyPage, Shown
from desktop.services.pages.fields import Missing
from desktop.ui.chronology.screen import ChronologyScreen, chronology_screen, faults
from desktop.ui.language import tr
from desktop.ui.messages import Said, say
from desktop.ui.private_file import write_private
from desktop.ui.tasks import Runs


class ChronologyView(Protocol):
    def show_busy(self, said: str) -> None: ...
    def show_chronology(self, screen: ChronologyScreen) -> None: ...
    def show_problems(self, problems: Sequence[Missing]) -> None: ...
    def show_fits(self) -> None: ...
    def show_saved(self, title: str, text: str, *, delete: bool) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class ChronologyService(Protocol):
    def page(self, child: str, shown: Shown | None = None, start: int = 0, most: int = MOST) -> ChronologyPage: ...


class PapersService(Protocol):
    def chronology_pdf(self, child_id: str, *, shown: Shown | None = None, maps: bool = False) -> bytes: ...


class ChronologySession(Protocol):
    @property
    def chronology(self) -> ChronologyService: ...
    @property
    def papers(self) -> PapersService: ...
    def now(self) -> datetime: ...


class ChronologyPresenter:
    """One child's chronology."""

    def __init__(
        self, view: ChronologyView, session: ChronologySession, tasks: Runs, go: Callable[[str, str], None]
    ) -> None:
        """``go`` gets a page and the record it is about."""
        self._view, self._session, self._tasks, self._go = view, session, tasks, go
        self._child, self._shown, self._start, self._count = "", Shown(), 0, 0
        self._saved: Path | None = None

    def open(self, child: str) -> None:
        self._child = child
        self._read(Shown(), 0)

    def choose(self, shown: Shown) -> None:
        """Show what was chosen, from its first line."""
        problems = faults(shown, self._session.now().astimezone(LONDON).date())
        self._view.show_problems(problems)
        if not problems:
            self._view.show_fits()
            self._read(shown, 0)

    def turn(self, where: str) -> None:
        """To the "earlier" or "later" lines, or to the "last" of them."""
        last = max(0, (self._count - 1) // MOST * MOST)
        starts = {"earlier": max(0, self._start - MOST), "later": min(last, self._start + MOST), "last": last}
        self._read(self._shown, starts[where])

    def changed(self, changes: Changes) -> None:
        """Read again when something was written that is not only an opening."""
        if changes.records and not changes.families <= {"opening", "export"}:
            self._read(self._shown, self._start)

    def follow(self, page: str, record: str) -> None:
        """From a line to the whole record."""
        self._go(page, record)

    def open_child(self) -> None:
        self._go("child", self._child)

    def file_name(self) -> str:
        """A file name that says nothing about the child."""
        return f"chronology-{self._session.now().astimezone(LONDON).date().isoformat()}.pdf"

    def save(self, place: Path, maps: bool) -> None:
        """Write what is shown as PDF. That it is made is signed before the file exists."""
        child, shown = self._child, self._shown
        self._view.show_busy(tr("Making the chronology…"))

        def then(_: None) -> None:
            self._saved = place
            said = tr(
                "It is saved as {file}. It is not locked: whoever opens your account on this computer can read it. Keep it as you would keep paper. That it was printed is now part of the record.",
                file=place,
            )
            self._view.show_saved(tr("Chronology saved"), said, delete=True)

        papers = self._session.papers
        self._tasks.run(
            lambda: write_private(place, papers.chronology_pdf(child, shown=shown, maps=maps)), then, self._failed
        )

    def delete_file(self) -> None:
        """Remove the file that was saved here."""
        if (file := self._saved) is not None:
            self._tasks.run(lambda: file.unlink(missing_ok=True), lambda _none: self._deleted(), self._failed)

    def _deleted(self) -> None:
        self._saved = None
        self._view.show_saved(tr("The file is deleted"), tr("What was printed from it stays paper."), delete=False)

    def _read(self, shown: Shown, start: int) -> None:
        child, self._shown, self._start = self._child, shown, start
        self._view.show_busy(tr("Reading the chronology…"))

        def then(page: ChronologyPage) -> None:
            if (shown, start) == (self._shown, self._start):
                self._start, self._count = page.start, page.count
                self._view.show_chronology(chronology_screen(page))

        self._tasks.run(lambda: self._session.chronology.page(child, shown, start), then, self._failed)

    def _failed(self, error: Exception) -> None:
        self._view.show_failure(say(error))
