"""The values that can be chosen for a record book, and the usual ones. Nothing heavy: screens name them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

RESTING = (1, 2, 5, 10, 15)  # minutes without a touch until the book locks
WRITING = (5, 10, 15, 20)  # the same in the middle of a recording


@dataclass(frozen=True, slots=True)
class Preferences:
    """``notify``: the desktop may say that something needs the person, without content, while the book is open; ``guided``: a concern
    is recorded one question at a time.
    """

    resting: int = 5
    writing: int = 10
    notify: bool = True
    guided: bool = False


def sensible(kept: Mapping[str, object]) -> Preferences:
    """Read what was kept; what is not offered is the usual value, and writing never locks sooner than resting."""
    usual = Preferences()
    resting, writing = kept.get("resting"), kept.get("writing")
    rests = resting if resting in RESTING and isinstance(resting, int) else usual.resting
    writes = writing if writing in WRITING and isinstance(writing, int) else usual.writing
    return Preferences(
        resting=rests,
        writing=max(rests, writes),
        notify=kept.get("notify") is not False,
        guided=kept.get("guided") is True,
    )
