"""The search box in the bar, and its list below.

Rules this module keeps: everything goes by keyboard: Down goes from the box into the list and Up back, Return does the row,
Escape gives the keyboard back to where it was; the list is a part of the window, so hiding hides it; what was typed goes with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, cast

import shiboken6
from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.language import tr
from desktop.ui.shell.finder import Hit
from desktop.ui.widgets.spoken import say_now
from desktop.ui.widgets.text import Text

PAUSE = 120  # milliseconds of quiet before the index is asked
ROLE = Qt.ItemDataRole.UserRole
SIDE = 12


class Asked(Protocol):
    def asked(self, text: str) -> None: ...


class FindLine(QLineEdit):
    """The box itself. Where the keyboard was before is kept, for Escape."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("find")
        self.setAccessibleName(tr("Find a child, a record or an action"))
        self.setAccessibleDescription(tr("Ctrl+K. Down goes to the list, Escape leaves it."))
        self.setPlaceholderText(tr("Find: a child, a record, an action"))
        self.setClearButtonEnabled(False)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 44, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 14, super().minimumSizeHint().height())


class _Rows(QStyledItemDelegate):
    """Draws a row: what it is, a quieter second line, and its keys at the end."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, option.fontMetrics.height() * 2 + 16)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        hit: Hit = index.data(ROLE)
        area: QRect = option.rect
        rows = cast("QListWidget", option.widget)
        palette = rows.palette()
        chosen = rows.currentRow() == index.row()
        painter.save()
        if chosen:
            painter.fillRect(area, palette.midlight() if rows.hasFocus() else palette.alternateBase())
        ink = palette.shadow().color() if chosen and rows.hasFocus() else palette.text().color()
        inner = area.adjusted(SIDE, 8, -SIDE, -8)
        line = option.fontMetrics.height()
        painter.setPen(ink)
        keys = option.fontMetrics.horizontalAdvance(hit.keys) + SIDE if hit.keys else 0
        strong = QFont(rows.font())
        strong.setWeight(QFont.Weight.DemiBold)
        painter.setFont(strong)
        title = painter.fontMetrics().elidedText(hit.title, Qt.TextElideMode.ElideRight, inner.width() - keys)
        painter.drawText(QRect(inner.topLeft(), QSize(inner.width() - keys, line)), 0, title)
        painter.setFont(rows.font())
        if not (chosen and rows.hasFocus()):
            painter.setPen(palette.light().color())
        painter.drawText(QRect(inner.topLeft(), QSize(inner.width(), line)), int(Qt.AlignmentFlag.AlignRight), hit.keys)
        below = QRect(inner.left(), inner.top() + line, inner.width(), line)
        painter.drawText(
            below, 0, painter.fontMetrics().elidedText(hit.hint, Qt.TextElideMode.ElideRight, below.width())
        )
        painter.restore()


class FindList(QFrame):
    """The list below the box, and a line that says how many there are."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("found")
        box = QVBoxLayout(self)
        box.setContentsMargins(2, 2, 2, 6)
        box.setSpacing(4)
        self.rows = QListWidget()
        self.rows.setAccessibleName(tr("What was found"))
        self.rows.setItemDelegate(_Rows(self.rows))
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setTabKeyNavigation(False)
        self.said = Text("", "small")
        self.said.setContentsMargins(SIDE, 0, SIDE, 0)
        box.addWidget(self.rows, 1)
        box.addWidget(self.said)
        self.hide()

    def fill(self, hits: Sequence[Hit], said: str) -> None:
        self.rows.clear()
        for hit in hits:
            row = QListWidgetItem(hit.title)
            row.setData(ROLE, hit)
            spoken = ", ".join(part for part in (hit.title, hit.hint, hit.keys) if part)
            row.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            if hit.run is None:
                row.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.rows.addItem(row)
        if hits:
            self.rows.setCurrentRow(0)
        self.said.setText(said)
        self.said.setVisible(bool(said))
        self.setAccessibleDescription(said)

    def height_of(self, room: int) -> int:
        rows = sum(self.rows.sizeHintForRow(row) for row in range(self.rows.count()))
        line = self.said.sizeHint().height() + 4 if self.said.text() else 0
        return min(room, rows + line + 14)


class FindBox(QObject):
    """``line`` goes into the bar; the list opens below it, over the page. Set ``finder`` before it is used."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.finder: Asked | None = None
        self.line = FindLine()
        self._over, self._list = over, FindList(over)
        self.back_to: Callable[[], QWidget | None] = lambda: None
        """What gets the keyboard when the box is left. Set by the book's screen."""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._ask)
        self.line.textEdited.connect(lambda _text: self._pause.start())
        self.line.installEventFilter(self)
        self._list.rows.installEventFilter(self)
        self._list.rows.itemClicked.connect(lambda row: self._run(row.data(ROLE)))
        over.installEventFilter(self)

    @property
    def list(self) -> FindList:
        return self._list

    def open(self) -> None:
        """Give the box the keyboard and show what can be done."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()
        self._ask()

    def close(self, *, back: bool = False) -> None:
        """Put the list away and forget what was typed; ``back`` gives the keyboard to where it was."""
        self._pause.stop()
        self.line.setText("")
        self._list.hide()
        self._list.fill((), "")
        if back and (held := self.back_to()) is not None:
            held.setFocus()

    def show_hits(self, hits: Sequence[Hit], said: str) -> None:
        if not self._has_keyboard():
            return
        self._list.fill(hits, said)
        self._place()
        self._list.show()
        self._list.raise_()
        say_now(said)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Resize and watched is self._over:
            self._place()
        elif kind == QEvent.Type.FocusOut and watched in {self.line, self._list.rows}:
            QTimer.singleShot(0, self, self._left)
        elif kind == QEvent.Type.ShortcutOverride and watched is not self._over and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                event.accept()  # it is for the box, not for the page below
                return True
        elif kind == QEvent.Type.KeyPress and watched is not self._over and isinstance(event, QKeyEvent):
            return self._key(watched, event)
        return False

    def _left(self) -> None:
        if shiboken6.isValid(self.line) and not self._has_keyboard() and QApplication.activePopupWidget() is None:
            self.close()

    def _has_keyboard(self) -> bool:
        return self.line.hasFocus() or self._list.rows.hasFocus()

    def _ask(self) -> None:
        if self.finder is not None:
            self.finder.asked(self.line.text())

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        rows, key = self._list.rows, event.key()
        if key == Qt.Key.Key_Escape:
            self.close(back=True)
            return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and watched in {self.line, rows}:
            row = rows.currentItem()
            if row is not None and self._list.isVisible():
                self._run(row.data(ROLE))
            return True
        if watched is self.line and key == Qt.Key.Key_Down:
            if not self._list.isVisible():
                self._ask()
            elif rows.count():
                rows.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        if watched is rows:
            if key == Qt.Key.Key_Up and rows.currentRow() <= 0:
                self.line.setFocus(Qt.FocusReason.BacktabFocusReason)
                return True
            if event.text().isprintable() and event.text():  # typing goes on in the box
                self.line.setFocus(Qt.FocusReason.BacktabFocusReason)
                self.line.setText(self.line.text() + event.text())
                self._pause.start()
                return True
        return False

    def _run(self, hit: Hit) -> None:
        if hit.run is not None:
            run: Callable[[], None] = hit.run
            self.close(back=True)
            run()

    def _place(self) -> None:
        if not shiboken6.isValid(self.line) or self.line.window() is not self._over.window():
            return
        corner = self.line.mapTo(self._over.window(), QPoint(0, self.line.height() + 4))
        corner = self._over.mapFrom(self._over.window(), corner)
        wide = min(max(self.line.width(), self._list.fontMetrics().averageCharWidth() * 52), self._over.width() - 24)
        left = max(12, min(corner.x(), self._over.width() - wide - 12))
        top = max(0, corner.y())
        self._list.setGeometry(left, top, wide, self._list.height_of(self._over.height() - top - 12))
