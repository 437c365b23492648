"""One person on two computers, both offline: nothing is lost, and a person settles it."""

from __future__ import annotations

from bundle.keys import DeviceKeys
from tests.unit.services.people import KIAN, KIANS_ARM, LARKMERE, Area, HandClock, open_book, utc


def test_two_amendments_made_apart_are_both_shown_until_one_settles_them(area: Area) -> None:
    clock = HandClock(utc("2026-11-20T09:40"))
    second = open_book(area.folder / "second.db", DeviceKeys.generate(area.random), clock, area.random, LARKMERE)
    area.admit(second)
    for session in (area.school, second):
        session.membership.adopt_directory(area.desk.membership.directory_file())

    child = area.school.children.register(KIAN).child
    concern = area.school.concerns.record(child, KIANS_ARM).concern
    area.school.sharing.decide(area.share_all(area.school, child))
    area.post.exchange(area.school, second, area.desk)
    assert second.concerns.page(concern).entry == KIANS_ARM

    area.school.concerns.amend(concern, {"place": "hall"}, "asked again")
    second.concerns.amend(concern, {"place": "corridor", "opinion": "frightened"}, "remembered")
    area.school.sharing.decide(area.share_all(area.school, child))
    second.sharing.decide(area.share_all(second, child))
    area.post.exchange(area.school, second, area.desk)
    area.post.exchange(area.school, second, area.desk)
    for session in (area.school, second, area.desk):
        (place,) = [view for view in session.concerns.page(concern).fields if view.name == "place"]
        assert place.state == "disputed"
        assert {side.text for side in place.sides} == {"hall", "corridor"}
        (opinion,) = [view for view in session.concerns.page(concern).fields if view.name == "opinion"]
        assert opinion.state == "settled"

    settled = area.school.concerns.page(concern).entry.place
    area.school.concerns.amend(concern, {"place": settled}, "we spoke, it was there")
    (place,) = [view for view in area.school.concerns.page(concern).fields if view.name == "place"]
    assert (place.state, [side.text for side in place.sides]) == ("settled", [settled])
    second.lock()


def test_the_other_computers_alert_clears_when_the_desk_opened_the_referral(area: Area) -> None:
    child = area.school.children.register(KIAN).child
    area.school.concerns.record(child, KIANS_ARM)
    area.school.sharing.decide(area.share_all(area.school, child))
    area.post.exchange(area.school, area.desk)
    assert area.desk.ringing.alerts() == (), "another organisation's record is no alert of the desk's"
    area.desk.desk.open(area.desk.desk.enquiries()[0].id)
    area.post.exchange(area.desk, area.school)
    assert area.school.ringing.alerts() == ()


def test_amendments_of_a_record_beside_concerns_made_apart_stand_side_by_side_until_a_person_settles_them(
    area: Area,
) -> None:
    clock = HandClock(utc("2026-11-20T09:40"))
    second = open_book(area.folder / "second.db", DeviceKeys.generate(area.random), clock, area.random, LARKMERE)
    area.admit(second)
    for session in (area.school, second):
        session.membership.adopt_directory(area.desk.membership.directory_file())
    child = area.school.children.register(KIAN).child
    action = area.school.entries.record(child, "action", {"what": "Ring the nurse", "due": "2026-11-30"}).record
    area.school.sharing.decide(area.share_all(area.school, child))
    area.post.exchange(area.school, second, area.desk)
    area.school.entries.amend(action, {"due": "2026-11-23"}, "sooner")
    second.entries.amend(action, {"due": "2026-11-27"}, "she is away", "R. Quill")
    for session in (area.school, second):
        session.sharing.decide(area.share_all(session, child))
    area.post.exchange(area.school, second, area.desk)
    area.post.exchange(area.school, second, area.desk)
    for session in (area.school, second):
        (due,) = [view for view in session.entries.page(action).fields if view.name == "due"]
        assert (due.state, {side.text for side in due.sides}) == ("disputed", {"23 November 2026", "27 November 2026"})
        (row,) = session.entries.due()
        assert row.due is not None
        assert row.due.day.isoformat() == "2026-11-23", "the earlier day counts until a person settles it"
    area.school.entries.amend(action, {"due": "2026-11-27"}, "we spoke")
    (due,) = [view for view in area.school.entries.page(action).fields if view.name == "due"]
    assert (due.state, due.sides[0].text) == ("settled", "27 November 2026")
    second.lock()
