"""Records to look at again: they come up, stay when overdue, and go when somebody says that it was looked at."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.domain.records import ReviewEntry
from desktop.domain.statements import Kind
from desktop.services.errors import Incomplete, NoSuchRecord
from tests.unit.services.people import KIAN, KIANS_ARM, Area, utc

DAY = "2026-12-01"  # within two weeks of 20 November


def decided_not_to(area: Area, on: str = DAY) -> str:
    child = area.school.children.register(KIAN).child
    area.school.concerns.record(child, KIANS_ARM)
    entry = replace(area.share_all(area.school, child), share=False, recipient="", purpose="", basis="", review_on=on)
    return area.school.sharing.decide(entry).share


def test_a_decision_not_to_share_comes_up_two_weeks_before_its_day_and_not_earlier(area: Area) -> None:
    share = decided_not_to(area, "2026-12-20")
    assert area.school.today.page().reviews == ()
    area.at(utc("2026-12-06T09:00"))
    (row,) = area.school.today.page().reviews
    assert (row.record, row.title, row.child_name, row.on) == (
        share,
        "Decision not to share",
        "Kian Pellow",
        "2026-12-20",
    )
    assert (row.state, row.due.words) == ("later", "by Sun 20 Dec 2026")
    area.at(utc("2026-12-21T09:00"))
    assert [one.state for one in area.school.today.page().reviews] == ["overdue"]


def test_looking_at_it_again_moves_the_day_or_takes_it_away_and_the_reason_stays_readable(area: Area) -> None:
    share = decided_not_to(area)
    area.at(utc("2026-12-01T09:00"))
    area.school.reviews.looked(ReviewEntry(share, "Nothing new. Breakfast club goes well.", "2026-12-10"))
    (row,) = area.school.today.page().reviews
    assert row.on == "2026-12-10"
    area.school.reviews.looked(ReviewEntry(share, "Closed with the family."))
    assert area.school.today.page().reviews == ()
    with pytest.raises(NoSuchRecord):
        area.school.reviews.looked(ReviewEntry(share, "again"))
    told = [line.what for line in area.school.children.page(row.child).chronology]
    assert "Decision about sharing looked at again. Closed with the family" in told
    assert len(area.school.book.store.statements_of_kind(Kind.SHARING_REVIEWED)) == 2


def test_a_concern_carries_its_day_and_an_amendment_moves_it(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    concern = area.school.concerns.record(child, replace(KIANS_ARM, review_on=DAY)).concern
    (row,) = area.school.today.page().reviews
    assert (row.record, row.family, row.title) == (concern, "concern", "Physical abuse, 20 November 2026 at 09:05")
    area.school.reviews.looked(ReviewEntry(concern, "No new marks."))
    assert area.school.today.page().reviews == ()
    amended = area.school.concerns.page(concern).history[-1]
    assert (amended.reason, amended.changed) == (
        "No new marks.",
        (("Look at this again on", "1 December 2026", ""),),
    )


def test_a_day_that_is_gone_is_not_set(area: Area) -> None:
    share = decided_not_to(area)
    with pytest.raises(Incomplete):
        area.school.concerns.record(area.any_child(area.school), replace(KIANS_ARM, review_on="2026-11-19"))
    entry = replace(area.share_all(area.school, area.any_child(area.school)), share=False, review_on="2026-11-19")
    with pytest.raises(Incomplete):
        area.school.sharing.decide(entry)
    assert [one.field for one in area.school.reviews.check(ReviewEntry(share, " ", "2026-11-19"))] == ["found", "again"]


def test_a_walled_record_comes_up_and_names_no_child(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    walled = replace(KIANS_ARM, accused_works_with_children="yes", kept_from=("C. Dunmore",), review_on=DAY)
    area.school.concerns.record(child, walled)
    (row,) = area.school.today.page().reviews
    assert (row.child_name, row.title, row.why) == ("A record kept from some people", "", "")


def test_the_day_of_another_organisation_is_theirs(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    area.school.concerns.record(child, replace(KIANS_ARM, review_on=DAY))
    area.school.sharing.decide(area.share_all(area.school, child))
    area.post.exchange(area.school, area.desk)
    assert area.desk.today.page().reviews == ()
    assert len(area.school.today.page().reviews) == 1


def test_what_is_written_after_today_was_read_comes_up_too(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    assert area.school.today.page().reviews == ()
    concern = area.school.concerns.record(child, KIANS_ARM).concern
    area.school.concerns.amend(concern, {"review_on": DAY}, "The lead asked for it")
    assert [row.record for row in area.school.today.page().reviews] == [concern]


def test_the_list_of_an_older_version_is_made_again(area: Area) -> None:
    share = decided_not_to(area)
    with area.school.book.writing() as sheet:
        sheet.writer.put_setting("records to look at again", ["kept as a plain list once"])
    assert [row.record for row in area.school.today.page().reviews] == [share]
