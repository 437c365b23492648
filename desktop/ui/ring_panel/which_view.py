"""Log a call when no concern is open: which one was it about? Widgets and signals only."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services.pages.waiting import Alert
from desktop.ui.language import tr
from desktop.ui.page import Page
from desktop.ui.widgets.boxes import Card, clear
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.text import Text


class WhichCallPage(Page):
    """``chosen(concern)``, ``children_asked()``, ``record_asked()``."""

    presenter: object = None  # kept alive by its view
    came_up = Signal()
    chosen = Signal(str)
    children_asked = Signal()
    record_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Log a call"), parent=parent)
        self.lead = self.add(Text(tr("Which concern was the call about?"), "lead"))
        self.waiting = self.add(QWidget())
        self._rows = QVBoxLayout(self.waiting)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(10)
        self.waiting.hide()
        self.heading(tr("Another concern"))
        self.add(Text(tr("Open the child, and press “Log a call” on the concern.")))
        self.to_children = Button(tr("Find the child"), on=self.children_asked.emit)
        self.add_actions(self.to_children)
        self.heading(tr("Nothing is recorded yet"))
        self.add(
            Text(
                tr(
                    "A call stands in the record of a concern. Record it, and write under “Who has been told?” whom you rang."
                )
            )
        )
        self.add_actions(Button(tr("Record a concern"), on=self.record_asked.emit))

    def entered(self) -> None:
        self.came_up.emit()
        self.to_children.setFocus()

    def show_waiting(self, alerts: Sequence[Alert]) -> None:
        """What still waits for a call, the first with the keyboard."""
        clear(self._rows)
        buttons = [self._row(alert) for alert in alerts]
        self.waiting.setVisible(bool(alerts))
        if buttons and self.to_children.hasFocus():
            buttons[0].setFocus()

    def _row(self, alert: Alert) -> Button:
        said = ": ".join(part for part in (alert.child_name, alert.why) if part)
        card = Card()
        card.add(Text(said, "strong"))
        button = Button(tr("Log the call about this"), on=self._choosing(alert.concern))
        button.setAccessibleName(tr("Log the call about this: {what}", what=said))
        card.box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._rows.addWidget(card)
        return button

    def _choosing(self, concern: str) -> Callable[[], None]:
        return lambda: self.chosen.emit(concern)
