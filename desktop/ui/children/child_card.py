"""A child who may be the one that is being added: enough to tell them apart, and no more."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.ui.children.presenter import ResultLine
from desktop.ui.language import tr
from desktop.ui.widgets.boxes import Card
from desktop.ui.widgets.text import Text


def child_card(line: ResultLine) -> Card:
    """Return the card of one child in words."""
    card = Card(line.name)
    parts = (tr("Known as {known_as}", known_as=line.known_as) if line.known_as else "", line.born, line.address)
    text = Text("\n".join(part for part in parts if part))
    text.setAlignment(Qt.AlignmentFlag.AlignLeft)
    card.add(text)
    return card
