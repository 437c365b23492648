"""What stands beside a record: that it was withdrawn, and who disagrees. Widgets only.

Rules this module keeps: a line through a text is never all: "withdrawn" stands in words above it, and in what a screen reader says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QWidget

from desktop.ui.language import tr
from desktop.ui.widgets.boxes import Notice
from desktop.ui.widgets.text import Text

NOT_STRUCK = frozenset({"label", "hint"})  # what a text is called stays plain


def beside_boxes(withdrawn: str, disagreements: Sequence[tuple[str, str]]) -> Iterator[Notice]:
    """A notice for the withdrawal that stands, and one for each who disagrees."""
    if withdrawn:
        yield Notice("warning", tr("Withdrawn"), withdrawn)
    for who, said in disagreements:
        yield Notice("info", who, said)


def strike(inside: QWidget) -> None:
    """Draw a line through every text in a part; a screen reader says that it is withdrawn."""
    for text in inside.findChildren(Text):
        if text.property("role") in NOT_STRUCK:
            continue
        font = text.font()
        font.setStrikeOut(True)
        text.setFont(font)
        text.setAccessibleName(tr("Withdrawn: {said}", said=text.accessibleName() or text.text()))
