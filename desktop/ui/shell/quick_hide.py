"""Shift three times within five seconds. No Qt.

Rules this module keeps: Shift counts only alone: pressed and let go with no other key, button or modifier between; any
other key begins again, so that typing capitals never hides the window.
"""

from __future__ import annotations

TIMES = 3
WITHIN = 5.0


class ShiftTaps:
    """Feed it key events; ``released`` says True when the window must hide."""

    def __init__(self) -> None:
        self._taps: list[float] = []
        self._down = False

    def pressed(self, *, shift: bool, alone: bool) -> None:
        """A key went down (not a repeat). ``alone``: no other modifier is held."""
        if shift and alone:
            self._down = True
            return
        self.disturbed()

    def disturbed(self) -> None:
        """Another key or a mouse button: begin again."""
        self._taps.clear()
        self._down = False

    def released(self, now: float, *, shift: bool) -> bool:
        if not shift or not self._down:
            return False
        self._down = False
        self._taps = [t for t in self._taps if now - t < WITHIN] + [now]
        if len(self._taps) < TIMES:
            return False
        self._taps.clear()
        return True
