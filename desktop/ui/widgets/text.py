"""Text for reading.

Rules this module keeps: text is plain (never read as markup, so a record cannot draw on the screen), it wraps, and its
size comes from the theme through a named role.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

ROLES = (
    "body", "title", "caption", "heading", "subheading", "label", "strong", "lead", "hint", "muted", "small", "error",
    "code", "kit", "number", "brand", "badge",
)  # fmt: skip


def grow_with_text(
    widget: QWidget,
    across: QSizePolicy.Policy = QSizePolicy.Policy.Preferred,
    down: QSizePolicy.Policy = QSizePolicy.Policy.Minimum,
) -> None:
    """Let a widget be as high as its wrapped text needs at the width it is given."""
    policy = QSizePolicy(across, down)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)


class Text(QLabel):
    """A wrapped piece of plain text. ``selectable`` lets the person copy it."""

    def __init__(
        self, text: str = "", role: str = "body", *, selectable: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setProperty("role", role)
        grow_with_text(self)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setText(text)


class Rule(QFrame):
    """A quiet line between parts."""


def restyle(widget: QWidget) -> None:
    """Make a changed dynamic property take effect in the style sheet. What was never shown is styled when it is."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
