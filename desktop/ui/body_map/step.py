"""The body map as a step of a form, which has the way back.

Rules this module keeps: what was drawn is in the form's answer at every moment; going back loses nothing.
"""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.body_map.body_map import BodyMap
from desktop.ui.body_map.question import MarksQuestion
from desktop.ui.widgets.text import grow_with_text


class MapStep(QWidget):
    """Shows the map of one question."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        grow_with_text(self)
        self._shown: BodyMap | None = None

    def is_stuck(self) -> bool:
        """Whether something was typed that cannot be read."""
        return self._shown is not None and self._shown.is_stuck()

    def show_map(self, asked: MarksQuestion) -> None:
        """Show the map of a question; it belongs to the question and stays what it was."""
        if self._shown is asked.map():
            return
        if self._shown is not None:
            self._column.removeWidget(self._shown)
            self._shown.hide()
        self._shown = asked.map()
        self._column.insertWidget(0, self._shown)
        self._shown.show()
