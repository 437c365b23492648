"""The directory of an invented partnership, made once for a test module."""

from __future__ import annotations

import pytest

from tests.unit.bundle.partnership import Partnership


@pytest.fixture(scope="module")
def ashmere() -> Partnership:
    return Partnership()


@pytest.fixture(scope="module")
def files(ashmere: Partnership) -> dict[str, bytes]:
    return ashmere.files()
