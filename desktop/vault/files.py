"""Files that are whole or not there: written beside, synced, renamed, and the folder synced.

Rules this module keeps: a reader sees the old bytes or the new bytes, never a part; when a function returns, what it wrote
survives a power cut; what is read is bounded before it is read.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from desktop.vault.errors import KeysUnwritable


def replace(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path`` in one step, readable by the owner only; raise ``KeysUnwritable``."""
    beside = path.with_name(path.name + ".new")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as sink:
            sink.write(content)
            sink.flush()
            os.fsync(sink.fileno())
        beside.replace(path)
        sync_folder(path.parent)
    except OSError as fault:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise KeysUnwritable("the key file could not be written") from fault


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` durable. Windows has no such call and needs none for NTFS renames."""
    if os.name == "nt":  # pragma: no cover - other systems
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_bounded(path: Path, limit: int) -> bytes | None:
    """Return the bytes of ``path``, or None when it is missing, not a plain file, or longer than ``limit``."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as source:
            content = source.read(limit + 1)
    except OSError:
        return None
    return content if len(content) <= limit else None
