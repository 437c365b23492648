"""The headings of a table, reached and pressed by keyboard.

Rules this module keeps: Qt gives a heading no keyboard, so all of them are one stop: Left and Right go from one to the next, Return
or Space sorts by it; the one that has the keyboard shows the ring; the order is said to a screen reader when it changes, and is
part of the name.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QHeaderView

from desktop.ui.language import tr

ARROW = 12  # pixels of the mark that shows the order
BESIDE = 26 + ARROW  # pixels of a heading beside its text: the style sheet's padding, and the mark
ABOVE = 20  # pixels above and below it
_WRAPPED = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)
_WAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Headings(QHeaderView):
    """``sectionClicked(column)`` fires for the mouse and the keyboard. ``of`` is what the table is called."""

    def __init__(self, columns: Sequence[str], of: str, *, keyboard: bool) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._columns, self._of, self._at = tuple(columns), of, 0
        self._order = ""
        self._sorted: tuple[int, bool] | None = None
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(keyboard)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if keyboard else Qt.FocusPolicy.NoFocus)
        self._name()

    def show_order(self, column: int, *, down: bool) -> None:
        """Show and say by what the rows are ordered now."""
        self._sorted = (column, down)
        name = self._columns[column]
        self._order = (
            tr("sorted by {column}, downwards", column=name) if down else tr("sorted by {column}, upwards", column=name)
        )
        self._at = column
        self._name()
        self.viewport().update()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{self._of}: {self._order}"))

    def widest_word(self, column: int) -> int:
        """Pixels that a heading needs when it wraps: its longest word and what stands beside it."""
        metrics = self._metrics()
        return max(map(metrics.horizontalAdvance, self._columns[column].split()), default=0) + BESIDE

    def sizeHint(self) -> QSize:
        """As high as the highest heading, wrapped at the width of its column."""
        metrics = self._metrics()
        rooms = (max(20, self.sectionSize(column) - BESIDE) for column in range(len(self._columns)))
        high = [
            metrics.boundingRect(QRect(0, 0, room, 10_000), _WRAPPED, name).height()
            for room, name in zip(rooms, self._columns, strict=True)
        ]
        return QSize(super().sizeHint().width(), max(high, default=metrics.height()) + ABOVE)

    def _metrics(self) -> QFontMetrics:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return QFontMetrics(font)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = _WAYS.get(Qt.Key(event.key()), 0)
        if way:
            self._at = (self._at + way) % len(self._columns)
            self._name()
            self.viewport().update()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.sectionClicked.emit(self._at)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, index: int) -> None:
        painter.save()
        super().paintSection(painter, rect, index)
        painter.restore()
        if self._sorted is not None and self._sorted[0] == index:
            self._paint_arrow(painter, rect, down=self._sorted[1])
        if self.hasFocus() and index == self._at:
            palette = self.palette()
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(palette.midlight().color(), 3))
            painter.drawRect(rect.adjusted(4, 4, -5, -5))
            painter.setPen(QPen(palette.dark().color(), 3))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _paint_arrow(self, painter: QPainter, rect: QRect, *, down: bool) -> None:
        side = ARROW
        left, middle = rect.right() - side - 6, rect.center().y()
        tip, foot = (middle + side // 3, middle - side // 3) if down else (middle - side // 3, middle + side // 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().windowText())
        painter.drawPolygon([QPoint(left, foot), QPoint(left + side, foot), QPoint(left + side // 2, tip)])

    def _name(self) -> None:
        said = tr("{table}: sort by {column}", table=self._of, column=self._columns[self._at])
        self.setAccessibleName(f"{said} ({self._order})" if self._order else said)
