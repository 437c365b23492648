from __future__ import annotations

import pytest

from desktop.services.errors import NoSuchRecord
from tests.unit.services.people import KIAN, KIANS_ARM, Area

PROMISE = "Lewis Aske rings at 17:30 today"


def decided(area: Area, outcome: str = "referral-strategy-discussion", promise: str = PROMISE) -> str:
    child = area.school.children.register(KIAN).child
    area.school.concerns.record(child, KIANS_ARM)
    share = area.school.sharing.decide(area.share_all(area.school, child)).share
    area.post.exchange(area.school, area.desk)
    area.desk.desk.decide(share, outcome, "because of the marks", promise)
    return share


def outcome_that(area: Area, *, goes_on: bool) -> str:
    """An outcome of the edition after which the assessment goes on, or does not."""
    guidance = area.desk.guidance
    return next(one.code for one in guidance.outcomes if guidance.continues(one.code, "T5") is goes_on)


def test_what_was_promised_stays_on_today_until_it_is_called_done(area: Area) -> None:
    share = decided(area, outcome_that(area, goes_on=False))
    (row,) = area.desk.today.page().promises
    assert (row.enquiry, row.child_name, row.organisation, row.text) == (
        share,
        "Kian Pellow",
        "Larkmere Primary",
        PROMISE,
    )
    area.desk.promises.keep(share)
    assert area.desk.today.page().promises == ()
    assert area.desk.desk.enquiries()[0].outcome


def test_a_decision_without_a_promise_promises_nothing(area: Area) -> None:
    share = decided(area, outcome_that(area, goes_on=False), "")
    assert area.desk.promises.open() == ()
    with pytest.raises(NoSuchRecord):
        area.desk.promises.keep("nothing")
    area.desk.promises.keep(share)


def test_the_assessment_that_a_decision_began_is_still_due_on_today(area: Area) -> None:
    decided(area, outcome_that(area, goes_on=True))
    clocks = area.desk.today.page().clocks
    assert [clock.child_name for clock in clocks if clock.label.startswith("Assessment")] == ["Kian Pellow"]
    assert all(clock.enquiry for clock in clocks)


def test_a_school_has_promised_nothing(area: Area) -> None:
    decided(area, outcome_that(area, goes_on=True))
    assert (area.school.promises.open(), area.school.promises.clocks()) == ((), ())


def test_a_backup_is_due_once_a_child_stands_here(area: Area) -> None:
    assert not area.school.today.page().backup_due
    area.school.children.register(KIAN)
    assert area.school.today.page().backup_due
