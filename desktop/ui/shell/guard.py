"""Watches the keyboard and the mouse: hides at once when asked, and locks when nobody is there.

Rules this module keeps: Ctrl+H and Shift three times hide from anywhere, whatever has the keyboard; what was typed is never
kept here; only the time of the last touch is.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from desktop.ui.shell.idle import RESTING, WRITING, IdleClock
from desktop.ui.shell.quick_hide import ShiftTaps

_TOUCHES = frozenset({
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
    QEvent.Type.TouchBegin, QEvent.Type.InputMethod,
})  # fmt: skip


_TURNS = {Qt.MouseButton.BackButton: -1, Qt.MouseButton.ForwardButton: 1}
_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease})


class Guard(QObject):
    """Install it as an event filter on the application."""

    hide_asked = Signal()
    lock_due = Signal()
    warned = Signal(int)  # seconds left; -1 when the warning is over
    turned = Signal(int)  # the mouse's own buttons: -1 back, 1 forward

    def __init__(
        self,
        writing: Callable[[], bool],
        parent: QObject | None = None,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._writing = writing
        self._monotonic = monotonic
        self._wall = wall
        self._taps = ShiftTaps()
        self._idle = IdleClock(monotonic(), wall())
        self._warning = False
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.look)

    def watch(self, on: bool, resting: float = RESTING, writing: float = WRITING) -> None:
        """Begin or end watching for an idle person (only while a record book is open); seconds without a touch."""
        self._idle = IdleClock(self._monotonic(), self._wall(), resting=resting, writing=writing)
        self._calm()
        if on:
            self._timer.start()
        else:
            self._timer.stop()

    def look(self) -> None:
        """Compare the clocks; called every second."""
        idle = self._idle.look(self._monotonic(), self._wall(), writing=self._writing())
        if idle.lock:
            self._timer.stop()
            self._calm()
            self.lock_due.emit()
        elif idle.warn:
            self._warning = True
            self.warned.emit(idle.seconds)

    def touched(self) -> None:
        self._idle.touched(self._monotonic())
        self._calm()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _TOUCHES:
            self.touched()
        if kind in {QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.InputMethod}:
            self._taps.disturbed()
        if kind == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent) and event.button() in _TURNS:
            self.turned.emit(_TURNS[event.button()])
            return True
        if (
            isinstance(event, QKeyEvent) and kind in _KEYS
        ):  # may pass the window and the widget: counting it twice does no harm
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if event.isAutoRepeat():
            return False
        shift = event.key() == Qt.Key.Key_Shift
        if event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_H and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
                self._taps.disturbed()
                self.hide_asked.emit()
                return True
            others = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
            self._taps.pressed(shift=shift, alone=not others.value)
        elif event.type() == QEvent.Type.KeyRelease and self._taps.released(self._monotonic(), shift=shift):
            self.hide_asked.emit()
        return False

    def _calm(self) -> None:
        if self._warning:
            self._warning = False
            self.warned.emit(-1)
