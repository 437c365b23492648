"""The list of the places of a view: the same as the picture's regions, for who cannot press a small one."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox

from desktop.domain.body_words import place_name, view_name
from desktop.domain.outlines import View
from desktop.ui.language import tr


class PlaceList(QComboBox):
    """``place()`` is the chosen region's name."""

    def show_view(self, view: View) -> None:
        """Offer the regions of a view, by their names."""
        self.setAccessibleName(tr("Place by its name, {view}", view=view_name(view.name)))
        self.clear()
        for region in sorted(view.regions, key=lambda one: place_name(one.name)):
            name = place_name(region.name)
            self.addItem(name[:1].upper() + name[1:], region.name)

    def place(self) -> str:
        return str(self.currentData() or "")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().text(), 2.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        x, y = self.width() - 22.0, self.height() / 2
        painter.drawPolyline([QPointF(x - 6, y - 3), QPointF(x, y + 3), QPointF(x + 6, y - 3)])
        painter.end()
