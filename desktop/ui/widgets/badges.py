"""Short states beside what they are about: a letter's, a clock's, a person, a task.

Rules this module keeps: a state is said in words, and its icon and colour only repeat them (never colour alone); red is for danger to
a child now; a badge is read as one by a screen reader and takes no keyboard.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from desktop.ui.widgets.icons import paint_icon
from desktop.ui.widgets.text import Text, grow_with_text

TONES = ("calm", "waiting", "good", "attention", "urgent")
CLOCKS = {
    "overdue": "attention",
    "urgent": "urgent",
    "today": "attention",
    "soon": "attention",
    "later": "calm",
    "met": "good",
}
"""A clock's state (``services.pages.waiting``) to its tone."""
_LETTERS = {"waiting": "mail", "good": "shield-check", "attention": "triangle-alert"}
_TIMES = {"urgent": "triangle-alert", "attention": "calendar-check", "calm": "calendar-check", "good": "shield-check"}


class Icon(QWidget):
    """A Lucide icon in the colour of the text, as high as a line. It repeats words, so a screen reader is not told of it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = round(self.fontMetrics().height() * 1.05)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_icon(self, self._name, self.palette().windowText().color())


class Badge(QFrame):
    """An icon and a few words. ``tone`` is one of TONES."""

    def __init__(self, words: str, tone: str = "calm", picture: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("tone", tone)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 12, 3)
        row.setSpacing(7)
        if picture:
            row.addWidget(Icon(picture), 0, Qt.AlignmentFlag.AlignTop)
        self.words = Text(words, "badge")
        row.addWidget(self.words, 1)
        self.setAccessibleName(words)
        grow_with_text(self, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        """As wide as its words on one line, when there is room; a wrapping label would ask for less."""
        metrics = self.words.fontMetrics()
        picture = self.findChild(Icon)
        side = picture.sizeHint().width() if picture is not None else 0
        around = self.contentsMargins()
        width = metrics.horizontalAdvance(self.words.text()) + 4 + (side + 7 if side else 0) + 20
        return QSize(width, max(metrics.height(), side) + 6).grownBy(around)

    def minimumSizeHint(self) -> QSize:
        """One line high: where the words wrap, the layout asks for the height at that width."""
        whole = self.sizeHint()
        return QSize(min(whole.width(), 140), whole.height())


class LetterState(Badge):
    """Where a letter is: waiting, delivered, opened, answered, set aside. ``tone`` is waiting, good or attention."""

    def __init__(self, words: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(words, tone, _LETTERS.get(tone, "mail"), parent)


class ClockBadge(Badge):
    """How a clock stands: "Overdue", "Due today". ``state`` is a key of CLOCKS, or a tone."""

    def __init__(self, words: str, state: str, parent: QWidget | None = None) -> None:
        tone = CLOCKS.get(state, state if state in TONES else "calm")
        super().__init__(words, tone, _TIMES.get(tone, "calendar-check"), parent)


class PersonChip(Badge):
    """A person, and what they are: "Odette Farrow, designated lead"."""

    def __init__(self, name: str, about: str = "", parent: QWidget | None = None) -> None:
        super().__init__(", ".join(part for part in (name, about) if part), "calm", "users", parent)
