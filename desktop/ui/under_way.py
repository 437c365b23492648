"""Work of more than a second: how far it is, and whether a person wants it stopped. No Qt.

Rules this module keeps: the worker calls ``progress`` and the window calls the rest, and plain values are all that passes
between the threads; whoever does the work promises that stopping it changes nothing.
"""

from __future__ import annotations

from desktop.ui.language import tr


class UnderWay:
    """``what``: the work in words, marked and not yet translated. ``counted``: say the numbers, not the percentage."""

    def __init__(self, what: str = "", *, counted: bool = False) -> None:
        self._what, self._counted = what, counted
        self._stop, self._done = False, (0, 0)

    def begin(self, what: str = "") -> str:
        """A new piece of work, nothing of it done; ``what`` "" is the same as before. Returns its words for the person."""
        self._what, self._stop, self._done = what or self._what, False, (0, 0)
        return self.how_far()

    def stop(self) -> None:
        """The work ends at its next step, and nothing is left of it."""
        self._stop = True

    def progress(self, done: int, total: int) -> bool:
        """Called on the worker; whether to go on."""
        self._done = (done, total)
        return not self._stop

    def how_far(self) -> str:
        """How far it is, in words; the view asks from time to time."""
        (done, total), what = self._done, tr(self._what)
        if not total:
            return what
        if self._counted:
            return tr("{what} {done} of {total} so far.", what=what, done=f"{done:,}", total=f"{total:,}")
        return tr("{what} {percent} % so far.", what=what, percent=100 * done // total)
