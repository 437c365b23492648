"""Whether two things that a hub signed can both be true of one log that only grows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bundle.checkpoints import Checkpoint
from bundle.errors import HistoryChanged
from bundle.hub_cards import HubKeys
from bundle.merkle import EMPTY_ROOT, root_of
from bundle.witness import TOLERANCE, check_growth, check_same, check_time
from tests.fakes.logs import FakeLog
from tests.numbers import property_of
from tests.unit.bundle.partnership import NOW, draws

HUB = HubKeys.generate(draws("hub"))


def log_of(*names: str) -> FakeLog:
    log = FakeLog(HUB)
    for place, name in enumerate(names):
        log.append(name.encode().hex().rjust(64, "0"), NOW + timedelta(minutes=place))
    return log


def seen(log: FakeLog, size: int) -> Checkpoint:
    return Checkpoint(HUB.origin, size, root_of(size, log.node), NOW)


HONEST = log_of("a", "b", "c", "d", "e")


def test_a_log_that_grew_is_believed() -> None:
    for old in range(6):
        for new in range(old, 6):
            check_growth(seen(HONEST, old), seen(HONEST, new), HONEST.consistency(old, new))


@pytest.mark.parametrize(
    ("other", "old", "new", "reason"),
    [
        (HONEST, 5, 4, "shorter"),
        (log_of("a", "b", "c", "x", "e"), 5, 5, "forked"),
        (log_of("a", "b", "d", "c", "e"), 5, 5, "forked"),
        (log_of("a", "x", "c", "d", "e"), 3, 5, "rewritten"),
        (log_of("b", "a", "c", "d", "e"), 3, 5, "rewritten"),
        (log_of("a", "c", "d", "e", "f"), 2, 5, "rewritten"),
    ],
)
def test_a_log_that_did_anything_but_grow_is_named(other: FakeLog, old: int, new: int, reason: str) -> None:
    path = other.consistency(min(old, new), max(old, new))
    with pytest.raises(HistoryChanged) as caught:
        check_growth(seen(HONEST, old), seen(other, new), path)
    assert caught.value.reason == reason


def test_a_hub_that_does_not_prove_is_not_believed() -> None:
    with pytest.raises(HistoryChanged) as caught:
        check_growth(seen(HONEST, 2), seen(HONEST, 5), None)
    assert caught.value.reason == "unproved"


def test_one_size_has_one_root() -> None:
    check_same(seen(HONEST, 2), seen(HONEST, 3))
    with pytest.raises(HistoryChanged):
        check_same(seen(HONEST, 2), Checkpoint(HUB.origin, 2, EMPTY_ROOT, NOW))


@property_of
@given(size=st.integers(0, 20), index=st.integers(0, 20), minutes=st.integers(-60, 60))
def test_a_received_time_fits_its_place(size: int, index: int, minutes: int) -> None:
    received, mark = NOW + timedelta(minutes=minutes), (size, NOW)
    off = timedelta(minutes=minutes)
    fits = off <= TOLERANCE if index < size else off >= -TOLERANCE
    if fits:
        check_time(index, received, [mark])
    else:
        with pytest.raises(HistoryChanged) as caught:
            check_time(index, received, [(0, NOW - timedelta(days=9)), mark])
        assert caught.value.reason == "back-dated"
