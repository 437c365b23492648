"""Record books on this computer, before one is open. Implemented in desktop/books.py.

Rules this module keeps: a place says which folder it is and who keeps it there, and nothing about any child.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:  # the first door names a place before anything heavy is loaded
    from desktop.domain.records import Profile
    from desktop.services.session import Session


class BookPlace(NamedTuple):
    """A record book that lies on this computer. ``label`` is the keeper's name and organisation."""

    folder: Path
    label: str
    demo: bool = False


Typed: TypeAlias = Mapping[str, "str | bool"]


class BegunRow(Protocol):
    """A first run that was begun and not finished (``vault.begun.Begun``)."""

    @property
    def page(self) -> str: ...
    @property
    def typed(self) -> Typed: ...
    @property
    def kit_held(self) -> bool: ...


class Books(Protocol):
    def known(self) -> tuple[BookPlace, ...]:
        """Books found on this computer, the last used first."""
        ...

    def kit_paper(self, kit: str, keeper: str, organisation: str) -> bytes:
        """The recovery kit as a PDF, in memory only. Raises ReportError."""
        ...

    def drive(self) -> str:
        """Whether the drive that books lie on is "encrypted", "open" or "unknown"."""
        ...

    def create(self, folder: Path | None, profile: Profile, passphrase: str, kit: str) -> Session:
        """Make a book (in the usual place when ``folder`` is None) and open it: all of it or nothing."""
        ...

    def unlock(self, place: BookPlace, passphrase: str) -> Session:
        """Raises the VaultError and StorageError trees."""
        ...

    def unlock_with_kit(self, place: BookPlace, kit: str, new_passphrase: str) -> Session: ...

    def restore(self, file: Path, secret: str) -> Session:
        """Restore a backup beside the other books; ``secret`` is the passphrase or the kit of that time."""
        ...

    def open_demo(self, progress: Callable[[int, int], bool] | None = None) -> tuple[BookPlace, ...]:
        """Make the demo partnership when it is not there, and say where its books are."""
        ...
