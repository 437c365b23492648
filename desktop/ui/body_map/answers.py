"""Several yes, no and "I do not know" in a compact grid.

Rules this module keeps: each row is a group of radio buttons of its own, one stop of Tab; each button's name says the question;
nothing is chosen beforehand.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from desktop.domain.records import Answer
from desktop.services.pages.fields import Choice
from desktop.ui.choice_words import translated
from desktop.ui.language import mark, tr
from desktop.ui.widgets.buttons import FlowLayout
from desktop.ui.widgets.options import Radio
from desktop.ui.widgets.question import Question
from desktop.ui.widgets.text import Text, grow_with_text

ANSWERS = (
    Choice(Answer.YES, mark("Yes")),
    Choice(Answer.NO, mark("No")),
    Choice(Answer.UNKNOWN, mark("Not known")),
)
ASKED_WIDTH = 20  # letters of a row's question


class AnswersQuestion(Question):
    """``asked`` maps a name to its question; ``value()`` maps the names that were answered to "yes", "no" or "unknown"."""

    def __init__(self, name: str, label: str, asked: Mapping[str, str], hint: str = "") -> None:
        super().__init__(name, label, hint)
        self._groups: dict[str, QButtonGroup] = {}
        self._radios: dict[str, dict[str, Radio]] = {}
        rows = QVBoxLayout()
        rows.setSpacing(0)
        self.box.addLayout(rows)
        for each, question in asked.items():
            rows.addWidget(self._row(each, question))

    def _row(self, name: str, question: str) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, gap=6, centre=True)
        label = Text(question)
        label.setFixedWidth(label.fontMetrics().averageCharWidth() * ASKED_WIDTH)
        label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        flow.addWidget(label)
        group = QButtonGroup(row)
        self._groups[name], self._radios[name] = group, {}
        for choice in translated(ANSWERS):
            radio = Radio(choice.label)
            radio.setAccessibleName(f"{question} {choice.label}")
            group.addButton(radio)
            flow.addWidget(radio)
            self._radios[name][choice.code] = radio
            self._controls.append(radio)
        group.buttonToggled.connect(lambda _button, _on: self.changed.emit())
        grow_with_text(row)
        return row

    def value(self) -> dict[str, str]:
        return {
            name: code for name, radios in self._radios.items() for code, radio in radios.items() if radio.isChecked()
        }

    def set_value(self, answers: Mapping[str, str]) -> None:
        for name, radios in self._radios.items():
            self._groups[name].setExclusive(False)
            for code, radio in radios.items():
                radio.setChecked(answers.get(name) == code)
            self._groups[name].setExclusive(True)


def asked_words(asked: Mapping[str, str]) -> dict[str, str]:
    """The questions in the person's language."""
    return {name: tr(question) for name, question in asked.items()}
