"""What appears away from the keyboard, said to a screen reader when it appears.

Rules this module keeps: only for what a sighted person would notice at once (results, prompts, notices, whose page it is), and only
while something listens. Orca of Debian 12 knows no announcements, but says a changed description of what has the keyboard: there the
words are that control's description until the keyboard leaves it. Elsewhere they are announced.
"""

from __future__ import annotations

import sys
from typing import cast

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

USUAL = "usual description"


def say_now(words: str) -> None:
    """Say it once. Quiet without words, without a listener, and when nothing of ours has the keyboard."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # noqa: PLC0415 - not before the first paint

    held = QApplication.focusWidget()
    if not words or held is None or not QAccessible.isActive():
        return
    if sys.platform != "linux":
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(held, words))
        return
    describe(held, words)


def describe(held: QWidget, words: str) -> None:
    """Make ``words`` the description of what has the keyboard, until the keyboard is elsewhere."""
    before = held.findChild(_Until, USUAL)
    if before is None:
        _Until(held)
    held.setAccessibleDescription(words)


class _Until(QObject):
    """Gives its widget the usual description back when another one has the keyboard."""

    def __init__(self, held: QWidget) -> None:
        super().__init__(held)
        self.setObjectName(USUAL)
        self._usual = held.accessibleDescription()
        cast("QApplication", QApplication.instance()).focusChanged.connect(self._moved)

    def _moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not self.parent():
            QTimer.singleShot(0, self, self._over)  # after it was told where the keyboard is now: this must not be said

    def _over(self) -> None:
        held = self.parent()
        if isinstance(held, QWidget) and shiboken6.isValid(held):
            held.setAccessibleDescription(self._usual)
        self.setObjectName("")
        self.deleteLater()
