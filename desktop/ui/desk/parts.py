"""Parts of an enquiry's page that stand for themselves. Widgets only."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.desk.screen import EnquiryScreen
from desktop.ui.language import tr
from desktop.ui.widgets.boxes import Notice
from desktop.ui.widgets.text import Rule, Text


def section(title: str, part: QWidget) -> Iterator[QWidget]:
    """A part under its heading."""
    rule = Rule()
    rule.setContentsMargins(0, 8, 0, 0)
    yield rule
    yield Text(title, "heading")
    yield part


def form() -> tuple[QWidget, QVBoxLayout]:
    """A box for questions, and its column."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(20)
    return box, column


def first(screen: EnquiryScreen) -> Iterator[QWidget]:
    """What is to be known before anything is read: why it is urgent, whom to ring, what could not be checked."""
    if screen.urgent:
        yield Notice("danger", screen.urgent)
    if screen.ring_back:
        yield Text(tr("To ring back: {number}", number=screen.ring_back), "strong", selectable=True)
    if screen.marks:
        yield Notice("warning", "", ". ".join(screen.marks))
