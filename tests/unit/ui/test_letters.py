"""The letters page decides without Qt: what became of each, sending, and the stick."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from desktop.services.pages.letters import Freshness, LetterRow
from desktop.ui.letters.lines import freshness, line
from desktop.ui.letters.presenter import LettersPresenter, LettersRoutes
from desktop.ui.messages import say_name
from tests.fakes.tasks import FakeTasks, Hangs
from tests.fakes.ui_session import NOW, DiskIsFull, FakeSession
from tests.unit.ui.saying_screen import Screen, nothing


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
    return LettersPresenter(screen, session, tasks, tasks, LettersRoutes(nothing, nothing, nothing))


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


def test_copying_to_a_stick_waits_for_no_network_and_leaves_what_sending_said(
    screen: Screen, session: FakeSession, tmp_path: Path
) -> None:
    session.letters.rows = [_row("sealed")]
    network, tasks = Hangs(), FakeTasks()
    presenter = LettersPresenter(screen, session, tasks, network, LettersRoutes(nothing, nothing, nothing), tasks)
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
    stick, tasks = Hangs(), FakeTasks()
    presenter = LettersPresenter(screen, session, tasks, tasks, LettersRoutes(nothing, nothing, nothing), stick)
    presenter.copy_to_folder(tmp_path)
    assert screen.stoppable
    presenter.stop()
    stick.jobs.pop()()
    assert screen.roads["stick"] == "Stopped. Nothing was copied; everything still waits here."
