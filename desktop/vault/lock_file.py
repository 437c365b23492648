"""One program at a time in a record book: an exclusive lock on a file of its folder.

Rules this module keeps:

* the lock belongs to the open file, so it ends with the process however that ends; the file itself stays and is empty;
* two openings in one process exclude each other too;
* a lock that is not free raises ``VaultInUse`` at once; nothing waits.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from desktop.vault.errors import KeysUnwritable, VaultInUse, VaultMissing

LOCK_NAME = "vault.lock"

if sys.platform == "win32":  # pragma: no cover - other systems
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _free(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _free(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


class VaultLock:
    """The lock of one folder, taken when made. Raises ``VaultInUse``, ``VaultMissing`` (no folder) or ``KeysUnwritable``."""

    def __init__(self, folder: Path) -> None:
        try:
            handle = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        except (FileNotFoundError, NotADirectoryError) as missing:
            raise VaultMissing("there is no record book in this folder") from missing
        except OSError as fault:
            raise KeysUnwritable("the record book cannot be locked where it lies") from fault
        try:
            _take(handle)
        except OSError as held:
            os.close(handle)
            raise VaultInUse("the record book is open in another program") from held
        self._handle: int | None = handle

    def release(self) -> None:
        """Give the lock back. Doing it again does nothing."""
        handle, self._handle = self._handle, None
        if handle is not None:
            with contextlib.suppress(OSError):
                _free(handle)
            os.close(handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()
