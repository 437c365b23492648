"""Keeping the window out of pictures and recordings of the screen, where the system can.

Rules this module keeps: it says honestly what it could do; a system that refuses costs nothing else. Windows leaves a window out of
captures (SetWindowDisplayAffinity, from Windows 10 version 2004); macOS does when a window is not shared (NSWindow.sharingType);
X11 and Wayland have no such thing that a program can ask for.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Any

from desktop.ui.language import tr

EXCLUDED = 0x11  # WDA_EXCLUDEFROMCAPTURE
NOT_SHARED = 0  # NSWindowSharingNone


def keep_out(window: int, platform: str = sys.platform) -> bool:
    """Leave the window of this native id out of screenshots; whether the system does so."""
    try:
        if platform == "win32":
            return _windows(window)
        if platform == "darwin":
            return _macos(window)
    except (AttributeError, OSError):  # an older system
        return False
    return False


def said(*, kept_out: bool) -> str:
    """What is true here, for the settings."""
    if kept_out:
        return tr("Screenshots and screen sharing show this window as empty.")
    return tr(
        "This system cannot keep a window out of screenshots and screen sharing. Hide (Ctrl+H) before you share your screen."
    )


def _windows(window: int) -> bool:
    user: Any = getattr(ctypes, "windll").user32  # noqa: B009 - only Windows has it, and the type checker knows that
    return bool(user.SetWindowDisplayAffinity(ctypes.c_void_p(window), EXCLUDED))


def _macos(view: int) -> bool:
    objc = ctypes.CDLL("/usr/lib/libobjc.dylib")
    objc.sel_registerName.restype = ctypes.c_void_p
    send = objc.objc_msgSend
    send.restype, send.argtypes = ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_void_p]
    owner = send(view, objc.sel_registerName(b"window"))
    if not owner:
        return False
    share = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)(("objc_msgSend", objc))
    share(owner, objc.sel_registerName(b"setSharingType:"), NOT_SHARED)
    return True
