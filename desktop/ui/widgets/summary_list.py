"""Answers to check: label, value, and Change on each row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.ui.language import tr
from desktop.ui.widgets.boxes import clear
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.text import Rule, Text, grow_with_text


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """``name`` is given to ``change``; a blank name has no Change button. A blank value reads "Not asked"."""

    label: str
    value: str
    name: str = ""
    note: str = ""  # small text under the value
    action: str = ""  # what the button says; Change when blank


LOWER = 6  # pixels that label and value stand lower where Change, which is higher than a line, stands beside them


class SummaryList(QWidget):
    """Rows with an optional Change button."""

    change = Signal(str)

    def __init__(self, rows: Sequence[SummaryRow] = (), *, blank: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._blank = blank or tr("Not asked")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 6)
        grow_with_text(self)
        self.set_rows(rows)

    def set_rows(self, rows: Sequence[SummaryRow]) -> None:
        clear(self._grid)
        top = Qt.AlignmentFlag.AlignTop
        lower = LOWER if any(row.name for row in rows) else 0
        for number, row in enumerate(rows):
            line = number * 3
            label = Text(row.label, "label")
            label.setContentsMargins(0, lower, 0, 0)
            self._grid.addWidget(label, line, 0, top)
            value = Text(row.value or self._blank, "body" if row.value else "muted", selectable=bool(row.value))
            value.setAccessibleName(f"{row.label}: {row.value or self._blank}")
            value.setContentsMargins(0, lower, 0, 0)
            cell = QVBoxLayout()
            cell.setSpacing(4)
            cell.addWidget(value)
            if row.note:
                cell.addWidget(Text(row.note, "small"))
            self._grid.addLayout(cell, line, 1, top)
            if row.name:
                action = row.action or tr("Change")
                button = Button(action, "link", partial(self.change.emit, row.name))
                button.setAccessibleName(f"{action}: {row.label}")
                self._grid.addWidget(button, line, 2, top | Qt.AlignmentFlag.AlignRight)
            if number < len(rows) - 1:
                self._grid.addWidget(Rule(), line + 2, 0, 1, 3)
