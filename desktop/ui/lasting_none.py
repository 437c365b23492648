"""Keep Python's None alive under PySide6 6.12 on Python 3.11.

The PySide6 6.12.0 wheels hand None back from every void call without counting the reference. From Python 3.12 on None is
immortal (PEP 683) and nothing happens; on 3.11 its count falls with each call, and after some ten thousand calls the interpreter
aborts with "none_dealloc". (6.11.3 counts correctly.) We give None so many references that it lasts longer than any process.
To be dropped with Python 3.11, or with a PySide6 that counts.
"""

from __future__ import annotations

import ctypes
import sys

MORTAL_BEFORE = (3, 12)
MANY = 1 << (40 if sys.maxsize > 1 << 32 else 28)


def keep_none() -> None:
    """Raise the reference count of None, once; nothing on a Python where None is immortal."""
    if (
        sys.implementation.name != "cpython"
        or sys.version_info[:2] >= MORTAL_BEFORE
        or sys.getrefcount(None) > MANY // 2
    ):
        return
    ctypes.c_ssize_t.from_address(id(None)).value += MANY
