"""A chronology in words: what the view shows, made from what the record book says.

Rules this module keeps:

* what was left out is said above the lines, and an older view before everything else;
* the three times stand apart; a line that was written late says so in words;
* a withdrawn line says that it is, whether or not it can be seen to be struck through.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.domain.involvement import FAMILY as INVOLVEMENT
from desktop.services.chronology_words import count_words, older_words, shown_words
from desktop.services.pages.children import ChronologyRow
from desktop.services.pages.chronology import ChronologyPage, Shown
from desktop.services.pages.fields import Choice, Missing
from desktop.ui import times
from desktop.ui.language import mark, tr

HERE = mark("Written here")
ONE, FAMILY = "one", "family"
CONCERN, ENTRY = "concern_page", "entry"  # the pages that lines lead to


@dataclass(frozen=True, slots=True)
class Line:
    """``leads`` is the page of the whole record, "" for none."""

    happened: str
    what: str
    source: str
    significance: str
    action: str
    written: str
    received: str
    record: str
    leads: str = ""
    struck: bool = False


@dataclass(frozen=True, slots=True)
class ChronologyScreen:
    """``before`` and ``after`` say whether there are lines before and after these."""

    child: str
    name: str
    older: str
    says: tuple[str, ...]
    place: str  # "Lines 101 to 200 of 2,104."
    lines: tuple[Line, ...]
    shown: Shown
    kinds: tuple[Choice, ...]
    writers: tuple[Choice, ...]
    family: tuple[str, ...]  # names of the other children
    before: bool = False
    after: bool = False
    narrowed: bool = False


def chronology_screen(page: ChronologyPage) -> ChronologyScreen:
    """Say one part of a chronology in words."""
    shown, last = page.shown, page.start + len(page.rows)
    place = ""
    if page.count > len(page.rows):
        place = tr("Lines {first} to {last} of {count}.", first=page.start + 1, last=last, count=f"{page.count:,}")
    family = tuple(link.name for link in page.family)
    return ChronologyScreen(
        child=page.child,
        name=page.child_name,
        older=older_words(shown),
        says=(*shown_words(page, (page.child_name, *family)), count_words(page)),
        place=place,
        lines=tuple(line(row) for row in page.rows),
        shown=shown,
        kinds=page.kinds,
        writers=tuple(Choice(name, name) for name in page.writers),
        family=family,
        before=page.start > 0,
        after=last < page.count,
        narrowed=shown != Shown(),
    )


def line(row: ChronologyRow) -> Line:
    """One line in words."""
    happened = times.event_brief(row.event_at, row.precision)
    what = tr("Withdrawn: {what}", what=row.what) if row.withdrawn else row.what
    if row.child_name:
        what = tr("About {child}. {what}", child=row.child_name, what=what)
    received = times.brief(row.received_at)
    written = times.brief(row.written_at)
    return Line(
        happened=tr("{when} (written more than a day later)", when=happened)
        if row.late
        else tr("Not told here")
        if row.kept
        else happened,
        what=tr("{what} (amended since it was first signed)", what=what) if row.amended else what,
        source=row.source,
        significance=row.significance,
        action=row.action,
        written=written,
        received=tr(HERE) if received == written else received,
        record=row.record,
        leads=_leads(row),
        struck=row.withdrawn,
    )


def faults(shown: Shown, today: date) -> tuple[Missing, ...]:
    """What cannot be meant by what was chosen."""
    found = []
    if shown.since and shown.until and shown.until < shown.since:
        found.append(Missing("until", tr("The last day must not lie before the first")))
    if shown.known_on and shown.known_on > today.isoformat():
        found.append(Missing("known_on", tr("Give a day that has begun: nobody knows yet what comes later")))
    return tuple(found)


def columns(lines: Sequence[Line]) -> tuple[tuple[str, int], ...]:
    """The headings of the table with their shares of the width; a column that would be empty is not there."""
    found = (
        (tr("Happened"), 4, True),
        (tr("What"), 8, True),
        (tr("Who says so"), 4, True),
        (tr("Why it matters"), 4, True),
        (tr("Action"), 4, any(one.action for one in lines)),
        (tr("Written"), 4, True),
        (tr("Came here"), 4, True),
    )
    return tuple((heading, share) for heading, share, there in found if there)


def cells(of: Line, lines: Sequence[Line]) -> tuple[tuple[str, ...], int]:
    """The texts of a line in the order of ``columns``, and which of them is struck through, -1 for none."""
    done = (of.action,) if any(one.action for one in lines) else ()
    return (of.happened, of.what, of.source, of.significance, *done, of.written, of.received), 1 if of.struck else -1


def _leads(row: ChronologyRow) -> str:
    if row.kept:
        return ""
    if row.family in {"concern", "call", INVOLVEMENT}:
        return CONCERN
    return ENTRY if row.family in ENTRY_TYPES else ""
