"""Look at a record again: what it is, what was found, and whether there is a next day.

Rules this module keeps: what was found is asked and signed, like every amendment's reason; the old day stays readable; a blank
next day is an answer: it need not be looked at again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from desktop.domain.records import ReviewEntry
from desktop.domain.statements import Changes
from desktop.services.pages.fields import Missing
from desktop.services.pages.waiting import ReviewRow
from desktop.ui.language import tr
from desktop.ui.messages import Said, say
from desktop.ui.tasks import Runs
from desktop.ui.today.due_words import due_words


@dataclass(frozen=True, slots=True)
class ReviewScreen:
    child: str
    title: str
    due: str
    why: str
    warning: str


class ReviewView(Protocol):
    def show_review(self, screen: ReviewScreen) -> None: ...
    def show_problems(self, problems: Sequence[Missing]) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class ReviewsService(Protocol):
    def review(self, record: str) -> ReviewRow: ...
    def check(self, looked: ReviewEntry) -> tuple[Missing, ...]: ...
    def looked(self, looked: ReviewEntry) -> Changes: ...


@dataclass(frozen=True, slots=True)
class ReviewRoutes:
    """Both lead to the child's page; ``signed`` says there that it was signed."""

    child: Callable[[str], None]
    signed: Callable[[str], None]
    told: Callable[[Changes], None]


class ReviewPresenter:
    """One record that is to be looked at again."""

    def __init__(
        self, view: ReviewView, service: ReviewsService, tasks: Runs, routes: ReviewRoutes, now: Callable[[], datetime]
    ) -> None:
        self._view, self._service, self._tasks, self._routes, self._now = view, service, tasks, routes, now
        self._record = self._child = ""
        self._signing = False

    def open(self, record: str) -> None:
        self._record = record

        def then(row: ReviewRow) -> None:
            self._child = row.child
            self._view.show_review(review_screen(row, self._now()))

        self._tasks.run(lambda: self._service.review(record), then, self._failed)

    def sign(self, entry: ReviewEntry, unreadable: Sequence[Missing] = ()) -> None:
        """Check and sign that it was looked at."""
        if self._signing:
            return
        entry, seen = replace(entry, record=self._record), {problem.field for problem in unreadable}
        self._signing = True

        def work() -> tuple[tuple[Missing, ...], Changes]:
            missing = self._service.check(entry)
            problems = (*unreadable, *(one for one in missing if one.field not in seen))
            return problems, Changes() if problems else self._service.looked(entry)

        def then(found: tuple[tuple[Missing, ...], Changes]) -> None:
            self._signing = False
            problems, changes = found
            self._view.show_problems(problems)
            if not problems:
                self._routes.told(changes)
                self._routes.signed(self._child)

        self._tasks.run(work, then, self._failed)

    def read_it(self) -> None:
        """Go to the record; what is typed here is kept meanwhile."""
        self._routes.child(self._child)

    def _failed(self, error: Exception) -> None:
        self._signing = False
        self._view.show_failure(say(error))


def review_screen(row: ReviewRow, now: datetime) -> ReviewScreen:
    """Say what is to be looked at again, and why."""
    due = due_words(row.due, now, ours=True)
    return ReviewScreen(
        child=tr("About {child}", child=row.child_name),
        title=row.title,
        due=f"{due[:1].upper()}{due[1:]}.",
        why=tr("Why it was not shared: {why}", why=row.why) if row.why else "",
        warning=tr("Some people must not see this record.") if row.walled else "",
    )
