"""The real application, whole, on the day of the story. Run with the project's Python: ``python -m tests.a11y.guardbook``; GUARDBOOK_HOME says where.

As ``desktop.app.run``, but for the clock.
"""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication

from desktop import places
from desktop.app import Application
from tests.a11y.story import DAY, StoryClock


def main() -> int:
    """Open the window and stay until it is closed."""
    qt = QApplication(sys.argv[:1])
    qt.setApplicationName("Guardbook")
    application = Application(qt, places.home(), None, StoryClock(DAY))
    qt.aboutToQuit.connect(application.close)
    application.start()
    return qt.exec()


if __name__ == "__main__":
    sys.exit(main())
