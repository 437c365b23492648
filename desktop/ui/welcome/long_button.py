"""A button whose words may be very long: the keeper's name and the organisation's.

Rules this module keeps: the words wrap and are never cut; a short one looks like every other button. Drawn here, because a push
button cannot wrap.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionButton, QStylePainter

from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.text import grow_with_text

NARROW = 160  # pixels; the least width
_FLAGS = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignVCenter)


class LongButton(Button):
    """Made as ``Button``."""

    def __init__(self, *args: object, **named: object) -> None:
        super().__init__(*args, **named)  # type: ignore[arg-type]  # handed on as they come
        grow_with_text(self, QSizePolicy.Policy.Maximum)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(NARROW, self.sizeHint().width()), self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        around = self._around()
        room = QRect(0, 0, max(40, width - around.width()), 10_000)
        words = self.fontMetrics().boundingRect(room, _FLAGS, self._words())
        return max(self.sizeHint().height(), words.height() + max(16, around.height()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        side = self._around().width() // 2
        palette = self.palette()
        painter.setPen((palette.shadow() if self.hasFocus() else palette.buttonText()).color())
        painter.drawText(self.rect().adjusted(side, 0, -side, 0), _FLAGS, self._words())
        painter.end()

    def _words(self) -> str:
        return self.text().replace("&&", "&")

    def _around(self) -> QSize:
        """What the style puts around the words."""
        hint, metrics = self.sizeHint(), self.fontMetrics()
        return QSize(
            max(0, hint.width() - metrics.horizontalAdvance(self._words())), max(0, hint.height() - metrics.height())
        )
