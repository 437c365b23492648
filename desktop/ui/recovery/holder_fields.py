"""A field for each holder's words, and a button for one more. It decides nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.language import tr
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.text_questions import LongTextQuestion

MOST = 16


class HolderFields(QWidget):
    """``known(field)`` is told of each field that is made, so that the error summary finds it."""

    def __init__(self, known: Callable[[QWidget], None], count: int = 2) -> None:
        super().__init__()
        self._known = known
        self.fields: list[LongTextQuestion] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(18)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(18)
        box.addLayout(self._rows)
        self.more = Button(tr("Another holder types too"), on=self._one_more)
        box.addWidget(ActionBar(self.more))
        self.show_count(count)

    def show_count(self, count: int) -> None:
        """At least so many fields."""
        while len(self.fields) < min(count, MOST):
            number = len(self.fields) + 1
            hint = tr("33 words from the paper, in order. Capitals do not matter.") if number == 1 else ""
            label = tr("Words of the first holder") if number == 1 else tr("Words of holder {number}", number=number)
            field = LongTextQuestion(f"holder{number}", label, hint, rows=4)
            self.fields.append(field)
            self._rows.addWidget(field)
            self._known(field)
        self.more.setVisible(len(self.fields) < MOST)

    def values(self) -> list[str]:
        return [field.value() for field in self.fields]

    def forget(self) -> None:
        for field in self.fields:
            field.set_value("")

    def _one_more(self) -> None:
        self.show_count(len(self.fields) + 1)
        self.fields[-1].take_focus()
