"""When the courier goes again."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.statements import Changes
from desktop.sync.backoff import CAP, Backoff
from desktop.sync.courier import Exchange
from desktop.sync.errors import HubAway, HubBusy, NotJoined, SyncError
from desktop.sync.rounds import STEADY_SECONDS, Rounds
from tests.fakes.area import seeded

WELL = Exchange(0, 0, 0, 0.0, Changes())


class Scripted:
    """A courier whose outcomes are written down beforehand."""

    def __init__(self, *outcomes: Exchange | SyncError) -> None:
        self._outcomes = list(outcomes)

    def exchange(self) -> Exchange:
        outcome = self._outcomes.pop(0)
        if isinstance(outcome, SyncError):
            raise outcome
        return outcome


class Seconds:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def highest(size: int) -> bytes:
    return b"\xff" * size


@settings(max_examples=50, derandomize=True)
@given(failures=st.integers(1, 100), seed=st.integers(0, 1000))
def test_a_wait_is_within_two_seconds_doubled_and_an_hour(failures: int, seed: int) -> None:
    backoff = Backoff()
    for _ in range(failures):
        backoff = backoff.after_failure()
    wait = backoff.wait(seeded(seed))
    assert 0 <= wait <= min(CAP, 2.0 * 2 ** (failures - 1))


@settings(max_examples=50, derandomize=True)
@given(asked=st.floats(0, 10_000), seed=st.integers(0, 1000))
def test_a_wait_is_never_less_than_the_hub_asked_for_up_to_an_hour(asked: float, seed: int) -> None:
    assert Backoff().after_failure(asked).wait(seeded(seed)) >= min(asked, CAP)


def test_success_forgets_the_failures() -> None:
    assert Backoff(5, 60.0).after_success().wait(seeded(1)) == 0.0


def test_a_round_is_due_at_once_and_then_at_a_steady_pace() -> None:
    clock = Seconds()
    rounds = Rounds(Scripted(WELL, WELL), random=highest, monotonic=clock)
    assert rounds.seconds_until_next() == 0.0
    rounds.go()
    assert rounds.seconds_until_next() == STEADY_SECONDS
    clock.now += STEADY_SECONDS
    assert rounds.seconds_until_next() == 0.0


def test_failures_make_the_waits_longer_for_ever_and_success_ends_them() -> None:
    clock = Seconds()
    rounds = Rounds(Scripted(*[HubAway("away")] * 15, WELL), random=highest, monotonic=clock)
    waits = []
    for _ in range(15):
        with pytest.raises(HubAway):
            rounds.go()
        waits.append(rounds.seconds_until_next())
        clock.now += waits[-1]
    assert waits == sorted(waits)
    assert waits[0] == pytest.approx(2.0)
    assert waits[-1] == pytest.approx(CAP)
    rounds.go()
    assert rounds.seconds_until_next() == STEADY_SECONDS


def test_waking_makes_a_round_due_but_not_before_the_hub_wants_it() -> None:
    clock = Seconds()
    rounds = Rounds(Scripted(HubAway("away"), HubBusy(300.0)), random=highest, monotonic=clock)
    with pytest.raises(HubAway):
        rounds.go()
    rounds.wake()
    assert rounds.seconds_until_next() == 0.0
    with pytest.raises(HubBusy):
        rounds.go()
    rounds.wake()
    assert rounds.seconds_until_next() == 300.0


def test_letters_that_still_wait_after_a_problem_are_tried_sooner_than_the_steady_pace() -> None:
    clock = Seconds()
    troubled = Exchange(0, 0, 0, 0.0, Changes(), problems=("ReceiptInvalid",), waiting=1)
    rounds = Rounds(Scripted(troubled), random=highest, monotonic=clock)
    rounds.go()
    assert rounds.seconds_until_next() == pytest.approx(2.0)


def test_before_joining_the_pace_is_steady() -> None:
    rounds = Rounds(Scripted(NotJoined("no directory yet")), random=highest, monotonic=Seconds())
    with pytest.raises(NotJoined):
        rounds.go()
    assert rounds.seconds_until_next() == STEADY_SECONDS
