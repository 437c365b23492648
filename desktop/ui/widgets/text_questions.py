"""Questions answered by typing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from desktop.ui.language import tr
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.options import Tick
from desktop.ui.widgets.question import Question
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.written_lines import Line, SecretLine


class TextQuestion(Question):
    """One line. ``width`` is a number of characters; 0 fills the column."""

    make_line: type[Line] = Line

    def __init__(
        self,
        name: str,
        label: str,
        hint: str = "",
        *,
        optional: bool = False,
        width: int = 0,
        big: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, label, hint, optional=optional, big=big, parent=parent)
        self.line = self.make_line(width)
        self.tie(self.line)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.line)
        if width:
            row.addStretch(1)
        self.row = row
        self.box.addLayout(row)
        self.line.textChanged.connect(lambda _text: self.changed.emit())

    def value(self) -> str:
        return self.line.text().strip()

    def set_value(self, text: str) -> None:
        self.line.setText(text)


class SecretQuestion(TextQuestion):
    """A passphrase: hidden until "Show" is ticked, paste allowed, with a line when Caps Lock may be on."""

    make_line = SecretLine

    def __init__(self, name: str, label: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, label, hint, parent=parent)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.show_it = Tick(tr("Show what I type"))
        self.show_it.setAccessibleName(tr("Show what I type: {label}", label=label))
        self.caps = Text(tr("Caps Lock may be on: the letters come out as capitals."), "small")
        self.caps.hide()
        self.box.addWidget(self.caps)
        self.box.addWidget(self.show_it, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_it.toggled.connect(self._shown)
        self.line.textEdited.connect(self._look_for_capitals)

    def value(self) -> str:
        """What was typed, spaces and all: a passphrase is never trimmed."""
        return self.line.text()

    def show_below(self, again: SecretQuestion) -> None:
        """One tick shows this and what is typed ``again``; the page puts ``show_it`` below both, so that Tab leads from one to the other."""
        self.box.removeWidget(self.show_it)
        again.show_it.hide()
        self.show_it.setAccessibleName(tr("Show what I type: {label}", label=self.label_text))
        self.show_it.toggled.connect(again.show_it.setChecked)

    def _shown(self, shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def _look_for_capitals(self, text: str) -> None:
        letters = [c for c in text if c.isalpha()]
        self.caps.setVisible(len(letters) >= 3 and all(c.isupper() for c in letters))


class LongBox(QPlainTextEdit):
    """Several lines; Tab goes on to the next question instead of writing a tab."""

    def __init__(self, rows: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self._on_enter: Callable[[], None] | None = None
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def end_with_enter(self, on: Callable[[], None]) -> None:
        """Enter goes on instead of writing a new line, where lines mean nothing."""
        self._on_enter = on

    def sizeHint(self) -> QSize:
        return QSize(420, QFontMetrics(self.font()).lineSpacing() * self._rows + 24)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Tab and not event.modifiers():
            self.focusNextPrevChild(True)
            return
        if self._on_enter is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_enter()
            return
        super().keyPressEvent(event)


class LongTextQuestion(Question):
    """Several lines of plain text."""

    def __init__(
        self,
        name: str,
        label: str,
        hint: str = "",
        *,
        optional: bool = False,
        rows: int = 4,
        big: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, label, hint, optional=optional, big=big, parent=parent)
        self.text = LongBox(rows)
        self.tie(self.text)
        self.box.addWidget(self.text)
        self.text.textChanged.connect(self.changed.emit)

    def value(self) -> str:
        return self.text.toPlainText().strip()

    def set_value(self, text: str) -> None:
        self.text.setPlainText(text)


class SearchQuestion(TextQuestion):
    """One line with a button; Return presses it. ``searched`` fires for both through ``on``."""

    def __init__(self, name: str, label: str, button: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, label, hint, parent=parent)
        self.button = Button(button)
        self.row.addWidget(self.button)
        self.line.returnPressed.connect(self.button.click)
