"""Dates and times of a draft that nobody can read yet ("Febtober"): kept beside it as they were typed, and put back with it.

Rules this module keeps: a draft holds only days that are days, so what is none is kept as it stands in its boxes, in the record book and
nowhere else; it goes when the boxes can be read, or the draft goes.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLineEdit

from desktop.ui.form_keeper import Keeps
from desktop.ui.page import Page
from desktop.ui.tasks import Runs
from desktop.ui.widgets.date_questions import DateQuestion

LOOK = 50  # milliseconds between two looks whether the form stands


class OddDates(QObject):
    """``draft`` says which draft this is; it is asked on the worker, behind the save that names it."""

    def __init__(self, page: Page, service: Keeps, tasks: Runs, draft: Callable[[], str | None]) -> None:
        super().__init__(page)
        self._page, self._service, self._tasks, self._draft = page, service, tasks, draft
        self._last: dict[str, str | bool] = {}
        self._waiting: dict[str, str | bool] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK)
        self._timer.timeout.connect(self._put_back)

    def keep(self) -> None:
        """Call it after the draft was asked to save itself."""
        odd = self._odd()
        if odd == self._last or self._waiting:
            return
        self._last = odd

        def work() -> None:
            draft = self._draft()
            if draft is not None:
                (self._service.keep(_form(draft), odd) if odd else self._service.drop(_form(draft)))

        self._tasks.run(work)

    def drop(self) -> None:
        """The draft is thrown away."""
        self._tasks.run(lambda: self._service.drop(_form(self._draft() or "")))

    def begin(self, draft: str) -> None:
        """Put back what was kept with this draft, when the form stands."""
        if draft:
            self._tasks.run(lambda: self._service.kept(_form(draft)), self._came)

    def _came(self, kept: dict[str, str | bool]) -> None:
        if kept:
            self._waiting = kept
            self._timer.start()

    def _put_back(self) -> None:
        if not self._page.ready():
            return
        self._timer.stop()
        for question in self._page.findChildren(DateQuestion):
            for line in question.findChildren(QLineEdit):
                text = self._waiting.get(line.accessibleName())
                if isinstance(text, str):
                    line.setText(text)
        self._last, self._waiting = self._odd(), {}

    def _odd(self) -> dict[str, str | bool]:
        """All boxes of the questions that cannot be read, by the names that a screen reader says."""
        odd = (question for question in self._page.findChildren(DateQuestion) if question.problem())
        return {line.accessibleName(): line.text() for question in odd for line in question.findChildren(QLineEdit)}


def _form(draft: str) -> str:
    return f"odd dates:{draft}"
