"""Tell colleagues of a record. Widgets and signals only."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.language import tr
from desktop.ui.page import Page
from desktop.ui.tell.presenter import TellScreen
from desktop.ui.widgets.boxes import Card, EmptyState, Notice, clear
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.choice_questions import ChecksQuestion
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.text_questions import LongTextQuestion


class TellPage(Page):
    """``signed(people, note)`` and ``child_asked()``."""

    recording = True
    presenter: object = None  # kept alive by its view
    signed = Signal(object, str)
    child_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Tell a colleague"), parent=parent)
        self._about = QVBoxLayout()
        self._about.setSpacing(14)
        top = QWidget()
        top.setLayout(self._about)
        self._about.setContentsMargins(0, 0, 0, 0)
        self.add(top)
        self.people = self.add(
            ChecksQuestion("people", tr("Whom do you tell?"), (), tr("People of your organisation."))
        )
        self.kept = self.add(Text("", "hint"))
        self.note = self.add(
            LongTextQuestion(
                "note",
                tr("A word to them"),
                tr("For example: please ring me before three. It is signed, and stays with the record."),
                rows=3,
                optional=True,
            )
        )
        self.leaves = self.add(
            Notice(
                "info",
                tr("What they get"),
                tr(
                    "This record whole, the child’s details as your organisation has them, and what either of you adds to it "
                    "later. Nobody else can open it, and nothing goes to another organisation."
                ),
            )
        )
        self.send = Button(tr("Sign and tell them"), "primary", self._send)
        self.back = Button(tr("Open the child’s page"), on=self.child_asked.emit)
        self.add_actions(self.send, self.back)
        self._stands = False
        self._form(shown=False)

    def ready(self) -> bool:
        return self._stands

    def show_busy(self, said: str) -> None:
        self.show_notice("info", said)

    def show_choices(self, screen: TellScreen) -> None:
        self.show_notice("info", "")
        self.set_title(tr("Tell a colleague"), screen.child)
        clear(self._about)
        self._about.addWidget(Text(screen.title, "subheading"))
        if screen.warning:
            self._about.addWidget(Notice("warning", "", screen.warning))
        if screen.told:
            box = Card(tr("Who was told"))
            for line in screen.told:
                box.add(Text(line))
            self._about.addWidget(box)
        self.people.set_choices(screen.people)
        self.people.set_value(screen.chosen)
        self.kept.setText(screen.kept)
        self._form(shown=bool(screen.people))
        self.kept.setVisible(bool(screen.kept))
        if not screen.people:
            self._about.addWidget(
                EmptyState(
                    tr("There is nobody to choose"),
                    tr(
                        "A colleague can be told here once you have joined your area’s partnership and they are in its list of "
                        "people. Until then tell them yourself, and write in the record whom you told and when."
                    ),
                )
            )
        self._stands = True
        (self.people if screen.people else self.back).setFocus()

    def show_told(self, title: str, text: str) -> None:
        self._form(shown=False)
        self.kept.hide()
        self.show_notice("success", title, text)
        self.back.setFocus()

    def _form(self, *, shown: bool) -> None:
        for part in (self.people, self.note, self.leaves, self.send):
            part.setVisible(shown)

    def _send(self) -> None:
        self.signed.emit(self.people.value(), self.note.value())
