"""Asking and answering with invented people: to ask, with errors, what leaves, signed; to answer, nothing known, answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtWidgets import QWidget

from desktop.domain.clocks import Due
from desktop.services.pages.fields import Missing
from desktop.services.pages.questions import AnswerRow, QuestionPreview, QuestionRow
from desktop.ui.questions.screen import AskScreen, answer_screen, leaving_screen, signed_screen
from desktop.ui.questions.view import AnswerPage, AskPage

ROW = QuestionRow(
    id="q1",
    share="s1",
    child="k1",
    child_name="Kian Pellow",
    who="Lewis Aske",
    desk="Ashmere MASH",
    asked="Larkmere Primary School",
    question="Has anybody else collected him this term?",
    why="To know who has been with him before and after school.",
    asked_at=datetime(2026, 11, 20, 16, 10, tzinfo=UTC),
    received_at=datetime(2026, 11, 20, 16, 30, tzinfo=UTC),
    due=Due(datetime(2026, 11, 21, 17, tzinfo=UTC), False, "by 17:00 on Sat 21 Nov 2026"),
    state="soon",
    ours=True,
)
ANSWER = AnswerRow(
    "a1", "Odette Farrow", "Larkmere Primary School", "yes", "An uncle, twice in October. The office wrote it down.",
    datetime(2026, 11, 21, 9, 5, tzinfo=UTC), datetime(2026, 11, 21, 9, 20, tzinfo=UTC), datetime(2026, 11, 21, 9, 12, tzinfo=UTC),
)  # fmt: skip


def ask() -> AskPage:
    page = AskPage()
    page.show_asking(AskScreen("Larkmere Primary School", "Kian Pellow", "17:00"))
    page.asked.set_value(ROW.question)
    page.why.set_value(ROW.why)
    return page


def ask_errors() -> QWidget:
    page = AskPage()
    page.show_asking(AskScreen("Larkmere Primary School", "Kian Pellow", "17:00"))
    page.show_problems(
        (Missing("question", "Write the question"), Missing("wanted_by", "Give a day that is still to come"))
    )
    return page


def leaving() -> QWidget:
    page = ask()
    page.show_leaving(
        leaving_screen(
            QuestionPreview(
                "Larkmere Primary School",
                ("Odette Farrow, Designated safeguarding lead",),
                (
                    ("The question", ROW.question),
                    ("Why it is asked", ROW.why),
                    ("An answer is wanted by", "21 November 2026 at 17:00"),
                    ("Asked by", "Lewis Aske, Screening social worker"),
                ),
                (),
            )
        )
    )
    return page


def signed() -> QWidget:
    page = ask()
    page.show_signed(signed_screen("Larkmere Primary School"))
    return page


def delivered() -> QWidget:
    page = ask()
    page.show_signed(signed_screen("Larkmere Primary School", datetime(2026, 11, 20, 16, 12, tzinfo=UTC)))
    return page


def to_answer() -> AnswerPage:
    page = AnswerPage()
    page.show_question(answer_screen(ROW))
    return page


def knows() -> QWidget:
    page = to_answer()
    page.known.set_value("yes")
    page.text.set_value(ANSWER.text)
    return page


def knows_nothing() -> QWidget:
    page = AnswerPage()
    page.show_question(answer_screen(replace(ROW, walled=True)))
    page.known.set_value("no")
    return page


def answered() -> QWidget:
    page = AnswerPage()
    page.show_question(answer_screen(replace(ROW, answers=(ANSWER,), state="met")))
    return page


SAMPLES = {
    "ask": ask,
    "ask_errors": ask_errors,
    "leaving": leaving,
    "signed": signed,
    "delivered": delivered,
    "answer": to_answer,
    "knows": knows,
    "knows_nothing": knows_nothing,
    "answered": answered,
}
