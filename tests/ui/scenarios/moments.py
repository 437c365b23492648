"""Days and moments typed by key events into their parts."""

from __future__ import annotations

from datetime import date

from desktop.domain.records import Precision, When
from tests.ui.scenarios.keyboard import Keyboard

SURE = {Precision.EXACT: "I know exactly", Precision.ABOUT: "About then", Precision.UNKNOWN: "Not known exactly"}


def day(keys: Keyboard, question: str, iso: str) -> None:
    """Day, month and year; the month by its name."""
    asked = date.fromisoformat(iso[:10])
    for part, text in (("Day", f"{asked.day}"), ("Month", f"{asked:%B}"), ("Year", f"{asked.year}")):
        keys.write(f"{question}: {part}", text)


def moment(keys: Keyboard, question: str, at: str) -> None:
    """A day, and a time when there is one."""
    day(keys, question, at)
    if at[11:]:
        keys.write(f"{question}: Time", at[11:])


def when(keys: Keyboard, question: str, value: When) -> None:
    """A moment, how sure one is of it, and in one's own words."""
    moment(keys, question, value.at)
    keys.choose(f"{question}: How sure are you of this?", SURE[value.precision])
    if value.note:
        keys.write(f"{question}: In your own words (optional)", value.note)
