"""A real SQLCipher database in a temporary folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.storage.connection import DATABASE_NAME, connect
from desktop.storage.store import Store


@pytest.fixture
def key() -> bytearray:
    return bytearray(range(1, 33))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / DATABASE_NAME


@pytest.fixture
def store(path: Path, key: bytearray) -> Iterator[Store]:
    opened = Store(connect(path, key, create=True))
    yield opened
    opened.close()
