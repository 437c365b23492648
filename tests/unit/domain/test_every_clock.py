"""Every clock of facts 2a, counted by hand over Christmas; the counted ones over a weekend, Easter and a year without a list."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from desktop.domain.clocks import DAY_UNITS, Clock, Limit, due
from desktop.domain.dates import LONDON
from desktop.domain.guidance import Guidance
from desktop.domain.working_days import WorkingDays
from tests.unit.domain.editions import edition_data, england

_DATA = edition_data()
for _row in _DATA["clocks"]:
    _row["enabled"] = True
ENGLAND = Guidance.parse(_DATA)
CALENDAR = ENGLAND.calendar
CHRISTMAS = datetime(2026, 12, 24, 10, 0, tzinfo=UTC)  # Thursday; 25 and 28 December and 1 January are bank holidays
EASTER = datetime(2027, 3, 25, 10, 0, tzinfo=UTC)  # Thursday; 26 and 29 March are bank holidays
SATURDAY = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
OVER_CHRISTMAS: dict[str, str] = {
    "T1": "2026-12-29",
    "T2": "2026-12-25T10:00 2026-12-30",
    "T3": "2026-12-31",
    "T4-red": "2026-12-24T14:00",
    "T4-amber": "2026-12-25T10:00",
    "T4-green": "2026-12-27T10:00",
    "T5": "2027-03-02",
    "T6": "2026-12-25T10:00",
    "T7": "2027-01-19",
    "T8": "2027-01-12",
    "T9": "2027-03-24",
    "T9-next": "2027-06-24",
    "T10": "2027-01-03 2027-01-13",
    "T11": "2028-02-24",
    "T11-national": "2028-12-24",
    "T12": "2026-12-29",
    "T12-strategy": "2026-12-27T10:00",
    "T12-month": "2027-01-24",
    "T12-quarter": "2027-03-24",
    "T12-year": "2027-12-24",
    "T13": "2027-01-05",
    "T14": "2027-01-19",
    "T14-review": "2027-06-24",
    "T15": "2026-12-25T10:00",
    "T15-database": "2026-12-26T10:00",
    "T15-meeting": "2027-06-24",
    "T16": "2026-12-24T10:00",
    "T16-prevent": "2026-12-24T10:00",
    "T17": "2026-12-27T10:00",
    "T18-before": "2026-11-12",
    "T18": "2026-12-26T10:00",
    "T18-end": "2026-12-26T10:00",
    "T18-visit": "2027-01-07",
    "T19": "2026-12-29",
    "T20": "2026-12-31",
    "T21": "2026-12-29 2027-01-05",
    "T21-term": "2026-12-29 2027-01-05",
    "T22": "2026-12-24",
    "T23": "2026-12-25T10:00",
    "T23-diocese": "2026-12-25T10:00",
    "T24": "2026-12-27T10:00",
    "T24-order": "2027-01-01",
    "T24-extended": "2027-01-08",
    "T25": "2027-01-24",
    "T25-complex": "2027-03-24",
    "T25-foi": "2027-01-26",
    "T26": "2026-12-27T10:00",
    "T27-first": "2026-12-22",
    "T27-review": "2026-12-17",
    "T28": "2026-12-29 2027-01-05",
}


def ends(clock: Clock, start: datetime, calendar: WorkingDays = CALENDAR) -> str:
    """The end of each count: a day, or a day with a time where hours are counted."""
    single = [Clock(clock.id, "x", "x", (limit,), "local", "x", before=clock.before) for limit in clock.limits]
    found = [due(one, start, calendar) for one in single]
    return " ".join(
        one.day.isoformat() if one.day_only else one.at.astimezone(LONDON).strftime("%Y-%m-%dT%H:%M") for one in found
    )


@pytest.mark.parametrize("name", [clock.id for clock in ENGLAND.clocks])
def test_a_clock_over_christmas(name: str) -> None:
    assert ends(ENGLAND.clock(name), CHRISTMAS) == OVER_CHRISTMAS[name]


@pytest.mark.parametrize(
    ("count", "weekend", "easter"),
    [
        ("T1", "2026-11-23", "2027-03-30"),
        ("T13", "2026-11-27", "2027-04-05"),
        ("T8", "2026-12-04", "2027-04-12"),
        ("T7", "2026-12-11", "2027-04-19"),
        ("T25-foi", "2026-12-18", "2027-04-26"),
        ("T5", "2027-01-27", "2027-06-02"),  # past 3 May and 31 May
        ("T4-red", "2026-11-23T13:00", "2027-03-25T14:00"),
        ("T27-review", "2026-11-16", "2027-03-18"),
    ],
)
def test_working_days_over_a_weekend_and_over_easter(count: str, weekend: str, easter: str) -> None:
    assert ends(ENGLAND.clock(count), SATURDAY) == weekend
    assert ends(ENGLAND.clock(count), EASTER) == easter


HOLIDAYS = frozenset(
    [
        "2026-01-01",
        "2026-04-03",
        "2026-04-06",
        "2026-05-04",
        "2026-05-25",
        "2026-08-31",
        "2026-12-25",
        "2026-12-28",
        "2027-01-01",
        "2027-03-26",
        "2027-03-29",
        "2027-05-03",
        "2027-05-31",
        "2027-08-30",
        "2027-12-27",
        "2027-12-28",
    ]
)
"""As facts 2a lists them, written out again: the data of the edition is compared with it."""
STARTS = {
    "a Friday evening": datetime(2026, 11, 20, 18, 30, tzinfo=UTC),
    "a Saturday": SATURDAY,
    "a Sunday before a Monday off": datetime(2026, 8, 30, 10, 0, tzinfo=UTC),
    "Maundy Thursday": EASTER,
    "Easter Sunday": datetime(2027, 3, 28, 10, 0, tzinfo=UTC),
    "Christmas Eve": CHRISTMAS,
    "Boxing Day, a Saturday": datetime(2026, 12, 26, 10, 0, tzinfo=UTC),
    "New Year's Eve": datetime(2026, 12, 31, 22, 0, tzinfo=UTC),
}


def counted_on_fingers(limit: Limit, start: datetime, *, back: bool) -> str:
    """The last day of a count, one day after the other: the start day is not counted. "" for hours."""
    day, step = start.astimezone(LONDON).date(), timedelta(days=-1 if back else 1)
    if limit.unit == "months":
        year, month = divmod(day.year * 12 + day.month - 1 + limit.amount, 12)
        last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
        return date(year, month + 1, min(day.day, last)).isoformat()
    left = limit.amount * (7 if limit.unit == "weeks" else 1)
    while left:
        day += step
        left -= limit.unit != "working_days" or (day.weekday() < 5 and day.isoformat() not in HOLIDAYS)
    return day.isoformat()


def test_the_bank_holidays_are_those_of_the_facts() -> None:
    assert {day.isoformat() for day in CALENDAR.holidays} == HOLIDAYS


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
@pytest.mark.parametrize("clock", ENGLAND.clocks, ids=lambda clock: clock.id)
def test_every_clock_from_every_awkward_day(clock: Clock, start: datetime) -> None:
    for limit in clock.limits:
        one = Clock(clock.id, "x", "x", (limit,), "local", "x", before=clock.before)
        if limit.unit in DAY_UNITS:
            assert ends(one, start) == counted_on_fingers(limit, start, back=clock.before)
        elif limit.unit == "hours":
            assert due(one, start, CALENDAR).at == start + timedelta(hours=limit.amount)


def test_reports_before_a_conference_after_christmas_are_counted_back_over_it() -> None:
    conference = datetime(2026, 12, 29, 10, 0, tzinfo=UTC)
    assert ends(ENGLAND.clock("T27-first"), conference) == "2026-12-23"
    assert due(ENGLAND.clock("T27-first"), conference, CALENDAR).words == "by Wed 23 Dec 2026"


def test_a_newborns_review_on_a_sunday_after_new_year_is_held_before_it() -> None:
    review = due(ENGLAND.clock("T10"), CHRISTMAS, CALENDAR)
    assert review.hold_by == date(2026, 12, 31)


def test_the_hub_opens_again_on_the_first_working_day_after_christmas() -> None:
    evening = datetime(2026, 12, 24, 16, 0, tzinfo=UTC)
    assert ends(ENGLAND.clock("T4-red"), evening) == "2026-12-29T12:00"


@pytest.mark.parametrize("clock", ENGLAND.clocks, ids=lambda clock: clock.id)
def test_in_a_year_without_a_list_every_working_day_is_counted_with_a_loud_warning(clock: Clock) -> None:
    found = due(clock, datetime(2028, 2, 1, 10, 0, tzinfo=UTC), CALENDAR)
    counted = any("working" in limit.unit for limit in clock.limits)
    assert ("Count by hand" in found.warning) is counted
    before = due(clock, datetime(2027, 12, 30, 10, 0, tzinfo=UTC), CALENDAR)
    crossing = any(limit.unit == "working_days" and limit.amount > 1 for limit in clock.limits) and not clock.before
    assert bool(before.warning) is crossing or "working_hours" in {limit.unit for limit in clock.limits}


def test_the_list_warns_half_a_year_before_it_ends() -> None:
    last_quiet = CALENDAR.until - timedelta(days=180)
    assert CALENDAR.warning(last_quiet) == ""
    assert "newer guidance edition" in CALENDAR.warning(last_quiet + timedelta(days=1))


def test_what_nobody_has_checked_is_marked_so() -> None:
    marked = {clock.id for clock in england().clocks if clock.status == "unverified"}
    unchecked = {
        "T3",
        "T9",
        "T15-database",
        "T17",
        "T20",
        "T26",
        "T27-first",
        "T27-review",
        "T28",
        "T11-national",
        "T18-visit",
    }
    assert unchecked <= marked
    assert not {"T1", "T5", "T7", "T8", "T13", "T14", "T19", "T22"} & marked
    assert all(clock.source.startswith("facts T") for clock in ENGLAND.clocks)
    assert all(limit.unit in DAY_UNITS or "hours" in limit.unit for clock in ENGLAND.clocks for limit in clock.limits)
