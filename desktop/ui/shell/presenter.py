"""What the main window shows around every page: what has reached nobody, and how fresh it all is.

Rules this module keeps: "seen here", never more than this machine knows; the ring panel shows what the use case says and
decides nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from desktop.domain.dates import moment_words
from desktop.domain.statements import Changes
from desktop.services.pages.letters import Freshness
from desktop.services.pages.waiting import Alert
from desktop.ui.language import tr
from desktop.ui.tasks import Runs


class Ringing(Protocol):
    def alerts(self) -> tuple[Alert, ...]: ...


class Letters(Protocol):
    def freshness(self) -> Freshness: ...


SILENT = timedelta(minutes=6)  # three rounds of the courier


class View(Protocol):
    def show_alerts(self, alerts: Sequence[Alert]) -> None: ...
    def show_status(self, text: str, waiting: int = 0) -> None: ...


class ShellPresenter:
    """Reads again when asked: at the start, after changes, and every minute (the number to ring changes with the hour)."""

    def __init__(
        self, view: View, ringing: Ringing, letters: Letters, tasks: Runs, now: Callable[[], datetime]
    ) -> None:
        self._view = view
        self._ringing = ringing
        self._letters = letters
        self._tasks = tasks
        self._now = now

    def read(self) -> None:
        self._tasks.run(self._ringing.alerts, self._view.show_alerts)
        self._tasks.run(
            self._letters.freshness, lambda f: self._view.show_status(freshness_words(f, self._now()), f.waiting)
        )

    def changed(self, _changes: Changes) -> None:
        self.read()


def freshness_words(freshness: Freshness, now: datetime) -> str:
    """One line for the foot of the window; it must not read as if a record had reached anybody. ``now`` is aware."""
    waiting = freshness.waiting
    letters = tr("%n letter(s) not sent yet", n=waiting) if waiting else tr("No letter waits on this computer")
    if not freshness.joined:
        return tr("Kept on this computer. Not joined to a partnership yet, so nothing is sent from here.")
    area = freshness.area or tr("the partnership")
    if freshness.reached_at is None:
        return tr("{letters}. No post exchanged with {area} from this computer yet.", letters=letters, area=area)
    reached = min(freshness.reached_at, now)  # a clock that was put back: nothing was exchanged in a time to come
    if now - reached > SILENT:
        return tr(
            "{letters}. No connection to {area} since {moment_words}.",
            letters=letters,
            area=area,
            moment_words=moment_words(reached),
        )
    return tr("{letters}. Post last exchanged {ago}.", letters=letters, ago=ago(reached, now))


def ago(moment: datetime, now: datetime) -> str:
    """Like "just now", "12 minutes ago", "3 hours ago", "3 days ago"; a moment to come is given as a date."""
    passed = now - moment
    if passed < timedelta(seconds=-90):
        return moment_words(moment)
    if passed < timedelta(minutes=2):
        return tr("just now")
    if passed < timedelta(hours=1):
        return tr("%n minute(s) ago", n=int(passed.total_seconds() // 60))
    if passed < timedelta(days=1):
        hours = int(passed.total_seconds() // 3600)
        return tr("%n hour(s) ago", n=hours)
    return tr("%n day(s) ago", n=passed.days)
