"""A small partnership for the end-to-end tests: the demo's, made once, with the computer's own time."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from demo import partnership
from demo.partnership import Partnership
from desktop.books import LocalBooks, SystemClock
from desktop.services.books import BookPlace
from desktop.services.session import Session
from desktop.vault.passphrases import KdfCost

CHEAP = KdfCost(64, 1, 1)


def make(home: Path) -> Partnership:
    """The whole partnership, every book locked, the hub stopped."""
    made = partnership.build(home, kdf=CHEAP, at=datetime.now(UTC))
    made.close()
    return made


def unlock(home: Path, place: BookPlace, passphrase: str) -> Session:
    """Open one book with the computer's clock."""
    return LocalBooks(home, SystemClock(), kdf=CHEAP).unlock(place, passphrase)


def copy_book(place: BookPlace, target: Path) -> BookPlace:
    """The folder of a book, copied as a thief or a careless backup would."""
    shutil.copytree(place.folder, target)
    return BookPlace(target, place.label)
