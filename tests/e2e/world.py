"""A small partnership for the end-to-end tests: the demo's, made once and copied, with the computer's own time."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from demo import partnership
from demo.hub import HubProcess
from demo.moment import Moment
from demo.partnership import Partnership
from desktop.books import LocalBooks, SystemClock
from desktop.services.books import BookPlace
from desktop.services.session import Session
from desktop.vault.passphrases import KdfCost

CHEAP = KdfCost(64, 1, 1)
LEAD_TIME = timedelta(minutes=10)  # the template's story clock runs ahead of real time while it is made


def make_template(home: Path) -> Partnership:
    """The whole partnership, every book joined and locked, the hub stopped: to be copied."""
    made = partnership.build(home, kdf=CHEAP, at=datetime.now(UTC) - LEAD_TIME)
    made.close()
    made.sessions.clear()
    return made


def copy_of(template: Partnership, home: Path) -> Partnership:
    """A partnership of one's own: the template's books and hub, copied to ``home``, and its clock, going on by itself."""
    shutil.copytree(template.home, home)
    clock = Moment(template.clock.now())
    places = {
        key: BookPlace(home / place.folder.relative_to(template.home), place.label, place.demo)
        for key, place in template.places.items()
    }
    hub, books = HubProcess.again(home / "hub"), LocalBooks(home, clock, kdf=CHEAP)
    return Partnership(home, clock, template.cast, books, hub, {}, places, dict(template.kits))


def unlock(home: Path, place: BookPlace, passphrase: str) -> Session:
    """Open one book with the computer's clock."""
    return LocalBooks(home, SystemClock(), kdf=CHEAP).unlock(place, passphrase)


def copy_book(place: BookPlace, target: Path) -> BookPlace:
    """The folder of a book, copied as a thief or a careless backup would."""
    shutil.copytree(place.folder, target)
    return BookPlace(target, place.label)
