"""The child of the cold start measurement: a window, and the moment its first paint was over.

Run as ``python -m benchmarks.first_paint bare`` or ``app``. Prints the monotonic clock in nanoseconds, which on Linux is the same for all processes,
and ends at once. Both kinds are told by the same filter; nothing is imported for one that the other does not need.
"""

from __future__ import annotations

import os
import sys
import time


def report() -> None:
    """Say when, and end without waiting for any worker."""
    os.write(1, b"%d\n" % time.monotonic_ns())
    os._exit(0)


def bare() -> int:
    """The least that a PySide6 program with an unlock window can do."""
    from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

    from desktop.ui.shell.first_paint import after_first_paint

    application = QApplication(sys.argv[:1])
    window = QWidget()
    box = QVBoxLayout(window)
    box.addWidget(QLineEdit())
    box.addWidget(QPushButton("Open"))
    window.resize(1280, 800)
    after_first_paint(window, report)
    window.show()
    return application.exec()


def app() -> int:
    """Guardbook as ``python -m desktop`` starts it."""
    from desktop.__main__ import main

    return main([], ready=report)


if __name__ == "__main__":
    sys.exit(app() if sys.argv[1] == "app" else bare())
