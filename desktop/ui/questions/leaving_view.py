"""What asking and answering have in common: a form, exactly what leaves, and what was signed. Widgets and signals only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.statements import Changes
from desktop.services.pages.fields import Missing
from desktop.ui.language import tr
from desktop.ui.messages import Said
from desktop.ui.page import Page
from desktop.ui.questions.screen import LeavingScreen, SignedScreen
from desktop.ui.share.parts import opened_by
from desktop.ui.widgets.boxes import Card, Notice, clear
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.summary_list import SummaryList, SummaryRow
from desktop.ui.widgets.text import Text


class LeavingPage(Page):
    """``back`` is where one goes when it is signed. Subclasses fill ``form_box``."""

    recording = True
    presenter: object = None  # kept alive by its view
    change_asked = Signal()
    signed = Signal()
    back_asked = Signal()
    letters_asked = Signal()
    changed_elsewhere = Signal(object)

    def __init__(self, title: str, back: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self._named, self._about, self._back = title, "", back
        self.form, self.form_box = self._box(24)
        self.leaving, self._leaving = self._box(16)
        self.done, self._done = self._box(16)
        self._stands = False
        self.form.hide()
        self.leaving.hide()
        self.done.hide()

    def ready(self) -> bool:
        return self._stands and self.form.isVisibleTo(self)

    def writing(self) -> bool:
        return self.form.isVisible()

    def begin(self, title: str, about: str) -> None:
        """The form stands."""
        self._named, self._about = title, about
        self._stands = True
        self.show_form()

    def show_form(self) -> None:
        self.set_title(self._named, self._about)
        self._only(self.form)

    def show_problems(self, problems: Sequence[Missing]) -> None:
        if problems:
            self.show_form()
        super().show_problems(problems)

    def show_busy(self, said: str) -> None:
        self.show_notice("info", said)
        self.leaving.setEnabled(False)

    def show_failure(self, said: Said) -> None:
        self.leaving.setEnabled(True)
        super().show_failure(said)

    def show_leaving(self, screen: LeavingScreen) -> None:
        clear(self._leaving)
        self.set_title(tr("Exactly what leaves"), self._about)
        self._leaving.addWidget(Notice("info", tr("To {to}", to=screen.to), opened_by(screen.people)))
        for warning in screen.warnings:
            self._leaving.addWidget(Notice("warning", "", warning))
        card = Card()
        card.add(SummaryList([SummaryRow(label, text) for label, text in screen.rows]))
        self._leaving.addWidget(card)
        self._leaving.addWidget(Text(tr("Nothing else goes with it."), "strong"))
        self.sign = Button(screen.button, "primary", self.signed.emit)
        self._leaving.addWidget(ActionBar(self.sign, Button(tr("Change something"), on=self.change_asked.emit)))
        self._only(self.leaving)
        self.settle(self.sign)

    def show_signed(self, screen: SignedScreen) -> None:
        clear(self._done)
        self.set_title(screen.title, self._about)
        self._done.addWidget(Notice("success", screen.head, screen.lines[0]))
        for line in screen.lines[1:]:
            self._done.addWidget(Text(f"•  {line}"))
        back = Button(self._back, on=self.back_asked.emit)
        first = Button(tr("Go to Letters and send now"), "primary", self.letters_asked.emit) if screen.letters else back
        self._done.addWidget(ActionBar(*dict.fromkeys((first, back))))
        self._only(self.done)
        first.setFocus()

    def refresh(self, changes: Changes) -> None:
        self.changed_elsewhere.emit(changes)

    def _box(self, spacing: int) -> tuple[QWidget, QVBoxLayout]:
        box = self.add(QWidget())
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spacing)
        return box, column

    def _only(self, shown: QWidget) -> None:
        for box in (self.form, self.leaving, self.done):
            box.setVisible(box is shown)
            box.setEnabled(True)
        self.show_notice("info", "")
        self.to_top()
