"""Buttons say what happens. One primary button a page; danger only where something cannot be taken back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLayout, QLayoutItem, QPushButton, QSizePolicy, QWidget

from desktop.ui.widgets.text import grow_with_text

KINDS = ("primary", "secondary", "danger", "link", "nav", "bar")


class Button(QPushButton):
    """A push button; Return presses it when it has the focus."""

    def __init__(
        self,
        text: str,
        kind: str = "secondary",
        on: Callable[[], None] | None = None,
        *,
        describe: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setText(text.replace("&", "&&"))
        self.setProperty("kind", kind)
        self.setAccessibleName(text)
        if describe:
            self.setAccessibleDescription(describe)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if on is not None:
            self.clicked.connect(lambda _checked=False: on())

    def say(self, text: str) -> None:
        """Change what the button says, for the eye and for a screen reader."""
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and event.type() == QEvent.Type.KeyPress:
            self.click()
            return
        super().keyPressEvent(event)


class Link(Button):
    """A link that wraps when it is long. Drawn here, because a push button cannot wrap."""

    _FLAGS = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignVCenter)

    def __init__(self, text: str, on: Callable[[], None] | None = None, *, parent: QWidget | None = None) -> None:
        super().__init__(text, "link", on, parent=parent)
        grow_with_text(self, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.text().replace("&&", "&")) + 8
        return QSize(width, max(32, metrics.height() + 10))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 160), max(32, self.fontMetrics().height() + 10))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        area = self.fontMetrics().boundingRect(QRect(0, 0, max(40, width - 4), 10000), self._FLAGS, self.text())
        return max(32, area.height() + 10)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = self.palette()
        colour = palette.buttonText().color()
        if self.hasFocus():
            painter.fillRect(self.rect(), palette.midlight())
            painter.fillRect(0, self.height() - 4, self.width(), 4, palette.dark())
            colour = palette.shadow().color()
        font = self.font()
        font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(self.rect().adjusted(0, 0, 0, -2), self._FLAGS, self.text())
        painter.end()


class FlowLayout(QLayout):
    """Places its items from left to right and goes to the next line when a line is full."""

    def __init__(self, parent: QWidget | None = None, gap: int = 12, *, centre: bool = False) -> None:
        super().__init__(parent)
        self._centre = centre
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._known: dict[int, int] = {}  # width to height; asked for again and again while a page is laid out
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self._known.clear()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._known:
            self._known[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._known[width]

    def invalidate(self) -> None:
        self._known.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        shown = [i.sizeHint() for i in self._items if not i.isEmpty()]
        width = sum(s.width() for s in shown) + self._gap * max(0, len(shown) - 1)
        return QSize(width, max((s.height() for s in shown), default=0)).grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _place(self, rect: QRect, *, move: bool) -> int:
        margins = self.contentsMargins()
        area = rect.marginsRemoved(margins)
        x, y, line = area.x(), area.y(), 0
        row: list[tuple[QLayoutItem, QRect]] = []
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().boundedTo(QSize(max(area.width(), 1), 16777215))
            if line and x + size.width() > area.right() + 1:
                self._set(row, line, move=move)
                x, y, line, row = area.x(), y + line + self._gap, 0, []
            row.append((item, QRect(x, y, size.width(), size.height())))
            x += size.width() + self._gap
            line = max(line, size.height())
        self._set(row, line, move=move)
        return y + line - rect.y() + margins.bottom()

    def _set(self, row: list[tuple[QLayoutItem, QRect]], line: int, *, move: bool) -> None:
        """Give a line its places; ``centre`` sets links in the middle beside taller buttons."""
        if move:
            for item, place in row:
                item.setGeometry(place.translated(0, (line - place.height()) // 2) if self._centre else place)


class ActionBar(QWidget):
    """The buttons at the end of a page, the one that goes on first."""

    def __init__(self, *buttons: QPushButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, centre=True)
        for button in buttons:
            self.add(button)
        grow_with_text(self)

    def add(self, button: QPushButton) -> None:
        self._flow.addWidget(button)

    def buttons(self) -> tuple[QPushButton, ...]:
        return tuple(self.findChildren(QPushButton))
