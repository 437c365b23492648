"""Questions with rows that can be added and taken away.

Rules this module keeps: a row that is blank is no answer; a row with something in it goes only after a question, and the only row can
be taken away too while it stands in the way; every row
has its number in its name for a screen reader.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QRadioButton, QVBoxLayout, QWidget

from desktop.ui.language import tr
from desktop.ui.widgets.boxes import Card, Notice
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.question import Question
from desktop.ui.widgets.text_questions import LongBox
from desktop.ui.widgets.written_lines import Line


class Rows(Question):
    """Rows that can be added and taken away; there is always one to write in."""

    def __init__(self, name: str, label: str, hint: str, add: str, *, least: int = 1) -> None:
        super().__init__(name, label, hint)
        self._least = least
        self._made: list[RowCard] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        self.box.addLayout(self._rows)
        self.add_button = Button(add, on=self.add_row)
        self.add_button.setAccessibleName(f"{add}: {label}")
        self.box.addWidget(ActionBar(self.add_button))
        self.changed.connect(self._number)
        self.fill(0)

    def make_row(self, number: int) -> RowCard:
        raise NotImplementedError

    def fill(self, count: int) -> None:
        """Have exactly ``count`` blank rows, and at least as many as this question starts with."""
        for row in self._made:
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._made = []
        for _ in range(max(count, self._least)):
            self._add()

    def add_row(self) -> None:
        """Add a row and put the keyboard into it."""
        self._add().first.setFocus()
        self.changed.emit()

    def first_control(self) -> QWidget:
        return self._made[0].first if self._made else self.add_button

    def made(self) -> Sequence[RowCard]:
        return self._made

    def _add(self) -> RowCard:
        row = self.make_row(len(self._made) + 1)
        row.remove.clicked.connect(lambda: row.ask_to_go(lambda: self._take_away(row)))
        self._made.append(row)
        self._rows.addWidget(row)
        self._number()
        return row

    def _take_away(self, row: RowCard) -> None:
        place = self._made.index(row)
        self._made.remove(row)
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()
        if len(self._made) < self._least:
            self._add()
        self._number()
        (self._made[max(0, place - 1)].first if self._made else self.add_button).setFocus()
        self.changed.emit()

    def _number(self) -> None:
        more = len(self._made) > self._least
        for row in self._made:
            row.remove.setVisible(more or (row.filled() and bool(self.problem())))


class RowCard(Card):
    """One row in a quiet box. ``first`` is where the keyboard goes."""

    def __init__(self, removed: str) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.first: QWidget = self
        self.sure: Notice | None = None
        self.remove = Button(tr("Remove this row"), "link")
        self.remove.setAccessibleName(removed)

    def finish(self) -> None:
        self.box.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)

    def filled(self) -> bool:
        """Whether anything stands in it."""
        texts = [line.text() for line in self.findChildren(Line)]
        texts += [box.toPlainText() for box in self.findChildren(LongBox)]
        return any(text.strip() for text in texts) or any(r.isChecked() for r in self.findChildren(QRadioButton))

    def ask_to_go(self, go: Callable[[], None]) -> None:
        """Go away at once when blank; else ask first, with the keyboard on "Keep it"."""
        if not self.filled():
            go()
            return
        if self.sure is None:
            keep = Button(tr("Keep it"), on=self._keep)
            take = Button(tr("Remove it"), "danger", go)
            self.sure = Notice(
                "warning", tr("Remove this row?"), tr("What is written in it cannot be got back."), keep, take
            )
            self.box.addWidget(self.sure)
            self._keep_button = keep
        self.sure.show()
        self._keep_button.setFocus()

    def _keep(self) -> None:
        if self.sure is not None:
            self.sure.hide()
        self.remove.setFocus()
