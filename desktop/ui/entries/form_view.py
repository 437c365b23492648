"""The form of any type of record beside concerns, and its answers to look through. Widgets and signals only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.rules import Prompt
from desktop.services.pages.fields import Missing
from desktop.ui.entries.questions import make, read_all
from desktop.ui.entries.screen import FormScreen
from desktop.ui.language import tr
from desktop.ui.messages import Said
from desktop.ui.page import Page
from desktop.ui.widgets.boxes import Notice, clear
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.question import Question
from desktop.ui.widgets.summary_list import SummaryList, SummaryRow
from desktop.ui.widgets.text import Text

PAUSE = 1200  # milliseconds without a key before the guidance is asked


class EntryFormPage(Page):
    """``looked(values)`` a moment after something was filled in; ``done(values, unreadable)`` when the form is to be checked or signed; ``sign_asked()`` from the check; ``left()``."""

    recording = True
    presenter: object = None  # kept alive by its view
    looked = Signal(object)
    done = Signal(object, object)
    sign_asked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Add to this child’s record"), parent=parent)
        self._asked: dict[str, Question] = {}
        self._screen: FormScreen | None = None
        self.lead = self.add(Text("", "lead"))
        self.form = self.add(QWidget())
        self._form = _column(self.form)
        self.check = self.add(QWidget())
        self._check = _column(self.check)
        self.check.hide()
        self.prompts = QWidget()
        _column(self.prompts)
        self.pause = QTimer(self)
        self.pause.setSingleShot(True)
        self.pause.setInterval(PAUSE)
        self.pause.timeout.connect(lambda: self.looked.emit(self.values()))

    def ready(self) -> bool:
        return self._screen is not None

    def show_form(self, screen: FormScreen) -> None:
        """A blank form."""
        self._screen = screen
        self.set_title(screen.title, screen.about)
        self.lead.setText(screen.line)
        self.prompts.setParent(None)
        clear(self._form)
        self._form.addWidget(Text(tr("Leave blank what was not asked. A blank is never read as no."), "hint"))
        if screen.note:
            self._form.addWidget(Notice("info", "", screen.note))
        self._asked = {one.name: make(one) for one in screen.asked}
        for question in self._asked.values():
            self._form.addWidget(question)
            question.changed.connect(self.pause.start)
        self._form.addWidget(self.prompts)
        self.go_on = Button(self._says(), "primary", self._done)
        self._form.addWidget(ActionBar(self.go_on, Button(tr("Cancel"), "link", self.left.emit)))
        self.know(self.form)
        next(iter(self._asked.values())).take_focus()

    def values(self) -> dict[str, object]:
        """What stands in the form, as the record keeps it."""
        return read_all(self._asked)

    def show_prompts(self, prompts: tuple[Prompt, ...]) -> None:
        """What the guidance says, under the questions, and above the answers when those are looked through."""
        column = cast("QVBoxLayout", self.prompts.layout())
        clear(column)
        for prompt in prompts:
            column.addWidget(Notice("danger" if prompt.urgent else "warning", prompt.title, prompt.text))
        self.prompts.setVisible(bool(prompts) and self.prompts.parent() is not None)

    def show_check(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """Every answer, with Change on each."""
        self._form.insertWidget(self._form.count() - 1, self.prompts)  # out of what is cleared now
        clear(self._check)
        answers = SummaryList([SummaryRow(label, text, name) for name, label, text in rows])
        answers.change.connect(self._back_to)
        self.sign = Button(tr("Sign and save"), "primary", self.sign_asked.emit)
        said = tr("Once signed it cannot be changed, only added to. The child or a parent may read it one day.")
        self._check.addWidget(Text(said, "lead"))
        self._check.addWidget(self.prompts)
        self._check.addWidget(answers)
        back = Button(tr("Back to the form"), "link", lambda: self._back_to(""))
        self._check.addWidget(ActionBar(self.sign, back))
        self._show(checking=True)
        self.settle(self.sign)  # read first: neither Enter nor a second press may sign what nobody looked at

    def show_problems(self, problems: Sequence[Missing]) -> None:
        if problems:
            self._show(checking=False)
        super().show_problems(problems)

    def show_busy(self, said: str) -> None:
        for button in self._buttons():
            button.setEnabled(False)
            button.say(said)

    def show_failure(self, said: Said) -> None:
        for button in self._buttons():
            button.setEnabled(True)
            button.say(tr("Sign and save") if button is not getattr(self, "go_on", None) else self._says())
        super().show_failure(said)

    def _buttons(self) -> Sequence[Button]:
        name = "sign" if not self.check.isHidden() else "go_on"
        return [getattr(self, name)] if hasattr(self, name) else []

    def _says(self) -> str:
        checks = self._screen is not None and self._screen.checks
        return tr("Check before you sign") if checks else tr("Sign and save")

    def _done(self) -> None:
        self.done.emit(self.values(), self.unreadable())

    def _back_to(self, name: str) -> None:
        self._show(checking=False)
        question = self._asked.get(name)
        if question is not None:
            question.take_focus()
            QTimer.singleShot(0, question, lambda: self.bring(question))
        else:
            self.go_on.setFocus()

    def _show(self, *, checking: bool) -> None:
        self.form.setVisible(not checking)
        self.lead.setVisible(not checking)
        self.check.setVisible(checking)
        if not checking:
            self._form.insertWidget(self._form.count() - 1, self.prompts)


def _column(inside: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(22)
    return column
