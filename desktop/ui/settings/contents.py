"""The list of what stands below on the settings page: a link to each part. It decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, QTimer

from desktop.ui.page import MARGIN, Page
from desktop.ui.tab_order import stops
from desktop.ui.widgets.boxes import Card
from desktop.ui.widgets.buttons import ActionBar, Link
from desktop.ui.widgets.text import Text


class Contents(ActionBar):
    """``finish`` sets the parts that are still to come in their place."""

    def __init__(self, page: Page, finish: Callable[[], None]) -> None:
        super().__init__()
        self._page, self._finish = page, finish

    def list(self, parts: Sequence[Card]) -> None:
        """Links to these, by their titles, in their order."""
        for card in parts:
            title = next((text.text() for text in card.findChildren(Text) if text.property("role") == "subheading"), "")
            if title:
                self.add(Link(title, partial(self._to, card)))

    def _to(self, card: Card) -> None:
        self._finish()
        QTimer.singleShot(0, card, partial(self._show, card))

    def _show(self, card: Card) -> None:
        """Its title at the top, the keyboard at its first control."""
        first = next(iter(stops(card)), None)
        if first is not None:
            first.setFocus()
        bar, paper = self._page.paper.verticalScrollBar(), self._page.paper.viewport()
        bar.setValue(bar.value() + card.mapTo(paper, QPoint(0, 0)).y() - MARGIN)
