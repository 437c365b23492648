"""A chronology as it is asked for and as it is shown: frozen values without behaviour.

Rules this module keeps: what was chosen to be shown goes with what is shown, so that neither a screen nor a paper can pass a part off
as the whole.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.services.pages.children import ChronologyRow
from desktop.services.pages.fields import Choice
from desktop.services.people_rows import FamilyLink


@dataclass(frozen=True, slots=True)
class Shown:
    """What of a chronology is shown; as it stands, the whole of one child's, as it is known today. Days are ISO or ""."""

    family: bool = False  # with the other children of the family
    kinds: tuple[str, ...] = ()  # of record; () all of them
    writers: tuple[str, ...] = ()  # who wrote it; () everybody
    since: str = ""  # happened on this day or later
    until: str = ""
    significant: bool = False
    withdrawn: bool = True
    known_on: str = ""  # only what this book had received by the end of this day

    @property
    def narrowed(self) -> bool:
        """Whether lines are left out that stand in the whole."""
        return bool(self.kinds or self.writers or self.since or self.until or self.significant or not self.withdrawn)


@dataclass(frozen=True, slots=True)
class ChronologyPage:
    """A part of the lines that fit what is ``shown``, in order; ``count`` fit, and ``start`` of them come before these.

    ``kinds`` and ``writers`` are what there is to choose from. ``kept_back`` counts records of another record of this child
    that are kept from some people: they stay there.
    """

    child: str
    child_name: str
    shown: Shown
    rows: tuple[ChronologyRow, ...]
    start: int
    count: int
    total: int
    kinds: tuple[Choice, ...]
    writers: tuple[str, ...]
    family: tuple[FamilyLink, ...]
    kept_back: int = 0
