"""One partnership for all end-to-end tests, made once; each test breaks a copy of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.partnership import Partnership
from tests.e2e.faults.area import Area
from tests.e2e.world import make_template


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Partnership:
    return make_template(tmp_path_factory.mktemp("template") / "home")


@pytest.fixture
def area(template: Partnership, tmp_path: Path) -> Iterator[Area]:
    copied = Area.copy_of(template, tmp_path / "home")
    try:
        yield copied
    finally:
        copied.close()
