"""The pages about records beside concerns, with invented people: the menu, forms, answers to check, a record, steps."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from PySide6.QtWidgets import QWidget

import resources
from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.domain.guidance import Guidance
from desktop.domain.records import Quote, When
from desktop.services.pages.fields import Missing
from desktop.services.withdrawing import Named
from desktop.ui.child.amend_fields import AmendField
from desktop.ui.child.amend_view import AmendPage
from desktop.ui.child.samples import FARROW, HISTORY
from desktop.ui.child.screen import Fact
from desktop.ui.entries.form_view import EntryFormPage
from desktop.ui.entries.lines import DISAGREE, WITHDRAW, Score
from desktop.ui.entries.menu_view import EntryMenuPage
from desktop.ui.entries.safety_line import safety_card
from desktop.ui.entries.screen import EntryScreen, form_screen, menu
from desktop.ui.entries.step_view import StepPage
from desktop.ui.entries.steps import step_screen
from desktop.ui.entries.view import EntryPageView
from desktop.ui.page import Page
from desktop.ui.today.lines import FINISH

NOW = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)
ABOUT = "About Kian Pellow"
SCORES = (
    Score("22 Sep 2026, 10:10", 8, "Odette Farrow, Larkmere Primary"),
    Score("14 Oct 2026", 6, "Odette Farrow, Larkmere Primary"),
    Score("20 Nov 2026, 09:30", 3, "Odette Farrow, Larkmere Primary"),
    Score("27 Nov 2026, 14:00", 5, "Bronagh Tiller, Ashmere 0-19 service"),
)
VOICE = EntryScreen(
    "e1", "Child’s voice, 20 Nov 2026, 09:30", ABOUT, ("Amended since it was first signed",), "",
    (
        Fact("When it happened", (("20 November 2026 at 09:30", FARROW),)),
        Fact("Seen alone", (("Yes", FARROW),)),
        Fact("The child’s exact words", (("“I do not want to go in the car with him” (Kian)", FARROW),)),
        Fact("Feels safe", (("3 out of 10", FARROW),)),
        Fact("What the child wishes", (("To stay with his aunt at the weekend", FARROW),)),
    ),
    HISTORY, "", (), closes=False, ours=True,
)  # fmt: skip
ACTION = EntryScreen(
    "e2", "Action, 20 Nov 2026", ABOUT, (), "Due tomorrow, Saturday 21 November 2026",
    (
        Fact("What is to be done", (("Ring the school nurse about his weight", FARROW),)),
        Fact("Who will do it", (("R. Quill", FARROW),)),
        Fact("By when", (("21 November 2026", FARROW),)),
    ),
    HISTORY[:1], "", (), closes=True, ours=True,
)  # fmt: skip
WITHDRAWN = EntryScreen(
    "e1", VOICE.title, ABOUT, (), "", VOICE.facts, HISTORY,
    "By Odette Farrow, Larkmere Primary on 23 November 2026 at 11:05. Why: it was said by another child.",
    (("Jenna Pellow, mother disagrees", "He never said it.\nWritten by Odette Farrow, Larkmere Primary, as told by R. Quill on 24 November 2026 at 08:50."),),
    closes=False, ours=True,
)  # fmt: skip
NAMED = Named("voice", "Child’s voice, 20 November 2026 at 09:30", "k1", "Kian Pellow")
FIELDS = (
    AmendField("wishes", "What the child wishes", "text", "To stay with his aunt", now="To stay with his aunt"),
    AmendField("words", "The child’s exact words", "quotes", (Quote("I do not want to go", "Kian"),)),
    AmendField("happened", "When it happened", "when", When("2026-11-20T09:30")),
)


@cache
def england() -> Guidance:
    return Guidance.read(resources.edition())


def choose() -> QWidget:
    page = EntryMenuPage()
    page.show_menu(ABOUT, menu())
    return page


def form(family: str = "voice") -> EntryFormPage:
    page = EntryFormPage()
    page.show_form(form_screen(ENTRY_TYPES[family], "Kian Pellow", england()))
    return page


def advised(page: EntryFormPage) -> EntryFormPage:
    """The guidance speaks to what is being written."""
    rules = {rule.id: rule.prompt for rule in england().rules}
    page.show_prompts((rules["suicide-risk"], rules["was-not-brought"]))
    return page


def errors() -> QWidget:
    page = form("decision")
    page.show_problems((Missing("decision", "Say what was decided"), Missing("reasons", "Give the reasons")))
    return page


def check() -> EntryFormPage:
    page = form()
    page.show_check(
        (
            ("happened", "When it happened", "20 November 2026 at 09:30"),
            ("seen", "Child seen", "Yes"),
            ("words", "The child’s exact words", "“I do not want to go in the car with him” (Kian)"),
            ("feels_safe", "Feels safe", "3 out of 10"),
            ("advocate", "Advocate offered", ""),
        )
    )
    return page


def record(screen: EntryScreen = VOICE) -> QWidget:
    page = EntryPageView(lambda: "record-2026-11-23.pdf")
    page.show_entry(screen)
    return page


def prompted() -> QWidget:
    """The guidance speaks to what was written: one prompt asks for a call."""
    rules = {rule.id: rule.prompt for rule in england().rules}
    return record(replace(VOICE, prompts=(rules["suicide-risk"], rules["was-not-brought"])))


def step(name: str, named: Named = NAMED) -> StepPage:
    page = StepPage()
    page.show_step(replace(step_screen(name, named, england()), what=named.what))
    return page


def step_errors() -> QWidget:
    page = step(WITHDRAW)
    page.show_problems((Missing("reason", "Say why"),))
    return page


def amend() -> QWidget:
    page = AmendPage()
    page.show_fields("Amend this record", FIELDS, told_by=True)
    page.choose("words")
    return page


def felt() -> QWidget:
    page = Page("How safe the child feels", ABOUT)
    page.add(safety_card(SCORES))
    return page


SAMPLES = {
    "": record,
    "menu": choose,
    "voice": form,
    "action": lambda: form("action"),
    "supervision": lambda: form("supervision"),
    "errors": errors,
    "check": check,
    "advised": lambda: advised(form("non_engagement")),
    "check_advised": lambda: advised(check()),
    "open": lambda: record(ACTION),
    "prompted": prompted,
    "withdrawn": lambda: record(WITHDRAWN),
    "withdraw": lambda: step(WITHDRAW),
    "withdraw_errors": step_errors,
    "disagree": lambda: step(DISAGREE),
    "done": lambda: step(
        FINISH,
        Named("action", "Action, 20 November 2026", "k1", "Kian Pellow", what="Ring the school nurse about his weight"),
    ),
    "amend": amend,
    "felt": felt,
}
