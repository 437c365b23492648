"""How many examples a property gets: one place for all tests.

Rules this module keeps: a plain run is repeatable (derandomized) and small; ``GUARDBOOK_SOAK=1`` (``make soak``) gives the full number and looks elsewhere
each time; a property is written once and runs in both.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings

Test = TypeVar("Test", bound=Callable[..., object])

SOAK = os.environ.get("GUARDBOOK_SOAK") == "1"
HISTORIES = 10_000 if SOAK else int(os.environ.get("GUARDBOOK_EXAMPLES", "300"))
"""Examples of a property of the formats or of the fold; fewer where another test only measures what they reach."""


def property_of(test: Test) -> Test:
    """Put above ``@given``: 300 repeatable examples in ``make test``; 10,000, marked soak, in ``make soak``."""
    examples = settings(
        max_examples=HISTORIES,
        derandomize=not SOAK,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    looked_at: Test = examples(test)
    return pytest.mark.soak(looked_at) if SOAK else looked_at
