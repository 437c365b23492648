"""Find a child before anything else.

Rules this module keeps:

* search comes first: "Add a child" is offered only after a search was made, and carries what was typed;
* an answer that comes back late never replaces the answer to a newer search;
* Qt is not known here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from desktop.domain.dates import LONDON
from desktop.services.pages.children import ChildRow
from desktop.ui import times
from desktop.ui.language import tr
from desktop.ui.messages import Said, say
from desktop.ui.tasks import Runs


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One child as the list shows it; every text is ready to be read."""

    child: str
    name: str
    known_as: str
    born: str
    address: str
    concerns: str
    last_entry: str
    also: str = ""  # "also recorded as Cian Pellow"


class ChildrenView(Protocol):
    def show_start(self) -> None: ...
    def show_busy(self) -> None: ...
    def show_results(self, said: str, lines: tuple[ResultLine, ...]) -> None: ...
    def show_none(self, said: str) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class ChildrenService(Protocol):
    def search(self, text: str = "", order: str = "name") -> tuple[ChildRow, ...]: ...


class ChildrenSession(Protocol):
    @property
    def children(self) -> ChildrenService: ...
    def now(self) -> datetime: ...


ORDERS = ("name", "born", "address", "concerns", "last")
"""What each column of the table orders by (``services.ports``)."""


@dataclass(frozen=True, slots=True)
class ChildrenRoutes:
    """Where this page can lead. ``add_child`` takes what was searched for."""

    open_child: Callable[[str], None]
    add_child: Callable[[str], None]


class ChildrenPresenter:
    """Searches, shows what was found, and leads on."""

    def __init__(self, view: ChildrenView, session: ChildrenSession, tasks: Runs, routes: ChildrenRoutes) -> None:
        self._view = view
        self._session = session
        self._tasks = tasks
        self._routes = routes
        self._asked = 0
        self._text: str | None = None
        self._order = ORDERS[0]

    def start(self) -> None:
        """Show the page as it is before any search; repeat the last search when there was one."""
        if self._text is None:
            self._view.show_start()
        else:
            self.search(self._text)

    def search(self, text: str) -> None:
        """Look for ``text`` (a name, date, address or number); all children when it is blank."""
        self._order = ORDERS[0]
        self._look(text)

    def _look(self, text: str) -> None:
        self._asked += 1
        asked = self._asked
        self._text = text.strip()
        self._view.show_busy()
        wanted, order = self._text, self._order

        def then(rows: tuple[ChildRow, ...]) -> None:
            if asked == self._asked:
                self._show(wanted, rows)

        def failed(error: Exception) -> None:
            if asked == self._asked:
                self._view.show_failure(say(error))

        self._tasks.run(lambda: self._session.children.search(wanted, order), then, failed)

    def sort(self, column: int, down: bool) -> None:
        """Order by a column of the table, the other way round when ``down``; the record book orders, not the screen."""
        self._order = f"{'-' if down else ''}{ORDERS[column]}"
        self._look(self._text or "")

    def open(self, child: str) -> None:
        self._routes.open_child(child)

    def add(self) -> None:
        """Lead to the form for a new child; nothing happens before a search."""
        if self._text is not None:
            self._routes.add_child(self._text)

    def _show(self, text: str, rows: tuple[ChildRow, ...]) -> None:
        if not rows:
            self._view.show_none(
                tr("No child in this record book matches “{what}”.", what=text)
                if text
                else tr("There is no child in this record book yet.")
            )
            return
        today = self._session.now().astimezone(LONDON).date()
        many = tr("1 child") if len(rows) == 1 else tr("{len} children", len=len(rows))
        said = (
            tr("{many} found for “{what}”", many=many, what=text)
            if text
            else tr("{many} in this record book", many=many)
        )
        self._view.show_results(said, tuple(line(row, today) for row in rows))


def line(row: ChildRow, today: date) -> ResultLine:
    """Say one found child in words."""
    born = times.NOT_KNOWN
    if row.born:
        old = times.age(row.born, today)
        born = times.day(row.born) + (f", {old}" if old else "")
    elif row.expected:
        born = tr("Expected {day}", day=times.day(row.expected))
    return ResultLine(
        child=row.id,
        name=row.name or row.known_as or tr("Name not known"),
        known_as=row.known_as,
        born=born,
        address=row.address,
        concerns=tr("None") if not row.concerns else str(row.concerns),
        last_entry=times.brief(row.last_entry) if row.last_entry else "",
        also=tr("also recorded as {names}", names=", ".join(row.also)) if row.also else "",
    )
