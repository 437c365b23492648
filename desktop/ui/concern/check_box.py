"""Check before you sign: every answer with Change. It decides nothing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.concern.whom_to_ring import RingNow
from desktop.ui.concern.wording import BLANK, AnswerSection
from desktop.ui.language import tr
from desktop.ui.widgets.boxes import Notice, clear
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.summary_list import SummaryList, SummaryRow
from desktop.ui.widgets.text import Text


class CheckBox(QWidget):
    """``change_asked(field)``."""

    change_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(
            Text(
                tr("Once signed it cannot be changed, only added to. The child or a parent may read it one day."),
                "lead",
            )
        )
        self.calm = Notice("warning")
        self.calm.hide()
        column.addWidget(self.calm)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        column.addLayout(self._rows)

    def show_calm(self, calm: RingNow | None) -> None:
        """Who can be rung, when nobody knows whether the child is safe."""
        if calm is not None:
            self.calm.say("warning", calm.title, calm.text)
        self.calm.setVisible(calm is not None)

    def fill(self, sections: tuple[AnswerSection, ...]) -> None:
        clear(self._rows)
        for section in sections:
            self._rows.addSpacing(6)
            self._rows.addWidget(Text(section.title, "heading"))
            rows = [
                SummaryRow(row.label, "" if row.blank else row.text, "" if row.field == "typed_by" else row.field)
                for row in section.rows
            ]
            answers = SummaryList(rows, blank=tr(BLANK))
            answers.change.connect(self.change_asked.emit)
            self._rows.addWidget(answers)


class ThrowBox(QWidget):
    """Throwing the draft away, after a question. ``discard`` asks it: whoever shows the page puts it last, apart from the buttons
    that go on. The question stands at the end of the form.

    ``asked`` comes when the question opened, ``sure`` when it was answered with yes.
    """

    asked = Signal()
    agreed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.discard = Button(tr("Throw this draft away"), "link", self._ask)
        self.sure = Notice(
            "warning",
            tr("Throw this draft away?"),
            tr("What you wrote here cannot be got back."),
            Button(tr("Throw it away"), "danger", self.agreed.emit),
            keep := Button(tr("Keep it"), on=self._keep),
        )
        self._first = keep
        column.addWidget(self.sure)
        self.sure.hide()

    def _ask(self) -> None:
        self.sure.show()
        self._first.setFocus()
        self.asked.emit()

    def _keep(self) -> None:
        self.sure.hide()
        self.discard.setFocus()
