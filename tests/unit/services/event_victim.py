"""A computer that goes dark while a concern about an event with four children is signed.

``python -m tests.unit.services.event_victim <folder> <draws>`` makes a record book of a school; ``draws`` is how many draws of
randomness after the beginning of the signing it kills itself, 0 for never.
"""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import replace
from pathlib import Path
from random import Random

from bundle.keys import DeviceKeys
from desktop.domain.records import ChildEntry, InvolvedChild
from desktop.services.session import Session
from tests.unit.services.people import KIAN, KIANS_ARM, LARKMERE, HandClock, open_book, utc

OTHERS = ("Maisie", "Toby", "Wren")
KEYS, CLOCK = DeviceKeys.generate(Random(7).randbytes), HandClock(utc("2026-11-20T09:30"))


class Doomed:
    """Randomness that ends the process at one draw."""

    def __init__(self) -> None:
        self.left, self.chance = 0, Random(8)

    def __call__(self, size: int) -> bytes:
        if self.left:
            self.left -= 1
            if not self.left:
                os.kill(os.getpid(), signal.SIGKILL)
        return self.chance.randbytes(size)


def book_in(folder: Path, doom: Doomed, *, new: bool) -> Session:
    return open_book(folder / "book.db", KEYS, CLOCK, doom, LARKMERE if new else None)


def main() -> None:
    folder, draws, doom = Path(sys.argv[1]), int(sys.argv[2]), Doomed()
    session = book_in(folder, doom, new=True)
    kian, *rest = (
        session.children.register(one).child for one in (KIAN, *(ChildEntry(name, "Marl") for name in OTHERS))
    )
    others = tuple(InvolvedChild(child, role="witness", note=f"Note {place}") for place, child in enumerate(rest))
    entry = replace(KIANS_ARM, others=others)
    draft = session.concerns.save_draft(None, kian, entry)
    doom.left = draws
    session.concerns.record(kian, entry, draft)
    print("saved", flush=True)


if __name__ == "__main__":
    main()
