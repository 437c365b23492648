"""Takes away what nothing uses any more, on the window's thread only.

Rules this module keeps:

* Python's own collector runs whenever and on whatever thread something is made: on a worker, or in the middle of the deletion of a
  page; there it may take away the Python half of a widget whose other half is just being deleted, and the program is gone without a word;
* so it is switched off while the window lives, and asked here, between two turns of the window's thread, whenever it would have run.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

PAUSE = 200  # milliseconds between two looks


class Collecting(QObject):
    """Begins with ``begin`` and ends with ``end``, which gives Python's own collector back if it was on."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was = False  # Python's own collector was on before
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        self._was = gc.isenabled()
        gc.disable()
        self._timer.start()

    def end(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            gc.collect()  # now, while nothing is being deleted: what is due would else be taken away at the worst moment
            if self._was:
                gc.enable()

    def look(self) -> None:
        """Collect the oldest generation that is due, as Python itself would."""
        for generation in (2, 1, 0):
            limit = gc.get_threshold()[generation]
            if limit and gc.get_count()[generation] > limit:
                gc.collect(generation)
                return
