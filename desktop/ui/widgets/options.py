"""Radio buttons and tick boxes whose text wraps, with a hint under it.

Rules this module keeps: the whole row is the target (40 px at least), the mark is drawn in the palette's colours, the
row with the focus has a ring and no fill, so that it does not look chosen, and screen readers get Qt's own radio and check box.
A space within words that were meant for a text box answers nothing.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from desktop.ui.widgets.text import grow_with_text

_ARROWS: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}
WIDEST, LOWEST = 560, 40  # pixels that a row asks for at the most, and is high at the least
_FLAGS = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)


class _Layout:
    """Where mark, text and hint stand in a row of a given width."""

    def __init__(self, widget: QAbstractButton, hint: str, width: int) -> None:
        font = widget.font()
        metrics = QFontMetrics(font)
        self.small = QFont(font)
        small_metrics = QFontMetrics(self.small)
        self.mark = max(22, round(metrics.height() * 1.15))
        left = self.mark + 18
        room = max(40, width - left - 8)
        text = metrics.boundingRect(QRect(0, 0, room, 10000), _FLAGS, widget.text())
        below = small_metrics.boundingRect(QRect(0, 0, room, 10000), _FLAGS, hint) if hint else QRect()
        top = max(7, (max(LOWEST, self.mark + 10) - metrics.height()) // 2)
        self.text = QRect(left, top, room, text.height())
        self.hint = QRect(left, top + text.height() + 1, room, below.height())
        self.mark_at = QRect(4, top + (metrics.height() - self.mark) // 2, self.mark, self.mark)
        self.height = max(LOWEST, self.mark + 12, top + text.height() + (below.height() + 1 if hint else 0) + 7)
        self.natural = left + max(
            metrics.horizontalAdvance(widget.text()), small_metrics.horizontalAdvance(hint) if hint else 0
        ) + 14  # fmt: skip


def _paint(widget: QAbstractButton, hint: str, *, square: bool) -> None:
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    palette = widget.palette()
    place = _Layout(widget, hint, widget.width())
    focused = widget.hasFocus()
    if focused:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(palette.midlight().color(), 3))
        painter.drawRoundedRect(QRectF(widget.rect()).adjusted(4, 4, -4, -4), 4, 4)
        painter.setPen(QPen(palette.dark().color(), 2.5))
        painter.drawRoundedRect(QRectF(widget.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 6, 6)
    ink: QColor = palette.text().color()
    muted: QColor = palette.light().color()
    mark = QRectF(place.mark_at).adjusted(1.5, 1.5, -1.5, -1.5)
    painter.setPen(QPen(ink, 2.5))
    painter.setBrush(palette.base())
    if square:
        painter.drawRoundedRect(mark, 3, 3)
    else:
        painter.drawEllipse(mark)
    if widget.isChecked():
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        if square:
            side = mark.width()
            pen = QPen(ink, max(2.5, side / 7))
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            corner = mark.topLeft()
            points = [(0.24, 0.53), (0.43, 0.72), (0.77, 0.30)]
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(
                [QPoint(round(corner.x() + x * side), round(corner.y() + y * side)) for x, y in points]
            )
        else:
            inner = mark.width() * 0.26
            painter.drawEllipse(mark.adjusted(inner, inner, -inner, -inner))
    painter.setPen(ink)
    painter.setFont(widget.font())
    painter.drawText(place.text, _FLAGS, widget.text())
    if hint:
        painter.setPen(muted)
        painter.setFont(place.small)
        painter.drawText(place.hint, _FLAGS, hint)
    painter.end()


class _Row:
    """The size rules of both, mixed in before Qt's own class: the row is as high as its text, and all of it is the target."""

    hint = ""
    _laid: dict[tuple[str, str, str, int], _Layout]
    words = False  # letters came since it got the keyboard: somebody is typing and does not look

    def is_of_words(self, event: QKeyEvent) -> bool:
        """Whether a key belongs to words that are typed here by mistake; then it must do nothing."""
        text = event.text()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if not plain or not text or not text.isprintable():
            return False
        before, self.words = self.words, bool(text.strip())  # a second space is meant
        return before or self.words

    def _laid_out(self, width: int) -> _Layout:
        """Where everything stands; a page that is laid out asks again and again for the same width."""
        assert isinstance(self, QAbstractButton)
        asked = (self.text(), self.hint, self.font().key(), width)
        if asked not in self._laid:
            self._laid = {key: place for key, place in self._laid.items() if key[:3] == asked[:3]}
            self._laid[asked] = _Layout(self, self.hint, width)
        return self._laid[asked]

    def prepare(self, hint: str) -> None:
        """Take the keyboard, the hint and the name; called once by each class when Qt's part stands."""
        assert isinstance(self, QAbstractButton)
        self.hint = hint
        self._laid = {}
        grow_with_text(self, down=QSizePolicy.Policy.Preferred)  # Fixed would cut it at its height at ``WIDEST``
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.text())
        if hint:
            self.setAccessibleDescription(hint)

    def sizeHint(self) -> QSize:
        place = self._laid_out(WIDEST)
        return QSize(min(place.natural, WIDEST), place.height)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 160), LOWEST)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._laid_out(width).height

    def hitButton(self, pos: QPoint) -> bool:
        assert isinstance(self, QAbstractButton)
        return self.rect().contains(pos)


class Radio(_Row, QRadioButton):
    """One answer of several."""

    def __init__(self, text: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.prepare(hint)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.words = False
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """An arrow chooses the answer it moves to, as everywhere else."""
        if self.is_of_words(event):
            return
        group, way = self.group(), _ARROWS.get(event.key(), 0)
        if group is None or not way:
            super().keyPressEvent(event)
            return
        around = [button for button in group.buttons() if button.isEnabled() and not button.isHidden()]
        to = around[(around.index(self) + way) % len(around)]
        to.setFocus(Qt.FocusReason.TabFocusReason)
        to.setChecked(True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        _paint(self, self.hint, square=False)


class Tick(_Row, QCheckBox):
    """Yes when ticked."""

    def __init__(self, text: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.prepare(hint)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.words = False
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.is_of_words(event):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        _paint(self, self.hint, square=True)
