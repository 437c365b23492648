"""Logging a telephone call about a record, urgent or not.

Rules this module keeps: what is needed is decided by the use case; what was typed is never lost when it is refused; the panel
clears because the record says so, not because this page does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from desktop.domain.dates import local, long_day, weekday
from desktop.domain.records import CallEntry
from desktop.domain.statements import Changes
from desktop.domain.urgency import EMERGENCY, POLICE_NUMBER, Number
from desktop.services.errors import Incomplete
from desktop.services.pages.fields import Missing
from desktop.services.pages.waiting import Alert
from desktop.services.times import local_text, moment_of
from desktop.ui.language import tr
from desktop.ui.messages import Said, say
from desktop.ui.tasks import Runs


@dataclass(frozen=True, slots=True)
class TypedCall:
    """The form as typed. ``at`` is local ISO text."""

    at: str
    number: str
    person: str
    rang: str  # blank when "me"
    advice: str
    reference: str


class Ringing(Protocol):
    def about(self, concern: str) -> Alert: ...
    def script(self, concern: str) -> str: ...
    def check(self, entry: CallEntry) -> tuple[Missing, ...]: ...
    def log_call(self, entry: CallEntry) -> Changes: ...


class View(Protocol):
    def show_alert(self, alert: Alert, at: str) -> None: ...
    def show_problems(self, problems: Sequence[Missing]) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class CallPresenter:
    """``who`` is "me" or "other"; ``done(changes)`` is called when the call is in the record."""

    def __init__(
        self,
        view: View,
        ringing: Ringing,
        tasks: Runs,
        concern: str,
        who: str,
        now: Callable[[], datetime],
        done: Callable[[Changes], None],
    ) -> None:
        self._view, self._ringing, self._tasks = view, ringing, tasks
        self._concern, self._who, self._now, self._done = concern, who, now, done

    def read(self) -> None:
        """The number, and what to say. The panel on every screen only points here when some people must not see it."""

        def work() -> Alert:
            return replace(self._ringing.about(self._concern), script=self._ringing.script(self._concern))

        self._tasks.run(work, self._show, self._fail)

    def save(self, typed: TypedCall, unreadable: Sequence[Missing] = ()) -> None:
        problems = list(unreadable)
        at = moment_of(typed.at)
        if at is None or "T" not in typed.at:
            if not any(p.field == "at" for p in problems):
                problems.append(Missing("at", tr("Say on what day and at what time the call was made")))
        elif at > self._now():
            problems.append(Missing("at", tr("The call cannot be later than now; check the day and the time")))
        if self._who == "other" and not typed.rang:
            problems.append(Missing("rang", tr("Say who rang")))
        if problems or at is None:
            self._view.show_problems(problems)
            return
        entry = CallEntry(
            record=self._concern, at=at, number=typed.number, person=typed.person,
            who=typed.rang if self._who == "other" else "me", advice=typed.advice, reference=typed.reference,
        )  # fmt: skip
        self._tasks.run(lambda: self._log(entry), self._logged, self._fail)

    def _log(self, entry: CallEntry) -> Changes | tuple[Missing, ...]:
        return self._ringing.check(entry) or self._ringing.log_call(entry)

    def _logged(self, result: Changes | tuple[Missing, ...]) -> None:
        if isinstance(result, Changes):
            self._done(result)
        else:
            self._view.show_problems(result)

    def _show(self, alert: Alert) -> None:
        self._view.show_alert(alert, local_text(self._now()))

    def _fail(self, error: Exception) -> None:
        if isinstance(error, Incomplete):
            self._view.show_problems([m for m in error.missing if isinstance(m, Missing)])
            return
        self._view.show_failure(say(error))


def hours_words(number: Number) -> str:
    """Like "Out of office hours, until 9:00 on Monday"."""
    kind = tr("In office hours") if number.hours == "in" else tr("Outside office hours")
    if number.until is None:
        return kind
    until = local(number.until)
    return tr(
        "{kind}, until {until} on {weekday} {long_day}",
        kind=kind,
        until=f"{until:%H:%M}",
        weekday=weekday(until.date()),
        long_day=long_day(until.date()),
    )


def whom_words(number: Number) -> str:
    """Like "Ashmere MASH, 01632 960 140"."""
    return ", ".join(part for part in (number.name, number.number) if part)


def then_words(number: Number) -> str:
    """Whom to ring after 999, without a full stop."""
    if number.number == POLICE_NUMBER:
        return tr("Police when it is not an emergency: {number}", number=number.number)
    return tr("Then ring {whom}", whom=whom_words(number))


def first_to_ring(alert: Alert) -> tuple[str, str]:
    """Name and number that stand there in the largest type; either may be blank."""
    if alert.danger:
        return tr("the emergency services, now"), EMERGENCY
    return alert.number.name, alert.number.number


def ring_words(alert: Alert) -> str:
    """Whom to ring in one or two sentences: of a child who is not safe now, 999 first."""
    if alert.danger:
        return f"{tr('Ring 999 now.')} {then_words(alert.number)}."
    return tr("Ring {whom}.", whom=whom_words(alert.number))


def reached_words(alert: Alert) -> str:
    """How far it came, without a full stop."""
    if alert.draft:
        return tr("This is not signed, and has not reached anyone")
    return tr("This has arrived, but nobody has opened it") if alert.arrived else tr("This has not reached anyone")


def spoken_number(number: str) -> str:
    """A telephone number figure by figure, for a screen reader."""
    return " ".join(c for c in number if not c.isspace())
