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
