"""One view of the body, with a button for each region.

Rules this module keeps:

* each region is a real button with its name, so that keyboard and screen reader reach it; the buttons paint nothing;
* a view is one stop of Tab; the arrows go to the nearest region that way, Page Up and Page Down through all of them in the order
  of reading, Home and End to the first and the last;
* Enter and Space place a mark in the region's middle, the mouse where it pressed;
* what is painted is also said: the number of each mark is part of its region's description.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLayout, QLayoutItem, QSizePolicy, QWidget

from desktop.domain.body_words import place_name, view_name
from desktop.domain.outlines import Region, View
from desktop.ui.body_map.drawing import Place, Spot, badge_size, is_near_body, paint_body, paint_region, paint_spots
from desktop.ui.language import tr
from desktop.ui.widgets.text import grow_with_text

_ORDER = frozenset({Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
MARGIN = 10  # pixels around the body
SMALLEST = 32  # pixels of a region's button, whatever its region
_WAYS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class RegionButton(QAbstractButton):
    """A region for the keyboard and for a screen reader. The mouse is the figure's."""

    def __init__(self, region: Region, parent: QWidget) -> None:
        super().__init__(parent)
        self.region = region
        self.setAccessibleName(place_name(region.name))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)  # its region says how large it is

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() in _WAYS or event.key() in _ORDER:
            event.ignore()  # the figure knows which one is next
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._repaint()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._repaint()

    def _repaint(self) -> None:
        if (figure := self.parentWidget()) is not None:
            figure.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Nothing: the figure shows which one has the keyboard."""


class _Regions(QLayout):
    """Puts each button where its region is: so Tab, which follows layouts, finds them."""

    def __init__(self, figure: BodyFigure) -> None:
        super().__init__(figure)
        self._figure = figure
        self._held: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._held.append(item)

    def count(self) -> int:
        return len(self._held)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._held[index] if 0 <= index < len(self._held) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._held.pop(index) if 0 <= index < len(self._held) else None

    def sizeHint(self) -> QSize:
        return QSize()

    def minimumSize(self) -> QSize:
        return QSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._figure.heightForWidth(width)  # Qt asks the layout instead of the widget

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        place = self._figure.place()
        for item in self._held:
            button = item.widget()
            if isinstance(button, RegionButton):
                box = place.region(button.region).boundingRect().toAlignedRect().intersected(rect)
                wide, high = max(SMALLEST, box.width()), max(SMALLEST, box.height())
                left = min(max(0, box.center().x() - wide // 2), max(0, rect.width() - wide))
                top = min(max(0, box.center().y() - high // 2), max(0, rect.height() - high))
                item.setGeometry(QRect(left, top, wide, high))


class BodyFigure(QWidget):
    """``place_asked(region, x, y)`` in thousandths; ``mark_asked(number)`` when a mark was pressed."""

    place_asked = Signal(str, int, int)
    mark_asked = Signal(int)

    def __init__(self, view: View, *, readable_only: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self.spots: tuple[Spot, ...] = ()
        self._chosen = 0
        self._fixed = readable_only
        self._over: Region | None = None
        self._current: RegionButton | None = None
        self._buttons: list[RegionButton] = []
        grow_with_text(self, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._regions = _Regions(self)
        if not readable_only:
            self.setMouseTracking(True)
            self.setCursor(Qt.CursorShape.CrossCursor)
        self.show_view(view)

    # showing

    def show_view(self, view: View) -> None:
        """Another view; the keyboard stays on the region of the same name, when it has the keyboard."""
        if view is self.view and self._buttons:
            return
        had = self._current is not None and self._current.hasFocus()
        name = self._current.region.name if self._current is not None else ""
        self.view = view
        for button in self._buttons:
            self._regions.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons, self._current, self._over = [], None, None
        self.setAccessibleName(tr("Body map, {view}", view=view_name(view.name)))
        if not self._fixed:
            for region in sorted(view.regions, key=lambda one: (round(one.middle[1] / 60), one.middle[0])):
                self._add(region)
            same = next((one for one in self._buttons if one.region.name == name), None)
            self._stop_at(same or self._buttons[0])
            if had and self._current is not None:
                self._current.setFocus()
        self.updateGeometry()
        self._regions.setGeometry(self.rect())
        self.update()

    def show_spots(self, spots: Sequence[Spot], chosen: int = 0) -> None:
        """The marks of this view; the rest is left out. ``chosen`` is a number, or 0."""
        self.spots = tuple(spot for spot in spots if spot.mark.view == self.view.name)
        self._chosen = chosen
        for button in self._buttons:
            here = [str(spot.mark.number) for spot in self.spots if spot.mark.region == button.region.name]
            button.setAccessibleDescription(tr("Marks here: {numbers}", numbers=", ".join(here)) if here else "")
        self.update()

    def button(self, region: str) -> RegionButton | None:
        return next((one for one in self._buttons if one.region.name == region), None)

    def take_focus(self) -> None:
        if self._current is not None:
            self._current.setFocus(Qt.FocusReason.TabFocusReason)

    def place(self) -> Place:
        return Place(self.view, QSizeF(self.size()))

    # keyboard and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self._current
        if here is None:
            super().keyPressEvent(event)
            return
        at = self._buttons.index(here)
        if event.key() in _ORDER:
            after = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1, Qt.Key.Key_PageUp: at - 1}.get(Qt.Key(event.key()), at + 1)
            self._go_to(self._buttons[after % len(self._buttons)])
        elif event.key() in _WAYS:
            self._go_to(self._next(here, _WAYS[event.key()]))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._fixed or event.button() != Qt.MouseButton.LeftButton:
            return
        at, place = event.position(), self.place()
        reach = badge_size(self.font()) / 2
        for spot in reversed(self.spots):
            if _far(place.spot(spot.mark.x, spot.mark.y), at) <= reach:
                self.mark_asked.emit(spot.mark.number)
                return
        x, y = place.thousandths(at)
        region = self._region_at(at)
        if region is not None and (button := self.button(region.name)) is not None:
            self._stop_at(button)
            self.place_asked.emit(region.name, x, y)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._region_at(event.position())
        if over is not self._over:
            self._over = over
            self.setToolTip(place_name(over.name) if over is not None else "")
            self.update()

    def leaveEvent(self, _event: object) -> None:
        self._over = None
        self.update()

    # looks

    def sizeHint(self) -> QSize:
        line = QFontMetrics(self.font()).height()
        most = 22 * line if self._fixed else 30 * line
        high = min(max(most, 280 if self._fixed else 520), 640 if self._fixed else 860)
        return QSize(round(high * self.view.box[0] / self.view.box[1]) + 2 * MARGIN, high)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """No higher than the view is at this width: nothing stays blank above and below it."""
        wide, high = self.view.box
        return min(self.sizeHint().height(), round((width - 2 * MARGIN) * high / wide) + 2 * MARGIN)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 240), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place, palette = self.place(), self.palette()
        paint_body(painter, self.view, place, palette)
        if self._over is not None:
            paint_region(painter, self.view, self._over, place, palette, ring=False)
        if self._current is not None and self._current.hasFocus():
            paint_region(painter, self.view, self._current.region, place, palette, ring=True)
        paint_spots(painter, self.spots, place, palette, self.font(), self._chosen)
        painter.end()

    # inside

    def _add(self, region: Region) -> None:
        button = RegionButton(region, self)
        button.clicked.connect(lambda: self.place_asked.emit(region.name, *self.view.place_of(region)))
        self._buttons.append(button)
        self._regions.addWidget(button)
        button.show()

    def _stop_at(self, button: RegionButton) -> None:
        if self._current is not None:
            self._current.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._current = button
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _go_to(self, button: RegionButton) -> None:
        before = self._current
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setFocus(Qt.FocusReason.TabFocusReason)
        self._current = button
        if before is not None and before is not button:
            before.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.update()

    def _next(self, here: RegionButton, way: tuple[int, int]) -> RegionButton:
        """The nearest region that way, straight ahead counting for more than aside; the next in order when there is none."""
        x, y = here.region.middle
        best, found = float("inf"), None
        for other in self._buttons:
            dx, dy = other.region.middle[0] - x, other.region.middle[1] - y
            ahead, aside = dx * way[0] + dy * way[1], abs(dx * way[1]) + abs(dy * way[0])
            if other is not here and ahead > 1 and ahead + 2.2 * aside < best:
                best, found = ahead + 2.2 * aside, other
        if found is not None:
            return found
        at = self._buttons.index(here) + (way[0] + way[1])
        return self._buttons[at % len(self._buttons)]

    def _region_at(self, at: QPointF) -> Region | None:
        place = self.place()
        x, y = place.thousandths(at)
        return self.view.region_at(x, y) if is_near_body(self.view, x, y, place.scale) else None


def _far(one: QPointF, two: QPointF) -> float:
    apart = one - two
    return float((apart.x() ** 2 + apart.y() ** 2) ** 0.5)
