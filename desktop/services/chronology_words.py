"""What of a chronology is shown, in words: the same sentences on the screen, on paper and in what is signed about a paper.

Rules this module keeps: nothing that was left out goes unsaid, and an older view says first that it is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.domain.dates import long_day, parse_day
from desktop.language import mark, tr
from desktop.services.pages.chronology import ChronologyPage, Shown

OLDER = mark(
    "This is an older view: only what this record book had received by the end of {day}, by this computer’s clock. What came "
    "later is not in it: "
    "no record, no amendment, no withdrawal."
)
OLDER_FAMILY = mark("Which children belong to the family is as it is known today.")
WHOLE = mark("Everything that this record book holds about {name}, as it stands today.")
FAMILY = mark(
    "The children of the family together: {names}. Records that some people must not see are never in a family’s chronology."
)
SIGNIFICANT = mark(
    "Only what is significant: level 3 or 4 or urgent, what somebody wrote a significance for, calls, and decisions about "
    "sharing with their answers."
)


def older_words(shown: Shown) -> str:
    """That it is an older view, and of which day; "" for today's."""
    day = parse_day(shown.known_on)
    if day is None:
        return ""
    said = tr(OLDER, day=long_day(day))
    return f"{said} {tr(OLDER_FAMILY)}" if shown.family else said


def shown_words(page: ChronologyPage, names: Sequence[str]) -> tuple[str, ...]:
    """A sentence for whose chronology it is, and for each thing by which it was narrowed."""
    return tuple(_sentences(page, names))


def count_words(page: ChronologyPage) -> str:
    """How many lines there are of how many."""
    if page.count == page.total:
        return tr("%n line(s).", n=page.count)
    return tr("{count} of %n line(s): the others are left out.", n=page.total, count=page.count)


def _sentences(page: ChronologyPage, names: Sequence[str]) -> Iterator[str]:
    shown = page.shown
    if shown.family:
        yield tr(FAMILY, names=", ".join(names))
    elif not shown.known_on and not shown.narrowed:
        yield tr(WHOLE, name=page.child_name)
    labels = {choice.code: choice.label for choice in page.kinds}
    if shown.kinds:
        yield tr("Only these kinds of record: {kinds}.", kinds=", ".join(labels.get(one, one) for one in shown.kinds))
    if shown.writers:
        yield tr("Only what was written by: {names}.", names=", ".join(shown.writers))
    if span := _span(shown):
        yield span
    if shown.significant:
        yield tr(SIGNIFICANT)
    if not shown.withdrawn:
        yield tr("Without what was withdrawn.")
    if page.kept_back:
        yield tr(
            "%n record(s) that some people must not see stand on this child’s other record alone.", n=page.kept_back
        )


def _span(shown: Shown) -> str:
    since, until = parse_day(shown.since), parse_day(shown.until)
    if since is not None and until is not None:
        return tr("Only from {since} to {until}.", since=long_day(since), until=long_day(until))
    if since is not None:
        return tr("Only from {since} on.", since=long_day(since))
    return tr("Only up to {until}.", until=long_day(until)) if until is not None else ""
