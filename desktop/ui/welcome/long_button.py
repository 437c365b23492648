"""A button whose words may be very long: the keeper's name and the organisation's.

Rules this module keeps: the words wrap and are never cut; a short one looks like every other button. Drawn here, because a push
button cannot wrap.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionButton, QStylePainter

from desktop.ui.widgets.buttons import Link

NARROW, SIDE, ABOVE = 160, 19, 12  # pixels: the least width, and what is left free around the words
_FLAGS = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignVCenter)


class LongButton(Link):
    """``kind`` as of ``Button``."""

    def __init__(self, text: str, kind: str, on: Callable[[], None]) -> None:
        super().__init__(text, on)
        self.setProperty("kind", kind)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._words()) + 2 * SIDE + 4, metrics.height() + 2 * ABOVE)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(NARROW, self.sizeHint().width()), self.sizeHint().height())

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(40, width - 2 * SIDE), 10_000)
        return self.fontMetrics().boundingRect(room, _FLAGS, self._words()).height() + 2 * ABOVE

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        palette = self.palette()
        painter.setPen((palette.shadow() if self.hasFocus() else palette.buttonText()).color())
        painter.drawText(self.rect().adjusted(SIDE, 0, 4 - SIDE, 0), _FLAGS, self._words())
        painter.end()

    def _words(self) -> str:
        return self.text().replace("&&", "&")
