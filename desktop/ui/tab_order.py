"""Tab goes through a screen in the order it is read, also through parts that were added later.

Qt's own order is the order in which widgets came into the window: a row added to a form would follow the buttons at its end.

Rules this module keeps: the order is that of the layouts, top to bottom and as they flow; what is hidden or cannot be used
is passed over; a group of radio buttons is one stop; from what is no stop (a heading that has the keyboard) it goes on from there.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QLayout,
    QRadioButton,
    QScrollArea,
    QStackedWidget,
    QTableView,
    QWidget,
)


def stops(root: QWidget) -> list[QWidget]:
    """The widgets below ``root`` that Tab stops at, in reading order."""
    return list(_below(root, None))


def step(root: QWidget, current: QWidget | None, *, forward: bool) -> QWidget | None:
    """The stop after (or before) ``current``, round and round; None when ``current`` is not below ``root``."""
    if isinstance(current, QRadioButton):
        current = _stop_of(current)
    order = list(_below(root, current))
    if current is None or current not in order:
        return None
    return order[(order.index(current) + (1 if forward else -1)) % len(order)]


def _stop_of(radio: QRadioButton) -> QAbstractButton:
    """The one button of its group that Tab stops at: the chosen one, or the first."""
    group = radio.group()
    return (group.checkedButton() or next(iter(group.buttons()), radio)) if group else radio


def _passed_over(widget: QWidget) -> bool:
    return isinstance(widget, QRadioButton) and _stop_of(widget) is not widget


def _below(widget: QWidget, also: QWidget | None) -> Iterator[QWidget]:
    if widget.isHidden() or not widget.isEnabled():
        return
    if isinstance(widget, QTableView):  # its headings are read before its rows
        yield from _below(widget.horizontalHeader(), also)
    if widget is also or (widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not _passed_over(widget)):
        yield widget
    if isinstance(widget, QStackedWidget):
        current = widget.currentWidget()
        if current is not None:
            yield from _below(current, also)
    elif isinstance(widget, QScrollArea):
        inside = widget.widget()
        if inside is not None:
            yield from _below(inside, also)
    elif isinstance(widget, QAbstractScrollArea):
        return  # a table or a text box is one stop
    elif (layout := widget.layout()) is not None:
        yield from _laid_out(layout, also)


def _laid_out(layout: QLayout, also: QWidget | None) -> Iterator[QWidget]:
    for place in range(layout.count()):
        entry = layout.itemAt(place)
        if entry is None:
            continue
        if (widget := entry.widget()) is not None:
            yield from _below(widget, also)
        elif (inner := entry.layout()) is not None:
            yield from _laid_out(inner, also)
