"""Say that two records are of one person, or of two; and take it back. No Qt.

Rules this module keeps:

* both records stand side by side before anything can be said;
* nothing is said without a reason, and neither answer is suggested;
* what is said can be withdrawn, with a reason too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from desktop.domain.people import DIFFERENT, SAME
from desktop.domain.statements import Changes
from desktop.services.pages.fields import Missing
from desktop.services.people_rows import SameRow, SideBySide
from desktop.ui.language import mark, tr
from desktop.ui.messages import Said, say
from desktop.ui.people.lines import SameLine, same_lines
from desktop.ui.tasks import Runs

REASON_NEEDED = mark("Say how you know")


@dataclass(frozen=True, slots=True)
class CompareScreen:
    """``rows`` are (label, the one, the other, said alike)."""

    names: tuple[str, str]
    rows: tuple[tuple[str, str, str, bool], ...]
    said: tuple[SameLine, ...] = ()
    children: bool = True


class CompareView(Protocol):
    def show_compared(self, screen: CompareScreen) -> None: ...
    def show_problems(self, problems: tuple[Missing, ...]) -> None: ...
    def show_busy(self) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class CompareService(Protocol):
    def page(self, one: str, other: str) -> SideBySide: ...


class SameService(Protocol):
    def of(self, record: str) -> tuple[SameRow, ...]: ...
    def say(self, one: str, other: str, answer: str, reason: str) -> Changes: ...
    def withdraw(self, same: str, reason: str) -> Changes: ...


class CompareSession(Protocol):
    @property
    def comparing(self) -> CompareService: ...
    @property
    def same(self) -> SameService: ...


class ComparePresenter:
    """``done`` is called with what changed."""

    def __init__(
        self,
        view: CompareView,
        session: CompareSession,
        tasks: Runs,
        pair: tuple[str, str],
        done: Callable[[Changes], None],
    ) -> None:
        self._view, self._session, self._tasks, self._done = view, session, tasks, done
        self._one, self._other = pair

    def open(self) -> None:
        def work() -> tuple[SideBySide, tuple[SameRow, ...]]:
            said = tuple(row for row in self._session.same.of(self._one) if row.other == self._other)
            return self._session.comparing.page(self._one, self._other), said

        def then(found: tuple[SideBySide, tuple[SameRow, ...]]) -> None:
            self._view.show_compared(compare_screen(*found))

        self._tasks.run(work, then, self._failed)

    def same(self, reason: str) -> None:
        self._say(SAME, reason)

    def different(self, reason: str) -> None:
        self._say(DIFFERENT, reason)

    def _say(self, answer: str, reason: str) -> None:
        problems = () if reason.strip() else (Missing("reason", tr(REASON_NEEDED)),)
        self._view.show_problems(problems)
        if problems:
            return
        self._view.show_busy()
        self._tasks.run(
            lambda: self._session.same.say(self._one, self._other, answer, reason), self._done, self._failed
        )

    def _failed(self, error: Exception) -> None:
        self._view.show_failure(say(error))


class WithdrawView(Protocol):
    def show_said(self, line: SameLine) -> None: ...
    def show_problems(self, problems: tuple[Missing, ...]) -> None: ...
    def show_busy(self) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class WithdrawPresenter:
    """Takes back what was said of two records."""

    def __init__(
        self, view: WithdrawView, same: SameService, tasks: Runs, said: tuple[str, str], done: Callable[[Changes], None]
    ) -> None:
        """``said`` is the comparison and one of its records."""
        self._view, self._same, self._tasks, self._done = view, same, tasks, done
        self._id, self._record = said

    def open(self) -> None:
        def then(rows: tuple[SameRow, ...]) -> None:
            for line in same_lines(tuple(row for row in rows if row.id == self._id)):
                self._view.show_said(line)

        self._tasks.run(lambda: self._same.of(self._record), then, self._failed)

    def sign(self, reason: str) -> None:
        problems = () if reason.strip() else (Missing("reason", tr("Say why it is withdrawn")),)
        self._view.show_problems(problems)
        if problems:
            return
        self._view.show_busy()
        self._tasks.run(lambda: self._same.withdraw(self._id, reason), self._done, self._failed)

    def _failed(self, error: Exception) -> None:
        self._view.show_failure(say(error))


def compare_screen(found: SideBySide, said: tuple[SameRow, ...]) -> CompareScreen:
    """Say two records in words, side by side."""
    blank = tr("Not asked")
    rows = tuple((label, one or blank, other or blank, bool(one) and one == other) for label, one, other in found.rows)
    return CompareScreen(found.names, rows, same_lines(said), found.are_children)
