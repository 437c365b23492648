"""One record beside concerns: what it says, what stands beside it, its history. Widgets and signals only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.statements import Changes
from desktop.ui.child.parts import HistoryBox, fact_list
from desktop.ui.entries.beside import beside_boxes, strike
from desktop.ui.entries.lines import DISAGREE, TAKE_BACK, WITHDRAW
from desktop.ui.entries.screen import EntryScreen
from desktop.ui.files import save_as
from desktop.ui.language import tr
from desktop.ui.page import Page
from desktop.ui.today.lines import FINISH
from desktop.ui.widgets.badges import Badge
from desktop.ui.widgets.boxes import Card, Notice, clear
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.text import Text


class EntryPageView(Page):
    """Signals go to the presenter; ``step_asked`` gets a step (``lines``), ``settle_asked`` a disputed field."""

    presenter: object = None  # kept alive by its view
    says_its_name = False
    changed_elsewhere = Signal(object)
    amend_asked = Signal(str)
    step_asked = Signal(str)
    child_asked = Signal()
    tell_asked = Signal()
    print_chosen = Signal(object)  # a Path
    delete_asked = Signal()

    def __init__(self, file_name: Callable[[], str], parent: QWidget | None = None) -> None:
        """``file_name`` proposes a name that says nothing about the child."""
        super().__init__(tr("Record"), parent=parent)
        self._file_name = file_name
        self.delete_file = Button(tr("Delete that file now"), on=self.delete_asked.emit)
        self.saved_file = self.add(Notice("success", "", "", self.delete_file))
        self.saved_file.hide()
        self.inside = self.add(QWidget())
        self._inside = QVBoxLayout(self.inside)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(18)
        self._stands = False

    def ready(self) -> bool:
        return self._stands

    def refresh(self, changes: Changes) -> None:
        self.changed_elsewhere.emit(changes)

    def show_exported(self, title: str, said: str, *, delete: bool) -> None:
        self.saved_file.say("success", title, said)
        self.saved_file.show()
        self.delete_file.setVisible(delete)

    def show_entry(self, screen: EntryScreen) -> None:
        self.set_title(screen.title, screen.about)
        clear(self._inside)
        self._inside.addWidget(self._buttons(screen))
        for box in beside_boxes(screen.withdrawn, screen.disagreements):
            self._inside.addWidget(box)
        for prompt in screen.prompts:
            self._inside.addWidget(Notice("danger" if prompt.urgent else "warning", prompt.title, prompt.text))
        if screen.marks:
            self._inside.addWidget(Text(". ".join(screen.marks), "strong"))
        if screen.due:
            self._inside.addWidget(Badge(screen.due, "soon"))
        card = Card()
        facts = fact_list(screen.facts, self.amend_asked.emit)
        if screen.withdrawn:
            strike(facts)
        card.add(facts)
        self._inside.addWidget(card)
        self._inside.addWidget(Text(tr("What was written, and when"), "heading"))
        self._inside.addWidget(HistoryBox(screen.history))
        self._stands = True

    def _buttons(self, screen: EntryScreen) -> ActionBar:
        bar = ActionBar()
        if screen.closes:
            bar.add(Button(tr("Mark as done"), "primary", lambda: self.step_asked.emit(FINISH)))
        if screen.ours and not screen.withdrawn:
            bar.add(Button(tr("Amend"), on=lambda: self.amend_asked.emit("")))
            bar.add(Button(tr("Withdraw"), on=lambda: self.step_asked.emit(WITHDRAW)))
        if screen.ours and screen.withdrawn:
            bar.add(Button(tr("Take the withdrawal back"), on=lambda: self.step_asked.emit(TAKE_BACK)))
        bar.add(Button(tr("Somebody disagrees"), on=lambda: self.step_asked.emit(DISAGREE)))
        if screen.ours:
            bar.add(Button(tr("Tell a colleague"), on=self.tell_asked.emit))
        bar.add(Button(tr("Save as PDF"), on=self._choose_place))
        self.child = Button(tr("Open the child’s page"), "link", self.child_asked.emit)
        bar.add(self.child)
        bar.buttons()[0].setFocus()
        return bar

    def _choose_place(self) -> None:
        chosen = save_as(self, tr("Save this record"), self._file_name(), tr("PDF (*.pdf)"))
        if chosen:
            self.print_chosen.emit(Path(chosen))
