"""Writing a file that a person asked for. No Qt.

Rules this module keeps: only its owner may read it, also where a file of that name stood before.
"""

from __future__ import annotations

import os
from pathlib import Path


def write_private(file: Path, content: bytes) -> None:
    """Write a file that only its owner may read. Raises OSError."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as sink:
        if hasattr(os, "fchmod"):  # not on Windows, where a folder's rights are its files'
            os.fchmod(handle, 0o600)
        sink.write(content)
