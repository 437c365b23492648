"""What stands around a question that is a page of its own: how far one is, whether the answer is needed, and the way on.

Rules this module keeps: how far one is stands in words; the same button changes the way of writing both ways, and nothing written
is lost by it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.language import tr
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.text import Text


class GuideHead(QWidget):
    """Above the questions. ``guided_asked`` wants one question at a time."""

    guided_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.guide_me = Button(tr("One question at a time"), "link", self.guided_asked.emit)
        self.guide_me.setAccessibleDescription(
            tr("Shows each question on a page of its own. Nothing you wrote is lost.")
        )
        self.progress = Text("", "caption")
        self.lead = Text("", "hint")
        column.addWidget(self.guide_me, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.progress)
        column.addWidget(self.lead)
        self.say(guided=False)

    def say(self, *, guided: bool, progress: str = "", lead: str = "") -> None:
        self.guide_me.setVisible(not guided)
        self.progress.setText(progress)
        self.progress.setVisible(guided)
        self.lead.setText(lead)
        self.lead.setVisible(guided and bool(lead))


class GuideFoot(QWidget):
    """Below the question: ``next_asked``, ``back_asked``, ``all_asked`` (the whole form on one page)."""

    next_asked = Signal()
    back_asked = Signal()
    all_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 24, 0, 0)
        column.setSpacing(12)
        self.needed = Text("", "hint")
        self.next = Button(tr("Next"), "primary", self.next_asked.emit)
        self.back = Button(tr("Back to the question before"), on=self.back_asked.emit)
        self.all = Button(tr("See all on one page"), "link", self.all_asked.emit)
        self.next.setToolTip(tr("Ctrl+Page Down"))
        self.back.setToolTip(tr("Ctrl+Page Up"))
        column.addWidget(self.needed)
        column.addWidget(ActionBar(self.next, self.back, self.all))

    def say(self, needed: str, *, first: bool, last: bool) -> None:
        self.needed.setText(tr("That was the last question. Check your answers next.") if last else needed)
        self.next.setVisible(not last)
        self.back.setVisible(not first)
