from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.domain.records import Precision, When
from desktop.domain.statements import Kind
from desktop.services.errors import AlreadyDecided, Incomplete, NoSuchRecord, NotADesk, ReasonNeeded, SameEnquiry
from desktop.services.outgoing import ANSWER, OWN_COPY
from desktop.services.pages.enquiries import PhoneReferral
from desktop.services.stored import LetterState
from tests.unit.services.people import ESME, ESMES_CHEEK, KIAN, KIANS_ARM, Area, utc, waiting

CALL = PhoneReferral(
    "Odette Farrow", "Larkmere Primary", "01632 960150", utc("2026-11-20T09:30"), family_name="Pellow", said="marks"
)


def referral(area: Area) -> str:
    child = area.school.children.register(KIAN).child
    area.school.concerns.record(child, KIANS_ARM)
    share = area.school.sharing.decide(area.share_all(area.school, child)).share
    area.post.exchange(area.school, area.desk)
    return share


def test_only_the_desk_does_desk_work(area: Area) -> None:
    share = referral(area)
    for refused in (
        area.school.desk.enquiries,
        lambda: area.school.desk.open(share),
        lambda: area.school.desk.take_phone_referral(CALL),
        lambda: area.school.desk.join(share, "x", "same"),
        lambda: area.school.desk.decide(share, "referral-nfa", "because"),
    ):
        with pytest.raises(NotADesk):
            refused()
    assert area.school.today.page().enquiries == ()


def test_opening_twice_answers_once(area: Area) -> None:
    share = referral(area)
    area.desk.desk.open(share)
    area.desk.desk.open(share)
    assert [letter.audience for letter in waiting(area.desk)] == [ANSWER, OWN_COPY]
    assert len(area.desk.book.store.statements_of_kind(Kind.REFERRAL_OPENED)) == 1
    assert [letter.state for letter in area.desk.book.store.incoming_of_share(share)] == [LetterState.OPENED]


def test_a_decision_needs_an_outcome_and_reasons_and_is_made_once(area: Area) -> None:
    share = referral(area)
    with pytest.raises(Incomplete):
        area.desk.desk.decide(share, "", "because")
    with pytest.raises(ReasonNeeded):
        area.desk.desk.decide(share, "referral-nfa", "  ")
    with pytest.raises(NoSuchRecord):
        area.desk.desk.decide("nothing", "referral-nfa", "because")
    assert waiting(area.desk) == []
    area.desk.desk.decide(share, "referral-nfa", "because")
    with pytest.raises(AlreadyDecided):
        area.desk.desk.decide(share, "referral-nfa", "again")
    (row,) = area.desk.desk.enquiries()
    assert row.outcome == "Referral: no further action"
    assert area.desk.today.page().enquiries == ()


def test_a_telephone_referral_stands_alone_until_it_is_joined(area: Area) -> None:
    phone = area.desk.desk.take_phone_referral(CALL)
    (row,) = area.desk.desk.enquiries()
    assert (row.kind, row.child_name, row.received_at) == ("telephone", "Pellow", utc("2026-11-20T09:30"))
    assert "Pellow" in area.desk.desk.open(phone).child_fields[0].sides[0].text
    with pytest.raises(Incomplete):
        area.desk.desk.take_phone_referral(PhoneReferral("", "", "", area.clock.time))
    area.desk.desk.decide(phone, "contact-advice", "advice given")
    assert area.desk.desk.enquiries()[0].outcome == "Information and advice"


def test_a_letter_joined_to_a_decided_call_still_gets_its_own_answer(area: Area) -> None:
    phone = area.desk.desk.take_phone_referral(CALL)
    area.desk.desk.decide(phone, "contact-referral", "marks")
    share = referral(area)
    area.desk.desk.join(phone, share, "same child")
    area.desk.desk.decide(phone, "contact-referral", "marks")
    area.post.exchange(area.desk, area.school)
    (answer,) = area.school.today.page().answers
    assert answer.outcome == "Taken as a child in need referral"
    with pytest.raises(AlreadyDecided):
        area.desk.desk.decide(share, "contact-nfa", "again")


def test_joining_opens_no_letter_and_keeps_the_callers_number_and_the_name_they_gave(area: Area) -> None:
    share, phone = referral(area), area.desk.desk.take_phone_referral(replace(CALL, given_names="Kieran"))
    area.desk.desk.join(phone, share, "same child")
    page = area.desk.desk.joined(phone)
    assert [one.code for one in page.closed] == [share]
    assert (page.concerns, page.reasons) == ((), "")
    assert area.desk.book.store.statements_of_kind(Kind.REFERRAL_OPENED) == ()
    assert "01632 960150" in page.ring_back
    page = area.desk.desk.open(phone)
    assert page.closed == ()
    assert page.concerns
    assert len(area.desk.book.store.statements_of_kind(Kind.REFERRAL_OPENED)) == 1
    assert "01632 960150" in page.ring_back
    assert "Kieran" in [view.sides[0].text for view in page.call]


def test_joining_needs_two_enquiries_and_a_reason(area: Area) -> None:
    share, phone = referral(area), area.desk.desk.take_phone_referral(CALL)
    with pytest.raises(SameEnquiry):
        area.desk.desk.join(share, share, "same")
    with pytest.raises(ReasonNeeded):
        area.desk.desk.join(share, phone, "")
    with pytest.raises(NoSuchRecord):
        area.desk.desk.join(share, "x", "same")
    area.desk.desk.join(share, phone, "same")
    with pytest.raises(SameEnquiry):
        area.desk.desk.join(phone, share, "same")


def test_one_decision_answers_every_referrer_of_a_group_and_each_sees_only_their_own(area: Area) -> None:
    share = referral(area)
    child = area.health.children.register(ESME).child
    area.health.concerns.record(child, ESMES_CHEEK)
    second = area.health.sharing.decide(area.share_all(area.health, child)).share
    area.post.exchange(area.health, area.desk)
    area.desk.desk.join(share, second, "one household")
    area.desk.desk.decide(share, "referral-assessment", "both children")
    area.post.exchange(area.desk, area.school, area.health)
    for session in (area.school, area.health):
        assert [one.outcome for one in session.today.page().answers] == ["Referral: child and family assessment"]
        decided = session.book.store.statements_of_kind(Kind.ENQUIRY_DECIDED)
        assert len(decided) == 1


def test_a_school_cannot_answer_its_own_referral(area: Area) -> None:
    """What a device without the desk role says about a referral is kept, refused, and moves nothing."""
    share = referral(area)
    with area.school.book.writing() as sheet:
        decision = area.school.book.store.statements_about(share)[0]
        sheet.say(Kind.ENQUIRY_DECIDED, decision.about[:2], {"outcome": "referral-nfa", "reasons": "x"}, (decision.id,))
    child = area.any_child(area.school)
    assert area.school.children.page(child).shares[0].outcome == ""
    assert area.school.today.page().answers == ()


def test_the_undecided_come_first_among_them_the_urgent_and_then_the_earliest_clock(area: Area) -> None:
    phone = area.desk.desk.take_phone_referral(CALL)
    area.at(utc("2026-11-20T09:40") + timedelta(days=4))
    later = area.desk.desk.take_phone_referral(replace(CALL, at=area.clock.time))
    share = referral(area)
    assert [row.id for row in area.desk.desk.enquiries()] == [share, phone, later]
    assert [row.state for row in area.desk.desk.enquiries()] == ["soon", "overdue", "soon"]
    area.desk.desk.decide(later, "contact-nfa", "nothing more")
    area.desk.desk.decide(phone, "contact-nfa", "nothing more")
    assert [row.id for row in area.desk.desk.enquiries()] == [share, phone, later]


def test_the_urgent_stand_first_and_say_why_before_their_clock_does(area: Area) -> None:
    phone = area.desk.desk.take_phone_referral(CALL)
    area.at(utc("2026-11-20T09:40") + timedelta(days=1))
    child = area.health.children.register(ESME).child
    unsure = replace(ESMES_CHEEK, level="they-decide", mobile="")
    area.health.concerns.record(child, unsure)
    share = area.health.sharing.decide(area.share_all(area.health, child)).share
    area.post.exchange(area.health, area.desk)
    first, second = area.desk.desk.enquiries()
    assert (first.id, second.id) == (share, phone), "though the call's clock ends earlier"
    assert first.urgent
    assert "not known whether safe now" in first.why
    assert not second.urgent


def test_a_mark_on_a_baby_is_named_on_the_desks_list(area: Area) -> None:
    child = area.health.children.register(ESME).child
    area.health.concerns.record(child, ESMES_CHEEK)
    area.health.sharing.decide(area.share_all(area.health, child))
    area.post.exchange(area.health, area.desk)
    (row,) = area.desk.desk.enquiries()
    assert row.why.startswith("a mark or injury on a baby who cannot move about, not known whether safe now, level 4")


def test_the_referrer_reads_who_will_be_in_touch_and_what_the_family_may_be_told(area: Area) -> None:
    share = referral(area)
    area.desk.desk.open(share)
    area.desk.desk.decide(share, "referral-nfa", "because", "Lewis Aske rings at 17:30", "Nothing yet")
    area.post.exchange(area.desk, area.school)
    (answer,) = area.school.today.page().answers
    assert (answer.next_contact, answer.tell_family) == ("Lewis Aske rings at 17:30", "Nothing yet")
    (row,) = area.school.children.page(answer.child).shares
    assert row.tell_family == "Nothing yet"
    assert area.school.today.page().answers == ()


def test_the_chronology_tells_what_others_said_and_when_it_was_noticed(area: Area) -> None:
    child = area.school.children.register(ESME).child
    entry = replace(ESMES_CHEEK, happened=When(), noticed=When("2026-12-23T14:20"))
    area.school.concerns.record(child, replace(entry, happened=When("", Precision.UNKNOWN)))
    row = area.school.children.page(child).chronology[0]
    assert (row.event_at, row.precision) == ("2026-12-23T14:20", "noticed")
    assert "rolled on her dummy" in row.what


def test_a_desk_that_cannot_hear_says_so_on_today(area: Area) -> None:
    area.desk.mailroom.reached(area.desk.now(), 0.0)
    assert not any("no connection" in said for said in area.desk.today.page().warnings)
    area.at(area.desk.now() + timedelta(hours=2))
    (silent,) = (said for said in area.desk.today.page().warnings if "no connection" in said)
    assert "since 20 November 2026 at 09:40" in silent
    area.school.mailroom.reached(area.school.now() - timedelta(hours=2), 0.0)
    assert not any("no connection" in said for said in area.school.today.page().warnings)


def test_the_decision_clock_is_met_when_the_answer_has_left_and_not_before(area: Area) -> None:
    share = referral(area)
    area.desk.desk.open(share)
    area.desk.desk.decide(share, "referral-strategy", "marks")
    waits = area.desk.desk.open(share).clocks[0]
    assert waits.state != "met"
    assert waits.words.startswith("Decided; the answer is not delivered yet.")
    area.post.exchange(area.desk, area.school)
    assert area.desk.desk.open(share).clocks[0].state == "met"


@pytest.mark.parametrize(("outcome", "runs_on"), [("referral-strategy", True), ("referral-nfa", False)])
def test_the_assessment_clock_runs_on_when_the_outcome_says_so(area: Area, outcome: str, runs_on: bool) -> None:
    share = referral(area)
    area.desk.desk.decide(share, outcome, "marks")
    area.post.exchange(area.desk, area.school)
    at_the_desk = [row.state for row in area.desk.desk.open(share).clocks[1:]]
    child = area.school.children.search("")[0].id
    at_the_school = [row.state for row in area.school.children.page(child).clocks[1:]]
    assert at_the_desk == at_the_school == (["later"] if runs_on else [])
