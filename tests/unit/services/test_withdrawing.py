"""A withdrawn concern stays readable and asks for nothing any more; taken back, it asks again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.domain.records import CallEntry
from desktop.services.errors import NothingChanged, NotYourRecord, RecordWithdrawn
from tests.unit.services.people import ESME, ESMES_CHEEK, KIAN, KIANS_ARM, Area, utc


def asks(area: Area, concern: str) -> dict[str, bool]:
    """Where Today and the lists ask for something about a concern."""
    page = area.school.today.page()
    return {
        "ring": concern in {alert.concern for alert in page.alerts},
        "decide": concern in {row.concern for row in page.undecided},
        "look again": concern in {row.record for row in page.reviews},
        "count": area.school.children.search("Pellow")[0].concerns == 1,
        "found as it stands": (concern, False)
        in {(hit.id, hit.withdrawn) for hit in area.school.finding.find("purple").records},
    }


def test_a_withdrawn_concern_leaves_counts_prompts_and_what_is_due_and_comes_back(area: Area) -> None:
    school = area.school
    child = school.children.register(KIAN).child
    concern = school.concerns.record(child, replace(KIANS_ARM, review_on="2026-11-27")).concern
    assert set(asks(area, concern).values()) == {True}
    school.withdrawing.withdraw(concern, "Recorded about the wrong child")
    assert set(asks(area, concern).values()) == {False}
    page = school.concerns.page(concern)
    assert page.entry.seen == KIANS_ARM.seen
    assert page.beside.withdrawn is not None
    assert (page.history[-1].title, page.history[-1].reason) == ("Withdrawn", "Recorded about the wrong child")
    (line,) = [line for line in school.children.page(child).chronology if line.record == concern]
    assert line.withdrawn
    assert KIANS_ARM.seen in line.what
    with pytest.raises(RecordWithdrawn):
        school.concerns.amend(concern, {"place": "hall"}, "asked again")
    with pytest.raises(RecordWithdrawn):
        school.withdrawing.withdraw(concern, "again")
    school.withdrawing.take_back(concern, "It was Kian after all")
    assert set(asks(area, concern).values()) == {True}
    with pytest.raises(NothingChanged):
        school.withdrawing.take_back(concern, "again")
    assert school.book.store.views_differ(lambda _: None) is False


def test_the_clock_of_a_call_stops_with_the_concern_it_was_about(area: Area) -> None:
    child = area.health.children.register(ESME).child
    concern = area.health.concerns.record(child, ESMES_CHEEK).concern
    area.health.ringing.log_call(CallEntry(concern, utc("2026-11-20T09:30"), "01632 960101", "Lewis Aske"))
    assert [row.record for row in area.health.today.page().clocks] == [concern]
    area.health.withdrawing.withdraw(concern, "Not this child")
    assert area.health.today.page().clocks == ()


def test_what_another_organisation_wrote_is_theirs_to_withdraw(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    concern = area.school.concerns.record(child, KIANS_ARM).concern
    area.school.sharing.decide(area.share_all(area.school, child))
    area.post.exchange(area.school, area.desk)
    with pytest.raises(NotYourRecord):
        area.desk.withdrawing.withdraw(concern, "We do not believe it")
    named = area.school.withdrawing.named(concern)
    assert (named.family, named.child, named.shared) == ("concern", child, True)


def test_a_withdrawal_reaches_whoever_was_sent_the_record(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    concern = area.school.concerns.record(child, KIANS_ARM).concern
    area.school.sharing.decide(area.share_all(area.school, child))
    area.school.withdrawing.withdraw(concern, "Recorded about the wrong child")
    area.school.sharing.decide(area.share_all(area.school, child))
    area.post.exchange(area.school, area.desk)
    beside = area.desk.concerns.page(concern).beside
    assert beside.withdrawn is not None
    assert beside.withdrawn.why == "Recorded about the wrong child"
