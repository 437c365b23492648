"""Which child: search in the record book, choose, or go and add.

Rules this module keeps: "Add a child" is shown only after a search; the chosen child is shown by name with Change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.ui.children.presenter import ResultLine
from desktop.ui.concern.questions import Asked
from desktop.ui.language import tr
from desktop.ui.widgets.boxes import Card, clear
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.question import Question
from desktop.ui.widgets.spoken import say_now
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.text_questions import SearchQuestion


class ChildPicker(Question):
    """``searched(text)``, ``chosen(child id)``, ``change_asked()``, ``add_asked()``, ``unnamed_asked(known)``."""

    searched = Signal(str)
    chosen = Signal(str)
    change_asked = Signal()
    add_asked = Signal()
    unnamed_asked = Signal(str)  # what is known of a child without a name

    def __init__(self, question: Asked, parent: QWidget | None = None) -> None:
        super().__init__(question.field, question.label, parent=parent)
        self.search = SearchQuestion(
            "child.search",
            tr("Name, date of birth, postcode or number"),
            tr("Search"),
            tr("The child may be here already."),
        )
        self.search.button.clicked.connect(lambda: self.searched.emit(self.search.value()))
        self.search.label.setBuddy(self.search)  # the line says more than its label
        self.tie(self.search.line, tr("name, date of birth, postcode or number"))
        self.found = QWidget()
        self._rows = QVBoxLayout(self.found)
        self._rows.setContentsMargins(0, 4, 0, 0)
        self._rows.setSpacing(8)
        self.unnamed = Button(tr("I do not know the name"), on=self._ask_known)
        self.unnamed_row = ActionBar(self.unnamed)
        self.known = SearchQuestion(
            "child.known",
            tr("What do you know of the child? (optional)"),
            tr("Write “Name not known”"),
            tr("For example, a boy of about six in a red coat. The record can be completed later."),
        )
        self.known.button.clicked.connect(lambda: self.unnamed_asked.emit(self.known.value()))
        self.known.hide()
        self.box.addWidget(self.search)
        self.box.addWidget(self.found)
        self.box.addWidget(self.unnamed_row)
        self.box.addWidget(self.known)
        self.card = Card()
        self.child_name = Text("", "subheading")
        self.detail = Text("", "muted")
        self.card.add(self.child_name)
        self.card.add(self.detail)
        self.another = Button(tr("Choose another child"), "link", self.change_asked.emit)
        self.card.box.addWidget(self.another, 0, Qt.AlignmentFlag.AlignLeft)
        self.box.addWidget(self.card)
        self.card.hide()

    def first_control(self) -> QWidget:
        return self.another if self.is_chosen() else self.search.line

    def problem(self) -> str:
        """What was typed and not looked for, or looked for and not chosen, is no child yet."""
        if self.is_chosen() or not self.search.value().strip():
            return ""
        return tr("Press Search, then choose the child who is found, or add the child")

    def is_chosen(self) -> bool:
        return not self.card.isHidden()

    def show_child(self, name: str, detail: str) -> None:
        self.child_name.setText(name)
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))
        self.card.show()
        if self.isAncestorOf(QApplication.focusWidget() or self):  # not what last had it here
            self.another.setFocus()  # what had the keyboard goes now
        for part in (self.search, self.unnamed_row, self.known, self.found):
            part.hide()
        self.set_error()

    def show_search(self, said: str, lines: Sequence[ResultLine], *, searched: bool) -> None:
        self.card.hide()
        self.search.show()
        self.unnamed_row.setVisible(self.known.isHidden())
        clear(self._rows)
        self.found.setVisible(searched)
        if not searched:
            return
        self._rows.addWidget(Text(said, "muted"))
        say_now(said)
        for line in lines:
            text = ", ".join(part for part in (line.name, line.born, line.address) if part)
            self._rows.addWidget(_wide(text, self._choosing(line.child)))
        self._rows.addWidget(ActionBar(Button(tr("Add a child"), on=self.add_asked.emit)))

    def _ask_known(self) -> None:
        self.unnamed_row.hide()
        self.known.show()
        self.known.take_focus()

    def _choosing(self, child: str) -> Callable[[], None]:
        return lambda: self.chosen.emit(child)


def _wide(text: str, on: Callable[[], None]) -> QWidget:
    """A result to choose: the words wrap beside a button that says what it does."""
    card = Card()
    card.add(Text(text))
    button = Button(tr("Choose this child"), on=on)
    button.setAccessibleName(tr("Choose this child: {what}", what=text))
    card.box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    return card
