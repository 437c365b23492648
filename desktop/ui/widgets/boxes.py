"""Notices, cards, empty states and the error summary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLayout, QPushButton, QVBoxLayout, QWidget

from desktop.ui.language import tr
from desktop.ui.widgets.buttons import ActionBar, Link
from desktop.ui.widgets.text import Text, grow_with_text, restyle

if TYPE_CHECKING:  # the first window must not wait for it
    from desktop.services.pages.fields import Missing


def clear(layout: QLayout) -> None:
    """Take out and delete everything in a layout."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
        elif inner := item.layout():
            clear(inner)


class Notice(QFrame):
    """Something to know. ``kind``: info, success, warning, or danger (a child in danger now; always with words)."""

    def __init__(
        self, kind: str = "info", title: str = "", text: str = "", *buttons: QPushButton, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        grow_with_text(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 14, 18, 14)
        box.setSpacing(6)
        self.title = Text(title, "strong")
        self.text = Text(text)
        box.addWidget(self.title)
        box.addWidget(self.text)
        if buttons:
            box.addSpacing(4)
            box.addWidget(ActionBar(*buttons))
        self.say(kind, title, text)

    def say(self, kind: str, title: str, text: str = "") -> None:
        """Change what it says; announced to screen readers when visible."""
        self.setProperty("kind", kind)
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.setAccessibleName(" ".join(part for part in (title, text) if part))
        restyle(self)
        restyle(self.title)
        if self.isVisible():
            from PySide6.QtGui import QAccessible, QAccessibleEvent  # noqa: PLC0415 - not needed for the first paint

            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))


class Card(QFrame):
    """A quiet box around things that belong together. Fill ``box``."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grow_with_text(self)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(20, 16, 20, 18)
        self.box.setSpacing(12)
        if title:
            self.box.addWidget(Text(title, "subheading"))

    def add(self, widget: QWidget) -> QWidget:
        self.box.addWidget(widget)
        return widget


class EmptyState(QFrame):
    """Nothing here yet: says why, and what one can do."""

    def __init__(self, title: str, text: str = "", *buttons: QPushButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grow_with_text(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 20)
        box.setSpacing(6)
        box.addWidget(Text(title, "subheading"))
        if text:
            box.addWidget(Text(text, "muted"))
        if buttons:
            box.addSpacing(6)
            box.addWidget(ActionBar(*buttons))


class ErrorSummary(QFrame):
    """What is wrong, at the top of the page; takes the focus and leads to each field. Hidden when nothing is wrong."""

    asked = Signal(str)  # a field's name

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grow_with_text(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 14, 20, 16)
        box.setSpacing(4)
        self.heading = Text(tr("There is a problem"), "subheading")
        box.addWidget(self.heading)
        self._links = QVBoxLayout()
        self._links.setSpacing(0)
        box.addLayout(self._links)
        self.hide()

    def show_problems(self, problems: Sequence[Missing]) -> None:
        clear(self._links)
        for problem in problems:
            self._links.addWidget(self._link(problem))
        self.setAccessibleName(tr("There is a problem. ") + ". ".join(p.message for p in problems))
        self.setVisible(bool(problems))
        if problems:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _link(self, problem: Missing) -> Link:
        return Link(problem.message, self._go_to(problem.field))

    def _go_to(self, field: str) -> Callable[[], None]:
        return lambda: self.asked.emit(field)
