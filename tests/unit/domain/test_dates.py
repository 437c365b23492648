"""London's clock by rule, against the time zone database; days, moments and ages in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest

from desktop.domain.dates import LONDON, add_months, age_words, event_words, moment_words, months_between

try:
    DATABASE = ZoneInfo("Europe/London")
except ZoneInfoNotFoundError:  # a machine without the database is why the rule exists
    DATABASE = None


@pytest.mark.skipif(DATABASE is None, reason="no time zone database here")
def test_london_agrees_with_the_time_zone_database_around_every_change() -> None:
    for year in range(1997, 2051):
        for month in (3, 10):
            for hours in range(24 * 7):
                utc = datetime(year, month, 24, tzinfo=UTC) + timedelta(hours=hours, minutes=30)
                ours, theirs = utc.astimezone(LONDON), utc.astimezone(DATABASE)
                assert (ours.replace(tzinfo=None), ours.fold) == (theirs.replace(tzinfo=None), theirs.fold)
                assert ours.utcoffset() == theirs.utcoffset()
                assert ours.astimezone(UTC) == utc


def test_the_hour_that_comes_twice_is_two_moments() -> None:
    first = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON)
    second = first.replace(fold=1)
    assert (first.tzname(), second.tzname()) == ("BST", "GMT")
    assert second.astimezone(UTC) - first.astimezone(UTC) == timedelta(hours=1)


def test_a_moment_is_told_in_london_time() -> None:
    assert moment_words(datetime(2026, 7, 1, 8, 5, tzinfo=UTC)) == "1 July 2026 at 09:05"


@pytest.mark.parametrize(
    ("at", "precision", "note", "words"),
    [
        ("2026-11-20T09:05", "exact", "", "20 November 2026 at 09:05"),
        ("2026-11-20", "about", "", "about 20 November 2026"),
        ("", "unknown", "", "not known exactly"),
        ("", "exact", "", ""),
        ("", "unknown", "before registration", "not known exactly (before registration)"),
        ("in the summer", "exact", "", "in the summer"),
    ],
)
def test_an_event_is_told_as_surely_as_it_is_known(at: str, precision: str, note: str, words: str) -> None:
    assert event_words(at, precision, note) == words


@pytest.mark.parametrize(
    ("born", "words"),
    [
        (date(2026, 12, 23), "0 days"),
        (date(2026, 12, 22), "1 day"),
        (date(2026, 10, 2), "11 weeks"),
        (date(2026, 6, 1), "6 months"),
        (date(2025, 1, 1), "23 months"),
        (date(2017, 3, 14), "9 years"),
        (date(2027, 1, 1), ""),
    ],
)
def test_an_age_is_told_in_the_unit_people_use(born: date, words: str) -> None:
    assert age_words(born, date(2026, 12, 23)) == words


def test_months_of_age_turn_on_the_day() -> None:
    assert months_between(date(2026, 6, 24), date(2026, 12, 23)) == 5
    assert months_between(date(2026, 6, 23), date(2026, 12, 23)) == 6
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
