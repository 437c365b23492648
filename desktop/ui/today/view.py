"""Today: groups of rows, each with what it is, what about it, and one button."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.statements import Changes
from desktop.ui.language import tr
from desktop.ui.page import Page
from desktop.ui.shell.routes import Place
from desktop.ui.today.lines import STATES, Group, Line
from desktop.ui.today.presenter import TodayPresenter
from desktop.ui.widgets.badges import ClockBadge
from desktop.ui.widgets.boxes import Card, EmptyState, Notice, clear
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.text import Rule, Text


class TodayPageView(Page):
    """Set ``presenter`` before it is shown. ``date`` is today in words."""

    def __init__(self, date: str) -> None:
        super().__init__(tr("Today"), date)
        self.presenter: TodayPresenter | None = None
        self.record = Button(tr("Record a concern"), "primary", self._record)
        self.add_actions(self.record)
        place = QWidget()
        self._groups = QVBoxLayout(place)
        self._groups.setContentsMargins(0, 0, 0, 0)
        self._groups.setSpacing(20)
        self.add(place)

    def entered(self) -> None:
        self.record.setFocus()
        if self.presenter:
            self.presenter.read()

    def refresh(self, changes: Changes) -> None:
        if self.presenter:
            self.presenter.changed(changes)

    def show_groups(self, groups: Sequence[Group], warnings: Sequence[str], backup: str) -> None:
        """``backup`` is said below the rest, as it is never what one came for; a blank says nothing."""
        clear(self._groups)
        for warning in warnings:
            self._groups.addWidget(Notice("warning", warning))
        for group in groups:
            self._groups.addWidget(self._group(group))
        if not groups:
            self._groups.addWidget(
                EmptyState(
                    tr("Nothing needs you today"),
                    tr("What is due, what others answer and what waits to be sent is shown here."),
                )
            )
        if backup:
            make = Button(tr("Make a backup"), on=self._back_up)
            self._groups.addWidget(Notice("info", tr("Backup"), backup, make))

    def _group(self, group: Group) -> QWidget:
        card = Card(group.title)
        for number, line in enumerate(group.lines):
            if number:
                card.add(Rule())
            card.add(self._line(line))
        return card

    def _line(self, line: Line) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 2, 0, 2)
        across.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Text(line.title, "error" if line.state == "urgent" else "strong"))
        if line.state in STATES:
            words.addSpacing(3)
            words.addWidget(ClockBadge(tr(STATES[line.state]), line.state))
            words.addSpacing(3)
        words.addWidget(Text(line.text))
        across.addLayout(words, 1)
        says = line.button or tr("Open")
        button = Button(says, on=self._opening(line.place))
        button.setAccessibleName(f"{says}: {line.title}. {line.text}")
        across.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        if line.log is not None:
            log = Button(tr("Log the call"), on=self._opening(line.log))
            log.setAccessibleName(tr("Log the call: {title}. {text}", title=line.title, text=line.text))
            across.addWidget(log, 0, Qt.AlignmentFlag.AlignVCenter)
        if line.keeps:
            kept = Button(tr("It was done"), on=self._keeping(line.keeps))
            kept.setAccessibleName(tr("It was done: {title}. {text}", title=line.title, text=line.text))
            across.addWidget(kept, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _keeping(self, enquiry: str) -> Callable[[], None]:
        return lambda: self.presenter.promise_kept(enquiry) if self.presenter else None

    def _back_up(self) -> None:
        if self.presenter:
            self.presenter.back_up()

    def _opening(self, place: Place) -> Callable[[], None]:
        return lambda: self.presenter.open(place) if self.presenter else None

    def _record(self) -> None:
        if self.presenter:
            self.presenter.record()
