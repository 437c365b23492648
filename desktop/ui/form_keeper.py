"""Keeps what is typed into a form that is not signed yet, and puts it back when one comes to the form again.

Rules this module keeps:

* every few seconds, and before the page goes away (another page, hide, lock), what changed is kept in the record book, and
  nowhere else;
* only what a person changed is kept: a form as it came up leaves nothing;
* signing or giving up drops it; putting it back is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget

from desktop.ui.concern.rows import Rows
from desktop.ui.language import mark, tr
from desktop.ui.page import Page
from desktop.ui.tasks import Runs

Typed = Mapping[str, str | bool]
TICK = 2500  # milliseconds
LOOK = 50  # milliseconds between two looks whether the form stands
BACK = mark("What you wrote here before is back")
BACK_TEXT = mark("It was kept in your record book when this form was left. Nothing of it is signed.")
_ROW = re.compile(r"row (\d+)")


class Keeps(Protocol):
    def keep(self, form: str, typed: Mapping[str, str | bool]) -> None: ...
    def kept(self, form: str) -> dict[str, str | bool]: ...
    def drop(self, form: str) -> None: ...


class FormKeeper(QObject):
    """One form of one page."""

    def __init__(self, page: Page, service: Keeps, tasks: Runs, form: str) -> None:
        super().__init__(page)
        self._page, self._service, self._tasks, self._form = page, service, tasks, form
        self._last: dict[str, str | bool] | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._put_back: dict[str, str | bool] = {}
        self._fitting: Callable[[Typed], dict[str, str | bool]] = dict
        page.keeper = self

    def begin(self, *, restore: bool = True, fitting: Callable[[Typed], dict[str, str | bool]] = dict) -> None:
        """Call it after the presenter was asked to open the form: the worker keeps the order. ``fitting`` makes the controls
        that what was kept needs, and says what of it is to come back.
        """
        self._fitting = fitting
        service, form = self._service, self._form
        self._tasks.run(lambda: service.kept(form) if restore else {}, self._begin)

    def save(self) -> None:
        """Keep what changed. Quiet before the form stands and after it was signed."""
        if self._last is None:
            return
        typed = read(self._page)
        if typed != self._last:
            self._last = typed
            service, form = self._service, self._form
            self._tasks.run(lambda: service.keep(form, typed))

    def done(self) -> None:
        """Signed, or given up: nothing of it is needed any more."""
        self._last = None
        self._timer.stop()
        service, form = self._service, self._form
        self._tasks.run(lambda: service.drop(form))

    def _begin(self, kept: dict[str, str | bool]) -> None:
        self._put_back = kept
        self._timer.start(LOOK)

    def _tick(self) -> None:
        if self._last is not None:
            self.save()
            return
        if not self._page.ready():
            return
        self._last = read(self._page)
        self._timer.start(TICK)
        if self._put_back and self._put_back != self._last:
            write(self._page, self._fitting(self._put_back))
            stands = read(self._page)
            if stands != self._last:  # else the form is not there any more: somebody else signed it
                self._page.show_notice("info", tr(BACK), tr(BACK_TEXT))
            self._last = stands


def read(page: QWidget) -> dict[str, str | bool]:
    """What stands in a form: the texts and the chosen answers, by the names that a screen reader says."""
    typed: dict[str, str | bool] = {}
    for control in _controls(page):
        name = control.accessibleName()
        if isinstance(control, QAbstractButton):
            typed[name] = control.isChecked()
        elif isinstance(control, QLineEdit):
            typed[name] = control.text()
        elif isinstance(control, QPlainTextEdit):
            typed[name] = control.toPlainText()
    return typed


def write(page: QWidget, typed: Mapping[str, str | bool]) -> None:
    """Put it back: answers first, because they open further questions; rows are added as needed."""
    _answer(page, typed)
    numbers = [int(found[1]) for name, text in typed.items() if text and (found := _ROW.search(name))]
    for rows in page.findChildren(Rows):
        if not typed.keys().isdisjoint(control.accessibleName() for control in _controls(rows)):
            while len(rows.made()) < max(numbers, default=0):
                rows.add_row()
    for control in _controls(page):
        text = typed.get(control.accessibleName())
        if isinstance(control, QLineEdit) and isinstance(text, str):
            control.setText(text)
        elif isinstance(control, QPlainTextEdit) and isinstance(text, str):
            control.setPlainText(text)
    _answer(page, typed)  # those in rows that were added, and in questions that an answer opened


def _answer(page: QWidget, typed: Mapping[str, str | bool]) -> None:
    for control in _controls(page):
        chosen = typed.get(control.accessibleName())
        if isinstance(control, QAbstractButton) and isinstance(chosen, bool) and chosen != control.isChecked():
            control.setChecked(chosen)


def _controls(root: QWidget) -> list[QWidget]:
    return [
        control
        for control in root.findChildren(QWidget)
        if control.accessibleName()
        and (
            isinstance(control, QLineEdit | QPlainTextEdit)
            or (isinstance(control, QAbstractButton) and control.isCheckable())
        )
    ]
