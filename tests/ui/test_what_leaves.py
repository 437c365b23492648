"""Choosing what leaves: a walled concern is ticked only while nothing leaves, and long records stand there folded."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.share import samples
from desktop.ui.share.view import SharePage


def texts(box: QWidget) -> set[str]:
    return {label.text() for label in box.findChildren(QLabel) if label.isVisible()}


def _meant(qtbot: QtBot) -> SharePage:
    first, concern, walled = samples.BOXES
    page = SharePage()
    qtbot.addWidget(page)
    page.show()
    page.show_choices(replace(samples.SCREEN, boxes=(first, concern, replace(walled, meant=True))))
    page.statements.finish()
    return page


def test_the_walled_concern_one_comes_from_is_ticked_while_nothing_leaves_and_never_for_a_letter(qtbot: QtBot) -> None:
    page = _meant(qtbot)
    for decision, ticked in (("keep", True), ("told", True), ("share", False), ("keep", True)):
        page.choice.set_value(decision)
        assert ("s3" in page.statements.value()) is ticked, decision
        card = page.statements.boxes()[2]
        assert card.walled.isVisible() is not ticked
    page.choice.set_value("share")
    page.statements.boxes()[2].tick.click()
    page.choice.set_value("keep")
    page.choice.set_value("share")
    assert "s3" in page.statements.value(), "what a person ticked stays as it is"


def test_of_a_long_record_what_tells_most_stands_there_and_all_of_it_at_a_press(qtbot: QtBot) -> None:
    page = samples.one_of_several()
    qtbot.addWidget(page)
    page.show()
    card = next(box for box in page.statements.boxes() if box.key == "s2")
    opinion = "Not a place where children usually hurt themselves."
    assert "“Craig got me with the charger”" in texts(card.says)
    assert opinion not in texts(card.says)
    card.says.all.setFocus()
    card.says.all.click()
    qtbot.waitUntil(lambda: opinion in texts(card.says))
    assert not any(text.endswith(" …") for text in texts(card.says))
    assert card.says.all.accessibleName() == "Show less of it: Concern of 20 November 2026: physical abuse"
    card.says.all.click()
    qtbot.waitUntil(lambda: "“Craig got me with the charger”" in texts(card.says))
    assert opinion not in texts(card.says)
