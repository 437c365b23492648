"""What the system tells the open window: that the screen is locked, another person takes the computer, or it goes to sleep. Then the book locks.

Rules this module keeps: it is begun behind the first paint; on every system it ends in ``MainWindow.leave_book`` and nothing else.
"""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication

from desktop.ui.shell.window import MainWindow


def listen(qt: QApplication, window: MainWindow) -> object:
    """Begin to listen; what is given back listens for as long as it is kept."""
    if sys.platform == "win32":
        from desktop.ui.shell.windows_lock import WindowsLock

        windows_lock = WindowsLock(int(window.winId()), window.leave_book)
        qt.installNativeEventFilter(windows_lock)
        return windows_lock
    from PySide6.QtDBus import QDBusConnection

    from desktop.ui.shell.system_lock import SystemLock

    system_lock = SystemLock(QDBusConnection.systemBus(), QDBusConnection.sessionBus(), window)
    system_lock.lock_due.connect(window.leave_book)
    return system_lock
