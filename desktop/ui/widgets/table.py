"""A table of text.

Rules this module keeps:

* the text of a cell is never cut: rows are as high as their text; where the columns would be too narrow for their headings
  (large text, a small window) each row stands as labelled lines instead;
* who reads the rows orders them: a long list asks the record book (``sort_asked``), a short one is sorted here in Python (a proxy
  model takes seconds at 10,000 rows); rows are measured in slices;
* the headings are one stop of the keyboard: Left and Right go through them, Return or Space sorts, and the order is announced;
* Tab leaves the table; Return or a double click on a row opens it; the height fits the rows, up to ``most`` of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.ui.widgets.headings import Headings

SIDES = 30  # pixels of a cell beside its text: the style sheet's padding and Qt's own margins
ABOVE = 15  # pixels of a row above and below its text
SLICE = 24  # rows measured at a time
_WRAPPED = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)


class Sorts(Enum):
    """Who orders the rows."""

    NOT = "not"
    HERE = "here"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Row:
    """``key`` is given to ``opened``; ``order`` (as many as cells) sorts instead of the text when given.

    ``struck`` is the column that is drawn struck through, -1 for none; its words say so too.
    """

    key: str
    cells: tuple[str, ...]
    order: tuple[str | float, ...] = ()
    struck: int = -1


class Table(QTableWidget):
    """Columns of wrapped text, sortable by their headings."""

    opened = Signal(str)  # a row's key
    sort_asked = Signal(int, bool)  # a column, and whether downwards; only where the rows are ordered by who reads them

    def __init__(
        self,
        name: str,
        columns: Sequence[str],
        *,
        sorts: Sorts = Sorts.HERE,
        widths: Sequence[int] = (),
        most: int = 12,
        parent: QWidget | None = None,
    ) -> None:
        """``name`` is what a screen reader calls it; ``widths`` are shares of the width, one for each column."""
        super().__init__(0, len(columns), parent)
        self.headings = Headings(tuple(columns), name, keyboard=sorts is not Sorts.NOT)
        self.setHorizontalHeader(self.headings)
        self.waiting = False  # an order was asked for, and the rows have not come yet
        self._rows: list[Row] = []
        self._sorts = sorts
        self._sorted: tuple[int, bool] | None = None
        self._widths = tuple(widths) or (1,) * len(columns)
        self._most = most
        self._columns = tuple(columns)
        self._stacked = False
        self._measured = 0
        self._fitted = (0, 0)  # width and letter that the rows were measured for
        self._measuring = QTimer(self)
        self._measuring.setInterval(0)
        self._measuring.timeout.connect(self._measure)
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(columns))
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizeAdjustPolicy(QAbstractScrollArea.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        self.headings.sectionClicked.connect(self._sort_by)
        self.cellDoubleClicked.connect(lambda row, _column: self.opened.emit(self._rows[row].key))

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; the chosen row stays chosen when its key is still there."""
        kept = self.current_key()
        self._rows = list(rows)
        self.waiting = False
        if self._sorted and self._sorts is Sorts.HERE:
            self._order(*self._sorted)
        self._fill(kept)

    def current_key(self) -> str:
        """The key of the chosen row, or ``""``."""
        row = self.currentRow()
        return self._rows[row].key if 0 <= row < len(self._rows) else ""

    def choose(self, key: str) -> None:
        for number, row in enumerate(self._rows):
            if row.key == key:
                self.setCurrentCell(number, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current_key():
            self.opened.emit(self.current_key())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(anew=False)

    def sizeHint(self) -> QSize:
        line = QFontMetrics(self.font()).height() + 14
        rows = [self.rowHeight(n) for n in range(min(self.rowCount(), self._most))]
        above = 0 if self._stacked else self.horizontalHeader().sizeHint().height()
        return QSize(500, above + (sum(rows) or line) + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    def _sort_by(self, column: int) -> None:
        if self._sorts is Sorts.NOT:
            return
        down = self._sorted == (column, False)
        self._sorted = (column, down)
        self.headings.show_order(column, down=down)
        if self._sorts is Sorts.ASKED:
            self.waiting = True
            self.sort_asked.emit(column, down)
            return
        kept = self.current_key()
        self._order(column, down)
        self._fill(kept)

    def _order(self, column: int, down: bool) -> None:
        def by(row: Row) -> tuple[int, float, str]:
            value = row.order[column] if row.order else row.cells[column]
            return (0, value, "") if isinstance(value, float | int) else (1, 0.0, value.casefold())

        self._rows.sort(key=by, reverse=down)

    def _fill(self, kept: str) -> None:
        self.setRowCount(len(self._rows))
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        for number, row in enumerate(self._rows):
            for column, cell in enumerate(row.cells):
                made = QTableWidgetItem(cell)
                made.setTextAlignment(top)
                if column == row.struck:
                    made.setFont(_struck(self.font()))
                self.setItem(number, column, made)
        if self._stacked:
            self._set_first_cells()
        if kept:
            self.choose(kept)
        elif self._rows:
            self.setCurrentCell(0, 0)
            self.clearSelection()
        self._fit()

    def _fit(self, *, anew: bool = True) -> None:
        room, total = self.viewport().width(), sum(self._widths)
        letter = QFontMetrics(self.font()).averageCharWidth()
        if not anew and self._fitted == (room, letter):
            return
        self._fitted = (room, letter)
        narrow = any(
            room * share < total * self.headings.widest_word(column) for column, share in enumerate(self._widths)
        )
        if narrow != self._stacked:
            self._stack(narrow)
        left = room
        for column, share in enumerate(self._widths):
            width = left if column == len(self._widths) - 1 else room * share // total
            self.setColumnWidth(column, room if self._stacked else width)
            left -= width
        self._measured = 0
        self._measure()

    def _stack(self, stacked: bool) -> None:
        """Each row as labelled lines in one cell, or in its columns again."""
        self._stacked = stacked
        self.horizontalHeader().setVisible(not stacked)
        for column in range(1, self.columnCount()):
            self.setColumnHidden(column, stacked)
        self._set_first_cells()

    def _set_first_cells(self) -> None:
        for number, row in enumerate(self._rows):
            lines = (f"{name}: {cell}" for name, cell in zip(self._columns, row.cells, strict=False) if cell)
            if (first := self.item(number, 0)) is not None and row.cells:
                first.setText("\n".join(lines) if self._stacked else row.cells[0])

    def _measure(self) -> None:
        """Give a slice of the rows their height, and come back for the next."""
        metrics = QFontMetrics(self.font())
        until = min(self._measured + max(SLICE, 0 if self._measured else self._most), self.rowCount())
        columns = range(1 if self._stacked else self.columnCount())
        rooms = [max(20, self.columnWidth(column) - SIDES) for column in columns]
        for number in range(self._measured, until):
            cells = (self.item(number, column) for column in columns)
            heights = [
                metrics.boundingRect(QRect(0, 0, room, 100_000), _WRAPPED, cell.text()).height()
                for room, cell in zip(rooms, cells, strict=True)
                if cell is not None
            ]
            self.setRowHeight(number, max(heights, default=metrics.height()) + ABOVE)
        first = self._measured == 0
        self._measured = until
        if until < self.rowCount():
            self._measuring.start()
        else:
            self._measuring.stop()
        if first:
            self.updateGeometry()


def _struck(font: QFont) -> QFont:
    made = QFont(font)
    made.setStrikeOut(True)
    return made
