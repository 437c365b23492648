"""How a view of the body and its marks are painted.

Rules this module keeps: the colours are the palette's; a mark is a number in a shape, so colour alone says nothing; a
struck mark is crossed out and still there; where marks lie close, their numbers stand apart and a line leads to the place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPainterPathStroker, QPalette, QPen, QPolygonF

from desktop.domain.body_marks import BodyMark
from desktop.domain.outlines import Outlines, Region, View, apart
from resources import read

_PART = re.compile(r"([MCLZ])([^MCLZ]*)")
NEAR = 14.0  # pixels beside the body that still count as on it


@cache
def outlines(body: str) -> Outlines:
    """The drawings of one body, read once."""
    return Outlines.parse(read(f"body_maps/{body}.json"))


@dataclass(frozen=True)
class Spot:
    """A mark as it is painted. ``tone`` is a colour role of the palette."""

    mark: BodyMark
    shape: str = "circle"
    tone: QPalette.ColorRole = QPalette.ColorRole.Highlight


@cache
def path_of(written: str) -> QPainterPath:
    """Path data as a path of Qt's."""
    path = QPainterPath()
    for command, numbers in _PART.findall(written):
        at = [float(one) for one in numbers.split()]
        match command:
            case "M":
                path.moveTo(at[0], at[1])
            case "L":
                path.lineTo(at[0], at[1])
            case "C":
                path.cubicTo(at[0], at[1], at[2], at[3], at[4], at[5])
            case _:
                path.closeSubpath()
    return path


@cache
def body_of(view: View) -> QPainterPath:
    """All that belongs to the body in a view, in its units."""
    whole = QPainterPath()
    for written in view.outline:
        whole.addPath(path_of(written))
    whole.setFillRule(Qt.FillRule.WindingFill)
    return whole


def is_near_body(view: View, x: int, y: int, scale: float) -> bool:
    """Whether a place in thousandths is on the body, or so close that a shaky hand meant it."""
    at = QPointF(*view.in_units(x, y))
    body = body_of(view)
    if body.contains(at):
        return True
    stroker = QPainterPathStroker(QPen(Qt.GlobalColor.black, 2 * NEAR / scale))
    return stroker.createStroke(body).contains(at)


class Place:
    """Where a view stands in a widget: as large as fits, in the middle."""

    def __init__(self, view: View, room: QSizeF, margin: float = 10.0) -> None:
        wide, high = view.box
        self.scale = max(0.01, min((room.width() - 2 * margin) / wide, (room.height() - 2 * margin) / high))
        self.left = (room.width() - wide * self.scale) / 2
        self.top = (room.height() - high * self.scale) / 2
        self._view = view

    def spot(self, x: int, y: int) -> QPointF:
        """A place in thousandths, in the widget's pixels."""
        u, v = self._view.in_units(x, y)
        return QPointF(self.left + u * self.scale, self.top + v * self.scale)

    def thousandths(self, at: QPointF) -> tuple[int, int]:
        wide, high = self._view.box
        x, y = (at.x() - self.left) / self.scale / wide, (at.y() - self.top) / self.scale / high
        return round(1000 * x), round(1000 * y)

    def region(self, region: Region) -> QPolygonF:
        return QPolygonF([QPointF(self.left + x * self.scale, self.top + y * self.scale) for x, y in region.polygon])


def paint_body(painter: QPainter, view: View, place: Place, palette: QPalette) -> None:
    """Paint the outline and its inner lines."""
    painter.save()
    painter.translate(place.left, place.top)
    painter.scale(place.scale, place.scale)
    painter.setBrush(palette.alternateBase())
    painter.setPen(_pen(palette.windowText().color(), 1.9 / place.scale))
    for written in view.outline:
        painter.drawPath(path_of(written))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(palette.mid().color(), 1.1 / place.scale))
    for written in view.lines:
        painter.drawPath(path_of(written))
    painter.restore()


def paint_region(painter: QPainter, view: View, region: Region, place: Place, palette: QPalette, *, ring: bool) -> None:
    """Show which region has the keyboard (``ring``), or is under the mouse."""
    painter.save()
    painter.translate(place.left, place.top)
    painter.scale(place.scale, place.scale)
    shape = QPainterPath()
    shape.addPolygon(QPolygonF([QPointF(*corner) for corner in region.polygon]))
    shape.closeSubpath()
    shape = shape.intersected(body_of(view).simplified())
    tint = QColor(palette.midlight().color())
    tint.setAlpha(150 if ring else 70)
    painter.setBrush(tint)
    painter.setPen(_pen(palette.dark().color(), 2.6 / place.scale) if ring else Qt.PenStyle.NoPen)
    painter.drawPath(shape)
    painter.restore()


def paint_spots(
    painter: QPainter, spots: Sequence[Spot], place: Place, palette: QPalette, font: QFont, chosen: int = 0
) -> None:
    """Paint the marks of one view, numbered; ``chosen`` has a ring."""
    size = badge_size(font)
    points = [place.spot(spot.mark.x, spot.mark.y) for spot in spots]
    badges = apart([(point.x(), point.y()) for point in points], size + 2)
    bold = QFont(font)
    bold.setBold(True)
    bold.setPointSizeF(font.pointSizeF() * 0.9)
    painter.setFont(bold)
    for spot, point, (x, y) in zip(spots, points, badges, strict=True):
        middle = QPointF(x, y)
        colour = palette.color(spot.tone) if not spot.mark.struck else palette.color(QPalette.ColorRole.Mid)
        if middle != point:
            painter.setPen(_pen(colour, 2))
            painter.drawLine(point, middle)
            painter.setBrush(colour)
            painter.drawEllipse(point, 3.5, 3.5)
        if spot.mark.number == chosen:
            painter.setBrush(palette.midlight())
            painter.setPen(_pen(palette.dark().color(), 2))
            painter.drawEllipse(middle, size / 2 + 6, size / 2 + 6)
        struck = bool(spot.mark.struck)
        painter.setBrush(palette.window() if struck else colour)
        painter.setPen(_pen(colour if struck else palette.window().color(), 2))
        painter.drawPath(badge(spot.shape, middle, size))
        painter.setPen(palette.color(QPalette.ColorRole.WindowText if struck else QPalette.ColorRole.Window))
        painter.drawText(
            QRectF(x - size, y - size, 2 * size, 2 * size), Qt.AlignmentFlag.AlignCenter, str(spot.mark.number)
        )
        if struck:
            painter.setPen(_pen(palette.windowText().color(), 2.2))
            reach = size * 0.62
            painter.drawLine(QPointF(x - reach, y + reach), QPointF(x + reach, y - reach))


def badge_size(font: QFont) -> float:
    """Pixels across a mark's number, which grow with the text."""
    return max(22.0, font.pointSizeF() * 96 / 72 * 1.45)


def badge(shape: str, middle: QPointF, size: float) -> QPainterPath:
    """A mark's shape around a place."""
    path = QPainterPath()
    half = size / 2
    match shape:
        case "square":
            path.addRect(QRectF(middle.x() - half * 0.94, middle.y() - half * 0.94, size * 0.94, size * 0.94))
        case "diamond":
            _polygon(path, middle, [(0, -1.3 * half), (1.3 * half, 0), (0, 1.3 * half), (-1.3 * half, 0)])
        case "triangle":
            _polygon(path, middle, [(0, -1.55 * half), (1.45 * half, 0.95 * half), (-1.45 * half, 0.95 * half)])
        case "hexagon":
            _polygon(path, middle, [(-0.6 * half, -half), (0.6 * half, -half), (1.2 * half, 0), (0.6 * half, half), (-0.6 * half, half), (-1.2 * half, 0)])  # fmt: skip
        case _:
            path.addEllipse(middle, half, half)
    return path


def _polygon(path: QPainterPath, middle: QPointF, corners: Sequence[tuple[float, float]]) -> None:
    path.addPolygon(QPolygonF([middle + QPointF(x, y) for x, y in corners]))
    path.closeSubpath()


def _pen(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
