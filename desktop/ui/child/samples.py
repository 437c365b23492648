"""One child's page with invented people: much, little, disputed, failed; and amending."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from desktop.domain.body_marks import BodyMark, Drawn
from desktop.services.pages.children import Counts
from desktop.services.pages.fields import Choice, Missing
from desktop.ui.body_map.overlay import MapRecord
from desktop.ui.child.amend_fields import AmendField
from desktop.ui.child.amend_view import AmendPage
from desktop.ui.child.paging import EarlierLines
from desktop.ui.child.screen import (
    AlertLine,
    ChildScreen,
    ChronologyLine,
    ClockLine,
    ConcernCard,
    Fact,
    HistoryLine,
    ShareLine,
)
from desktop.ui.child.view import ChildRecordPage
from desktop.ui.entries.lines import EntryLine, Score
from desktop.ui.messages import say_name
from desktop.ui.people.lines import AroundScreen, LikelyLine, LinkLine, OldLine, PersonLine, SameLine
from desktop.ui.questions.screen import QuestionLine

FARROW = "Odette Farrow, Larkmere Primary"
HISTORY = (
    HistoryLine("Recorded", FARROW, "Written 20 November 2026 at 09:40", "", (), ""),
    HistoryLine(
        "Amended",
        f"{FARROW}, as told by R. Quill",
        "Written 23 November 2026 at 11:05",
        "Measured again with a ruler",
        (("Marks on the body", "One straight red line, 4 cm, behind the left ear.", "One straight red line, 3 cm."),),
        "",
    ),
)
MARK = BodyMark(number=1, view="front", region="left upper arm, front", x=748, y=270, kind="bruise", size="2")
CONCERN = ConcernCard(
    "r1",
    "Physical abuse, 20 November 2026",
    ("Urgent",),
    (
        Fact("It happened", (("about 20 November 2026 at 09:05 (before registration)", FARROW),)),
        Fact("Saw or heard it", (("R. Quill, teaching assistant", FARROW),)),
        Fact("Seen or heard", (("Kian held his left arm close while taking off his coat.", FARROW),)),
        Fact("Marks on the body", (("Two round marks, 2 cm, left upper arm. One red line, 3 cm, left ear.", FARROW),)),
        Fact("The child’s words", (("“Craig got me with the charger 'cause I spilt the milk”", FARROW),)),
        Fact("Opinion", (("", ""),)),
    ),
    HISTORY,
    drawn=Drawn("", (MARK,)),
)
OLDER = ConcernCard("r2", "Neglect, 3 October 2026", (), CONCERN.facts[:3], HISTORY[:1])
SAID = SameLine(
    "s1",
    "c5",
    "The same person as Cian Pellow",
    "Said by Odette Farrow, 20 November 2026 at 09:41. Why: the birth certificate was seen.",
)
AROUND = AroundScreen(
    family=(
        PersonLine(
            "r1", "p1", False, "Jenna Pellow", "Mother",
            ("Has parental responsibility", "Lives with the child, since 14 March 2017", "01632 960155",
             "4 Sallow Row, ZY1 2AB (must not be disclosed)"), False,
        ),
        PersonLine("r2", "c2", True, "Maisie Pellow", "Half-brother or half-sister", ("Lives with the child",), False),
    ),
    earlier=(
        PersonLine(
            "r3", "p2", False, "Craig Dunmore", "Partner of a parent",
            ("No parental responsibility", "Lived with the child, 10 January 2025 to 1 October 2026"), True,
        ),
    ),
    professionals=(
        PersonLine(
            "r4", "p3", False, "Bronagh Tiller", "Health visitor",
            ("Since 9 October 2026", "Health visitor, Ashmere 0-19 service", "01632 960177"), False,
        ),
    ),
    household=(
        ("Jenna Pellow", "Mother", "14 March 2017", "Not ended"),
        ("Craig Dunmore", "Partner of a parent", "10 January 2025", "1 October 2026"),
    ),
    linked=(LinkLine("c3", "Lives in the same home: both live with Jenna Pellow", "Noah Dunmore"),),
    old=(OldLine("c1", 2, "R. Pellow, grandmother; parental responsibility: no"),),
    same=(SAID,),
    likely=(LikelyLine("c6", "Kien Pellow", "same date of birth and a name that sounds alike"),),
)  # fmt: skip
TO_DO = EntryLine("e2", "action", "Action", "20 Nov 2026", "Action. Ring the school nurse about his weight", FARROW, "Open",
                  "Due tomorrow, Saturday 21 November 2026", "soon", closes=True, open=True)  # fmt: skip
SCREEN = ChildScreen(
    todo=(TO_DO,),
    maps=(MapRecord("r1", "2026-11-20", "20 November 2026", "Physical abuse", Drawn("", (MARK,))),),
    child="c1",
    name="Kian Pellow",
    under="9 years old, born 14 March 2017.",
    facts=(
        Fact("Date of birth", (("14 March 2017", FARROW),)),
        Fact(
            "Address",
            (
                ("4 Sallow Row", "Odette Farrow, 20 November 2026 at 09:40"),
                ("18 Tern Close", "Bronagh Tiller, 21 November 2026 at 14:02"),
            ),
            "Two people gave different addresses.",
        ),
        Fact("School", (("Larkmere Primary", FARROW),)),
        Fact("NHS number", (("999 000 1235", FARROW),)),
        Fact("Mother, with parental responsibility", (("Jenna Pellow", FARROW),)),
    ),
    alerts=(
        AlertLine(
            "r1", "This has not reached anyone.", "Ring Ashmere Emergency Duty Team, 01632 960 199. Level 4."
        ),
    ),
    undecided=("Physical abuse, 20 November 2026 at 09:05. Signed 20 November 2026 at 09:40.",),
    clocks=(
        ClockLine("Ashmere MASH decides by Monday 23 November 2026", "Due today", "urgent", ""),
        ClockLine("Assessment ends by Wednesday 27 January 2027", "Later", "calm", ""),
    ),
    chronology=(
        ChronologyLine(
            "about 20 Nov 2026, 09:05", "20 Nov 2026, 09:40", "20 Nov 2026, 09:40",
            "Two marks on the left arm, one behind the left ear. He named an adult at home.",
            "R. Quill, teaching assistant", "Level 4", "", "r1",
        ),
        ChronologyLine(
            "3 Oct 2026", "6 Oct 2026, 08:50", "6 Oct 2026, 08:50", "No lunch and no coat for the third day.",
            "O. Farrow", "Level 2", "Written more than a day later", "r2",
        ),
        ChronologyLine(
            "Not known", "21 Nov 2026, 14:02", "22 Nov 2026, 09:10", "Moved in with his aunt for some weeks.",
            "Bronagh Tiller, health visitor", "", "", "r3",
        ),
    ),
    concerns=(CONCERN, OLDER),
    shares=(
        ShareLine(
            "20 November 2026 at 10:15", "Odette Farrow", "Ashmere MASH", "Marks, and a named adult at home",
            "answered", "Strategy discussion: marks in two places and a clear account (23 November 2026 at 11:00)",
            questions=(
                QuestionLine(
                    "Has anybody else collected him this term?", "To know who has been with him before and after school.",
                    "Lewis Aske, Ashmere MASH", "Asked 20 November 2026 at 16:10.", "An answer is wanted by 17:00 on Sat 21 Nov 2026.",
                    (), "q1",
                ),
            ),
        ),
        ShareLine(
            "6 October 2026 at 09:00", "Odette Farrow", "Not shared", "Spoke with mother; breakfast club began",
            "decided not to share", "", ("To be looked at again on 20 January 2027",),
        ),
    ),
    openings=(
        ("23 November 2026 at 11:01", "Odette Farrow, Larkmere Primary", "The whole record"),
        ("21 November 2026 at 08:32", "Amir Haddon, Thornby Academy", "The whole record"),
    ),
    same_address=(("c2", "Maisie Pellow"),),
    around=AROUND,
    flags=("Severe nut allergy; never let R. Pellow collect",),
    others=(("Cian Pellow", (Fact("Address", (("18 Tern Close", FARROW),)),)),),
    history=HISTORY,
    entries=(
        TO_DO,
        EntryLine("e1", "voice", "Child’s voice", "20 Nov 2026, 09:30", "Child’s voice. “I do not want to go in the car with him” (Kian). Feels safe: 3 out of 10", FARROW, ""),
        EntryLine("e3", "decision", "Decision with reasons", "14 Oct 2026", "Decision with reasons. No referral yet. Spoke with mother; breakfast club began", FARROW, "Withdrawn"),
    ),
    scores=(
        Score("22 Sep 2026, 10:10", 8, FARROW), Score("14 Oct 2026", 6, FARROW), Score("20 Nov 2026, 09:30", 3, FARROW),
    ),
)  # fmt: skip
FIELDS = (
    AmendField(
        "marks",
        "Marks on the body",
        "text",
        "One straight red line, 4 cm, behind the left ear.",
        now="One straight red line, 4 cm, behind the left ear.",
    ),
    AmendField("seen", "Seen or heard", "text", "Kian held his left arm close while taking off his coat."),
    AmendField("safe_now", "Safe now", "choice", "yes", (Choice("yes", "Yes"), Choice("no", "No"))),
)


def full() -> QWidget:
    page = ChildRecordPage(lambda: "chronology-2026-11-23.pdf")
    page.show_child(SCREEN)
    page.finish()
    return page


def saved() -> QWidget:
    page = ChildRecordPage(lambda: "chronology-2026-11-23.pdf")
    page.show_child(SCREEN)
    page.finish()
    said = "It is saved as /home/odette/Documents/chronology-2026-11-23.pdf. Keep it as you would keep paper."
    page.show_exported("Chronology saved", said, delete=True)
    return page


def long() -> QWidget:
    """Years of records: of each part the latest, and how many there are."""
    first = SCREEN.chronology
    lines = tuple(replace(first[number % 2], record=f"l{number}") for number in range(50))
    cards = tuple(replace(OLDER, id=f"k{number}", title=f"Neglect, {20 - number} October 2026") for number in range(6))
    page = ChildRecordPage(lambda: "chronology-2026-11-23.pdf")
    page.show_child(
        replace(
            SCREEN,
            chronology=lines,
            concerns=cards,
            todo=tuple(replace(TO_DO, record=f"t{number}") for number in range(12)),
            undecided=SCREEN.undecided * 4,
            counts=Counts(
                chronology=2_023,
                concerns=1_000,
                entries=1_000,
                shares=20,
                openings=310,
                undecided=46,
                scores=980,
                maps=45,
            ),
        )
    )
    page.finish()
    return page


def earlier() -> QWidget:
    """The same after earlier concerns were asked for: one more, and none before it."""
    page = ChildRecordPage(lambda: "chronology-2026-11-23.pdf")
    page.show_child(replace(SCREEN, counts=Counts(concerns=3, entries=4)))
    page.finish()
    page.show_earlier("concerns", EarlierLines(concerns=(replace(OLDER, id="k9", title="Neglect, 1 September 2026"),)))
    page.finish()
    return page


def empty() -> QWidget:
    page = ChildRecordPage(lambda: "chronology-2026-11-23.pdf")
    bare = ChildScreen("c9", "Esme Rook", "11 weeks old, born 2 October 2026.", SCREEN.facts[:1],
                       (), (), (), (), (), (), ())  # fmt: skip
    page.show_child(bare)
    page.finish()
    return page


def failed() -> QWidget:
    page = ChildRecordPage(lambda: "chronology-2026-11-23.pdf")
    page.show_failure(say_name())
    return page


def amend() -> AmendPage:
    page = AmendPage()
    page.show_fields("Amend this concern", FIELDS, told_by=True)
    page.choose("marks")
    return page


def amend_errors() -> QWidget:
    page = amend()
    page.show_problems((Missing("reason", "Say why it is corrected"),))
    return page


def noted() -> QWidget:
    """A photograph of the note is kept with the concern, and another may be."""
    line = "Photograph of the note, kept by Odette Farrow on 20 November 2026 at 09:52"
    card = replace(CONCERN, photos=(("p1", line, "One page in blue ink, signed R. Q. at the foot"),), takes_photo=True)
    page = ChildRecordPage(lambda: "chronology-2026-11-23.pdf")
    page.show_child(replace(SCREEN, concerns=(card,)))
    page.finish()
    return page


SAMPLES = {
    "": full,
    "long": long,
    "earlier": earlier,
    "saved": saved,
    "empty": empty,
    "failed": failed,
    "noted": noted,
    "amend": amend,
    "amend_errors": amend_errors,
}
