"""What a process can do so that its memory is not written to disk or read by its neighbours.

Rules this module keeps: best effort, said honestly: what is in force is returned, nothing is promised. Python cannot wipe
all copies of a text; swap and sleep images are the disk encryption's part (docs/threat-model.md).
"""

from __future__ import annotations

import ctypes
import sys

_PR_SET_DUMPABLE = 4  # linux/prctl.h
_PR_GET_DUMPABLE = 3


def harden() -> frozenset[str]:
    """Switch core dumps off, and on Linux the reading of our memory by other programs of the same user.

    Returns what is in force: ``"no core dumps"``, ``"not traceable"``. Called first thing at start.
    """
    in_force: set[str] = set()
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        in_force.add("no core dumps")
    if sys.platform.startswith("linux"):
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
        if libc.prctl(_PR_GET_DUMPABLE, 0, 0, 0, 0) == 0:
            in_force.add("not traceable")
    return frozenset(in_force)
