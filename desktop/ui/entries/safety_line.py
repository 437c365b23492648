"""How safe a child says they feel, over time: a small line, and the same in a table.

Rules this module keeps: the picture says nothing that the table does not; each point has its number beside it; the numbers are the
child's own, and no line is drawn beyond them.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.entries.lines import Score
from desktop.ui.language import tr
from desktop.ui.widgets.boxes import Card
from desktop.ui.widgets.table import Row, Sorts, Table
from desktop.ui.widgets.text import Text

MOST = 10  # the highest number
SHOWN = 12  # points; of more the last, the table has all
DOT = 5  # pixels


class SafetyLine(QWidget):
    """Points from left to right, 0 at the bottom and 10 at the top. Not reached by the keyboard: the table below is."""

    def __init__(self, scores: Sequence[Score], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scores = tuple(scores)[-SHOWN:]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        said = "; ".join(f"{score.day}: {score.number}" for score in self.scores)
        self.setAccessibleName(tr("How safe the child feels, from 0 to 10: {said}", said=said))

    def sizeHint(self) -> QSize:
        return QSize(360, self.fontMetrics().lineSpacing() * 11)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line, left = self.fontMetrics().lineSpacing(), self.fontMetrics().horizontalAdvance("00") + 14
        area = QRectF(left, 1.8 * line, self.width() - left - 24, self.height() - 3.2 * line)
        ink, quiet = self.palette().windowText().color(), self.palette().mid().color()
        for number in (0, 5, 10):
            y = _height(area, number)
            painter.setPen(QPen(quiet, 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(ink)
            painter.drawText(
                QRectF(0, y - line / 2, left - 8, line),
                int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
                str(number),
            )
        points = self._points(area)
        painter.setPen(QPen(ink, 2))
        painter.drawPolyline(QPolygonF(points))
        painter.setBrush(ink)
        for point, score in zip(points, self.scores, strict=True):
            painter.drawEllipse(point, DOT, DOT)
            above = point.y() - line * 0.5 - DOT
            painter.drawText(
                QRectF(point.x() - 30, above - line / 2, 60, line), int(Qt.AlignmentFlag.AlignCenter), str(score.number)
            )
        self._ends(painter, area, line)
        painter.end()

    def _ends(self, painter: QPainter, area: QRectF, line: int) -> None:
        """The first and the last day below; the table has those between."""
        below = QRectF(area.left(), area.bottom() + line * 0.3, area.width(), line)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft), self.scores[0].day)
        if len(self.scores) > 1:
            painter.drawText(below, int(Qt.AlignmentFlag.AlignRight), self.scores[-1].day)

    def _points(self, area: QRectF) -> list[QPointF]:
        inside = min(24.0, area.width() / 4)
        first, width = area.left() + inside, area.width() - 2 * inside
        step = width / max(1, len(self.scores) - 1)
        return [QPointF(first + step * place, _height(area, score.number)) for place, score in enumerate(self.scores)]


def _height(area: QRectF, number: int) -> float:
    return area.bottom() - area.height() * number / MOST


def safety_card(scores: Sequence[Score], of: int = 0) -> Card:
    """The line, where there is more than one number, and the table of all of them; ``of`` is how many there are, where these are the latest."""
    card = Card(tr("How safe the child feels"))
    card.add(Text(tr("The child’s own number: 0 is not safe at all, 10 is as safe as can be."), "small"))
    if len(scores) > 1:
        card.add(SafetyLine(scores))
    if of > len(scores):
        shown, many = f"{len(scores):,}", f"{of:,}"
        said = tr("The latest {shown} of {of}. The others stand in the chronology.", shown=shown, of=many)
        card.add(Text(said, "hint"))
    table = Table(
        tr("How safe the child feels"),
        (tr("When"), tr("Feels safe, 0 to 10"), tr("Written by")),
        sorts=Sorts.NOT,
        widths=(4, 3, 6),
        most=5,
    )
    table.set_rows([Row(str(place), (one.day, str(one.number), one.words)) for place, one in enumerate(scores)])
    card.add(table)
    return card
