"""What of a child's page is shown already, so that the next rows can be asked for, and those rows in words. No Qt.

Rules this module keeps: each part is paged for itself; a page that is read again is as long as it was before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from desktop.domain.dates import LONDON
from desktop.services.pages.children import ChildPage, Depth, Earlier
from desktop.ui.child.screen import ConcernCard, ShareLine, concern_card, opening, share_line
from desktop.ui.entries.lines import EntryLine, entry_line

PARTS = ("concerns", "entries", "shares", "openings")


@dataclass(frozen=True, slots=True)
class EarlierLines:
    """The next rows of one part."""

    concerns: tuple[ConcernCard, ...] = ()
    entries: tuple[EntryLine, ...] = ()
    shares: tuple[ShareLine, ...] = ()
    openings: tuple[tuple[str, str, str], ...] = ()


def earlier_lines(found: Earlier, today: date) -> EarlierLines:
    """Say them. ``today`` is the date in Europe/London."""
    now = datetime.combine(today, time.max, LONDON)
    return EarlierLines(
        tuple(concern_card(one) for one in found.concerns),
        tuple(entry_line(row, now) for row in reversed(found.entries)),
        tuple(share_line(row) for row in found.shares),
        tuple(opening(row) for row in found.openings),
    )


class Paging:
    """The ids that are shown of each part."""

    def __init__(self, also: tuple[str, ...] = ()) -> None:
        self.also = also  # concerns that were asked for by themselves, and decisions whose answer was new
        self._shown: dict[str, tuple[str, ...]] = {}

    def begin(self, page: ChildPage) -> None:
        """A page was read, as deep as was asked for: what is older stands there for itself, and stays."""
        alone = [one.share for one in page.shares[self.depth().shares :]]
        self.also = tuple(dict.fromkeys((*self.also, *alone)))
        self._shown = {}
        self._take(page)

    def add(self, earlier: Earlier) -> None:
        """More of it was read."""
        self._take(earlier)

    def add_concern(self, concern: str) -> None:
        self.also = (*self.also, concern)
        self._shown["concerns"] = (*self.shown("concerns"), concern)

    def shown(self, part: str) -> tuple[str, ...]:
        """Record ids; of openings those of the statements."""
        return self._shown.get(part, ())

    def depth(self) -> Depth:
        """As much as is shown now, and no less than a page has at first."""
        depth = Depth()
        least = {part: getattr(depth, part) for part in PARTS}
        wanted = {
            part: max(least[part], len([one for one in self.shown(part) if one not in self.also])) for part in PARTS
        }
        return replace(depth, **wanted)

    def _take(self, read: ChildPage | Earlier) -> None:
        ids = {
            "concerns": [one.id for one in read.concerns],
            "entries": [one.record for one in read.entries],
            "shares": [one.share for one in read.shares],
            "openings": [one.statement for one in read.openings],
        }
        for part, came in ids.items():
            self._shown[part] = tuple(dict.fromkeys((*self.shown(part), *came)))
