"""What needs me, in the order of need.

Rules this module keeps: the words and their order are ``lines``; the page is read on entering and after every change; a part
with nothing in it is not shown, and a day with nothing at all says so.

With its view this is the pattern of a page: ``Reads`` and ``Keeps`` are the ports, ``View`` is what may be shown, the
presenter decides and knows no Qt, the view shows and decides nothing, ``shell/page_table`` joins them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from desktop.domain.dates import local, long_day, weekday
from desktop.domain.statements import Changes
from desktop.services.pages.today import TodayPage
from desktop.ui.messages import Said, say
from desktop.ui.shell.routes import Go, Place
from desktop.ui.tasks import Runs
from desktop.ui.today.lines import Group, backup_words, groups_of


class Reads(Protocol):
    def page(self) -> TodayPage: ...


class Keeps(Protocol):
    def keep(self, enquiry: str, /) -> Changes: ...


class View(Protocol):
    def show_groups(self, groups: Sequence[Group], warnings: Sequence[str], backup: str) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class TodayPresenter:
    """Reads on entering and after changes."""

    def __init__(
        self, view: View, today: Reads, tasks: Runs, go: Go, now: Callable[[], datetime], promises: Keeps
    ) -> None:
        self._view, self._today, self._tasks, self._go, self._now = view, today, tasks, go, now
        self._promises = promises

    def read(self) -> None:
        self._tasks.run(self._today.page, self._show, self._fail)

    def promise_kept(self, enquiry: str) -> None:
        """What was promised was done; it leaves this page and stays in the record."""
        self._tasks.run(lambda: self._promises.keep(enquiry), lambda _changes: self.read(), self._fail)

    def back_up(self) -> None:
        self._go(Place("settings"))

    def changed(self, _changes: Changes) -> None:
        self.read()

    def open(self, place: Place) -> None:
        self._go(place)

    def record(self) -> None:
        self._go(Place("concern"))

    def _show(self, page: TodayPage) -> None:
        now = self._now()
        self._view.show_groups(groups_of(page, now), page.warnings, backup_words(page, now))

    def _fail(self, error: Exception) -> None:
        self._view.show_failure(say(error))


def long_date(moment: datetime) -> str:
    """Like "Friday 20 November 2026", of an aware moment."""
    day = local(moment).date()
    return f"{weekday(day)} {long_day(day)}"
