"""When a program's window stands on an X11 screen with something drawn in it: our own eye, for programs we cannot look into.

Rules this module keeps: it asks the X server alone (libX11 by ctypes), every few milliseconds, and the same of every program: a top window
of some size, mapped, with as many colours as text has. xdotool's search waits half a second between two looks, which is as long as what
is measured.
"""

from __future__ import annotations

import ctypes
import time
from collections.abc import Iterator
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_long, c_uint, c_ulong, c_void_p

VIEWABLE, Z_PIXMAP = 2, 2
WIDE, HIGH = 400, 300  # pixels that the window of a program has at least
COLOURS = 12  # a plain area has one or two, text drawn smoothly has dozens
STEP = 4  # pixels between two that are looked at
PAUSE = 0.002  # seconds between two looks


class Attributes(Structure):
    """XWindowAttributes, as far as ``map_state``."""

    _fields_ = (
        ("x", c_int), ("y", c_int), ("width", c_int), ("height", c_int), ("border_width", c_int), ("depth", c_int),
        ("visual", c_void_p), ("root", c_ulong), ("class_", c_int), ("bit_gravity", c_int), ("win_gravity", c_int),
        ("backing_store", c_int), ("backing_planes", c_ulong), ("backing_pixel", c_ulong), ("save_under", c_int),
        ("colormap", c_ulong), ("map_installed", c_int), ("map_state", c_int), ("all_event_masks", c_long),
        ("your_event_mask", c_long), ("do_not_propagate_mask", c_long), ("override_redirect", c_int), ("screen", c_void_p),
    )  # fmt: skip


class Image(Structure):
    """XImage, as far as ``bytes_per_line``."""

    _fields_ = (
        ("width", c_int), ("height", c_int), ("xoffset", c_int), ("format", c_int), ("data", c_void_p),
        ("byte_order", c_int), ("bitmap_unit", c_int), ("bitmap_bit_order", c_int), ("bitmap_pad", c_int),
        ("depth", c_int), ("bytes_per_line", c_int), ("bits_per_pixel", c_int),
    )  # fmt: skip


class Screen:
    """An X display, looked at from outside."""

    def __init__(self, name: str) -> None:
        self._x = ctypes.CDLL("libX11.so.6")
        self._x.XOpenDisplay.restype = c_void_p
        self._x.XDefaultRootWindow.restype = c_ulong
        self._x.XGetImage.restype = POINTER(Image)
        self._x.XGetImage.argtypes = [c_void_p, c_ulong, c_int, c_int, c_uint, c_uint, c_ulong, c_int]
        opened = self._x.XOpenDisplay(c_char_p(name.encode()))
        if not opened:
            raise OSError(f"no X display {name}")
        self._display = c_void_p(opened)
        self._root = self._x.XDefaultRootWindow(self._display)
        self._quiet = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p)(
            lambda _display, _event: 0
        )  # a window may go while we look
        self._x.XSetErrorHandler(self._quiet)

    def wait(self, seconds: float = 30.0) -> float:
        """The monotonic time at which a window with content stands; raises TimeoutError."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for window, width, height in self._windows():
                if self._colours(window, width, height) >= COLOURS:
                    return time.monotonic()
            time.sleep(PAUSE)
        raise TimeoutError("no window with content")

    def empty(self) -> bool:
        """Whether no program has a window."""
        return not list(self._windows())

    def _windows(self) -> Iterator[tuple[int, int, int]]:
        root, parent, children, count = c_ulong(), c_ulong(), POINTER(c_ulong)(), c_uint()
        self._x.XQueryTree(
            self._display, c_ulong(self._root), byref(root), byref(parent), byref(children), byref(count)
        )
        found = [int(children[place]) for place in range(count.value)]
        if count.value:
            self._x.XFree(children)
        for window in found:
            is_so = Attributes()
            self._x.XGetWindowAttributes(self._display, c_ulong(window), byref(is_so))
            if is_so.map_state == VIEWABLE and is_so.width >= WIDE and is_so.height >= HIGH:
                yield window, is_so.width, is_so.height

    def _colours(self, window: int, width: int, height: int) -> int:
        picture = self._x.XGetImage(self._display, c_ulong(window), 0, 0, width, height, c_ulong(-1), Z_PIXMAP)
        if not picture:
            return 0
        image = picture.contents
        line, deep = image.bytes_per_line, image.bits_per_pixel // 8
        raw = ctypes.string_at(image.data, line * height)
        self._x.XDestroyImage(picture) if hasattr(self._x, "XDestroyImage") else self._x.XFree(image.data)
        seen: set[bytes] = set()
        for y in range(0, height, STEP):
            row = raw[y * line : y * line + width * deep]
            seen.update(row[at : at + deep] for at in range(0, len(row), STEP * deep))
            if len(seen) >= COLOURS:
                break
        return len(seen)
