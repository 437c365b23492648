"""Figures that can be trusted: medians, in turns, and an exit code that says when a bar was not held."""

from __future__ import annotations

import pytest

from benchmarks import __main__ as bench
from benchmarks import cold_start
from benchmarks.timing import Result, in_turns


def _result(ours: float, bar: float | None = 1.5) -> Result:
    return Result("something", "something plain", ours, 1.0, 15, bar)


def test_the_median_counts_and_the_turn_that_warms_up_does_not() -> None:
    slow, quick = iter([99.0, 1.0, 5.0, 3.0]), iter([99.0, 1.0, 1.0, 1.0])
    assert in_turns({"slow": lambda: next(slow), "quick": lambda: next(quick)}, 3) == {"slow": 3.0, "quick": 1.0}


def test_a_result_says_its_ratio_and_whether_its_bar_held() -> None:
    assert "1.40 x something plain" in str(_result(1.4))
    assert _result(1.5).held
    assert "NOT HELD" in str(_result(1.51))
    assert _result(9.0, bar=None).held


@pytest.mark.parametrize(("ratio", "code"), [(1.4, 0), (1.6, 1)])
def test_the_program_ends_badly_when_a_bar_was_not_held(
    ratio: float, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bench.main(["start"], {"start": lambda _times, _concerns: [_result(ratio)]}) == code
    assert f"{ratio:.2f} x" in capsys.readouterr().out


def test_both_kinds_of_window_start_and_tell_the_time() -> None:
    result = cold_start.measure(1)
    assert 0 < result.plain < 30
    assert 0 < result.ours < 30
