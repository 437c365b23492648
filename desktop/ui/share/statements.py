"""Choose statements, and in each the fields that leave. What must not be disclosed is shown locked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.share.screen import FieldBox, StatementBox
from desktop.ui.widgets.boxes import Card, Notice, clear
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.options import Tick
from desktop.ui.widgets.question import Question
from desktop.ui.widgets.text import Text

LOCKED = "Must not be disclosed. It stays here."


class _Statement(Card):
    def __init__(self, box: StatementBox) -> None:
        super().__init__()
        self.key = box.id
        self.tick = Tick(box.title, box.written)
        self.tick.setChecked(box.ticked)
        self.add(self.tick)
        if box.note:
            self.add(Notice("warning", "", box.note))
        self._fields: dict[str, Tick] = {}
        self.inside = QWidget()
        inside = QVBoxLayout(self.inside)
        inside.setContentsMargins(30, 0, 0, 0)
        inside.setSpacing(2)
        inside.addWidget(Text("Untick what should not leave.", "hint"))
        for field in box.fields:
            inside.addWidget(self._field(box, field))
        self.choose = Button("Choose fields", on=self._toggle)
        self.choose.setAccessibleName(f"Choose fields: {box.title}")
        self.bar = ActionBar(self.choose)
        self.add(self.bar)
        self.add(self.inside)
        self.inside.hide()
        self._matters = True
        self.tick.toggled.connect(lambda _on: self.show_fields(matter=self._matters))

    def left_out(self) -> tuple[str, ...]:
        return tuple(name for name, tick in self._fields.items() if not tick.isChecked())

    def show_fields(self, *, matter: bool) -> None:
        self._matters = matter
        wanted = matter and self.tick.isChecked()
        self.bar.setVisible(wanted)
        if not wanted:
            self.inside.hide()

    def _field(self, box: StatementBox, field: FieldBox) -> QWidget:
        if field.locked:
            locked = Text(f"{field.label}: {LOCKED}", "muted")
            locked.setContentsMargins(8, 6, 0, 6)
            return locked
        tick = Tick(field.label, field.text)
        tick.setChecked(True)
        tick.setAccessibleName(f"{box.title}: {field.label}")
        self._fields[field.name] = tick
        return tick

    def _toggle(self) -> None:
        self.inside.setVisible(self.inside.isHidden())


class StatementsQuestion(Question):
    """``value()`` are the ticked statements, ``left_out()`` the fields unticked in them."""

    def __init__(self) -> None:
        super().__init__("statements", "What is it about?", "Share what is needed, no more.")
        self._boxes: list[_Statement] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        self.box.addLayout(self._rows)

    def set_boxes(self, boxes: Sequence[StatementBox]) -> None:
        clear(self._rows)
        self._boxes = [_Statement(box) for box in boxes]
        for made in self._boxes:
            self._rows.addWidget(made)
        if not boxes:
            self._rows.addWidget(Text("There is nothing signed about this child yet.", "muted"))

    def first_control(self) -> QWidget:
        return self._boxes[0].tick if self._boxes else self

    def value(self) -> tuple[str, ...]:
        return tuple(made.key for made in self._boxes if made.tick.isChecked())

    def left_out(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return tuple((made.key, made.left_out()) for made in self._boxes if made.tick.isChecked() and made.left_out())

    def fields_matter(self, matter: bool) -> None:
        """Whether fields can be left out: not when nothing is shared."""
        for made in self._boxes:
            made.show_fields(matter=matter)
