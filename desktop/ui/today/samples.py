"""Invented data for the pictures and the accessibility walk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QWidget

from desktop.domain.clocks import Due
from desktop.domain.urgency import Number
from desktop.services.pages.concerns import DraftRow
from desktop.services.pages.enquiries import EnquiryRow
from desktop.services.pages.entries import OPEN, EntryRow
from desktop.services.pages.letters import Freshness, LetterRow
from desktop.services.pages.questions import QuestionRow
from desktop.services.pages.shares import ShareRow
from desktop.services.pages.today import TodayPage
from desktop.services.pages.waiting import Alert, ClockRow, PromiseRow, ReviewRow, UndecidedRow
from desktop.ui.today.lines import backup_words, groups_of
from desktop.ui.today.presenter import long_date
from desktop.ui.today.view import TodayPageView

NOW = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)
NUMBER = Number("Ashmere Emergency Duty Team", "01632 960 199", "out", datetime(2026, 11, 23, 9, tzinfo=UTC))
SCRIPT = (
    "My name is Odette Farrow, designated safeguarding lead at Larkmere Primary School. I am ringing about Kian Pellow, 9 years, of 4 "
    "Sallow Row. This morning a teaching assistant saw marks on his arm and behind his ear. He said: Craig got me with the charger "
    "'cause I spilt the milk. He is due to go home at half past three, and I think he is not safe there. What do you advise?"
)
ALERT = Alert("c1", "k1", "Kian Pellow", "Level 4, and the child may not be safe now", NUMBER, SCRIPT, NOW)


def page() -> TodayPage:
    """A busy Friday."""
    due = Due(datetime(2026, 11, 23, 17, tzinfo=UTC), False, "by Mon 23 Nov 2026")
    soon = Due(datetime(2026, 11, 21, 23, 59, tzinfo=UTC), True, "by Sat 21 Nov 2026")
    late = Due(datetime(2026, 11, 19, 17, tzinfo=UTC), True, "by Thu 19 Nov 2026")
    return TodayPage(
        alerts=(ALERT,),
        clocks=(
            ClockRow("k2", "Esme Rook", "c2", "Decision: by Thu 19 Nov 2026", late, "overdue", label="Decision"),
            ClockRow("k1", "Kian Pellow", "c1", "Decision: by Mon 23 Nov 2026", due, "soon", label="Decision"),
        ),
        drafts=(DraftRow("d1", "", "", "Quiet in class, said nobody was home.", NOW - timedelta(minutes=12)),),
        waiting=(
            LetterRow("b1", "out", "sealed", "Ashmere MASH", "Kian Pellow", NOW - timedelta(hours=3), None, "", "k1"),
        ),
        answers=(
            ShareRow("s1", NOW - timedelta(days=2), "Odette Farrow", "Ashmere MASH", True, "", "answered", "Assessment",
                     "A social worker visits this week.", NOW, child="k1", child_name="Kian Pellow"),
        ),
        enquiries=(),
        questions=(
            QuestionRow(
                "q1", "s1", "k1", "Kian Pellow", "Lewis Aske", "Ashmere MASH", "Larkmere Primary School",
                "Has anybody else collected him this term?", "", NOW, NOW,
                Due(datetime(2026, 11, 21, 17, tzinfo=UTC), False, "by 17:00 on Sat 21 Nov 2026"), "soon", ours=True,
            ),
        ),
        reviews=(
            ReviewRow("c3", "concern", "k2", "Esme Rook", "Concern, 3 October 2026", "", "2026-11-27",
                      Due(datetime(2026, 11, 27, 23, 59, tzinfo=UTC), True, "by Fri 27 Nov 2026"), "later"),
        ),
        undecided=(UndecidedRow("c4", "k2", "Esme Rook", "Neglect, 20 November 2026", NOW - timedelta(hours=1)),),
        entries=(_action("Ring the school nurse about his weight", late, "overdue"), _action("Write to his aunt", soon, "soon")),
        freshness=Freshness(True, NOW - timedelta(days=3), 1, "Ashmere MASH"),
        warnings=(),
    )  # fmt: skip


def _action(what: str, due: Due, state: str) -> EntryRow:
    source = "Odette Farrow, Larkmere Primary"
    return EntryRow(
        what, "action", "k1", "Kian Pellow", "Action", "2026-11-16", "exact", NOW, NOW, what, source, "", "", OPEN, "R. Quill",
        due, "", state,
    )  # fmt: skip


def busy() -> QWidget:
    view = TodayPageView(long_date(NOW))
    view.show_groups(groups_of(page(), NOW), ("The list of bank holidays ends on 31 December 2027.",), "")
    return view


def desk() -> QWidget:
    """The area's desk: two referrals, a promise, and no backup."""
    due = Due(datetime(2026, 11, 21, 17, tzinfo=UTC), True, "by Sat 21 Nov 2026")
    urgent = EnquiryRow(
        "e1", "letter", "Kian Pellow", "Larkmere Primary School", "Odette Farrow", NOW, due, "soon", False, (), True, "",
        "not safe now, level 4, physical abuse",
    )  # fmt: skip
    asked = EnquiryRow(
        "e2", "telephone", "Esme Rook", "Otters Swim Club", "Wyn Prosser", NOW, due, "soon", True, (), False, ""
    )
    promised = PromiseRow(
        "e3", "Leo Tarn", "Larkmere Primary School", "Lewis Aske rings at 17:30 today.", NOW - timedelta(hours=1)
    )
    view = TodayPageView(long_date(NOW))
    shown = replace(
        page(),
        alerts=(),
        clocks=(),
        drafts=(),
        answers=(),
        questions=(),
        reviews=(),
        undecided=(),
        waiting=(),
        enquiries=(urgent, asked),
        promises=(promised,),
        backup_due=True,
    )
    view.show_groups(groups_of(shown, NOW), (), backup_words(shown, NOW))
    return view


def quiet() -> QWidget:
    view = TodayPageView(long_date(NOW))
    view.show_groups((), (), "")
    return view


SAMPLES: Mapping[str, Callable[[], QWidget]] = {"": busy, "desk": desk, "quiet": quiet}
