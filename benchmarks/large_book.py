"""What a large record book costs in the real window: from unlock to Today, and the memory at its peak, with 10,000 concerns."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks import memory, to_today
from benchmarks.books import CHEAP, fill, new_book
from benchmarks.timing import Measured

CONCERNS = 10_000


def measure(times: int, concerns: int = CONCERNS) -> list[Measured]:
    """Make the book once, open it ``times`` times, and once more for the memory."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        session = new_book(home, CHEAP)
        fill(session, concerns)
        session.lock()
        return [to_today.measure(home, concerns, times), memory.measure(home, concerns)]
