"""Look at a record again. Widgets and signals only."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.records import ReviewEntry
from desktop.ui.language import tr
from desktop.ui.page import Page
from desktop.ui.reviews.presenter import ReviewScreen
from desktop.ui.widgets.boxes import Card, Notice, clear
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.date_questions import DateQuestion
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.text_questions import LongTextQuestion


class ReviewPage(Page):
    """``signed(entry, unreadable)`` and ``read_asked()``."""

    recording = True
    presenter: object = None  # kept alive by its view
    signed = Signal(object, object)
    read_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Look at this again"), parent=parent)
        self.card = self.add(Card())
        self.found = self.add(
            LongTextQuestion(
                "found",
                tr("What did you find?"),
                tr("What is new since then, and what you decided. It is signed and stays with the record."),
                rows=4,
            )
        )
        self.again = self.add(
            DateQuestion(
                "again",
                tr("Look at it again on"),
                tr("Leave it blank when that is not needed any more. For example, 14 1 2027 or 14 January 2027."),
                optional=True,
            )
        )
        self.add_actions(Button(tr("Sign that you looked at it"), "primary", self._sign))
        self._stands = False

    def ready(self) -> bool:
        return self._stands

    def show_review(self, screen: ReviewScreen) -> None:
        self.set_title(tr("Look at this again"), screen.child)
        clear(self.card.box)
        self.card.add(Text(screen.title, "subheading"))
        self.card.add(Text(screen.due, "strong"))
        if screen.why:
            self.card.add(Text(screen.why, selectable=True))
        if screen.warning:
            self.card.add(Notice("warning", "", screen.warning))
        read = Button(tr("Open the child’s page"), on=self.read_asked.emit)
        self.card.add(ActionBar(read))
        self._stands = True
        read.setFocus()

    def _sign(self) -> None:
        self.signed.emit(ReviewEntry("", self.found.value(), self.again.value()), self.unreadable())
