from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bundle.directory import hub_sign, pack_directory, unpack_directory
from bundle.errors import InvitationExpired, WrongPartnership
from desktop.domain.records import OrganisationKind, Role
from desktop.services.errors import (
    AlreadyJoined,
    DirectoryNotOurs,
    Incomplete,
    NoRecipient,
    NotAnAdministrator,
    NotJoined,
    RequestNotExpected,
)
from tests.unit.services.people import KIAN, Area, open_book, utc

EVERYONE = (("Ashmere MASH", OrganisationKind.HUB), ("Larkmere Primary", OrganisationKind.SCHOOL))


@pytest.fixture
def apart(tmp_path: Path) -> Area:
    return Area(tmp_path, utc("2026-11-20T09:40"), joined=False)


def test_standing_says_alone_then_waiting_then_joined(apart: Area) -> None:
    assert not apart.school.membership.standing().joined
    apart.desk.membership.found(apart.post.card.to_bytes(), EVERYONE)
    apart.admit(apart.school)
    before = apart.school.membership.standing()
    assert (before.joined, before.waiting, before.area) == (False, True, "Ashmere hub")
    apart.school.membership.adopt_directory(apart.desk.membership.directory_file())
    after = apart.school.membership.standing()
    assert (after.joined, after.waiting, after.area, after.organisation, after.role, after.administrator) == (
        True,
        False,
        "Ashmere MASH",
        "Larkmere Primary",
        "lead",
        False,
    )
    assert [(person, organisation) for person, organisation, _ in after.devices] == [
        ("Lewis Aske", "Ashmere MASH"),
        ("Odette Farrow", "Larkmere Primary"),
    ]
    assert apart.desk.membership.standing().administrator
    apart.close()


def test_work_done_before_joining_is_still_ones_own_afterwards(apart: Area) -> None:
    child = apart.school.children.register(KIAN).child
    apart.join()
    apart.school.children.amend(child, {"known_as": "Kit"}, "he asked")
    assert apart.school.children.page(child).known_as == "Kit"
    assert apart.school.sharing.choices(child).statements[0].kind == "child.registered"
    apart.close()


def test_a_partnership_without_a_desk_is_refused(apart: Area) -> None:
    with pytest.raises(Incomplete):
        apart.school.membership.found(apart.post.card.to_bytes(), [("Larkmere Primary", OrganisationKind.SCHOOL)])
    with pytest.raises(Incomplete):
        apart.desk.membership.found(apart.post.card.to_bytes(), EVERYONE, "Another desk")
    apart.desk.membership.found(apart.post.card.to_bytes(), EVERYONE, "Ashmere MASH")
    with pytest.raises(AlreadyJoined):
        apart.desk.membership.found(apart.post.card.to_bytes(), EVERYONE)
    apart.close()


def test_an_invitation_admits_once(area: Area) -> None:
    (school,) = [id_ for id_, name, _ in area.desk.membership.organisations() if name == "Larkmere Primary"]
    with pytest.raises(NotAnAdministrator):
        area.school.membership.invite(school, "lead")
    with pytest.raises(NoRecipient):
        area.desk.membership.invite("nowhere", "lead")
    with pytest.raises(AlreadyJoined):
        area.school.membership.accept_invitation(area.desk.membership.invite(school, "lead"))


def test_a_request_is_admitted_once_and_only_under_an_invitation_made_here(apart: Area) -> None:
    apart.desk.membership.found(apart.post.card.to_bytes(), EVERYONE)
    (school,) = [id_ for id_, name, _ in apart.desk.membership.organisations() if name == "Larkmere Primary"]
    invitation = apart.desk.membership.invite(school, Role.LEAD.value, "Odette Farrow")
    first = apart.school.membership.accept_invitation(invitation)
    second = apart.health.membership.accept_invitation(invitation)
    summary = apart.desk.membership.read_request(first.content)
    assert (summary.person, summary.organisation, summary.words) == (
        "Odette Farrow",
        "Larkmere Primary",
        first.words,
    )
    assert second.words != first.words
    directory = apart.desk.membership.admit(first.content)
    with pytest.raises(RequestNotExpected):
        apart.desk.membership.admit(second.content)
    with pytest.raises(DirectoryNotOurs):
        apart.health.membership.adopt_directory(directory)
    assert apart.health.mailroom.adopt_directory(directory).problem == "DirectoryNotOurs"
    apart.close()


def test_an_invitation_runs_out(apart: Area) -> None:
    apart.desk.membership.found(apart.post.card.to_bytes(), EVERYONE)
    (school,) = [id_ for id_, name, _ in apart.desk.membership.organisations() if name == "Larkmere Primary"]
    invitation = apart.desk.membership.invite(school, "lead")
    apart.at(apart.clock.time + timedelta(days=15))
    with pytest.raises(InvitationExpired):
        apart.school.membership.accept_invitation(invitation)
    apart.close()


def test_a_directory_nobody_invited_us_to_is_refused(apart: Area, tmp_path: Path) -> None:
    directory = apart.desk.membership.found(apart.post.card.to_bytes(), EVERYONE)
    with pytest.raises(NotJoined):
        apart.school.membership.adopt_directory(directory)
    other = tmp_path / "other"
    other.mkdir()
    strangers = Area(other, utc("2026-11-20T09:40"), seed=8)
    apart.admit(apart.school)
    with pytest.raises(WrongPartnership):
        apart.school.membership.adopt_directory(strangers.school.membership.directory_file())
    strangers.close()
    apart.close()


def test_the_courier_is_told_what_became_of_a_directory(area: Area) -> None:
    old = area.school.membership.directory_file()
    assert area.school.mailroom.hub() is not None
    same = area.school.mailroom.adopt_directory(old)
    assert (same.fresh, same.ours_is_newer, same.problem) == (False, False, "")
    countersigned = pack_directory(hub_sign(unpack_directory(old), area.post.keys, now=area.clock.time, previous=None))
    area.school.mailroom.adopt_directory(countersigned)
    assert area.school.mailroom.directory() == countersigned
    area.school.mailroom.adopt_directory(old)
    assert area.school.mailroom.directory() == countersigned, "the hub's signatures are not lost again"
    nonsense = area.school.mailroom.adopt_directory(b"nonsense")
    assert nonsense.problem
    (health,) = [id_ for id_, name, _ in area.desk.membership.organisations() if name == "Ashmere 0-19 service"]
    area.desk.membership.invite(health, "lead")


def test_an_older_directory_means_ours_is_newer(tmp_path: Path) -> None:
    area = Area(tmp_path, utc("2026-11-20T09:40"), joined=False)
    founded = area.desk.membership.found(area.post.card.to_bytes(), EVERYONE)
    area.admit(area.school)
    older = area.desk.mailroom.adopt_directory(founded)
    assert (older.fresh, older.ours_is_newer, older.problem) == (False, True, "")
    area.close()


def test_a_damaged_directory_keeps_nobody_out_and_can_be_had_again(area: Area) -> None:
    whole = area.school.membership.directory_file()
    with area.school.book.writing() as sheet:
        sheet.writer.keep_directory(whole[: len(whole) // 2])
    area.school.lock()
    area.school = open_book(area.folder / "school.db", area.keys["school"], area.clocks["school"], area.random)
    area.school.children.register(KIAN)
    assert any("damaged" in warning for warning in area.school.today.warnings())
    area.school.membership.adopt_directory(whole)
    assert area.school.today.warnings() == ()
    assert area.school.membership.standing().joined


def test_an_expired_directory_is_said_and_work_goes_on(area: Area) -> None:
    area.at(utc("2030-01-01T09:00"))
    area.school.lock()
    area.school = open_book(area.folder / "school.db", area.keys["school"], area.clocks["school"], area.random)
    area.school.children.register(KIAN)
    assert any("run out" in warning for warning in area.school.today.warnings())
    assert area.school.membership.standing().joined


def test_a_book_that_was_locked_and_opened_again_still_belongs(area: Area) -> None:
    area.school.lock()
    area.school.lock()
    area.school = open_book(area.folder / "school.db", area.keys["school"], area.clocks["school"], area.random)
    assert area.school.membership.standing().joined
    assert area.school.profile.name == "Odette Farrow"
