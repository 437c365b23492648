"""A short form about a record that stands: withdraw, take back, disagree, mark as done. Widgets and signals only."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.entries.questions import make, read_all
from desktop.ui.entries.steps import StepScreen
from desktop.ui.language import tr
from desktop.ui.messages import Said
from desktop.ui.page import Page
from desktop.ui.widgets.boxes import Card, clear
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.question import Question
from desktop.ui.widgets.text import Text


class StepPage(Page):
    """``signed(values, unreadable)`` and ``left()``."""

    recording = True
    presenter: object = None  # kept alive by its view
    signed = Signal(object, object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("About this record"), parent=parent)
        self._asked: dict[str, Question] = {}
        self.form = self.add(QWidget())
        self._form = QVBoxLayout(self.form)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setSpacing(22)

    def ready(self) -> bool:
        return bool(self._asked)

    def show_step(self, screen: StepScreen) -> None:
        self.set_title(screen.title, screen.about)
        clear(self._form)
        if screen.lead:
            self._form.addWidget(Text(screen.lead, "lead"))
        card = Card()
        card.add(Text(screen.record, "strong"))
        if screen.what:
            card.add(Text(screen.what, selectable=True))
        self._form.addWidget(card)
        self._asked = {one.name: make(one) for one in screen.asked}
        for question in self._asked.values():
            self._form.addWidget(question)
        self._said = screen.button
        self.sign = Button(screen.button, "primary", lambda: self.signed.emit(read_all(self._asked), self.unreadable()))
        self._form.addWidget(ActionBar(self.sign, Button(tr("Cancel"), "link", self.left.emit)))
        self.know(self.form)
        next(iter(self._asked.values())).take_focus()

    def show_busy(self, said: str) -> None:
        self.sign.setEnabled(False)
        self.sign.say(said)

    def show_failure(self, said: Said) -> None:
        if self._asked:
            self.sign.setEnabled(True)
            self.sign.say(self._said)
        super().show_failure(said)
