"""The record books of this computer before their parts are loaded: the doors are painted first (docs/adr/0007).

Rules this module keeps: nothing heavy is imported before the first use, which is on the worker; the demo partnership is handed in from above.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from desktop.services.books import BookPlace
from desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from desktop.books import LocalBooks
    from desktop.domain.records import Profile
    from desktop.services.ports import Clock
    from desktop.services.session import Session
    from desktop.ui.first_run.ports import Unfinished
    from desktop.vault.passphrases import KdfCost
    from desktop.vault.recovery import MadeRecovery


class Demo(Protocol):
    """The demo partnership, handed in from above; the application knows nothing of it."""

    @property
    def passphrase(self) -> str:
        """Opens every one of its books."""
        ...

    def make(self, home: Path, tick: Callable[[int, int], None]) -> None:
        """Make its record books below ``home``; ``tick`` hears how far it is, and breaks it off by raising."""
        ...

    def serve(self, home: Path) -> None:
        """Start its hub, if it does not run."""
        ...

    def stop(self) -> None: ...


class LateBooks:
    """``services.books.Books`` whose parts load on first use, which is on the worker."""

    def __init__(
        self, home: Path, tasks: Callable[[], Tasks], demo: Demo | None, clock: Clock | None, kdf: KdfCost | None
    ) -> None:
        self._home, self._tasks, self._demo, self._clock, self._kdf = home, tasks, demo, clock, kdf
        self._books: LocalBooks | None = None

    def load(self) -> LocalBooks:
        """Import and join the heavy parts."""
        if self._books is None:
            from desktop.books import LocalBooks, SystemClock
            from desktop.sync.steps import WorkerSteps

            steps = WorkerSteps(self._tasks().run)
            self._books = LocalBooks(
                self._home,
                self._clock or SystemClock(),
                kdf=self._kdf,
                steps=steps,
                make_demo=self._demo.make if self._demo else None,
            )
        return self._books

    def known(self) -> tuple[BookPlace, ...]:
        return self.load().known()

    def new_kit(self) -> str:
        return self.load().new_kit()

    def begun(self) -> Unfinished:
        return self.load().begun()

    def kit_paper(self, kit: str, keeper: str, organisation: str) -> bytes:
        return self.load().kit_paper(kit, keeper, organisation)

    def drive(self) -> str:
        return self.load().drive()

    def create(self, folder: Path | None, profile: Profile, passphrase: str, kit: str) -> Session:
        return self.load().create(folder, profile, passphrase, kit)

    def unlock(self, place: BookPlace, passphrase: str) -> Session:
        return self.load().unlock(place, passphrase)

    def has_pin(self, place: BookPlace) -> bool:
        """Whether a PIN of today opens it; before anything was loaded there is none."""
        return self._books is not None and self._books.has_pin(place)

    def unlock_with_pin(self, place: BookPlace, pin: str) -> Session:
        return self.load().unlock_with_pin(place, pin)

    def unlock_with_kit(self, place: BookPlace, kit: str, new_passphrase: str) -> Session:
        return self.load().unlock_with_kit(place, kit, new_passphrase)

    def backup_date(self, file: Path) -> datetime:
        return self.load().backup_date(file)

    def written_here(self, file: Path) -> datetime | None:
        return self.load().written_here(file)

    def restore(
        self, file: Path, secret: str, new_passphrase: str = "", progress: Callable[[int, int], bool] | None = None
    ) -> Session:
        return self.load().restore(file, secret, new_passphrase, progress)

    def make_recovery(self, needed: int, holders: int) -> MadeRecovery:
        return self.load().make_recovery(needed, holders)

    def rehearse_recovery(self, words: Sequence[str], recipient: str) -> None:
        self.load().rehearse_recovery(words, recipient)

    def holder_paper(self, words: str, number: int, needed: int, holders: int, organisation: str) -> bytes:
        return self.load().holder_paper(words, number, needed, holders, organisation)

    def recover(
        self,
        source: Path,
        words: Sequence[str],
        name: str,
        role_title: str,
        passphrase: str,
        kit: str,
        progress: Callable[[int, int], bool] | None = None,
    ) -> Session:
        return self.load().recover(source, words, name, role_title, passphrase, kit, progress)

    def open_demo(self, progress: Callable[[int, int], bool] | None = None) -> tuple[BookPlace, ...]:
        return self.load().open_demo(progress)
