"""The desk's pages decide without Qt: enquiries, decisions, and referrals by telephone."""

from __future__ import annotations

from desktop.domain.statements import Changes
from desktop.ui.desk.presenter import DeskPresenter, DeskRoutes, EnquiryPresenter
from desktop.ui.desk.screen import join_choices
from desktop.ui.desk.telephone import CallForm, TelephonePresenter, TelephoneRoutes
from tests.fakes.tasks import FakeTasks
from tests.fakes.ui_session import FakeSession, enquiry
from tests.unit.ui.saying_screen import Screen, nothing


def _desk_routes() -> DeskRoutes:
    return DeskRoutes(nothing, nothing, nothing, nothing)


def test_the_list_tells_waiting_from_decided_and_says_the_clock(screen: Screen, session: FakeSession) -> None:
    session.desk.rows["e3"] = enquiry("e3", outcome="No further action")
    DeskPresenter(screen, session, FakeTasks(), _desk_routes()).open()
    assert [each.id for each in screen.waiting] == ["e1", "e2"]
    assert (screen.waiting[0].state, screen.waiting[0].due) == ("Due today", "by Mon 23 Nov 2026")
    assert screen.waiting[0].notes == "Urgent. Not opened yet"
    assert screen.decided[0].notes == "No further action"


def test_a_decision_needs_an_outcome_and_reasons(screen: Screen, session: FakeSession) -> None:
    presenter = EnquiryPresenter(screen, session, FakeTasks(), _desk_routes())
    presenter.open("e1")
    presenter.decide("", " ")
    assert screen.problems == ("outcome", "reasons")
    presenter.check("", "")
    assert screen.check is None
    presenter.check("referral-strategy", "Marks on a baby", "Lewis Aske rings", "")
    assert screen.check is not None
    assert ("Reasons", "Marks on a baby") in screen.check.rows
    assert session.desk.decisions == [], "read through, and not signed"
    presenter.decide("referral-strategy", "Marks on a baby", "Lewis Aske rings", "")
    assert session.desk.decisions == [("e1", "referral-strategy", "Marks on a baby", "Lewis Aske rings", "")]
    assert screen.enquiry is not None
    assert screen.enquiry.decided
    assert "not reached the referrer yet" in screen.said[-1]


def test_two_referrals_become_one_enquiry_with_a_reason(screen: Screen, session: FakeSession) -> None:
    presenter = EnquiryPresenter(screen, session, FakeTasks(), _desk_routes())
    presenter.open("e1")
    assert [other.id for other in screen.others] == ["e2"]
    presenter.join("e2", "")
    assert screen.problems == ("join_reason",)
    presenter.join("e2", "same child, same day")
    assert session.desk.rows["e1"].joined_with == ("e2",)
    assert screen.others == ()


def test_a_referral_by_telephone_starts_its_clock_at_the_call(screen: Screen, session: FakeSession) -> None:
    went: list[str] = []
    presenter = TelephonePresenter(screen, session, FakeTasks(), TelephoneRoutes(went.append, nothing, nothing))
    presenter.start()
    assert screen.at == "2026-11-20T09:41"
    presenter.keep(CallForm(at="2026-11-20", caller="Bronagh Tiller"))
    assert screen.problems == ("at", "said")
    presenter.keep(CallForm(at="2026-11-20T09:40", caller="Bronagh Tiller", said="A mark on a baby"))
    assert session.desk.calls[0].at.isoformat() == "2026-11-20T09:40:00+00:00"
    assert went == ["p1"]


def test_an_enquiry_is_never_offered_to_be_joined_with_itself_under_any_of_its_names() -> None:
    group = enquiry("letter", joined_with=("call",))
    rows = (group, enquiry("other"))
    assert [one.id for one in join_choices(rows, "call", group)] == ["other"]
    assert [one.id for one in join_choices(rows, "letter", group)] == ["other"]


def test_a_decided_enquiry_is_read_again_when_its_answer_left_and_an_open_form_is_not(
    screen: Screen, session: FakeSession
) -> None:
    presenter = EnquiryPresenter(screen, session, FakeTasks(), _desk_routes())
    presenter.open("e1")
    screen.enquiry = None
    presenter.changed(Changes(families=frozenset({"letter"})))
    assert screen.enquiry is None, "somebody may be writing"
    presenter.decide("referral-strategy", "Marks on a baby")
    screen.enquiry = None
    presenter.changed(Changes(families=frozenset({"letter"})))
    assert screen.enquiry is not None
    assert "delivered to" in screen.said[-1]
