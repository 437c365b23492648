"""From the start of the process to the painted unlock window, against a bare PySide6 window with a line edit and a button.

Rules this module keeps: both are processes of the same Python, told by the same filter, with warm bytecode and an ordinary home folder with one record book;
the garbage that one start leaves is not the other's.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from benchmarks.books import CHEAP, new_book
from benchmarks.timing import Result, in_turns

ROOT = Path(__file__).resolve().parent.parent
BAR = 1.5


def measure(times: int) -> Result:
    """``times`` starts of each."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        new_book(home / ".local/share/Guardbook", CHEAP).lock()
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GUARDBOOK", "XDG"))
        } | {"HOME": folder}
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        medians = in_turns(
            {kind: partial(start, kind, environment) for kind in ("app", "bare")},
            times,
        )
    return Result(
        "cold start to the unlock window", "a bare PySide6 window", medians["app"], medians["bare"], times, BAR
    )


def start(kind: str, environment: dict[str, str]) -> float:
    """Seconds from before the process exists to after its first paint."""
    began = time.monotonic_ns()
    child = subprocess.run(
        [sys.executable, "-m", "benchmarks.first_paint", kind],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
        timeout=60,
    )
    return (int(child.stdout) - began) / 1e9
