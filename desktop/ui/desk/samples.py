"""The desk with invented people: waiting and decided, nothing, one enquiry, with errors, decided, and a telephone call."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from desktop.services.pages.fields import Choice, Missing
from desktop.ui.child.screen import ClockLine, ConcernCard, Fact, HistoryLine
from desktop.ui.desk.deciding import DecisionScreen
from desktop.ui.desk.enquiry_view import EnquiryPageView
from desktop.ui.desk.screen import EnquiryLine, EnquiryScreen, JoinChoice
from desktop.ui.desk.telephone_view import TelephonePage
from desktop.ui.desk.view import DeskPage
from desktop.ui.messages import say_name
from desktop.ui.questions.screen import AnswerLine, QuestionLine

TILLER = "Bronagh Tiller, 23 December 2026 at 15:30"
WAITING = (
    EnquiryLine(
        "e1", "by Thu 24 Dec 2026", "Due today", "urgent", "Esme Rook",
        "Bronagh Tiller at 0-19 service, by letter", "24 Dec 2026, 09:10", "Urgent. Not opened yet", decided=False,
    ),
    EnquiryLine(
        "e2", "by Tue 29 Dec 2026", "Due soon", "soon", "Kian Pellow",
        "Odette Farrow at Larkmere Primary, by telephone", "24 Dec 2026, 10:02", "2 fields left out", decided=False,
    ),
)  # fmt: skip
DECIDED = (
    EnquiryLine(
        "e3", "by Mon 23 Nov 2026", "Decided", "calm", "Ruby Ashdown", "Thornby Academy, by letter",
        "20 Nov 2026, 10:20", "Referral: strategy discussion", decided=True,
    ),
)  # fmt: skip
ENQUIRY = EnquiryScreen(
    id="e1",
    child="Esme Rook",
    source="Bronagh Tiller at 0-19 service, by letter",
    urgent="Urgent: not safe now, level 4, physical abuse",
    ring_back="Otters Swim Club, 01632 960 155",
    marks=("2 fields left out by 0-19 service",),
    facts=(
        Fact("Date of birth", (("2 October 2026", TILLER),)),
        Fact("Mother, with parental responsibility", (("Tasha Rook", TILLER),)),
        Fact("NHS number", (("999 000 2347", TILLER),)),
    ),
    concerns=(
        ConcernCard(
            "r1",
            "Physical abuse, 23 December 2026",
            ("Urgent",),
            (
                Fact("Seen or heard", (("1 cm blue mark on the right cheek. The home was cold.", TILLER),)),
                Fact("Others said", (("Tasha Rook: “She rolled on her dummy”", TILLER),)),
                Fact("Moves about on their own", (("No", TILLER),)),
            ),
            (),
        ),
    ),
    times=(
        ("It happened", "23 December 2026 at 14:20", "as Bronagh Tiller knew it"),
        ("Written", "23 December 2026 at 15:30", "Bronagh Tiller’s computer"),
        ("Received", "24 December 2026 at 09:10", "the area’s receipt"),
    ),
    why=(
        ("Why it was sent", "Refer a child who may be at risk of harm"),
        ("Lawful basis", "Our public task, and the duty to share"),
        ("Family told", "Yes"),
    ),
    call=(),
    decisions=(),
    clocks=(
        ClockLine("Decision on the referral, told to the referrer: by Thu 24 Dec 2026", "Due today", "urgent", ""),
        ClockLine("Assessment ends by Monday 1 March 2027", "Later", "calm", ""),
    ),
    outcomes=(
        Choice("contact-advice", "Information and advice"),
        Choice("referral-assessment", "Referral: child and family assessment", "section 17"),
        Choice("referral-strategy", "Referral: strategy discussion", "It may begin a section 47 enquiry."),
    ),
    joined=(),
    decided=False,
    questions=(
        QuestionLine(
            "Has anybody seen the father this month?",
            "To know who is with her at night.",
            "Lewis Aske, Ashmere MASH",
            "Asked 23 December 2026 at 16:10.",
            "",
            (
                AnswerLine(
                    "Bronagh Tiller, 0-19 service",
                    "Answered 23 December 2026 at 17:02, received 23 December 2026 at 17:04.",
                    "We know something about this.",
                    "Not at the last three visits. Her mother says that he works away.",
                ),
            ),
        ),
        QuestionLine(
            "Is there a lock on the medicine cupboard?",
            "",
            "Lewis Aske, Ashmere MASH",
            "Asked 23 December 2026 at 16:15.",
            "An answer is wanted by 17:00 on Thu 24 Dec 2026. No answer has been seen here yet.",
            (),
        ),
    ),
    may_ask=(Choice("e1", "0-19 service"),),
)
OTHERS = (JoinChoice("e9", "Esme Rook, Bronagh Tiller at 0-19 service, by telephone, 23 Dec 2026, 14:40"),)


def waiting() -> QWidget:
    page = DeskPage()
    page.show_enquiries(WAITING, DECIDED)
    return page


def nothing() -> QWidget:
    page = DeskPage()
    page.show_enquiries((), ())
    return page


def failed() -> QWidget:
    page = DeskPage()
    page.show_failure(say_name())
    return page


def enquiry() -> EnquiryPageView:
    page = EnquiryPageView()
    page.show_enquiry(ENQUIRY, OTHERS)
    page.finish()
    return page


def enquiry_errors() -> QWidget:
    page = enquiry()
    page.show_problems((Missing("outcome", "Choose what happens next"), Missing("reasons", "Give the reasons")))
    return page


def checking() -> QWidget:
    page = enquiry()
    rows = (
        ("What happens next", "Referral: strategy discussion"),
        ("Reasons", "A mark on a baby who cannot move about."),
        ("Who will be in touch, and when", "Lewis Aske rings the health visitor on Thursday."),
    )
    goes = "It goes to 0-19 service as it stands here. It cannot be changed after it is signed."
    page.show_check(DecisionScreen("Not signed yet", goes, rows, "Sign the decision and answer"))
    return page


def decided() -> QWidget:
    page = EnquiryPageView()
    said = HistoryLine(
        "Referral: strategy discussion", "Lewis Aske, Ashmere MASH", "Written 24 December 2026 at 10:45",
        "A mark on a baby who cannot move about.", (), "",
    )  # fmt: skip
    clocks = (ClockLine("Decision on the referral, told to the referrer: by Thu 24 Dec 2026", "Done", "calm", ""),)
    page.show_enquiry(replace(ENQUIRY, decisions=(said,), clocks=clocks, decided=True), ())
    page.finish()
    page.show_kept("Decision signed. The answer is sealed and waits to leave; it has not reached the referrer yet.")
    return page


def telephone() -> QWidget:
    page = TelephonePage()
    page.show_form("2026-12-23T14:40")
    page.caller.set_value("Bronagh Tiller")
    page.organisation.set_value("0-19 service")
    page.said.set_value("A baby of 11 weeks has a 1 cm blue mark on the right cheek.")
    return page


SAMPLES = {
    "": waiting,
    "nothing": nothing,
    "failed": failed,
    "enquiry": enquiry,
    "enquiry_errors": enquiry_errors,
    "checking": checking,
    "decided": decided,
    "telephone": telephone,
}
