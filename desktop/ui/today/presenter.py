"""What needs me, in the order of need.

Rules this module keeps: what has reached nobody comes first, also when the ring panel shows it already; then what is due, then
what others answered, then what has not left this machine, then drafts; a part with nothing in it is not shown; a day with
nothing at all says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from desktop.domain.dates import local, long_day, weekday
from desktop.domain.statements import Changes
from desktop.services.pages import Alert, ClockRow, DraftRow, EnquiryRow, LetterRow, ShareRow, TodayPage
from desktop.ui.language import mark, tr
from desktop.ui.messages import Said, say
from desktop.ui.shell.presenter import ago
from desktop.ui.shell.routes import Go, Place
from desktop.ui.tasks import Runs

STATES = {
    "overdue": mark("Overdue"),
    "today": mark("Today"),
    "soon": mark("Soon"),
    "later": mark("Later"),
    "met": mark("Done"),
}
ORDER = tuple(STATES)


@dataclass(frozen=True, slots=True)
class Line:
    """A row on the page: ``place`` is where it leads; ``state`` marks it (a key of STATES, "urgent", or blank)."""

    title: str
    text: str
    place: Place
    state: str = ""
    button: str = ""  # what leads there; Open when blank


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    lines: tuple[Line, ...]


class Reads(Protocol):
    def page(self) -> TodayPage: ...


class View(Protocol):
    def show_groups(self, groups: Sequence[Group], warnings: Sequence[str]) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class TodayPresenter:
    """Reads on entering and after changes."""

    def __init__(self, view: View, today: Reads, tasks: Runs, go: Go, now: Callable[[], datetime]) -> None:
        self._view, self._today, self._tasks, self._go, self._now = view, today, tasks, go, now

    def read(self) -> None:
        self._tasks.run(self._today.page, self._show, lambda error: self._view.show_failure(say(error)))

    def changed(self, _changes: Changes) -> None:
        self.read()

    def open(self, place: Place) -> None:
        self._go(place)

    def record(self) -> None:
        self._go(Place("concern"))

    def _show(self, page: TodayPage) -> None:
        self._view.show_groups(groups_of(page, self._now()), page.warnings)


def groups_of(page: TodayPage, now: datetime) -> tuple[Group, ...]:
    """The page as groups of lines, empty ones left out."""
    groups = (
        Group(tr("Ring now"), tuple(
            Line(a.child_name, f"{_reached(a)} {a.why}.", Place("call", a.concern, "me"), "urgent", tr("Call card"))
            for a in page.alerts
        )),
        Group(tr("Due"), tuple(_clock(row) for row in sorted(page.clocks, key=_when) if row.state != "met")),
        Group(tr("For the desk"), tuple(_enquiry(row) for row in page.enquiries)),
        Group(tr("Answers"), tuple(_answer(row) for row in page.answers)),
        Group(tr("Not sent yet"), tuple(_letter(row, now) for row in page.waiting)),
        Group(tr("Unfinished drafts"), tuple(_draft(row, now) for row in page.drafts)),
    )  # fmt: skip
    return tuple(group for group in groups if group.lines)


def _reached(alert: Alert) -> str:
    return tr("This has arrived, but nobody has opened it.") if alert.arrived else tr("This has not reached anyone.")


def _when(row: ClockRow) -> tuple[int, datetime]:
    return (ORDER.index(row.state) if row.state in ORDER else len(ORDER), row.due.at)


def _clock(row: ClockRow) -> Line:
    text = f"{row.words}. {row.warning}" if row.warning else row.words
    return Line(row.child_name, text, Place("child", row.child), row.state)


def _enquiry(row: EnquiryRow) -> Line:
    text = tr("From {organisation}. Decide {words}.", organisation=row.organisation, words=row.due.words)
    return Line(row.child_name, text, Place("enquiry", row.id), row.state, tr("Read"))


def _answer(row: ShareRow) -> Line:
    text = f"{row.outcome}: {row.outcome_reasons}" if row.outcome_reasons else row.outcome
    parts = [text.rstrip(".")]
    parts += (
        [tr("Who will be in touch: {next_contact}", next_contact=row.next_contact.rstrip("."))]
        if row.next_contact
        else []
    )
    parts += (
        [tr("What the family may be told: {tell_family}", tell_family=row.tell_family.rstrip("."))]
        if row.tell_family
        else []
    )
    place = Place("child", row.child) if row.child else Place("letters")
    return Line(tr("{to} answered", to=row.to), f"{'. '.join(parts)}.", place, "", tr("Read"))


def _letter(row: LetterRow, now: datetime) -> Line:
    state = tr("set aside; look why") if row.reason else tr("waits on this computer")
    title = tr("{about}: to {who}", about=row.about, who=row.who) if row.about else tr("To {who}", who=row.who)
    return Line(title, tr("Written {ago}; {state}.", ago=ago(row.written_at, now), state=state), Place("letters"))


def _draft(row: DraftRow, now: datetime) -> Line:
    title = row.child_name or tr("No child chosen yet")
    return Line(
        title,
        tr("{summary} Kept {ago}.", summary=row.summary, ago=ago(row.saved_at, now)),
        Place("concern", row.child, row.id),
        "",
        tr("Go on"),
    )


def long_date(moment: datetime) -> str:
    """Like "Friday 20 November 2026", of an aware moment."""
    day = local(moment).date()
    return f"{weekday(day)} {long_day(day)}"
