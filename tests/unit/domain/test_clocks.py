"""Every date of the acceptance scenarios, from the engine and the edition's data."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from desktop.domain.clocks import Clock, Limit, due, state
from desktop.domain.dates import LONDON
from desktop.domain.errors import CalendarEnds, GuidanceUnknown
from tests.unit.domain.editions import england

ENGLAND = england()
CALENDAR = ENGLAND.calendar
FRIDAY = datetime(2026, 11, 20, 10, 15, tzinfo=UTC)
PHONED = datetime(2026, 12, 23, 14, 40, tzinfo=UTC)


def day_of(clock: str, start: datetime | date) -> date:
    return due(ENGLAND.clock(clock), start, CALENDAR).day


@pytest.mark.parametrize(
    ("clock", "start", "expected"),
    [
        ("T1", FRIDAY, date(2026, 11, 23)),  # A.4: the authority's decision
        ("T7", datetime(2026, 11, 23, 11, 0, tzinfo=UTC), date(2026, 12, 14)),  # A.4: initial conference
        ("T8", date(2026, 12, 14), date(2026, 12, 30)),  # A.4: core group, 25 and 28 December not counted
        ("T9", date(2026, 12, 14), date(2027, 3, 14)),  # A.4: first review
        ("T5", FRIDAY, date(2027, 1, 27)),  # A.4: the assessment's limit
        ("T1", PHONED, date(2026, 12, 24)),  # B.5: decision, from the telephone call
        ("T5", PHONED, date(2027, 3, 1)),  # B.5: 45 working days
        ("T7", PHONED, date(2027, 1, 18)),  # B.5: section 47 begun on 23 December
    ],
)
def test_the_scenarios_dates_come_out(clock: str, start: datetime | date, expected: date) -> None:
    assert day_of(clock, start) == expected


def test_a_review_on_a_sunday_is_held_by_the_friday_before() -> None:
    review = due(ENGLAND.clock("T9"), date(2026, 12, 14), CALENDAR)
    assert review.day == date(2027, 3, 14)
    assert review.hold_by == date(2027, 3, 12)
    assert review.words == "14 Mar 2027 is a Sunday: hold by Fri 12 Mar 2027"


def test_a_meeting_on_a_bank_holiday_is_held_before_it() -> None:
    easter = due(ENGLAND.clock("T9"), date(2026, 12, 29), CALENDAR)
    assert easter.words == "29 Mar 2027 is a bank holiday: hold by Thu 25 Mar 2027"


def test_a_transfer_shows_calendar_days_and_working_days() -> None:
    transfer = due(ENGLAND.clock("T21"), date(2026, 12, 18), CALENDAR)
    assert transfer.days == (date(2026, 12, 23), date(2026, 12, 29))
    assert transfer.day == date(2026, 12, 23)
    assert transfer.words == "by Wed 23 Dec 2026 (5 calendar days), or Tue 29 Dec 2026 (5 working days)"


def test_a_decision_is_due_by_the_end_of_a_day_in_london() -> None:
    decision = due(ENGLAND.clock("T1"), FRIDAY, CALENDAR)
    assert decision.day_only
    assert decision.at == datetime(2026, 11, 23, 23, 59, tzinfo=LONDON)
    assert decision.words == "by Mon 23 Nov 2026"
    assert not decision.warning


def test_a_referral_late_on_a_summer_evening_begins_on_londons_day() -> None:
    half_past_midnight_in_london = datetime(2026, 7, 2, 23, 30, tzinfo=UTC)
    assert day_of("T1", half_past_midnight_in_london) == date(2026, 7, 6)


def test_hours_are_elapsed_hours_when_the_clocks_change() -> None:
    day_before = datetime(2026, 10, 24, 12, 0, tzinfo=LONDON)
    officer = due(ENGLAND.clock("T23"), day_before, CALENDAR)
    assert officer.at == datetime(2026, 10, 25, 11, 0, tzinfo=UTC)
    assert officer.words == "by 11:00 on Sun 25 Oct 2026"


def test_working_hours_stop_at_closing_time() -> None:
    red = due(ENGLAND.clock("T4-red"), datetime(2026, 11, 20, 15, 0, tzinfo=UTC), CALENDAR)
    assert red.at == datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def test_a_date_past_the_list_of_holidays_is_shown_with_a_warning() -> None:
    late = due(ENGLAND.clock("T5"), date(2027, 12, 1), CALENDAR)
    assert "Count by hand" in late.warning


def test_a_count_past_the_list_of_holidays_is_refused() -> None:
    with pytest.raises(CalendarEnds):
        CALENDAR.add(date(2027, 12, 29), 5)


def test_a_count_before_the_list_of_holidays_is_refused() -> None:
    with pytest.raises(CalendarEnds):
        CALENDAR.add(date(2025, 12, 22), 5)


def test_the_calendar_warns_before_it_runs_out() -> None:
    assert CALENDAR.warning(date(2026, 11, 20)) == ""
    assert "ends on 31 December 2027" in CALENDAR.warning(date(2027, 9, 1))
    assert "ended on 31 December 2027" in CALENDAR.warning(date(2028, 1, 2))


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 11, 19, 12, 0, tzinfo=UTC), "later"),
        (datetime(2026, 11, 20, 12, 0, tzinfo=UTC), "soon"),
        (datetime(2026, 11, 23, 23, 58, tzinfo=UTC), "today"),
        (datetime(2026, 11, 24, 0, 1, tzinfo=UTC), "overdue"),
    ],
)
def test_a_clock_is_later_soon_today_or_overdue(now: datetime, expected: str) -> None:
    assert state(due(ENGLAND.clock("T1"), FRIDAY, CALENDAR), now) == expected


def test_a_clock_of_hours_is_overdue_the_minute_after() -> None:
    interview = due(ENGLAND.clock("T17"), FRIDAY, CALENDAR)
    assert state(interview, datetime(2026, 11, 23, 10, 14, tzinfo=UTC)) == "today"
    assert state(interview, datetime(2026, 11, 23, 10, 16, tzinfo=UTC)) == "overdue"


def test_a_review_is_overdue_once_the_day_to_hold_it_by_has_gone() -> None:
    review = due(ENGLAND.clock("T9"), date(2026, 12, 14), CALENDAR)
    assert state(review, datetime(2027, 3, 13, 9, 0, tzinfo=UTC)) == "overdue"


def test_a_clock_that_has_not_begun_in_law_is_not_offered() -> None:
    with pytest.raises(GuidanceUnknown):
        ENGLAND.clock("T20")


def test_a_clock_without_a_count_is_refused() -> None:
    with pytest.raises(GuidanceUnknown):
        due(Clock("X", "x", "x", (), "local", "x"), FRIDAY, CALENDAR)


def test_weeks_and_the_last_day_of_a_short_month_are_counted() -> None:
    clock = Clock("X", "x", "x", (Limit(1, "months"), Limit(6, "weeks")), "local", "x")
    assert due(clock, date(2027, 1, 31), CALENDAR).days == (date(2027, 2, 28), date(2027, 3, 14))
