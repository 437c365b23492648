"""Where the questions stand: a section with its heading, and in it a place for each question with its help.

Rules this module keeps: a place that is a page of its own has a name, so that a screen reader says it when the keyboard comes into it;
on the one page the section's heading says the same, and the place has none.
"""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.ui.concern.questions import NINE_NINE_NINE, Section
from desktop.ui.language import tr
from desktop.ui.widgets.question import Question
from desktop.ui.widgets.text import Rule, Text, grow_with_text, restyle


def stacked(spacing: int = 0) -> tuple[QWidget, QVBoxLayout]:
    """A box whose parts stand below each other."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return box, column


class QuestionPlace(QFrame):
    """One question, what belongs below it, and its help. ``question`` may be any widget that answers it."""

    def __init__(self, question: QWidget, *, inset: int = 0, above: int = 0) -> None:
        super().__init__()
        grow_with_text(self)
        self.question = question
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(inset, above, 0, 0)
        self.column.setSpacing(0)
        self._margins = (inset, above)
        self.column.addWidget(question)

    def be_page(self, name: str) -> None:
        """Stand alone on the page under this name; "" puts it back among the others."""
        if self.accessibleName() == name:
            return
        inset, above = self._margins
        self.column.setContentsMargins(0 if name else inset, 8 if name else above, 0, 0)
        self.setAccessibleName(name)
        if isinstance(self.question, Question):
            self.question.label.setProperty("role", "heading" if name else "label")
            restyle(self.question.label)


class SectionBox(QWidget):
    """A section of the form: a rule, its heading, its first words, and the questions that are put into ``column``."""

    def __init__(self, section: Section) -> None:
        super().__init__()
        self.fields = tuple(one.field for one in section.asked)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.head, head = stacked()
        head.addSpacing(26)
        head.addWidget(Rule())
        head.addSpacing(26)
        head.addWidget(Text(section.title, "heading"))
        if section.lead and section.lead != tr(NINE_NINE_NINE):
            head.addSpacing(2)
            head.addWidget(Text(section.lead, "hint"))
        self.column.addWidget(self.head)
