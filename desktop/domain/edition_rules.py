"""The calendar, the clocks and the prompt rules of an edition, read row by row.

Rules this module keeps: unknown names and conditions are refused; every code and clock that a rule names exists; conditions
stand inside one another only so deep.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from desktop.domain.clocks import STATUSES, UNITS, Clock, Limit
from desktop.domain.conditions import (
    ABOUT,
    ANSWER_FIELDS,
    FILLED_FIELDS,
    TEXT_FIELDS,
    AgeAtLeastMonths,
    AgeBelowMonths,
    All,
    AnswerIs,
    AnyOf,
    CategoryIs,
    Condition,
    Counted,
    Filled,
    Not,
    TypeIs,
    Unborn,
    Words,
)
from desktop.domain.edition_codes import known
from desktop.domain.reading import Reader
from desktop.domain.rules import Rule
from desktop.domain.working_days import WorkingDays

MOST_DAYS = 3660  # ten years: a count over more than that is a slip of the pen
_MAX_DEPTH = 6
R = TypeVar("R", Clock, Rule)


def calendar(data: Reader) -> WorkingDays:
    since, until = data.at("holidays_from").day(), data.at("holidays_until").day()
    days: list[date] = []
    for row in data.at("holidays").rows():
        day = row.day()
        if not since <= day <= until or day.weekday() >= 5 or day in days:
            raise row.fail("a weekday inside the list's dates, once, is wanted")
        days.append(day)
    missing = set(range(since.year, until.year + 1)) - {day.year for day in days}
    if missing:
        raise data.at("holidays").fail(f"no holidays for {min(missing)}")
    opens, closes = data.at("opens").clock_time(), data.at("closes").clock_time()
    if opens >= closes:
        raise data.at("closes").fail("a time after it opens is wanted")
    return WorkingDays(frozenset(days), until, since, opens, closes)


def clocks(data: Reader) -> tuple[Clock, ...]:
    return _once(data, "clocks", data.each("clocks", _clock))


def _clock(row: Reader) -> Clock:
    row.only("id", "label", "begins", "limits", "status", "source", "note", "meeting", "enabled", "before")
    before, limits = row.flag("before", default=False), row.each("limits", _limit)
    if before and any(limit.unit == "working_hours" for limit in limits):
        raise row.at("limits").fail("working hours cannot be counted back")
    return Clock(
        id=row.text("id"),
        label=row.text("label"),
        begins=row.text("begins"),
        limits=limits,
        status=row.one_of("status", STATUSES),
        source=row.text("source"),
        note=row.text("note", ""),
        meeting=row.flag("meeting", default=False),
        enabled=row.flag("enabled", default=True),
        before=before,
    )


def _limit(row: Reader) -> Limit:
    row.only("amount", "unit", "label")
    return Limit(row.number("amount"), row.one_of("unit", UNITS), row.text("label", ""))


def rules(data: Reader, categories: Sequence[str], clocks: Sequence[Clock]) -> tuple[Rule, ...]:
    """``categories`` are all codes that a concern may have. A rule behind a clock that is off is off."""
    on = {clock.id: clock.enabled for clock in clocks}
    reading = _Conditions(categories)
    return _once(data, "rules", data.each("rules", lambda row: _rule(row, reading, on)))


def _rule(row: Reader, reading: _Conditions, on: Mapping[str, bool]) -> Rule:
    row.only("id", "title", "text", "urgent", "route", "source", "clock", "enabled", "when")
    clock = row.text("clock", "")
    if clock and clock not in on:
        raise row.at("clock").fail(f"no such clock: {clock}")
    return Rule(
        id=row.text("id"),
        title=row.text("title"),
        text=row.text("text"),
        urgent=row.flag("urgent", default=False),
        route=row.text("route", ""),
        source=row.text("source"),
        when=reading.read(row.at("when"), _MAX_DEPTH),
        clock=clock,
        enabled=row.flag("enabled", default=True) and on.get(clock, True),
    )


def _once(data: Reader, name: str, rows: tuple[R, ...]) -> tuple[R, ...]:
    if len({row.id for row in rows}) < len(rows):
        raise data.at(name).fail("a code stands there twice")
    return rows


@dataclass(frozen=True, slots=True)
class _Conditions:
    """Reads conditions; ``categories`` are the codes that they may name."""

    categories: Sequence[str]

    def read(self, where: Reader, depth: int) -> Condition:
        if not depth:
            raise where.fail("too many conditions inside one another")
        for name, read in _READ.items():
            if where.has(name):
                return read(self, where.only(name, *_BESIDE.get(name, ())), depth)
        raise where.fail("no condition known to this version")

    def inner(self, where: Reader, name: str, depth: int) -> tuple[Condition, ...]:
        return where.each(name, lambda part: self.read(part, depth - 1))

    def codes(self, where: Reader, name: str) -> tuple[str, ...]:
        codes = where.filled_texts(name)
        known(where.at(name), codes, self.categories)
        return codes

    def counted(self, where: Reader) -> Counted:
        row = where.at("earlier").only(
            "at_least", "within_days", "about", "by_another", "categories", "types", "levels"
        )
        at_least, within = row.number("at_least"), row.number("within_days")
        if at_least < 2:
            raise row.at("at_least").fail("two or more are wanted: this one counts too")
        if not 0 < within <= MOST_DAYS:
            raise row.at("within_days").fail(f"1 to {MOST_DAYS} days are wanted")
        return Counted(
            at_least,
            within,
            row.one_of("about", ABOUT),
            row.flag("by_another", default=False),
            frozenset(self.codes(row, "categories") if row.has("categories") else ()),
            frozenset(row.texts("types", ())),
            frozenset(row.texts("levels", ())),
        )


def _answer(where: Reader) -> AnswerIs:
    return AnswerIs(where.one_of("answer", ANSWER_FIELDS), where.text("is"))


def _words(where: Reader) -> Words:
    fields, phrases = where.filled_texts("in"), where.filled_texts("words")
    known(where.at("in"), fields, TEXT_FIELDS)
    if not all(phrase.strip("=* ") for phrase in phrases):
        raise where.at("words").fail("words are wanted")
    return Words(phrases, fields)


def _unborn(where: Reader) -> Unborn:
    return Unborn(where.flag("unborn", default=True))


_BESIDE: Mapping[str, tuple[str, ...]] = {"answer": ("is",), "words": ("in",)}
_READ: Mapping[str, Callable[[_Conditions, Reader, int], Condition]] = {
    "all": lambda reading, where, depth: All(reading.inner(where, "all", depth)),
    "any": lambda reading, where, depth: AnyOf(reading.inner(where, "any", depth)),
    "not": lambda reading, where, depth: Not(reading.read(where.at("not"), depth - 1)),
    "answer": lambda _reading, where, _depth: _answer(where),
    "filled": lambda _reading, where, _depth: Filled(where.one_of("filled", FILLED_FIELDS)),
    "category": lambda reading, where, _depth: CategoryIs(reading.codes(where, "category")),
    "type": lambda _reading, where, _depth: TypeIs(where.filled_texts("type")),
    "age_below_months": lambda _reading, where, _depth: AgeBelowMonths(where.number("age_below_months")),
    "age_at_least_months": lambda _reading, where, _depth: AgeAtLeastMonths(where.number("age_at_least_months")),
    "unborn": lambda _reading, where, _depth: _unborn(where),
    "words": lambda _reading, where, _depth: _words(where),
    "earlier": lambda reading, where, _depth: reading.counted(where),
}
CONDITIONS = tuple(_READ)
"""The names of the conditions that a rule may be made of (docs/spec/guidance-edition.md)."""
