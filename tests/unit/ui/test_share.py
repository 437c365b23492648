"""The page of sharing decides without Qt: what leaves is shown before it is signed, and is never called sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from desktop.domain.records import SharingEntry
from desktop.domain.statements import Changes
from desktop.services.pages.letters import LetterRow
from desktop.services.pages.shares import ShareChoices
from desktop.ui.share.presenter import SharePresenter, ShareRoutes
from desktop.ui.share.screen import choices_screen
from tests.fakes.tasks import FakeTasks
from tests.fakes.ui_session import NOW, FakeSession
from tests.unit.ui.saying_screen import Screen, nothing


def _share(screen: Screen, session: FakeSession) -> SharePresenter:
    return SharePresenter(screen, session, FakeTasks(), ShareRoutes(nothing, nothing, nothing))


def test_a_record_with_a_wall_starts_unticked_and_a_withheld_field_is_locked(
    screen: Screen, session: FakeSession
) -> None:
    _share(screen, session).open("c1", "r1")
    assert screen.choices is not None
    assert [box.ticked for box in screen.choices.boxes] == [True, False]
    assert [field.locked for field in screen.choices.boxes[0].fields] == [False, True]
    assert screen.choices.bases[-1].label == "I do not know, they will decide"


def test_of_several_concerns_only_the_one_that_one_comes_from_is_ticked(screen: Screen, session: FakeSession) -> None:
    whole = session.sharing.choices("c1")
    first, walled = whole.statements
    details = replace(first, id="d", kind="child.registered", title="Who Kian Pellow is", record="c1")
    call = replace(first, id="call", kind="call.logged", record="r1")
    other = replace(first, id="s3", record="r3")
    voice = replace(first, id="v", kind="voice.recorded", record="r4")
    several = replace(whole, statements=(details, first, call, walled, other, voice))

    def ticked(choices: ShareChoices, concern: str) -> list[str]:
        return [box.id for box in choices_screen(choices, concern=concern).boxes if box.ticked]

    assert ticked(several, "r1") == ["d", "s1", "call"]
    assert ticked(several, "r3") == ["d", "s3"]
    assert ticked(several, "r2") == ["d"], "a record with a wall is never ticked unasked"
    assert ticked(several, "") == ["d"], "from the child’s page nobody can tell which one is meant"
    assert "Only this concern" in choices_screen(several, concern="r1").several
    assert "Only who the child is" in choices_screen(several).several
    assert "Only who the child is" in choices_screen(several, concern="r2").several
    assert [box.id for box in choices_screen(several, concern="r2").boxes if box.meant] == ["s2"], (
        "while nothing leaves"
    )
    one = replace(whole, statements=(details, first, call))
    assert ticked(one, "") == ["d", "s1", "call"]
    assert choices_screen(one).several == ""


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
