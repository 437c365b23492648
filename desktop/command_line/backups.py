"""Whether a file is a backup of a record book.

Rules this module keeps: it is told by its name or by its first bytes, so that a damaged one is still called a backup and not a bad letter.
"""

from __future__ import annotations

from pathlib import Path

from desktop.storage.backup import SUFFIX
from desktop.storage.backup_file import MIMETYPE

START = 100  # bytes, in which the first member says what the file is


def is_backup(path: Path) -> bool:
    """False also for what cannot be read: the letter's reader says so then."""
    if not path.is_file():
        return False
    if path.suffix == SUFFIX:
        return True
    try:
        with path.open("rb") as file:
            return MIMETYPE[:-1] in file.read(START)
    except OSError:
        return False
