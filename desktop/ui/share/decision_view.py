"""One decision about sharing: what was decided and why, what left, its history. Widgets and signals only."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.child.parts import HistoryBox, fact_list
from desktop.ui.language import tr
from desktop.ui.papers.printed_page import PrintedPage
from desktop.ui.share.decision import DecisionScreen
from desktop.ui.widgets.boxes import Card, clear
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.text import Text


class DecisionPageView(PrintedPage):
    """Signals go to the presenter; ``amend_asked`` gets a field, or ""."""

    amend_asked = Signal(str)
    review_asked = Signal()
    child_asked = Signal()

    def __init__(self, file_name: Callable[[], str], parent: QWidget | None = None) -> None:
        """``file_name`` proposes a name that says nothing about the child."""
        super().__init__(tr("Decision about sharing"), file_name, spacing=18, parent=parent)

    def show_decision(self, screen: DecisionScreen) -> None:
        self.set_title(screen.title, screen.about)
        clear(self.inside_column)
        bar = ActionBar()
        if screen.amends:
            bar.add(Button(tr("Amend"), on=lambda: self.amend_asked.emit("")))
        if screen.reviews:
            bar.add(Button(tr("Look at it again"), on=self.review_asked.emit))
        bar.add(Button(tr("Save as PDF"), on=self.saved.ask))
        bar.add(Button(tr("Open the child’s page"), "link", self.child_asked.emit))
        self.inside_column.addWidget(bar)
        if screen.walled:
            self.inside_column.addWidget(Text(tr("It is about a record kept from some people"), "strong"))
        card = Card()
        card.add(fact_list(screen.facts, self.amend_asked.emit))
        self.inside_column.addWidget(card)
        said = tr(
            "What was shared, with whom, and what the letter said cannot be changed. If it was wrong, decide again."
        )
        self.inside_column.addWidget(Text(said, "hint"))
        self.inside_column.addWidget(Text(tr("What was written, and when"), "heading"))
        self.inside_column.addWidget(HistoryBox(screen.history))
        bar.buttons()[0].setFocus()
        self.stands = True
