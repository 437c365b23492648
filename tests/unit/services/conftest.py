from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.services.people import Area, utc


@pytest.fixture
def area(tmp_path: Path) -> Iterator[Area]:
    """Friday 20 November 2026, 09:40: a desk, a school and a health visitor in one partnership."""
    made = Area(tmp_path, utc("2026-11-20T09:40"))
    yield made
    made.close()
