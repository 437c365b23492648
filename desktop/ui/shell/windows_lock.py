"""Hears Windows say that the screen is locked, another person takes the computer, or it goes to sleep.

Rules this module keeps: it only listens; on other systems it is not installed (``system_lock`` listens there); which messages count is a
plain function, tested everywhere.
"""

from __future__ import annotations

import ctypes
import ctypes.wintypes
from collections.abc import Callable
from typing import Any, cast

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray

POWER, SUSPEND = 0x0218, 4  # WM_POWERBROADCAST, PBT_APMSUSPEND
SESSION = 0x02B1  # WM_WTSSESSION_CHANGE
AWAY = frozenset({0x2, 0x4, 0x6, 0x7})  # console or remote disconnect, log off, lock
THIS_SESSION = 0


def is_lock(message: int, what: int) -> bool:
    """Whether this window message means that nobody, or somebody else, is at the computer."""
    return (message == POWER and what == SUSPEND) or (message == SESSION and what in AWAY)


class WindowsLock(QAbstractNativeEventFilter):
    """Install it on the application; ``lock`` is called at once."""

    def __init__(self, window: int, lock: Callable[[], None]) -> None:
        super().__init__()
        self._lock = lock
        library: Any = getattr(ctypes, "windll")  # noqa: B009 - only Windows has it, and the type checker knows that
        library.wtsapi32.WTSRegisterSessionNotification(ctypes.c_void_p(window), THIS_SESSION)

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> object:
        if bytes(cast("bytes", kind)) == b"windows_generic_MSG":
            heard = ctypes.wintypes.MSG.from_address(int(message))
            if is_lock(heard.message, heard.wParam):
                self._lock()
        return False, 0
