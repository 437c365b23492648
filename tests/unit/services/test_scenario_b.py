"""Scenario B, steps 1 to 4: a health visitor without a signal, a telephone call, one enquiry at the desk."""

from __future__ import annotations

from datetime import timedelta

from desktop.domain.records import CallEntry
from desktop.services.pages.enquiries import PhoneReferral
from tests.unit.services.people import ESME, ESMES_CHEEK, Area, utc


def test_the_phone_call_and_the_letter_become_one_enquiry(area: Area) -> None:
    health, desk, post = area.health, area.desk, area.post
    area.at(utc("2026-12-23T14:30"))
    child = health.children.register(ESME).child
    prompts = health.concerns.prompts(child, ESMES_CHEEK)
    assert "non-mobile-bruise" in [prompt.id for prompt in prompts]

    area.at(utc("2026-12-23T14:45"))
    phone = desk.desk.take_phone_referral(
        PhoneReferral(
            caller="Bronagh Tiller",
            organisation="Ashmere 0-19 service",
            number="01632 960199",
            at=utc("2026-12-23T14:40"),
            given_names="Esme",
            family_name="Rook",
            born="2026-10-02",
            said="1 cm blue mark on right cheek, baby of 11 weeks",
            advice="Take her to be seen today",
            reference="ASH-7",
        )
    )

    area.at(utc("2026-12-23T15:30"))
    recorded = health.concerns.record(child, ESMES_CHEEK)
    (alert,) = health.ringing.alerts()
    assert alert.why == "A mark or injury on a baby who cannot move about"
    health.ringing.log_call(
        CallEntry(
            recorded.concern, utc("2026-12-23T14:40"), "01632 960101", "Lewis Aske", advice="Take her to be seen today"
        )
    )
    assert health.ringing.alerts() == ()
    health.sharing.decide(area.share_all(health, child, family_told="yes", family_told_why="", consent="agreed"))

    area.at(utc("2026-12-24T09:10"))
    post.exchange(health, desk)
    rows = desk.desk.enquiries()
    assert [row.kind for row in rows] == ["letter", "telephone"]  # the urgent one first
    letter = rows[0].id
    desk.desk.join(phone, letter, "same baby, same mark")
    (row,) = desk.desk.enquiries()
    assert (row.id, row.kind, row.joined_with) == (letter, "letter", (phone,))
    page = desk.desk.open(phone)
    assert page.row.joined_with == (phone,)
    assert page.call
    assert len(page.concerns) == 1
    assert page.row.due.words == "by Thu 24 Dec 2026"
    assert [clock.due.words for clock in page.clocks] == ["by Thu 24 Dec 2026", "by Mon 1 Mar 2027"]
    times = {(label, time) for label, time, _ in page.times}
    assert ("Happened", utc("2026-12-23T14:20")) in times
    assert ("Written", utc("2026-12-23T15:30")) in times
    assert ("Received", utc("2026-12-24T09:10")) in times
    assert ("Telephone call", utc("2026-12-23T14:40")) in times

    area.at(utc("2026-12-24T11:00"))
    desk.desk.decide(phone, "referral-strategy", "A bruise on a baby who cannot move about")
    post.exchange(desk, health)
    (share,) = health.children.page(child).shares
    assert share.outcome == "Referral: strategy discussion"
    assert all(row.outcome for row in desk.desk.enquiries())


def test_a_clock_one_hour_fast_is_told_at_the_first_contact_and_both_times_are_kept(area: Area) -> None:
    health, desk, post = area.health, area.desk, area.post
    area.clocks["health"].fast = timedelta(hours=1)
    area.at(utc("2026-12-23T15:30"))
    child = health.children.register(ESME).child
    health.concerns.record(child, ESMES_CHEEK)
    health.sharing.decide(area.share_all(health, child))
    assert not any("clock" in warning for warning in health.today.warnings())
    area.at(utc("2026-12-24T09:10"))
    post.exchange(health, desk)
    assert any("60 minutes ahead of Ashmere MASH" in warning for warning in health.today.warnings())
    times = {(label, time) for label, time, _ in desk.desk.open(desk.desk.enquiries()[0].id).times}
    assert ("Written", utc("2026-12-23T16:30")) in times
    assert ("Received", utc("2026-12-24T09:10")) in times
    area.clocks["health"].fast = timedelta(0)
    post.exchange(health)
    area.at(utc("2026-12-24T11:00"))
    health.sharing.decide(area.share_all(health, child))
    post.exchange(health, desk)
    told = {
        (label, time, whose) for row in desk.desk.enquiries() for label, time, whose in desk.desk.open(row.id).times
    }
    wrong = "Bronagh Tiller's computer, found 60 minutes ahead of Ashmere MASH on 24 December 2026 at 09:10"
    assert ("Written", utc("2026-12-23T16:30"), wrong) in told
    assert ("Decided to share", utc("2026-12-24T11:00"), "Bronagh Tiller's computer") in told, "right again by then"
    assert not any("clock" in warning for warning in health.today.warnings())
    noted = health.book.store.setting("clock skew")
    assert isinstance(noted, list)
    assert noted[0] == {"here": "2026-12-24T10:10:00+00:00", "hub": "2026-12-24T09:10:00+00:00", "seconds": -3600.0}


def test_a_clock_ahead_of_the_hub_at_the_moment_of_sending_is_marked_at_the_desk(area: Area) -> None:
    area.clocks["health"].fast = timedelta(hours=1)
    child = area.health.children.register(ESME).child
    area.health.concerns.record(child, ESMES_CHEEK)
    area.health.sharing.decide(area.share_all(area.health, child))
    area.post.exchange(area.health, area.desk)
    (row,) = area.desk.desk.enquiries()
    assert row.marks == ("the sender's clock was ahead",)
    whose = {label: clock for label, _, clock in area.desk.desk.open(row.id).times}
    assert whose["Written"] == "Bronagh Tiller's computer, found at least 60 minutes ahead of Ashmere MASH"
    assert whose["Received"] == "Ashmere MASH's computer"
