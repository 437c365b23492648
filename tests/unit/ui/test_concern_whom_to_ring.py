"""Whom to ring is said while one still writes, and never the desk that is shut."""

from __future__ import annotations

import json
from dataclasses import replace

import resources
from desktop.domain.records import Answer, Contacts
from desktop.domain.rules import Prompt
from desktop.ui.concern.ports import ConcernRoutes
from desktop.ui.concern.presenter import ConcernPresenter
from desktop.ui.concern.whom_to_ring import DESK, ring_now, with_officer
from tests.fakes.tasks import FakeTasks
from tests.fakes.ui_session import BABY, NOW
from tests.unit.ui.concern_screen import WRITTEN, made, write

LADO = Prompt("works-with-children", "The person works with children", "Tell the designated officer.", False, "lado")


def test_an_urgent_concern_shows_whom_to_ring() -> None:
    screen, _session, presenter, _went = made()
    presenter.open("c1")
    write(screen, presenter, replace(WRITTEN, marks="1 cm blue mark", mobile=Answer.NO))
    presenter.checking.review()
    presenter.checking.sign()
    assert screen.done is not None
    assert screen.done.alert is not None
    assert screen.done.alert.number.number == "01632 960100"
    assert screen.done.alert.script == f"I am ringing about {screen.done.concern}.", "read from the record"
    assert "sent" not in " ".join(screen.done.next_steps)


def test_what_is_urgent_says_whom_to_ring_while_one_still_writes() -> None:
    screen, _session, presenter, _went = made()
    presenter.open("c1")
    assert screen.ring is None
    screen.now = replace(WRITTEN, safe_now=Answer.NO)
    presenter.weigh()
    assert screen.ring is not None
    assert screen.ring.urgent
    assert screen.ring.title == "Ring 999 now. Then ring Ashmere MASH, 01632 960100"
    assert "until 17:00 on Friday 20 November 2026" in screen.ring.text


def test_without_numbers_a_child_who_is_not_safe_now_is_999_and_101_only_for_what_is_no_emergency() -> None:
    _screen, session, _presenter, _went = made()
    ring = ring_now(replace(WRITTEN, safe_now=Answer.NO), (), Contacts(), NOW, session.calendar)
    assert ring is not None
    assert ring.title == "Ring 999 now"
    assert ring.text.startswith("Police when it is not an emergency: 101")
    four = ring_now(replace(WRITTEN, level="4"), (), Contacts(), NOW, session.calendar)
    assert four is not None
    assert four.title == "Ring now: Police (999 if a child is in danger now), 101"


def test_level_four_rings_also_when_nobody_knows_whether_the_child_is_safe() -> None:
    screen, _session, presenter, _went = made()
    presenter.open("c1")
    screen.now = replace(WRITTEN, safe_now=Answer.UNKNOWN, level="4")
    presenter.weigh()
    assert screen.ring is not None
    assert screen.ring.urgent


def test_marks_on_a_child_of_whom_nobody_knows_whether_they_are_safe_are_not_met_with_silence() -> None:
    screen, _session, presenter, _went = made()
    presenter.open("c1")
    screen.now = replace(WRITTEN, safe_now=Answer.UNKNOWN, marks="Two round marks")
    presenter.weigh()
    assert screen.ring is not None
    assert not screen.ring.urgent
    assert "01632 960100" in screen.ring.title
    screen.now = replace(screen.now, safe_now=Answer.YES)
    presenter.weigh()
    assert screen.ring is None


def test_not_knowing_whether_the_child_is_safe_shows_the_number_calmly_from_the_answer_to_the_saved_page() -> None:
    screen, _session, presenter, _went = made()
    presenter.open("c1")
    write(screen, presenter, replace(WRITTEN, safe_now=Answer.UNKNOWN))
    presenter.weigh()
    assert screen.ring is not None
    assert screen.ring.calm
    assert not screen.ring.urgent
    assert screen.ring.title == "If it cannot wait, ring Ashmere MASH, 01632 960100"
    assert "999" in screen.ring.text
    presenter.checking.review()
    presenter.checking.sign()
    assert screen.done is not None
    assert screen.done.alert is None
    assert screen.done.ring == screen.ring
    write(screen, presenter)
    presenter.weigh()
    assert screen.ring is None


def test_the_saved_page_says_what_to_do_next_with_the_number_and_not_a_bare_title() -> None:
    screen, session, presenter, _went = made()
    session.concerns.speaks = (LADO,)
    presenter.open("c1")
    write(screen, presenter)
    presenter.checking.review()
    presenter.checking.sign()
    assert screen.done is not None
    (said,) = screen.done.advice
    assert said.text.startswith("Tell the designated officer.")
    assert "01632 960100" in said.text


def test_a_prompt_of_the_guidance_brings_the_number_with_it() -> None:
    screen, _session, presenter, _went = made()
    presenter.open("c1")
    write(screen, presenter, replace(WRITTEN, marks="Round, 2 cm", mobile=Answer.NO))
    presenter.tick()
    assert screen.prompts == (BABY,)
    assert screen.ring is not None
    assert screen.ring.urgent


def test_who_is_told_to_tell_the_designated_officer_is_told_whom_to_ask() -> None:
    _screen, session, presenter, _went = made()
    presenter.open("c1")
    (said,) = presenter._ask_for((LADO,))
    assert said.text.endswith("ask Ashmere MASH, 01632 960100.")
    assert presenter._ask_for((BABY,)) == (BABY,)
    known = Contacts(lado_name="Ida Prentice", lado_number="01632 960 177")
    (said,) = with_officer((LADO,), known, NOW, session.calendar)
    assert said.text.endswith("Ring Ida Prentice, 01632 960 177.")


def test_out_of_hours_the_guidance_names_the_number_that_answers_and_not_the_desk_that_is_shut() -> None:
    _screen, session, _presenter, _went = made()
    numbers, evening = session.ringing.contacts(), NOW.replace(hour=20)
    prompt = Prompt("danger-now", "Not safe now", "Ring 999 now. Then ring the safeguarding desk.", True, "999")
    (said,) = with_officer((prompt,), numbers, evening, session.calendar)
    assert said.text == "Ring 999 now. Then ring Ashmere Emergency Duty Team, 01632 960199."
    local = replace(prompt, text="Then ring the Ashmere Front Door.")
    (named,) = with_officer((local,), numbers, evening, session.calendar, "the Ashmere Front Door")
    assert named.text == "Then ring Ashmere Emergency Duty Team, 01632 960199."
    ring = ring_now(replace(WRITTEN, safe_now=Answer.NO), (), numbers, evening, session.calendar)
    assert ring is not None
    assert ring.whom == "Ashmere Emergency Duty Team, 01632 960199"


def test_an_area_that_calls_its_desk_otherwise_gets_the_number_of_this_hour_there_too() -> None:
    screen, session, _presenter, _went = made()
    session.concerns.speaks = (Prompt("local", "Ring", "Ring the Ashmere Front Door.", False, "phone"),)
    nowhere = ConcernRoutes(*[lambda *_: None] * 6)
    presenter = ConcernPresenter(screen, session, FakeTasks(), nowhere, {}, "the Ashmere Front Door")
    presenter.open("c1")
    write(screen, presenter)
    presenter.tick()
    assert [prompt.text for prompt in screen.prompts] == ["Ring Ashmere MASH, 01632 960100."]


def test_no_rule_of_the_edition_names_the_desk_otherwise_than_the_form_can_replace() -> None:
    texts = [rule["text"] for rule in json.loads(resources.edition()["prompts.json"])["rules"]]
    ringing = [text for text in texts if "desk" in text]
    assert ringing
    assert all("desk" not in text.replace(DESK, "") for text in ringing)
