"""The names that are one name, as they ship.

Rules this module keeps: read once, never written; a list that is missing from the program is a fault of the program.
"""

from __future__ import annotations

from functools import cache

from desktop.domain.names import Aliases
from resources import read

LISTS = ("english", "welsh", "irish", "polish", "arabic")


@cache
def aliases() -> Aliases:
    """All of them together."""
    return Aliases.parse(*(read(f"names/{name}.txt").decode("utf-8") for name in LISTS))
