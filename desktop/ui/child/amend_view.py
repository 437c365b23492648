"""Amend one field: choose it, write it anew, say why. Widgets and signals only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.records import When
from desktop.services.pages.fields import Choice, Missing
from desktop.ui.body_map.question import MarksQuestion
from desktop.ui.child.amend_fields import AmendField, Amendment, Held
from desktop.ui.children.family import FamilyQuestion
from desktop.ui.children.more import LinesQuestion
from desktop.ui.children.schools import SchoolsQuestion
from desktop.ui.concern.event_rows import AllegedQuestion, InvolvedQuestion, PresentQuestion
from desktop.ui.concern.fields import PersonQuestion
from desktop.ui.concern.said_rows import QuotesQuestion, ToldQuestion
from desktop.ui.language import tr
from desktop.ui.messages import Said
from desktop.ui.page import Page
from desktop.ui.widgets.boxes import Card, clear
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.choice_questions import ChecksQuestion, ChoiceQuestion, TickQuestion
from desktop.ui.widgets.date_questions import DateQuestion, WhenQuestion
from desktop.ui.widgets.question import Question
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.text_questions import LongTextQuestion, TextQuestion

MOST = 90  # characters of what stands in a field, in the list of fields


class AmendPage(Page):
    """``signed(amendment, unreadable)`` and ``cancelled()``."""

    recording = True
    presenter: object = None  # kept alive by its view
    signed = Signal(object, object)
    cancelled = Signal()
    search_asked = Signal(str, str, object)  # a row looks for somebody of this record book (concern/linking.py)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Amend"), parent=parent)
        self._fields: dict[str, AmendField] = {}
        self._editor: Question | None = None
        self._asks_told_by = False
        self.lead = self.add(
            Text(tr("What was signed stays readable. This adds to it, with your name and the reason."), "lead")
        )
        self.form = self.add(QWidget())
        self._form = QVBoxLayout(self.form)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setSpacing(22)

    def show_fields(self, title: str, fields: tuple[AmendField, ...], *, told_by: bool) -> None:
        self.set_title(title)
        clear(self._form)
        self._fields = {field.name: field for field in fields}
        choices = [Choice(field.name, field.label, _stands(field)) for field in fields]
        self.which = ChoiceQuestion("field", tr("What do you want to correct or add to?"), choices)
        self.which.changed.connect(self._choose)
        self._form.addWidget(self.which)
        self.editing = QWidget()
        self._editing = QVBoxLayout(self.editing)
        self._editing.setContentsMargins(0, 0, 0, 0)
        self._editing.setSpacing(22)
        self._form.addWidget(self.editing)
        self.reason = LongTextQuestion(
            "reason", tr("Why is it amended?"), tr("For example: measured again with a ruler."), rows=2
        )
        self.told_by = TextQuestion(
            "as_told_by", tr("As told by"), tr("Whose correction it is, if it is not your own."), optional=True
        )
        self._form.addWidget(self.reason)
        self._form.addWidget(self.told_by)
        self._asks_told_by = told_by
        self.sign = Button(tr("Sign this amendment"), "primary", self._sign)
        self._form.addWidget(ActionBar(self.sign, Button(tr("Cancel"), "link", self.cancelled.emit)))
        self.know(self.form)
        self._show_rest(shown=False)
        self.which.take_focus()

    def ready(self) -> bool:
        return bool(self._fields)

    def choose(self, name: str) -> None:
        """Choose a field, as the person would."""
        self.which.set_value(name)
        self._choose()

    def show_problems(self, problems: Sequence[Missing]) -> None:
        super().show_problems(problems)

    def show_busy(self, said: str) -> None:
        self.sign.setEnabled(False)
        self.sign.say(said)

    def show_failure(self, said: Said) -> None:
        if hasattr(self, "sign"):
            self.sign.setEnabled(True)
            self.sign.say(tr("Sign this amendment"))
        super().show_failure(said)

    def _choose(self) -> None:
        field = self._fields.get(self.which.value())
        if field is None:
            return
        clear(self._editing)
        self._editor = _editor(field)
        if isinstance(self._editor, InvolvedQuestion | AllegedQuestion):
            self._editor.search_asked.connect(self.search_asked.emit)
        if field.sides:
            card = Card(tr("The answers that are kept"))
            for side in field.sides:
                card.add(Text(side, selectable=True))
            card.add(Text(tr("What you sign settles it. All of them stay readable."), "hint"))
            self._editing.addWidget(card)
        elif field.now:
            card = Card(tr("As it stands now"))
            card.add(Text(field.now, selectable=True))
            self._editing.addWidget(card)
        self._editing.addWidget(self._editor)
        self.know(self._editor)
        self._show_rest(shown=True)
        QTimer.singleShot(0, self.editing, lambda: self.paper.ensureWidgetVisible(self.editing, 0, 60))

    def _show_rest(self, *, shown: bool) -> None:
        self.reason.setVisible(shown)
        self.told_by.setVisible(shown and self._asks_told_by)
        self.sign.setVisible(shown)
        self.editing.setVisible(shown)

    def _sign(self) -> None:
        amendment = Amendment(self.which.value(), _value(self._editor), self.reason.value(), self.told_by.value())
        self.signed.emit(amendment, self.unreadable())


def _stands(field: AmendField) -> str:
    """What stands in a field now, in a line of the list of fields."""
    now = " ".join((field.now or (tr("Several answers are kept") if field.sides else "")).split())
    return now if len(now) <= MOST else now[:MOST].rsplit(" ", 1)[0] + "…"


def _editor(field: AmendField) -> Question:
    made = _blank(field)
    if isinstance(made, WhenQuestion):
        made.set_when(cast("When", field.value))
    else:
        cast("Any", made).set_value(field.value)
    return made


def _blank(field: AmendField) -> Question:
    name, label = field.name, tr("{label}: as it should read", label=field.label)
    match field.kind:
        case "when" | "date":
            return WhenQuestion(name, label) if field.kind == "when" else DateQuestion(name, label)
        case "choice" | "checks":
            asks = ChoiceQuestion if field.kind == "choice" else ChecksQuestion
            return asks(name, label, field.choices)
        case "involved" | "alleged":
            rows = InvolvedQuestion if field.kind == "involved" else AllegedQuestion
            return rows(name, label, "", field.choices)
        case "line" | "text":
            return TextQuestion(name, label) if field.kind == "line" else LongTextQuestion(name, label, rows=5)
        case _:
            return ROWS[field.kind](name, label)


class NamesQuestion(LongTextQuestion):
    """Names, one on each line."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label, tr("One name on each line."), rows=3)

    def names(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.value().splitlines() if line.strip())

    def set_value(self, text: str | tuple[str, ...]) -> None:
        super().set_value(text if isinstance(text, str) else "\n".join(text))


ROWS: dict[str, Callable[[str, str], Question]] = {
    "moment": lambda name, label: WhenQuestion(name, label, sure=False, note=False),
    "names": NamesQuestion,
    "tick": TickQuestion,
    "person": PersonQuestion,
    "quotes": lambda name, label: QuotesQuestion(
        name, label, by=tr("Who said it, if not this child") if name == "words" else "", add=tr("Add more words")
    ),
    "told": ToldQuestion,
    "present": PresentQuestion,
    "marks": lambda name, label: MarksQuestion(name, label, inside=True),
    "family": lambda _name, _label: FamilyQuestion(),
    "schools": SchoolsQuestion,
    "lines": lambda name, label: LinesQuestion(name, label, tr("One thing on each line."), rows=3),
}


def _value(editor: Question | None) -> Held:
    if editor is None:
        return ""
    if isinstance(editor, WhenQuestion):
        return editor.when()
    if isinstance(editor, LinesQuestion):
        return editor.lines()
    if isinstance(editor, NamesQuestion):
        return editor.names()
    if isinstance(editor, MarksQuestion):
        return editor.drawn()
    return cast("Held", cast("Any", editor).value())
