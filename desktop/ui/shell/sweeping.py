"""What else of a record may be on the screen or left behind, beside the window's own page.

Rules this module keeps: everything that is ours and beside the window goes: open lists, choosers, tips; what was copied from here is
taken off the clipboard as long as it is still ours. What another program already took (a clipboard history) is out of reach.
"""

from __future__ import annotations

from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication, QToolTip, QWidget


def sweep(window: QWidget) -> None:
    """Leave nothing of ours on the screen but ``window``."""
    QToolTip.hideText()
    for other in QApplication.topLevelWidgets():
        if other is not window and other.isVisible():
            other.hide()  # ends the wait of a chooser as if it had been given up
    forget_copied()


def forget_copied() -> None:
    """Empty the clipboard, and the selection where there is one, if what is on it came from here."""
    clipboard = QApplication.clipboard()
    for mode, ours in (
        (QClipboard.Mode.Clipboard, clipboard.ownsClipboard()),
        (QClipboard.Mode.Selection, clipboard.supportsSelection() and clipboard.ownsSelection()),
    ):
        if ours:
            clipboard.clear(mode)
