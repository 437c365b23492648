"""Choose statements, and in each the fields that leave. What must not be disclosed is shown locked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.language import mark, tr
from desktop.ui.share.folded import FoldedSummary, foremost
from desktop.ui.share.screen import FieldBox, StatementBox
from desktop.ui.slices import Slices, prepare
from desktop.ui.widgets.boxes import Card, Notice, clear
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.options import Tick
from desktop.ui.widgets.question import Question
from desktop.ui.widgets.summary_list import SummaryRow
from desktop.ui.widgets.text import Text

LOCKED = mark("Must not be disclosed. It stays here.")
JOINED = mark("This child has another record here")
JOINED_TEXT = mark(
    "What stands under {names} is not in the list below. Share it from that record too, if it is needed."
)


class StatementCard(Card):
    """One statement: what it says can be read at once; the ticks for its fields are made when they are asked for."""

    def __init__(self, box: StatementBox, name: str) -> None:
        """``name`` is what a screen reader says: no other statement has it."""
        super().__init__()
        self.key, self.record, self.name = box.id, box.record, name
        self._box = box
        self.tick = Tick(box.title, box.written)
        self.tick.setChecked(box.ticked)
        self.tick.setAccessibleName(name)
        self.add(self.tick)
        self.walled = Notice("warning", "", box.note)
        self.add(self.walled)
        self._touched = False
        self.tick.clicked.connect(self._touch)
        rows = [SummaryRow(field.label, tr(LOCKED) if field.locked else field.text) for field in box.fields]
        self.says = FoldedSummary(rows, foremost([field.name for field in box.fields]), name)
        self.add(self.says)
        self._fields: dict[str, Tick] = {}
        self._rows: dict[str, dict[str, Tick]] = {}  # of a list: its rows, which can stay alone
        self.inside = QWidget()
        self._inside = QVBoxLayout(self.inside)
        self._inside.setContentsMargins(30, 0, 0, 0)
        self._inside.setSpacing(2)
        self.choose = Button(tr("Leave something out"), on=self._toggle)
        self.choose.setAccessibleName(tr("Leave something out: {title}", title=name))
        self.bar = ActionBar(self.choose)
        self.add(self.inside)
        self.add(self.bar)
        self.inside.hide()
        self._matters = True
        self.tick.toggled.connect(lambda _on: self.show_fields(matter=self._matters))

    def _touch(self) -> None:
        self._touched = True

    def left_out(self) -> tuple[str, ...]:
        """The unticked fields, and the unticked rows of those that are ticked."""
        rows = (row for name, ticks in self._rows.items() if self._fields[name].isChecked() for row in ticks.items())
        named = (*self._fields.items(), *rows)
        return tuple(name for name, tick in named if not tick.isChecked())

    def show_fields(self, *, matter: bool) -> None:
        """``matter`` is whether anything leaves: then what it says is shown, and can be left out."""
        if self._matters != matter and self._box.meant and not self._touched:
            self._matters = matter
            self.tick.setChecked(not matter)
        self._matters = matter
        self.walled.setVisible(matter and bool(self._box.note))
        wanted = matter and self.tick.isChecked()
        self.bar.setVisible(wanted and not self._fields)
        self.inside.setVisible(wanted and bool(self._fields))
        self.says.setVisible(wanted and not self._fields)

    def _field(self, field: FieldBox) -> QWidget:
        if field.locked:
            locked = Text(f"{field.label}: {tr(LOCKED)}", "muted")
            locked.setContentsMargins(8, 6, 0, 6)
            return locked
        tick = Tick(field.label, "" if field.rows else field.text)
        tick.setChecked(True)
        tick.setAccessibleName(f"{self.name}: {field.label}")
        self._fields[field.name] = tick
        return self._with_rows(field, tick) if field.rows else tick

    def _with_rows(self, field: FieldBox, tick: Tick) -> QWidget:
        """The list's own tick, and under it one for each of its rows while the list leaves."""
        whole, rows = QWidget(), QWidget()
        for box, left in ((whole, 0), (rows, 30)):
            column = QVBoxLayout(box)
            column.setContentsMargins(left, 0, 0, 0)
            column.setSpacing(2)
        self._rows[field.name] = {}
        for name, text in field.rows:
            row = Tick(text)
            row.setChecked(True)
            row.setAccessibleName(f"{self.name}: {field.label}: {text}")
            self._rows[field.name][name] = row
            _column(rows).addWidget(row)
        tick.toggled.connect(rows.setVisible)
        _column(whole).addWidget(tick)
        _column(whole).addWidget(rows)
        return whole

    def owns(self, name: str) -> bool:
        """Whether a tick of that name is this statement's own, or one of its fields'."""
        return name == self.name or name.startswith(f"{self.name}: ")

    def open_ticks(self) -> None:
        """From reading to ticking. Once ticked, the ticks stay in sight: they are the truth of what leaves."""
        if not self._fields:
            self._inside.addWidget(Text(tr("Untick what should not leave."), "hint"))
            for field in self._box.fields:
                self._inside.addWidget(self._field(field))
        self.show_fields(matter=self._matters)

    def _toggle(self) -> None:
        self.open_ticks()
        first = next(iter(self._fields.values()), None)
        if first is not None:
            first.setFocus()


def _column(box: QWidget) -> QVBoxLayout:
    return cast("QVBoxLayout", box.layout())


class StatementsQuestion(Question):
    """``value()`` are the ticked statements, ``left_out()`` the fields unticked in them."""

    def __init__(self) -> None:
        super().__init__("statements", tr("What is it about?"), tr("Share what is needed, no more."))
        self._boxes: list[StatementCard] = []
        self._matters = True
        self._slices = Slices(self)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        self.joined = Notice("warning")
        self.joined.hide()
        self.several = Notice("info")
        self.several.hide()
        self.box.addWidget(self.joined)
        self.box.addWidget(self.several)
        self.box.addLayout(self._rows)

    def set_boxes(self, boxes: Sequence[StatementBox], joined: Sequence[str] = (), several: str = "") -> None:
        """``joined``: the names in the child's other records, whose statements are not among ``boxes``; ``several`` says why
        some are not ticked.
        """
        self.several.setVisible(bool(several))
        self.several.say("info", "", several)
        self._slices.drop()
        clear(self._rows)
        self._boxes = []
        if not boxes:
            self._rows.addWidget(Text(tr("There is nothing signed about this child yet."), "muted"))
        self.joined.setVisible(bool(joined))
        self.joined.say("warning", tr(JOINED), tr(JOINED_TEXT, names=", ".join(joined)))
        self._slices.begin(self._build(boxes))

    def boxes(self) -> tuple[StatementCard, ...]:
        self.finish()
        return tuple(self._boxes)

    def ready(self) -> bool:
        return not self._slices.busy()

    def finish(self) -> None:
        """Build now what is not there yet."""
        self._slices.finish()

    def first_control(self) -> QWidget:
        self.finish()
        return self._boxes[0].tick if self._boxes else self

    def value(self) -> tuple[str, ...]:
        self.finish()
        return tuple(made.key for made in self._boxes if made.tick.isChecked())

    def left_out(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        self.finish()
        return tuple((made.key, made.left_out()) for made in self._boxes if made.tick.isChecked() and made.left_out())

    def fitting(self, kept: Mapping[str, str | bool], concern: str) -> dict[str, str | bool]:
        """What was kept of an unfinished form, with the ticks that it needs made. Ticks that were set without ``concern``, which
        one comes from, do not come back.
        """
        typed = dict(kept)
        came_from = [made for made in self.boxes() if concern and made.record == concern]
        if came_from and not any(typed.get(made.name) is True for made in came_from):
            for made in self.boxes():
                typed = {name: value for name, value in typed.items() if not made.owns(name)}
        for made in self.boxes():
            if any(made.owns(name) and name != made.name for name in typed):
                made.open_ticks()
        return typed

    def fields_matter(self, matter: bool) -> None:
        """Whether fields can be left out: not when nothing is shared."""
        self._matters = matter
        for made in self._boxes:
            made.show_fields(matter=matter)

    def _build(self, boxes: Sequence[StatementBox]) -> Iterator[None]:
        seen: dict[str, int] = {}
        for box in boxes:
            name = box.title
            if sum(other.title == box.title for other in boxes) > 1:
                seen[box.title] = number = seen.get(box.title, 0) + 1
                name = f"{box.title} ({number}), {box.written}"
            made = StatementCard(box, name)
            made.hide()
            self._boxes.append(made)
            self._rows.addWidget(made)
            made.show_fields(matter=self._matters)
            prepare(made)
            yield
            made.show()
            yield
