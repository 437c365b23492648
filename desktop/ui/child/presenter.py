"""One child's page: read it, and go on from it.

Rules this module keeps:

* reading writes who opened the record; the service does that, this page only says so;
* an export goes where the person chose, under a file name without a name in it, readable by its owner only; the page says where it
  lies and offers to delete it;
* the page reads again when its child, or a record of it, has changed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop.domain.dates import LONDON
from desktop.domain.statements import Changes
from desktop.services.pages.children import ChildPage, Earlier
from desktop.services.pages.concerns import ConcernPage
from desktop.ui.child.paging import EarlierLines, Paging, earlier_lines
from desktop.ui.child.ports import ChildSession, ChildView
from desktop.ui.child.screen import ChildScreen, concern_card, screen
from desktop.ui.language import tr
from desktop.ui.messages import say
from desktop.ui.private_file import write_private
from desktop.ui.tasks import Runs


@dataclass(frozen=True, slots=True)
class ChildRoutes:
    """Where the page can lead. ``amend`` takes the family ("child" or "concern"), its record id, and a field or blank."""

    record_concern: Callable[[str], None]
    amend: Callable[[str, str, str], None]
    share: Callable[[str], None]
    open_child: Callable[[str], None]
    back: Callable[[], None]


class ChildPresenter:
    """Shows one child at a time."""

    def __init__(self, view: ChildView, session: ChildSession, tasks: Runs, routes: ChildRoutes) -> None:
        self._view = view
        self._session = session
        self._tasks = tasks
        self._routes = routes
        self._child = ""
        self._saved: Path | None = None  # the chronology as a file
        self._records: frozenset[str] = frozenset()
        self._paging = Paging()

    def open(self, child: str) -> None:
        """Show ``child``; an answer for a child that was left meanwhile is dropped."""
        self._open(child, Paging())

    def _open(self, child: str, paging: Paging) -> None:
        self._child, self._paging = child, paging
        self._view.show_busy(tr("Opening the record…"))
        self._read()

    def open_concern(self, concern: str) -> None:
        """Show the child that ``concern`` is about, and come up at it, however old it is."""

        def then(page: ConcernPage) -> None:
            self._view.begin_at_concern(concern)
            self._open(page.child, Paging((concern,)))

        self._tasks.run(lambda: self._session.concerns.page(concern), then, self._failed)

    @property
    def child(self) -> str:
        """The child that is shown; "" before a concern's child is known."""
        return self._child

    def changed(self, changes: Changes) -> None:
        """Read again when the changes touch this child."""
        if self._child and changes.records & (self._records | {self._child}):
            self._read()

    def show_earlier(self, part: str) -> None:
        """Read the next rows of a part, and show them below."""
        child, shown = self._child, self._paging.shown(part)

        def work() -> tuple[Earlier, EarlierLines]:
            found = self._session.children.earlier(child, part, shown)
            return found, earlier_lines(found, self._today())

        def then(read: tuple[Earlier, EarlierLines]) -> None:
            if child == self._child:
                self._paging.add(read[0])
                self._view.show_earlier(part, read[1])

        def failed(error: Exception) -> None:
            self._view.earlier_failed(part)
            self._failed(error)

        self._tasks.run(work, then, failed)

    def show_concern(self, concern: str) -> None:
        """Show one concern of this child that is older than those on the page."""
        child = self._child

        def then(page: ConcernPage) -> None:
            if child == self._child:
                self._paging.add_concern(concern)
                self._view.show_concern(concern_card(page))

        self._tasks.run(lambda: self._session.concerns.page(concern), then, self._failed)

    def record_concern(self) -> None:
        self._routes.record_concern(self._child)

    def amend_child(self, field: str = "") -> None:
        """Correct the details; ``field`` when a disputed one is to be settled."""
        self._routes.amend("child", self._child, field)

    def amend_concern(self, concern: str, field: str = "") -> None:
        self._routes.amend("concern", concern, field)

    def share(self) -> None:
        self._routes.share(self._child)

    def open_child(self, child: str) -> None:
        self._routes.open_child(child)

    def back(self) -> None:
        self._routes.back()

    def proposed_file_name(self) -> str:
        """Return a file name that says nothing about the child."""
        return f"chronology-{self._today().isoformat()}.pdf"

    def print_chronology(self, place: Path) -> None:
        """Write the chronology as PDF to ``place``. The export is a statement before the file exists."""
        child = self._child
        self._view.show_busy(tr("Making the chronology…"))

        def work() -> None:
            write_private(place, self._session.papers.chronology_pdf(child))

        def then(_: None) -> None:
            self._saved = place
            said = tr(
                "It is saved as {file}. It is not locked: whoever opens your account on this computer can read it. Keep it as you would keep paper. That it was printed is now part of the record.",
                file=place,
            )
            self._view.show_exported(tr("Chronology saved"), said, delete=True)

        self._tasks.run(work, then, self._failed)

    def delete_file(self) -> None:
        """Remove the chronology that was saved here."""
        if (file := self._saved) is not None:
            self._tasks.run(lambda: file.unlink(missing_ok=True), lambda _none: self._deleted(), self._failed)

    def _deleted(self) -> None:
        self._saved = None
        self._view.show_exported(tr("The file is deleted"), tr("What was printed from it stays paper."), delete=False)

    def _read(self) -> None:
        child, paging = self._child, self._paging

        def work() -> tuple[ChildPage, ChildScreen]:
            page = self._session.children.page(child, paging.depth(), paging.also)
            return page, screen(page, self._today())

        def then(read: tuple[ChildPage, ChildScreen]) -> None:
            if child == self._child:
                self._records = read[0].records
                paging.begin(read[0])
                self._view.show_child(read[1])

        self._tasks.run(work, then, self._failed)

    def _today(self) -> date:
        return self._session.now().astimezone(LONDON).date()

    def _failed(self, error: Exception) -> None:
        self._view.show_failure(say(error))
