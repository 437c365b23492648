"""The recording form with invented people: blank, written, with errors, to check, and signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtWidgets import QWidget

from desktop.domain.body_marks import BodyMark
from desktop.domain.guidance import Guidance
from desktop.domain.records import (
    NOT_KNOWN,
    Alleged,
    Answer,
    ConcernEntry,
    InvolvedChild,
    Person,
    Precision,
    Quote,
    Told,
    When,
)
from desktop.domain.rules import Prompt
from desktop.domain.urgency import Number
from desktop.services.pages.fields import Missing
from desktop.services.pages.waiting import Alert
from desktop.ui.body_map.question import MarksQuestion
from desktop.ui.children.presenter import ResultLine
from desktop.ui.concern.choices import ConcernChoices, concern_choices
from desktop.ui.concern.ports import DoneScreen
from desktop.ui.concern.view import ConcernView
from desktop.ui.concern.whom_to_ring import FIRST, RingNow
from desktop.ui.concern.wording import answers
from desktop.ui.language import tr
from resources import edition

TYPED_BY = "Odette Farrow, Designated safeguarding lead"
ENTRY = ConcernEntry(
    happened=When("2026-11-20T09:05", Precision.ABOUT, "before registration"),
    place="Class 4, at the coat pegs",
    witness=Person("R. Quill", "teaching assistant", "saw or heard"),
    informant=Person("R. Quill", "teaching assistant"),
    from_notes=True,
    notes_made="20 November 2026 at 09:20",
    notes_kept="Locked cabinet, the lead’s office",
    notes_read_back=Answer.YES,
    seen="Kian held his left arm close while taking off his coat. He winced when the sleeve was pulled.",
    marks="Two round marks, about 2 cm, purple and yellow, left upper arm.\nOne straight red line, 4 cm, behind the left ear.",
    words=(Quote("Craig got me with the charger 'cause I spilt the milk", "Kian"),),
    body_marks=(
        BodyMark(
            1, "front", "left upper arm, front", 748, 270, "bruise", size="2", shape="round", colour="purple, yellow"
        ),
    ),
    questions="“Tell me about your arm.”",
    opinion="The line behind the ear is not a place where children usually hurt themselves in play.",
    mobile=Answer.YES,
    category="PHY",
    categories=("EMO",),
    level="4",
    level_why="Marks in two places, and he names an adult at home.",
    safe_now=Answer.YES,
    safe_now_note="He is in school until 15:15.",
    done="Stayed with him, gave him a drink, fetched Ms Farrow.",
    told=(Told("Odette Farrow", "safeguarding lead", "09:30", "in person"),),
    parents_told=Answer.NO,
    parents_told_why="It could put him at risk before we have spoken with the area.",
    accused_works_with_children=Answer.NO,
)
EVENT = replace(
    ENTRY,
    role="harmed",
    others=(
        InvolvedChild("c2", "Maisie Pellow", "witness", "She was in the next room"),
        InvolvedChild("c3", "Toby Marl", "other"),
    ),
    present=(Person("Jo Wren", "volunteer", "heard him say it"),),
    harmed_by=(Alleged("Craig Dunmore", "step-parent", "p1", "named by Kian"), Alleged("", "unknown")),
    non_recent=Answer.NO,
    non_recent_note="The mark behind the ear may be older.",
    impact=("anxiety", "sleep"),
    impact_note="He flinches when a door bangs.",
    strengths=("trusted-adult",),
    strengths_note="He goes to Ms Farrow by himself.",
    barriers=("scared", "loyal"),
    barriers_note="He asked whether Craig would have to leave.",
    told=(Told("Odette Farrow", "safeguarding lead", "2026-11-20T09:30", "in person"), Told("Jo Wren", at=NOT_KNOWN)),
)
BABY = Prompt(
    "non-mobile-bruise",
    "A mark or injury on a baby who cannot move about",
    "Refer now by phone, whatever the explanation. The baby needs a same-day paediatric opinion.",
    urgent=True,
    route="phone-now",
)
OPEN_QUESTIONS = Prompt(
    "closed-questions",
    "Open questions are safest",
    "From here on: tell me, explain to me, describe to me.",
    urgent=False,
    route="",
)
RING = RingNow(
    True,
    "Ashmere MASH, 01632 960 140",
    "Ring 999 now. Then ring Ashmere MASH, 01632 960 140",
    "In office hours, until 17:00 on Friday 20 November 2026. What you wrote here is kept: writing can wait.",
)
FOUND = (
    ResultLine("c1", "Kian Pellow", "", "14 March 2017, 9 years old", "4 Sallow Row, ZY1 2AB", "2", ""),
    ResultLine("c2", "Keira Pellow", "Kiki", "2 June 2019, 7 years old", "18 Tern Close, ZY1 4CD", "None", ""),
)


def choices(*, codes: bool = False) -> ConcernChoices:
    """The choices of the shipped edition."""
    return concern_choices(Guidance.read(edition()), codes=codes)


def blank() -> QWidget:
    view = ConcernView(choices())
    view.show_form(ConcernEntry(), TYPED_BY)
    view.form.finish()
    view.show_child_search("", (), searched=False)
    return view


def searching() -> QWidget:
    view = ConcernView(choices())
    view.show_form(ConcernEntry(accused_works_with_children=Answer.YES), TYPED_BY)
    view.form.finish()
    view.form.picker.search.set_value("Pellow")
    view.show_child_search("2 found", FOUND, searched=True)
    return view


def unnamed() -> QWidget:
    """Nobody knows the child's name."""
    view = ConcernView(choices())
    view.show_guided(True)
    view.show_form(ConcernEntry(accused_works_with_children=Answer.NO), TYPED_BY)
    view.form.finish()
    view.show_child_search("", (), searched=False)
    view.form.picker.unnamed.click()
    return view


def written() -> ConcernView:
    view = ConcernView(choices())
    view.show_form(ENTRY, TYPED_BY)
    view.form.finish()
    view.show_child("Kian Pellow", "Born 14 March 2017, Larkmere Primary")
    view.show_draft_state("Draft saved at 09:41")
    view.show_prompts((OPEN_QUESTIONS,))
    return view


def coded() -> QWidget:
    """As a social worker sees it: the census's factors at the end."""
    view = ConcernView(choices(codes=True))
    view.show_form(replace(ENTRY, factors=("3B", "18C")), TYPED_BY)
    view.form.finish()
    view.show_child("Kian Pellow", "Born 14 March 2017, Larkmere Primary")
    return view


def urgent() -> QWidget:
    view = written()
    view.show_prompts((OPEN_QUESTIONS, BABY))
    return view


def errors() -> QWidget:
    view = ConcernView(choices())
    view.show_form(ConcernEntry(accused_works_with_children=Answer.NO), TYPED_BY)
    view.form.finish()
    view.show_child_search("", (), searched=False)
    view.show_problems(
        (
            Missing("child", "Choose which child this is about, or add the child"),
            Missing("happened", "The date needs a month"),
            Missing("seen", "Say what was seen or heard"),
            Missing("safe_now", "Say whether the child is safe now"),
        )
    )
    return view


def check() -> QWidget:
    view = written()
    view.show_check(answers(ENTRY, "Kian Pellow", TYPED_BY, choices().labels), (OPEN_QUESTIONS,))
    return view


def done() -> QWidget:
    view = written()
    view.show_done(_done(urgent=False))
    return view


def done_urgent() -> QWidget:
    view = written()
    view.show_done(_done(urgent=True))
    return view


def done_unsure() -> QWidget:
    """Nobody knows if the child is safe, and it is about an adult who works with children."""
    view = written()
    ring = RingNow(
        False,
        "Ashmere MASH, 01632 960 100",
        "If it cannot wait, ring Ashmere MASH, 01632 960 100",
        f"In office hours, until 17:00 on Friday 20 November 2026. {tr(FIRST)}",
        calm=True,
    )
    lado = Prompt(
        "works-with-children",
        "The person works with children",
        "Tell the designated officer (LADO) within one working day. Ring Ida Prentice, 01632 960 177.",
        urgent=False,
        route="lado",
    )
    view.show_done(replace(_done(urgent=False), ring=ring, advice=(lado,)))
    return view


def check_unsure() -> QWidget:
    view = written()
    entry = replace(ENTRY, safe_now=Answer.UNKNOWN, marks="", body_marks=(), mobile="")
    view.show_form(entry, TYPED_BY)
    view.show_ring(
        RingNow(
            False, "", "If it cannot wait, ring Ashmere MASH, 01632 960 100", f"In office hours. {tr(FIRST)}", calm=True
        )
    )
    view.show_check(answers(entry, "Kian Pellow", TYPED_BY, choices().labels), ())
    return view


def event() -> QWidget:
    """Several children in one event, and everything that few have to answer."""
    view = ConcernView(choices())
    view.show_form(EVENT, TYPED_BY)
    view.show_child("Kian Pellow", "Born 14 March 2017, Larkmere Primary")
    view.form.finish()
    return view


def check_event() -> QWidget:
    view = written()
    view.show_check(answers(EVENT, "Kian Pellow", TYPED_BY, choices().labels), ())
    return view


def done_event() -> QWidget:
    view = written()
    view.show_done(replace(_done(urgent=False), others=(("c2", "Maisie Pellow"), ("c3", "Toby Marl"))))
    return view


def done_note() -> QWidget:
    view = written()
    view.show_done(replace(_done(urgent=False), note=True))
    return view


def _done(*, urgent: bool) -> DoneScreen:
    alert = Alert(
        "r1",
        "c1",
        "Kian Pellow",
        "Level 4, and it has not reached anyone yet",
        Number("Ashmere MASH", "01632 960100", "in", datetime(2026, 11, 20, 17, 0, tzinfo=UTC)),
        "I am Odette Farrow, safeguarding lead at Larkmere Primary. I am ringing about a child of 9 who has two marks "
        "on his left arm and one behind his ear. He says an adult at home did it. He is safe in school until 15:15.",
        datetime(2026, 11, 20, 9, 41, tzinfo=UTC),
    )
    return DoneScreen(
        "r1",
        "c1",
        "Kian Pellow",
        "Saved and signed at 09:41. It cannot be changed, only added to.",
        (
            "It is in your record book only. Nobody has been told by saving it.",
            "Share it, or decide not to and say why. Both are kept.",
        ),
        urgent,
        alert if urgent else None,
    )


def body_map() -> QWidget:
    view = written()
    question = view.question("body_marks")
    assert isinstance(question, MarksQuestion)
    view.show_map(question)
    return view


def _guided(field: str, entry: ConcernEntry = ENTRY) -> ConcernView:
    view = ConcernView(choices())
    view.show_guided(True)
    view.show_form(entry, TYPED_BY)
    view.form.finish()
    view.show_child("Kian Pellow", "Born 14 March 2017, Larkmere Primary")
    view.show_draft_state("Draft saved at 09:41")
    view.show_question(field)
    return view


def guided_urgent() -> QWidget:
    """What was seen, with whom to ring and what the guidance says."""
    view = _guided("seen", replace(ENTRY, safe_now=Answer.NO))
    view.show_prompts((OPEN_QUESTIONS, BABY))
    view.show_ring(RING)
    return view


def guided_when() -> QWidget:
    """A day that is none, told before one turns on."""
    view = _guided("happened")
    view.form.happened.day.setText("31")
    view.form.happened.month.setText("2")
    view.form.turn_on()
    return view


def guided_errors() -> QWidget:
    view = _guided("seen", replace(ENTRY, seen="", done=""))
    view.show_problems((Missing("seen", "Say what was seen or heard"), Missing("done", "Say what you did")))
    return view


SAMPLES = {
    "guided_first": lambda: _guided("accused_works_with_children", ConcernEntry()),
    "guided_child": lambda: _guided("child"),
    "guided_urgent": guided_urgent,
    "guided_when": guided_when,
    "guided_last": lambda: _guided("level_why"),
    "guided_errors": guided_errors,
    "body_map": body_map,
    "blank": blank,
    "searching": searching,
    "unnamed": unnamed,
    "written": written,
    "codes": coded,
    "urgent": urgent,
    "errors": errors,
    "check": check,
    "done": done,
    "done_urgent": done_urgent,
    "done_unsure": done_unsure,
    "event": event,
    "check_event": check_event,
    "done_event": done_event,
    "done_note": done_note,
    "check_unsure": check_unsure,
}
