"""Puts a page back as it was left: how far it was scrolled, what had the keyboard, what stood in its boxes.

Rules this module keeps: it waits until the page stands (pages read on the worker and build themselves in steps), and gives way at
once to a person who goes on by themselves; a secret is never kept, and what a form keeps as a draft is left to the draft.
"""

from __future__ import annotations

from collections.abc import Mapping

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLineEdit

from desktop.ui.form_keeper import read, write
from desktop.ui.page import Page
from desktop.ui.shell.routes import Place
from desktop.ui.shell.visits import Left
from desktop.ui.tab_order import stops

LOOK = 20  # milliseconds between two looks
LOOKS = 150  # three seconds; then what can be put back is put back


def left(page: Page, place: Place) -> Left:
    """How ``page`` stands now."""
    order = stops(page)
    held = page.focusWidget()
    return Left(
        place=place,
        scroll=page.paper.verticalScrollBar().value(),
        focus=order.index(held) if held in order else -1,
        typed={} if page.keeper is not None or page.recording else _typed(page),
    )


def _typed(page: Page) -> Mapping[str, str | bool]:
    hidden = QLineEdit.EchoMode.Normal
    secrets = {line.accessibleName() for line in page.findChildren(QLineEdit) if line.echoMode() != hidden}
    return {name: text for name, text in read(page).items() if name not in secrets}


class Returning(QObject):
    """Puts ``page`` back as ``before`` says; gone when that is done."""

    def __init__(self, page: Page, before: Left) -> None:
        super().__init__(page)
        self._page, self._before, self._looks = page, before, 0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK)
        self._timer.timeout.connect(self._look)
        if before.typed:
            write(page, before.typed)
        self._timer.start()

    def _look(self) -> None:
        self._looks += 1
        bar = self._page.paper.verticalScrollBar()
        order = stops(self._page) if self._page.isVisible() else []
        stands = self._page.ready() and bar.maximum() >= self._before.scroll and len(order) > self._before.focus
        if not stands and self._looks < LOOKS:
            return
        self._timer.stop()
        if 0 <= self._before.focus < len(order) and shiboken6.isValid(order[self._before.focus]):
            order[self._before.focus].setFocus()
        bar.setValue(self._before.scroll)
        self.deleteLater()

    def give_way(self) -> None:
        """The person goes on by themselves."""
        self._timer.stop()
        self.deleteLater()
