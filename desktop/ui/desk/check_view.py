"""The desk's decision as it will be signed, to be read through first. Widgets and signals only."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.desk.deciding import DecisionScreen
from desktop.ui.language import tr
from desktop.ui.widgets.boxes import Card, Notice, clear
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.summary_list import SummaryList, SummaryRow


class DecisionCheck(QWidget):
    """``signed()`` and ``change_asked()``; ``sign`` is there once something is shown."""

    signed = Signal()
    change_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)

    def show_decision(self, screen: DecisionScreen) -> None:
        clear(self._column)
        self._column.addWidget(Notice("info", screen.to, screen.letter))
        card = Card()
        card.add(SummaryList([SummaryRow(label, text) for label, text in screen.rows]))
        self._column.addWidget(card)
        self.sign = Button(screen.button, "primary", self.signed.emit)
        self._column.addWidget(ActionBar(self.sign, Button(tr("Change something"), on=self.change_asked.emit)))
