from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.partnership import Partnership
from tests.e2e.faults.area import Area, make_template


@pytest.fixture(scope="session")
def command_line_template(tmp_path_factory: pytest.TempPathFactory) -> Partnership:
    return make_template(tmp_path_factory.mktemp("command line") / "home")


@pytest.fixture
def area(command_line_template: Partnership, tmp_path: Path) -> Iterator[Area]:
    copied = Area.copy_of(command_line_template, tmp_path / "home")
    try:
        yield copied
    finally:
        copied.close()
