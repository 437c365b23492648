"""A task list: what is to be done, each with its state, in the order in which one would do it.

Rules this module keeps: the task's name is the link; its state stands beside it in words; a task that cannot be begun yet says why
and is no link.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.widgets.badges import Badge
from desktop.ui.widgets.boxes import clear
from desktop.ui.widgets.buttons import Link
from desktop.ui.widgets.text import Rule, Text, grow_with_text


@dataclass(frozen=True, slots=True)
class Task:
    """``name`` is given to ``chosen``; ``state`` is in words, ``tone`` one of ``badges.TONES``; ``waits_for`` says why it cannot be begun."""

    name: str
    title: str
    state: str
    tone: str = "calm"
    hint: str = ""
    waits_for: str = ""


class TaskList(QWidget):
    """``chosen(name)`` when a task's link is pressed."""

    chosen = Signal(str)

    def __init__(self, tasks: Sequence[Task] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(6)
        grow_with_text(self)
        self.set_tasks(tasks)

    def set_tasks(self, tasks: Sequence[Task]) -> None:
        """Show these tasks instead."""
        clear(self._rows)
        for number, task in enumerate(tasks):
            if number:
                self._rows.addWidget(Rule())
            self._rows.addLayout(self._row(task))

    def _row(self, task: Task) -> QHBoxLayout:
        row, words = QHBoxLayout(), QVBoxLayout()
        row.setSpacing(20)
        words.setSpacing(0)
        if task.waits_for:
            words.addWidget(Text(task.title, "muted"))
        else:
            link = Link(task.title, lambda: self.chosen.emit(task.name))
            link.setAccessibleDescription(task.state)
            line = QHBoxLayout()
            line.addWidget(link)
            line.addStretch(1)
            words.addLayout(line)
        if said := task.waits_for or task.hint:
            words.addWidget(Text(said, "small"))
        row.addLayout(words, 1)
        row.addWidget(Badge(task.state, task.tone), 0, Qt.AlignmentFlag.AlignTop)
        return row
