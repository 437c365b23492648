"""A child process that changes the keys of a book and is killed at one of its steps: ``python killed.py FOLDER STEP``.

A step is a file that is opened, renamed or removed in the book's folder, or a piece of the database that is copied.
It ends with 9 when it was killed and with 0 when the change was done before.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from desktop.keeper import VaultKeeper
from desktop.storage.connection import DATABASE_NAME, connect
from desktop.storage.store import Store
from desktop.vault import keyring
from desktop.vault.day_pin import DayPins
from desktop.vault.passphrases import KdfCost

OLD, NEW = "larch gate winter", "heron bridge autumn"
CHEAP = KdfCost(64, 1, 1)
STEPS = frozenset({"open", "os.rename", "os.remove"})


class Clock:
    def now(self) -> datetime:
        return datetime(2026, 11, 20, 9, 40, tzinfo=UTC)


def main(folder: Path, step: int, kit: str) -> None:
    opened = keyring.unlock(folder, OLD)
    store = Store(connect(folder / DATABASE_NAME, opened.database_key))
    left = step

    def count() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os._exit(9)

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event in STEPS and str(arguments[0]).startswith(str(folder)):
            count()

    sys.addaudithook(watch)
    VaultKeeper(opened, store, os.urandom, CHEAP, Clock(), DayPins()).rekey(
        OLD, NEW, kit, lambda _done, _total: count()
    )
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
