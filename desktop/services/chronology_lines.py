"""What a line of a chronology is ordered and chosen by, read from a folded record without making its words.

Rules this module keeps:

* the words of a line are made when it is shown: of two thousand only a page is;
* significant is what has level 3 or 4 or is urgent, what somebody wrote a significance for, a call about it, and a
  decision to share or not with its answer;
* a line that is kept from some people stands whatever was chosen, but for days: else a choice would tell what it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from desktop.domain.dates import LONDON, parse_day
from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.domain.folding import Folded
from desktop.domain.statements import Kind, Statement
from desktop.services.pages.children import ChronologyRow
from desktop.services.pages.chronology import Shown
from desktop.services.times import moment_of

SHARE, CALL = "share", "call"  # kinds of line that are not records of a family of their own
SERIOUS = frozenset({"3", "4"})  # levels of need
_WEIGHTY = frozenset({Kind.CALL_LOGGED, Kind.SHARING_DECIDED, Kind.ENQUIRY_DECIDED})


@dataclass(frozen=True, slots=True)
class Line:
    """``happened`` is when it happened, or when it was written where that is not known."""

    happened: datetime
    written: datetime
    record: str
    kind: str
    writer: str
    significant: bool
    withdrawn: bool
    kept: bool
    make: Callable[[], ChronologyRow | None]

    @property
    def day(self) -> date:
        return self.happened.astimezone(LONDON).date()


def record_line(
    folded: Folded,
    first: Statement,
    writer: str,
    *,
    happened: datetime | None,
    urgent: bool,
    withdrawn: bool,
    make: Callable[[], ChronologyRow | None],
) -> Line:
    """A concern, or a record beside concerns, that ``first`` began."""
    return Line(
        happened=happened or first.written_at,
        written=first.written_at,
        record=folded.id,
        kind=folded.family,
        writer=writer,
        significant=urgent or _is_weighty(folded),
        withdrawn=withdrawn,
        kept=False,
        make=make,
    )


def event_line(said: Statement, writer: str, make: Callable[[], ChronologyRow | None]) -> Line:
    """A call, a decision about sharing, or what was asked and answered."""
    call = said.kind == Kind.CALL_LOGGED
    at = moment_of(str(said.fields.get("at") or "")) if call else None
    return Line(
        happened=at or said.written_at,
        written=said.written_at,
        record=said.about[0] if said.about else "",
        kind=CALL if call else SHARE,
        writer=writer,
        significant=said.kind in _WEIGHTY,
        withdrawn=False,
        kept=False,
        make=make,
    )


def kept_line(said: Statement, make: Callable[[], ChronologyRow | None]) -> Line:
    """Something that is kept from some people."""
    return Line(
        happened=said.written_at,
        written=said.written_at,
        record=said.about[0] if said.about else "",
        kind="",
        writer="",
        significant=False,
        withdrawn=False,
        kept=True,
        make=make,
    )


def chosen(lines: Iterable[Line], shown: Shown) -> tuple[Line, ...]:
    """Those of the lines that are shown, in order."""
    return tuple(line for line in lines if _fits(line, shown))


def _fits(line: Line, shown: Shown) -> bool:
    since, until = parse_day(shown.since), parse_day(shown.until)
    if (since is not None and line.day < since) or (until is not None and line.day > until):
        return False
    if line.kept:
        return True
    return (
        (not shown.kinds or line.kind in shown.kinds)
        and (not shown.writers or line.writer in shown.writers)
        and (line.significant or not shown.significant)
        and (shown.withdrawn or not line.withdrawn)
    )


def happened_of(folded: Folded) -> datetime | None:
    """When it happened, or was noticed; None where neither is known."""
    for name in ("happened", "noticed"):
        value = folded.fields[name].value if name in folded.fields else None
        if isinstance(value, Mapping) and (moment := moment_of(str(value.get("at") or ""))) is not None:
            return moment
    return None


def _is_weighty(folded: Folded) -> bool:
    """Whether one side gives a level that is serious, or words of why it matters."""
    one = ENTRY_TYPES.get(folded.family)
    if one is not None:
        return any(
            side.value for name in one.significance if name in folded.fields for side in folded.fields[name].values
        )
    return "level" in folded.fields and any(str(side.value) in SERIOUS for side in folded.fields["level"].values)
