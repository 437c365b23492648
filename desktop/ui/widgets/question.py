"""What every question has: a name, a label, a hint, an error, and a first control.

Rules this module keeps: the control's accessible name says the label and which part of the question it is (a buddy only where
both are the same: a screen reader says the buddy instead of the name); the hint and the error are its
accessible description; "optional" is said in words; an error is shown above the control, with a bar beside the question, until the answer
changes or it is checked again.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.language import tr
from desktop.ui.widgets.text import Text, grow_with_text, restyle


class Question(QWidget):
    """Base of all questions. ``name`` is the entry's field name, used by the error summary."""

    changed = Signal()

    def __init__(
        self,
        name: str,
        label: str,
        hint: str = "",
        *,
        optional: bool = False,
        big: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name = name
        self.label_text = tr("{label} (optional)", label=label) if optional else label
        self.hint_text = hint
        self._error = ""
        self._controls: list[QWidget] = []
        self.changed.connect(self._answered)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(5)
        self.label = Text(self.label_text, "heading" if big else "label")
        self.hint = Text(hint, "hint")
        if not hint:
            self.hint.hide()  # showing one that has no parent yet would open a window of its own
        self.error_text = Text("", "error")
        self.error_text.hide()
        for part in (self.label, self.hint, self.error_text):
            self.box.addWidget(part)
        grow_with_text(self)

    def tie(self, control: QWidget, spoken: str = "") -> None:
        """Give a control its accessible name (``spoken`` for a part of the question, as "Day") and description."""
        if not self._controls and not spoken:
            self.label.setBuddy(control)
        self._controls.append(control)
        control.setAccessibleName(f"{self.label_text}: {spoken}" if spoken else self.label_text)
        control.setAccessibleDescription(self.hint_text)

    def set_label(self, label: str) -> None:
        before, self.label_text = self.label_text, label
        self.label.setText(label)
        for control in self._controls:
            if (name := control.accessibleName()).startswith(before):
                control.setAccessibleName(label + name.removeprefix(before))

    def first_control(self) -> QWidget:
        return self._controls[0]

    def take_focus(self) -> None:
        """Put the keyboard into the first control."""
        self.first_control().setFocus()

    @property
    def error(self) -> str:
        return self._error

    def set_error(self, message: str = "") -> None:
        """Show what is wrong, or nothing when blank."""
        self._error = message
        self.error_text.setText(message)
        self.error_text.setVisible(bool(message))
        self.box.setContentsMargins(18 if message else 0, 0, 0, 0)
        for control in self._controls:
            described = (
                tr("Error: {message}. {hint_text}", message=message, hint_text=self.hint_text)
                if message
                else self.hint_text
            )
            control.setAccessibleDescription(described)
            control.setProperty("bad", "true" if message else "false")
            restyle(control)
        self.update()

    def _answered(self) -> None:
        """What was wrong is being mended: the question is not red any more, until it is checked again."""
        if self._error:
            self.set_error()

    def problem(self) -> str:
        """A sentence when what was typed cannot be read at all (a date that does not exist); else blank."""
        return ""

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._error:
            painter = QPainter(self)
            painter.fillRect(0, 0, 5, self.height(), self.palette().brightText())
            painter.end()
