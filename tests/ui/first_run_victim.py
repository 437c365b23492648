"""A first run that is killed: ``python -m tests.ui.first_run_victim <home> <stop>``, with the real window and real books.

``stop`` names where the process kills itself: a page once it stands, "typing", the n-th draw of randomness while the book is made
("making:3"), or "made", before anything was told of it.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from desktop.books import LocalBooks
from desktop.domain.records import Profile
from desktop.services.session import Session
from desktop.ui.first_run.presenter import FirstRunPresenter
from desktop.ui.first_run.view import FirstRunPage
from desktop.vault.passphrases import KdfCost
from tests.fakes.tasks import FakeTasks

CHEAP = KdfCost(64, 1, 1)
PASSPHRASE = "larch gate winter"


class Doomed:
    """Randomness that ends the process at one draw; kept files and pages before it are as the program left them."""

    def __init__(self, stop: str) -> None:
        self.left = int(stop.partition(":")[2] or 0) if stop.startswith("making") else 0
        self.armed = False

    def __call__(self, size: int) -> bytes:
        if self.armed and self.left:
            self.left -= 1
            if not self.left:
                die()
        return os.urandom(size)


class DoomedBooks(LocalBooks):
    """Real books; ``create`` arms the randomness, and dies after it when asked to."""

    doom: Doomed
    die_after = False

    def create(self, folder: Path | None, profile: Profile, passphrase: str, kit: str) -> Session:
        self.doom.armed = True
        session = super().create(folder, profile, passphrase, kit)
        if self.die_after:
            die()
        return session


def die() -> None:
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)


def fill(page: FirstRunPage, name: str) -> None:
    """Answer one page as a person would."""
    if name == "who":
        page.name.set_value("Odette Farrow")
        page.role_title.set_value("Designated safeguarding lead")
        page.organisation.set_value("Larkmere Primary School")
        page.kind.set_value("school")
    elif name == "ring":
        page.contacts.in_number.set_value("01632 960 140")
        page.contacts.out_number.set_value("01632 960 199")
    elif name == "passphrase":
        page.passphrase.set_value(PASSPHRASE)
        page.again.set_value(PASSPHRASE)
    elif name == "kit":
        page.kit.typed.set_value(page.kit.kit_text)


def main(home: Path, stop: str) -> None:
    """Go through the pages until ``stop``. Prints the kit once it is shown."""
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    doom = Doomed(stop)
    books = DoomedBooks(home, random=doom, kdf=CHEAP)
    books.doom, books.die_after = doom, stop == "made"
    page = FirstRunPage()
    page.presenter = FirstRunPresenter(page, books, FakeTasks(), lambda _session, _join: None, lambda: None)
    page.show()
    page.entered()
    for name in ("who", "ring", "passphrase", "kit", "done"):
        if stop == name:
            die()
        fill(page, name)
        if stop == f"typing:{name}":
            page.save_draft()
            die()
        if name == "kit":
            print(page.kit.kit_text, flush=True)
        page.on.click()
        qt.processEvents()
    print("not killed", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
