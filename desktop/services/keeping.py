"""Keeping the book safe: passphrase, backup, verification, and taking a copy for paper.

Rules this module keeps:

* ``verify`` trusts nothing stored: it parses and checks every statement's signature, chain and directory again;
* an export is recorded before its pages are made.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from desktop.domain.statements import Changes
from desktop.services.book import OpenBook
from desktop.services.children import Children
from desktop.services.pages import ChronologyPaper, Verified


class Keeper(Protocol):
    """The vault, as the services need it. Implemented in desktop/app.py over desktop/vault and desktop/storage."""

    def change_passphrase(self, old: str, new: str) -> None:
        """Raises WrongPassphrase (vault)."""
        ...

    def back_up(self, folder: Path) -> Path:
        """One sealed file in ``folder``, its name free of people and organisations."""
        ...

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the database file."""
        ...

    def lock(self) -> None:
        """Close the database and wipe the keys; quiet when done already."""
        ...


class Keeping:
    def __init__(self, book: OpenBook, keeper: Keeper) -> None:
        self._book, self._keeper = book, keeper

    def change_passphrase(self, old: str, new: str) -> None:
        raise NotImplementedError

    def back_up(self, folder: Path) -> Path:
        raise NotImplementedError

    def last_backup(self) -> str:
        """ISO time of the last backup made here, or ""."""
        raise NotImplementedError

    def checkpoint(self) -> None:
        raise NotImplementedError

    def verify(self) -> Verified:
        """Check every statement again; ``problems`` are short sentences without case text."""
        raise NotImplementedError

    def restored(self) -> Changes:
        """Begin a new epoch: called once by whoever restored this book from a backup, before it is used."""
        raise NotImplementedError


class Export:
    """Copies for paper. ``render`` makes the PDF (desktop/reports)."""

    def __init__(self, book: OpenBook, children: Children, render: Callable[[ChronologyPaper], bytes] | None) -> None:
        self._book, self._children, self._render = book, children, render

    def chronology_pdf(self, child_id: str) -> bytes:
        """Writes record.exported first. Raises NoSuchRecord, PrintingUnavailable."""
        raise NotImplementedError
