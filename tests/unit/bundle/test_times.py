"""One moment has one encoding on the wire."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bundle.errors import Malformed
from bundle.times import MAX_SECONDS, from_seconds, to_seconds, whole_seconds

MOMENT = datetime(2026, 11, 20, 9, 5, 7, 999_999, UTC)


def test_a_moment_reads_back_in_whole_seconds_and_in_utc() -> None:
    elsewhere = MOMENT.astimezone(timezone(timedelta(hours=9)))
    assert from_seconds(to_seconds(elsewhere)) == whole_seconds(MOMENT) == MOMENT.replace(microsecond=0)
    assert from_seconds(MAX_SECONDS).year == 9999


def test_a_naive_moment_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="aware"):
        to_seconds(MOMENT.replace(tzinfo=None))


@pytest.mark.parametrize("value", [-1, MAX_SECONDS + 1, 1.0, True, "1", None])
def test_what_is_no_whole_second_is_refused(value: object) -> None:
    with pytest.raises(Malformed):
        from_seconds(value)
