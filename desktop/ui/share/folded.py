"""The first lines of what a statement says, and all of it at a press.

Rules this module keeps: what tells most stands there first (what was seen, the marks, the child's own words); that something is
folded is said by the button, and by an ellipsis in a text that goes on. Before signing nothing is folded.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.language import tr
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.summary_list import SummaryList, SummaryRow
from desktop.ui.widgets.text import grow_with_text

FIRST, LINES, MOST = 3, 3, 240  # fields, and lines and letters of each, that stand there before one asks for all of it
TELLING = ("seen", "words", "body_marks", "marks", "reported", "extract", "given_names", "family_name", "born")


def foremost(names: Sequence[str]) -> frozenset[int]:
    """The places of the fields that stand there when the rest is folded."""
    ranked = sorted(range(len(names)), key=lambda at: (TELLING.index(names[at]) if names[at] in TELLING else 99, at))
    return frozenset(ranked[:FIRST])


class FoldedSummary(QWidget):
    """The first lines of what a statement says; a press shows all of it. What leaves is shown whole before it is signed."""

    def __init__(self, rows: Sequence[SummaryRow], first: Collection[int], name: str) -> None:
        super().__init__()
        grow_with_text(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(30, 0, 0, 0)
        column.setSpacing(6)
        self._rows, self._name = tuple(rows), name
        self._first = [_short(row) for at, row in enumerate(rows) if at in first]
        self.folded = len(rows) > FIRST + 1 or any(_is_long(row.value) for row in rows)
        self.list = SummaryList()
        column.addWidget(self.list)
        self.all = Button(tr("Show all of it"), "link", self._toggle)
        self.bar = ActionBar(self.all)
        column.addWidget(self.bar)
        self._fill()
        if not self.folded:
            self.bar.hide()

    def _toggle(self) -> None:
        self.folded = not self.folded
        self._fill()

    def _fill(self) -> None:
        self.list.set_rows(self._first if self.folded else self._rows)
        self.all.say(tr("Show all of it") if self.folded else tr("Show less of it"))
        self.all.setAccessibleName(f"{self.all.text()}: {self._name}")


def _is_long(text: str) -> bool:
    return len(text) > MOST or text.count("\n") >= LINES


def _short(row: SummaryRow) -> SummaryRow:
    """The beginning of it, at the end of a word, with an ellipsis."""
    if not _is_long(row.value):
        return row
    text = "\n".join(row.value.split("\n")[:LINES])
    text = text[:MOST].rsplit(" ", 1)[0] if len(text) > MOST else text
    return replace(row, value=f"{text} …")
