"""A stolen key cannot date its statements before its theft: real letters, real receipts, a directory that reports the key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bundle.statements import parse
from desktop.domain.acceptance import Member, Withdrawal
from desktop.services.session import Session
from desktop.services.signing import to_domain
from desktop.services.stored import JournalEntry
from tests.unit.services.people import KIAN, KIANS_ARM, Area, utc


@pytest.fixture
def area(tmp_path: Path) -> Iterator[Area]:
    made = Area(tmp_path, utc("2026-11-20T09:40"))
    yield made
    made.close()


def share(area: Area, words: str) -> str:
    """The school records a concern and shares it; its id."""
    children = area.school.children.search()
    child = children[0].id if children else area.school.children.register(KIAN).child
    concern = area.school.concerns.record(child, replace(KIANS_ARM, seen=words)).concern
    area.school.sharing.decide(area.share_all(area.school, child))
    return concern


def _members(area: Area) -> dict[str, Member]:
    directory = area.desk.book.directory
    assert directory is not None
    return {one.id: Member(one.id, one.person, one.organisation, one.role) for one in directory.devices.values()}


def refused(reader: Session, record: str) -> list[str]:
    folded = reader.book.store.record(record)
    assert folded is not None
    return [why for _, why in folded.refused]


def test_what_a_stolen_key_dates_before_its_report_is_not_taken_in_and_what_was_logged_before_stands(
    area: Area,
) -> None:
    honest = share(area, "what was really seen")
    area.post.exchange(area.school, area.desk)
    area.at(area.clock.time + timedelta(days=1))
    area.clocks["school"].fast = -timedelta(hours=20)
    dated_back = share(area, "what a thief dates back by a day")
    area.desk.membership.withdraw(area.school.device, compromised=True)
    assert area.post.send(area.school)
    assert "SenderRevoked" in {taken.set_aside for taken in area.post.fetch(area.desk)}
    assert area.desk.book.store.record(dated_back) is None
    assert refused(area.desk, honest) == []


def test_a_thiefs_statement_that_somebody_else_hands_on_after_the_report_moves_nothing(area: Area) -> None:
    share(area, "what was really seen")
    area.post.exchange(area.school, area.desk)
    area.at(area.clock.time + timedelta(days=1))
    area.clocks["school"].fast = -timedelta(hours=20)
    forged = area.school.concerns.record(area.any_child(area.school), replace(KIANS_ARM, seen="forged"))
    token = area.school.book.store.token(forged.statement)
    assert token is not None
    area.desk.membership.withdraw(area.school.device, compromised=True)
    with area.desk.book.writing() as sheet:  # as in a genuine letter of another member
        handed = JournalEntry(to_domain(parse(token)), token, sheet.now, "another member's letter", 99)
        sheet.add(sheet.writer.append([handed]))
    assert refused(area.desk, forged.concern) == ["the key it is signed with may have been in other hands"]
    with area.desk.book.writing() as sheet:
        members = [(m.device, m.person, m.organisation, m.role) for m in _members(area).values()]
        theft = {area.school.device: Withdrawal(area.clock.time, 50)}
        sheet.add(sheet.writer.set_membership(members, {}, theft))
    assert refused(area.desk, forged.concern) == ["the key it is signed with may have been in other hands"]


def test_what_came_before_it_was_reported_is_judged_again_when_the_report_comes(area: Area) -> None:
    honest = share(area, "what was really seen")
    area.post.exchange(area.school, area.desk, area.health)
    before = area.desk.book.store.record(honest)
    assert before is not None
    assert before.fields["seen"].state == "settled"
    area.at(area.clock.time + timedelta(hours=1))
    area.desk.membership.withdraw(area.school.device, compromised=True)
    after = area.desk.book.store.record(honest)
    assert after is not None
    assert after.fields["seen"].value == "what was really seen"
    assert refused(area.desk, honest) == []
