from __future__ import annotations

import pytest

from tests.unit.coverage.filled import Filled, Filling


@pytest.fixture(scope="package")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """A record book with every field written and amended, made once: the tests here only read."""
    return Filling(tmp_path_factory.mktemp("filled")).all()
