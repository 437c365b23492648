"""A screen and a session in memory, for the pages that are tried without Qt."""

from __future__ import annotations

import pytest

from tests.fakes.ui_session import FakeSession
from tests.unit.ui.saying_screen import Screen


@pytest.fixture
def screen() -> Screen:
    return Screen()


@pytest.fixture
def session() -> FakeSession:
    return FakeSession()
