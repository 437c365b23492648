"""Marks drawn by key events on the body map: each on its view by the keys, with all that is said of it."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.domain.body_marks import BODIES, FEATURES, KINDS, SEEN, BodyMark, Drawn
from desktop.ui.body_map.marking import group_of
from tests.ui.scenarios.keyboard import CTRL, TABLE, Keyboard
from tests.ui.scenarios.moments import moment

ANSWERS = {"yes": "Yes", "no": "No", "unknown": "Not known"}
GROUPS = {"body": "Whole body", "head": "Head and face", "hands": "Hands", "feet": "Feet"}


def draw(keys: Keyboard, question: str, drawn: Drawn) -> None:
    """Each mark on its view by the arrows, with all that is said of it; then those that no longer stand are struck through."""
    if keys.to_first("Which outline?…", opener := f"{question}: open the body map").name == opener:
        keys.push(opener)
    keys.choose("Which outline?", BODIES[drawn.body])
    for mark in drawn.marks:
        _mark(keys, mark)
    for mark in drawn.marks:
        if mark.struck:
            _strike(keys, mark)
    keys.push("Back to the form")


def _strike(keys: Keyboard, mark: BodyMark) -> None:
    keys.to("Marks on the body", TABLE)
    keys.press(Qt.Key.Key_Home, CTRL)
    for _ in range(mark.number - 1):
        keys.press(Qt.Key.Key_Down)
    keys.press_enter()
    keys.push("Strike it through")
    keys.write("Why is it struck through?", mark.struck)
    keys.push("Strike this mark through")


def _mark(keys: Keyboard, mark: BodyMark) -> None:
    keys.choose("Which part of the body?", GROUPS[group_of(mark.view)])
    keys.choose("Which view?", mark.view[:1].upper() + mark.view[1:])
    keys.press(Qt.Key.Key_Tab)
    keys.go_through(mark.region, Qt.Key.Key_PageDown)
    keys.press_enter()
    keys.choose("What does it look like?", KINDS[mark.kind])
    for question, text in (
        ("More exactly where (optional)", mark.site), ("Size in centimetres (optional)", mark.size), ("Shape (optional)", mark.shape),
        ("Colour or colours (optional)", mark.colour),
    ):  # fmt: skip
        if text:
            keys.write(question, text)
    for name, question in FEATURES.items():
        if answer := getattr(mark, name):
            keys.choose(question, ANSWERS[answer], between=" ")
    if mark.said:
        keys.write("What the child or carer said about it (optional)", mark.said)
        keys.write("Who said it (optional)", mark.said_by)
    keys.choose("Seen or told?", "I or somebody saw it" if mark.seen_or_told == SEEN else "Somebody told of it")
    if mark.by:
        keys.write("By whom, and their post (optional)", mark.by)
    if mark.seen_at:
        moment(keys, "When it was seen or told (optional)", mark.seen_at)
    keys.push("Keep this mark")
