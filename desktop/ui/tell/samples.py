"""Telling colleagues, with invented people: leads suggested, a record that is kept from somebody, nobody yet, told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtWidgets import QWidget

from desktop.services.pages.fields import Missing
from desktop.services.pages.telling import Colleague, Telling, TellingChoices, ToldPerson
from desktop.ui.tell.presenter import tell_screen
from desktop.ui.tell.view import TellPage

NOW = datetime(2026, 11, 20, 9, 40, tzinfo=UTC)
CHOICES = TellingChoices(
    "c1", "k1", "Kian Pellow", "Physical abuse, 20 November 2026 at 09:05", walled=False,
    people=(
        Colleague("Odette Farrow", "Designated safeguarding lead", suggested=True, kept=False, told=False),
        Colleague("Mirren Voss", "Deputy safeguarding lead", suggested=False, kept=False, told=True),
        Colleague("Perran Quill", "Teaching assistant", suggested=False, kept=False, told=False),
    ),
)  # fmt: skip
BEFORE = (
    Telling("t1", "c1", "k1", "Kian Pellow", "Perran Quill", NOW, "", (ToldPerson("Mirren Voss", NOW),), walled=False),
    Telling(
        "t2", "c1", "k1", "Kian Pellow", "Perran Quill", NOW, "", (ToldPerson("Odette Farrow", None),), walled=False
    ),
)


def choose() -> TellPage:
    page = TellPage()
    page.show_choices(tell_screen(CHOICES, ()))
    return page


def walled() -> QWidget:
    page = TellPage()
    people = tuple(replace(one, suggested=False, kept=one.person == "Mirren Voss") for one in CHOICES.people)
    page.show_choices(tell_screen(replace(CHOICES, walled=True, people=people), ()))
    return page


def again() -> QWidget:
    page = TellPage()
    page.show_choices(tell_screen(CHOICES, BEFORE))
    return page


def nobody() -> QWidget:
    page = TellPage()
    page.show_choices(tell_screen(replace(CHOICES, people=()), ()))
    return page


def errors() -> QWidget:
    page = choose()
    page.show_problems((Missing("people", "Choose whom to tell"),))
    return page


def told() -> QWidget:
    page = choose()
    page.show_told("Signed and sealed to Odette Farrow", "It goes when the area can be reached.")
    return page


SAMPLES = {"": choose, "walled": walled, "again": again, "nobody": nobody, "errors": errors, "told": told}
