"""Sharing, letters and the desk: shown before signed, and never called sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from desktop.domain.records import SharingEntry
from desktop.domain.statements import Changes
from desktop.services.pages.fields import Missing
from desktop.services.pages.letters import Freshness, LetterRow
from desktop.ui.desk.deciding import DecisionScreen
from desktop.ui.desk.presenter import DeskPresenter, DeskRoutes, EnquiryPresenter
from desktop.ui.desk.screen import EnquiryLine, EnquiryScreen, JoinChoice, join_choices
from desktop.ui.desk.telephone import CallForm, TelephonePresenter, TelephoneRoutes
from desktop.ui.letters.lines import freshness, line
from desktop.ui.letters.presenter import LettersPresenter, LettersRoutes, LettersScreen
from desktop.ui.messages import Said, say_name
from desktop.ui.share.presenter import SharePresenter, ShareRoutes
from desktop.ui.share.screen import ChoicesScreen, PreviewScreen, SharedScreen
from tests.fakes.tasks import FakeTasks
from tests.fakes.ui_session import NOW, DiskIsFull, FakeSession, enquiry


class Screen:
    """Remembers what it was told to show, by the name of the call."""

    def __init__(self) -> None:
        self.chosen = SharingEntry(share=True, child="", statements=("s1",), reasons="Marks")
        self.what = "share"
        self.unread: tuple[Missing, ...] = ()
        self.problems: tuple[str, ...] = ()
        self.failures: list[Said] = []
        self.roads: dict[str, str] = {}
        self.said: list[str] = []
        self.choices: ChoicesScreen | None = None
        self.preview: PreviewScreen | None = None
        self.done: SharedScreen | None = None
        self.letters: LettersScreen | None = None
        self.waiting: tuple[EnquiryLine, ...] = ()
        self.decided: tuple[EnquiryLine, ...] = ()
        self.enquiry: EnquiryScreen | None = None
        self.others: tuple[JoinChoice, ...] = ()
        self.at = ""
        self.check: DecisionScreen | None = None

    def decision(self) -> str:
        return self.what

    def entry(self) -> SharingEntry:
        return self.chosen

    def unreadable(self) -> tuple[Missing, ...]:
        return self.unread

    def show_busy(self, said: str) -> None:
        self.said.append(said)

    def show_choices(self, screen: ChoicesScreen) -> None:
        self.choices = screen

    def show_problems(self, problems: Sequence[Missing]) -> None:
        self.problems = tuple(problem.field for problem in problems)

    def show_preview(self, screen: PreviewScreen) -> None:
        self.preview = screen

    def show_form(self, at: str = "") -> None:
        self.at = at

    def show_done(self, screen: SharedScreen) -> None:
        self.done = screen

    def show_letters(self, screen: LettersScreen) -> None:
        self.letters = screen

    def show_moving(self, road: str, said: str, *, stoppable: bool = False) -> None:
        self.stoppable = stoppable
        self.said.append(said)
        self.roads[road] = ""

    def show_moved(self, road: str, said: str) -> None:
        self.said.append(said)
        self.roads[road] = said

    def show_not_moved(self, road: str, said: Said) -> None:
        self.failures.append(said)
        self.roads[road] = said.happened

    def show_enquiries(self, waiting: tuple[EnquiryLine, ...], decided: tuple[EnquiryLine, ...]) -> None:
        self.waiting, self.decided = waiting, decided

    def show_enquiry(self, screen: EnquiryScreen, others: tuple[JoinChoice, ...]) -> None:
        self.enquiry, self.others = screen, others

    def show_check(self, screen: DecisionScreen) -> None:
        self.check = screen

    def show_kept(self, said: str) -> None:
        self.said.append(said)

    def show_failure(self, said: Said) -> None:
        self.failures.append(said)


def _nothing(*_given: object) -> None:
    """A route that is not looked at."""


@pytest.fixture
def screen() -> Screen:
    return Screen()


@pytest.fixture
def session() -> FakeSession:
    return FakeSession()


def _share(screen: Screen, session: FakeSession) -> SharePresenter:
    return SharePresenter(screen, session, FakeTasks(), ShareRoutes(_nothing, _nothing, _nothing))


def test_a_record_with_a_wall_starts_unticked_and_a_withheld_field_is_locked(
    screen: Screen, session: FakeSession
) -> None:
    _share(screen, session).open("c1")
    assert screen.choices is not None
    assert [box.ticked for box in screen.choices.boxes] == [True, False]
    assert [field.locked for field in screen.choices.boxes[0].fields] == [False, True]
    assert screen.choices.bases[-1].label == "I do not know, they will decide"


def test_what_was_sent_about_this_child_is_said_with_whom_and_when(screen: Screen, session: FakeSession) -> None:
    session.letters.rows = [
        LetterRow("b1", "out", "delivered", "Ashmere MASH", "Kian", NOW - timedelta(days=2), NOW, "", child="c1"),
        LetterRow("b2", "out", "sealed", "Ashmere MASH", "Kian", NOW, None, "", child="c1"),
        LetterRow("b3", "out", "set aside", "Ashmere MASH", "Kian", NOW, None, "Refused", child="c1"),
        LetterRow("b4", "out", "delivered", "Ashmere MASH", "Mila", NOW, NOW, "", child="c2"),
    ]
    _share(screen, session).open("c1")
    assert screen.choices is not None
    waiting, there = screen.choices.earlier
    assert "Ashmere MASH" in there
    assert "delivered" in there
    assert "not delivered yet" in waiting


def test_before_joining_it_is_said_that_nothing_can_be_sent(screen: Screen, session: FakeSession) -> None:
    session.sharing.joined = False
    _share(screen, session).open("c1")
    assert screen.choices is not None
    assert "ring" in screen.choices.note


def test_an_undecided_form_is_not_taken_as_a_yes(screen: Screen, session: FakeSession) -> None:
    presenter = _share(screen, session)
    presenter.open("c1")
    screen.what = ""
    presenter.review()
    assert screen.problems == ("share",)
    assert screen.preview is None


def test_only_what_was_previewed_is_signed(screen: Screen, session: FakeSession) -> None:
    presenter = _share(screen, session)
    presenter.open("c1")
    presenter.decide()
    assert session.sharing.decided == []
    presenter.review()
    assert screen.preview is not None
    assert screen.preview.leaves[0].rows == (("Seen or heard", "A mark"), ("Marks", "One"))
    presenter.back_to_form()
    presenter.decide()
    assert session.sharing.decided == []
    presenter.review()
    presenter.decide()
    presenter.decide()
    assert [entry.child for entry in session.sharing.decided] == ["c1"]
    assert screen.done is not None
    assert "not reached anyone" in screen.done.lines[0]


def test_the_page_follows_its_letter_and_does_not_say_that_it_waits_once_it_arrived(
    screen: Screen, session: FakeSession
) -> None:
    presenter = _share(screen, session)
    presenter.open("c1")
    presenter.review()
    presenter.decide()
    posted = Changes(families=frozenset({"letter"}))
    waiting = LetterRow("b1", "out", "sealed", "Ashmere MASH", "Kian Pellow", NOW, None, "")
    session.letters.rows = [waiting]
    presenter.changed(posted)
    assert screen.done is not None
    assert "not reached anyone" in screen.done.lines[0]
    session.letters.rows = [replace(waiting, state="delivered", delivered_at=NOW)]
    presenter.changed(posted)
    assert screen.done.title == "Delivered to Ashmere MASH"
    assert screen.done.head.startswith("Delivered to Ashmere MASH")
    assert "Nobody has opened it yet" in screen.done.lines[0]
    assert not screen.done.letters


def test_they_will_decide_takes_the_usual_basis(screen: Screen, session: FakeSession) -> None:
    presenter = _share(screen, session)
    presenter.open("c1")
    screen.chosen = SharingEntry(share=True, child="", statements=("s1",), reasons="Marks", basis="they-decide")
    presenter.review()
    presenter.decide()
    assert session.sharing.decided[0].basis == "public-task"


def test_deciding_not_to_share_is_kept_with_its_reasons(screen: Screen, session: FakeSession) -> None:
    presenter = _share(screen, session)
    presenter.open("c1")
    screen.chosen = SharingEntry(share=False, child="", statements=(), reasons="")
    screen.what = "keep"
    presenter.review()
    assert screen.problems == ("reasons",)
    screen.chosen = SharingEntry(share=False, child="", statements=(), reasons="Spoke with mother")
    presenter.review()
    presenter.decide()
    assert session.sharing.decided[0].share is False
    assert screen.done is not None
    assert screen.done.letters is False


def _row(state: str, *, days: int = 0, direction: str = "out", reason: str = "") -> LetterRow:
    moment = NOW - timedelta(days=days)
    return LetterRow("b1", direction, state, "Ashmere MASH", "Kian Pellow", moment, moment, reason, "c1")


@pytest.mark.parametrize("state", ["written", "sealed", "carried", "delivered", "opened", "answered"])
def test_every_state_of_a_letter_has_words_and_a_next_step_and_none_says_sent(state: str) -> None:
    said = line(_row(state), NOW, say_name)
    assert said.state
    assert said.next
    assert "sent" not in f"{said.state} {said.next}".lower().split()


def test_no_answer_for_days_is_no_answer_seen_here() -> None:
    assert line(_row("delivered", days=6), NOW, say_name).next == "No answer seen here for 6 days; ring Ashmere MASH."


def test_a_letter_set_aside_says_why_what_is_safe_and_what_to_do() -> None:
    said = line(_row("set aside", direction="in", reason="PayloadDamaged"), NOW, say_name)
    assert said.tone == "attention"
    assert said.next == str(say_name("PayloadDamaged"))


def test_freshness_is_said_in_words() -> None:
    old = Freshness(joined=True, reached_at=NOW - timedelta(days=3), waiting=4, area="Ashmere MASH")
    said = freshness(old, NOW)
    assert (said.said, said.waiting, said.stale) == (
        "Ashmere MASH was last reached 3 days ago.",
        "4 letters are waiting to leave.",
        True,
    )
    assert freshness(Freshness(joined=False, reached_at=None, waiting=0, area=""), NOW).joined is False


def _letters(screen: Screen, session: FakeSession) -> LettersPresenter:
    session.letters.rows = [_row("sealed"), _row("set aside", direction="in", reason="UnknownSender")]
    tasks = FakeTasks()
    return LettersPresenter(screen, session, tasks, tasks, LettersRoutes(_nothing, _nothing, _nothing))


def test_a_letter_set_aside_stands_in_one_place_only(screen: Screen, session: FakeSession) -> None:
    session.letters.rows = []
    presenter = _letters(screen, session)
    session.letters.rows[1] = LetterRow("b2", "in", "set aside", "?", "", NOW, None, "UnknownSender")
    presenter.open()
    assert screen.letters is not None
    assert (len(screen.letters.going), len(screen.letters.came), len(screen.letters.aside)) == (1, 0, 1)


def test_a_letter_set_aside_is_called_seen_by_a_person_and_stays(screen: Screen, session: FakeSession) -> None:
    presenter = _letters(screen, session)
    session.letters.rows[1] = LetterRow("b2", "in", "set aside", "?", "", NOW, None, "UnknownSender")
    presenter.open()
    assert screen.letters is not None
    assert (screen.letters.aside[0].seen, screen.letters.going[0].seen) == (False, None)
    presenter.seen("b2")
    assert screen.letters.aside[0].seen is True


def test_sending_says_what_was_delivered_and_a_wrong_clock(screen: Screen, session: FakeSession) -> None:
    presenter = _letters(screen, session)
    session.courier.skew = -3600
    presenter.send_and_fetch()
    assert screen.said[-1].startswith("What waited here was delivered.")
    assert "about 60 minutes fast" in screen.said[-1]


def test_when_the_hub_is_away_the_letters_still_wait(screen: Screen, session: FakeSession) -> None:
    presenter = _letters(screen, session)
    session.courier.fails = DiskIsFull()
    presenter.send_and_fetch()
    assert screen.failures
    assert screen.letters is not None
    assert screen.letters.going or screen.letters.aside
    session.courier.fails = None
    presenter.send_and_fetch()
    assert "What waited here was delivered" in screen.said[-1]


def test_usb_out_and_in_are_said(screen: Screen, session: FakeSession, tmp_path: Path) -> None:
    presenter = _letters(screen, session)
    presenter.copy_to_folder(tmp_path)
    assert screen.said[-1].startswith("What waited is copied, sealed.")
    presenter.take_from_folder(tmp_path)
    assert "1 letter set aside" in screen.said[-1]


T = TypeVar("T")


class _Hangs:
    """A worker whose network never answers, until it is let go."""

    def __init__(self) -> None:
        self.jobs: list[Callable[[], None]] = []

    def run(
        self,
        fn: Callable[[], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        self.jobs.append(lambda: FakeTasks().run(fn, then, failed))


def test_copying_to_a_stick_waits_for_no_network_and_leaves_what_sending_said(
    screen: Screen, session: FakeSession, tmp_path: Path
) -> None:
    session.letters.rows = [_row("sealed")]
    network, tasks = _Hangs(), FakeTasks()
    presenter = LettersPresenter(screen, session, tasks, network, LettersRoutes(_nothing, _nothing, _nothing), tasks)
    presenter.send_and_fetch()
    presenter.copy_to_folder(tmp_path)
    assert screen.roads["stick"].startswith("What waited is copied")
    session.courier.fails = DiskIsFull()
    network.jobs.pop()()
    failed = screen.roads["post"]
    assert failed
    presenter.copy_to_folder(tmp_path)
    assert screen.roads["post"] == failed, "the stick's word does not take its place"


def test_copying_to_a_stick_can_be_stopped_and_says_that_the_rest_waits(
    screen: Screen, session: FakeSession, tmp_path: Path
) -> None:
    session.letters.rows = [_row("sealed")]
    stick, tasks = _Hangs(), FakeTasks()
    presenter = LettersPresenter(screen, session, tasks, tasks, LettersRoutes(_nothing, _nothing, _nothing), stick)
    presenter.copy_to_folder(tmp_path)
    assert screen.stoppable
    presenter.stop()
    stick.jobs.pop()()
    assert screen.roads["stick"] == "Stopped. Nothing was copied; everything still waits here."


def _desk_routes() -> DeskRoutes:
    return DeskRoutes(_nothing, _nothing, _nothing, _nothing)


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
    presenter = TelephonePresenter(screen, session, FakeTasks(), TelephoneRoutes(went.append, _nothing, _nothing))
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
