"""Icons from resources/icons, drawn in the colour of the text beside them."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from desktop.ui.theme import RESOURCES


@lru_cache(maxsize=64)
def _source(name: str) -> str:
    return (RESOURCES / f"icons/{name}.svg").read_text("utf-8")


def paint_icon(on: QWidget, name: str, colour: QColor) -> None:
    """Fill a widget with an icon, from within its ``paintEvent``."""
    painter = QPainter(on)
    drawing = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour.name()).encode()))
    drawing.render(painter, QRectF(on.rect()))
    painter.end()


def icon(name: str, colour: str, size: int = 22) -> QIcon:
    """``name`` is a Lucide icon kept in resources/icons; ``colour`` is ``#rrggbb``; ``size`` in pixels."""
    drawing = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    pixmap = QPixmap(size * 2, size * 2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    drawing.render(painter, QRectF(0, 0, size * 2, size * 2))
    painter.end()
    pixmap.setDevicePixelRatio(2)
    return QIcon(pixmap)
