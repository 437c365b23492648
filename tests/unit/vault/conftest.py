"""A folder for a record book, a cheap cost, and randomness that a test can repeat."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.vault.kit import new_kit


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "book"


@pytest.fixture
def random() -> Callable[[int], bytes]:
    counter = iter(range(10**9))

    def draw(size: int) -> bytes:
        return hashlib.shake_256(f"draw {next(counter)}".encode()).digest(size)

    return draw


@pytest.fixture
def kit(random: Callable[[int], bytes]) -> str:
    return new_kit(random)
