"""What a large record book costs in the real window: from unlock to Today, and the memory at its peak, with 10,000 concerns, alone and joined."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks import memory, to_today
from benchmarks.books import CHEAP, PASSPHRASE, fill, new_book, new_joined_book
from benchmarks.timing import Measured

CONCERNS = 10_000


def measure(times: int, concerns: int = CONCERNS) -> list[Measured]:
    """Make the book once, open it ``times`` times, and once more for the memory; and the same memory of one in a partnership."""
    with tempfile.TemporaryDirectory() as folder:
        alone, joined = Path(folder) / "alone", Path(folder) / "joined"
        session = new_book(alone, CHEAP)
        fill(session, concerns)
        session.lock()
        opened = to_today.measure(alone, concerns, times)
        passphrase = new_joined_book(joined, Path(folder) / "work", concerns)
        return [
            opened,
            memory.measure(alone, concerns, PASSPHRASE),
            memory.measure(joined, concerns, passphrase, joined=True),
        ]
