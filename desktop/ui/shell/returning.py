"""Puts a page back as it was left: how far it was scrolled, what had the keyboard, what stood in its boxes.

Rules this module keeps: it waits until the page stands (pages read on the worker and build themselves in steps), and gives way at
once to a person who goes on by themselves; a secret is never kept, and what a form keeps as a draft is left to the draft.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLineEdit

from desktop.ui.form_keeper import read, write
from desktop.ui.page import Page
from desktop.ui.shell.routes import Place
from desktop.ui.shell.visits import Left
from desktop.ui.tab_order import stops

LOOK = 20  # milliseconds between two looks
STEADY = 5  # looks in a row at which nothing moved any more
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
        self._page, self._before, self._looks, self._held = page, before, 0, 0
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
        if not self._held:
            bar.actionTriggered.connect(self.give_way)
            if 0 <= self._before.focus < len(order):
                order[self._before.focus].setFocus()
        self._held = self._held + 1 if bar.value() == self._before.scroll else 1
        bar.setValue(self._before.scroll)  # again when what came in later moved it
        if self._held > STEADY or self._looks > LOOKS:
            self.give_way()

    def give_way(self, _action: int = 0) -> None:
        """It is done, or the person goes on by themselves."""
        self._timer.stop()
        self.deleteLater()
