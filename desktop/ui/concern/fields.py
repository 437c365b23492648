"""Lines that stand beside each other, and the question about one person.

Rules this module keeps: every line has its own name for a screen reader.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.records import Person
from desktop.ui.language import tr
from desktop.ui.widgets.buttons import ActionBar, Button, FlowLayout
from desktop.ui.widgets.question import Question
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.written_lines import Line


class Field(QWidget):
    """A label above one line, to stand beside others."""

    def __init__(self, label: str, spoken: str, characters: int, on: Callable[[], None]) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        self.label = Text(label)
        self.label.setWordWrap(False)
        self.line = Line(characters)
        self.line.setAccessibleName(spoken)
        box.addWidget(self.label)
        box.addWidget(self.line, 0, Qt.AlignmentFlag.AlignLeft)
        self.line.textChanged.connect(lambda _text: on())

    def text(self) -> str:
        return self.line.text().strip()


class Fields(QWidget):
    """Fields that stand beside each other while there is room."""

    def __init__(self, *fields: QWidget) -> None:
        super().__init__()
        flow = FlowLayout(self, gap=14)
        for field in fields:
            flow.addWidget(field)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setVerticalPolicy(policy.Policy.Minimum)
        self.setSizePolicy(policy)


class PersonQuestion(Question):
    """Name and post of one person; ``how`` is kept as it came."""

    def __init__(self, name: str, label: str, hint: str = "", *, how: str = "", optional: bool = False) -> None:
        super().__init__(name, label, hint, optional=optional)
        self._how = how
        self.person = Field(tr("Name"), tr("{label}: name", label=label), 26, self.changed.emit)
        self.role = Field(tr("Post or relation"), tr("{label}: post or relation", label=label), 24, self.changed.emit)
        self.tie(self.person.line, tr("name"))
        self.tie(self.role.line, tr("post or relation"))
        self.box.addWidget(Fields(self.person, self.role))

    def value(self) -> Person:
        said = Person(self.person.text(), self.role.text())
        return Person(said.name, said.role, self._how) if said != Person() else said

    def set_value(self, person: Person) -> None:
        self._how = person.how or self._how
        self.person.line.setText(person.name)
        self.role.line.setText(person.role)


class WitnessQuestion(PersonQuestion):
    """Who saw or heard it; ``myself_asked`` is its button for whoever types."""

    myself_asked = Signal()

    def __init__(self, name: str, label: str, hint: str = "") -> None:
        super().__init__(name, label, hint, how=tr("saw or heard"))
        self.myself = Button(tr("I saw it myself"), on=self.myself_asked.emit)
        self.box.addWidget(ActionBar(self.myself))
