"""Every page and window of the registry, walked without a display: names, Tab, clipping, targets, contrast."""

from __future__ import annotations

import re

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAction, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.language import PSEUDO, SOURCE
from desktop.ui import registry, theme
from desktop.ui.body_map.figure import RegionButton
from desktop.ui.page import Page
from desktop.ui.qt_words import speak
from desktop.ui.widgets.buttons import Link
from desktop.ui.widgets.headings import Headings
from desktop.ui.widgets.options import Radio, Tick

NAMES = sorted(registry.samples())
CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QTableWidget)
SMALLEST = 24


def _shown(qtbot: QtBot, name: str, percent: int) -> QWidget:
    """The named page at the named text size, laid out at 1280 by 800."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.Theme(theme.LIGHT, percent))
    widget = registry.build(name)
    qtbot.addWidget(widget)
    widget.resize(1280, 800)
    widget.show()
    qtbot.waitExposed(widget)
    _settle(widget)
    return widget


def _settle(widget: QWidget) -> None:
    for _turn in range(4):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QApplication.processEvents()
    assert shiboken6.isValid(widget)


def _controls(widget: QWidget) -> list[QWidget]:
    return [
        c
        for c in widget.findChildren(QWidget)
        if isinstance(c, CONTROLS) and c.isVisible() and c.objectName()[:3] != "qt_"
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_keeps_the_rules(qtbot: QtBot, name: str) -> None:
    """All rules in one walk, because building a page is what takes the time."""
    page = _shown(qtbot, name, 100)
    wrong = {
        "without a name": _nameless(page),
        "too small a target": _small(page),
        "clipped": _all_clipped(page),
        "a word of ours": _not_the_areas_words(page),
        "no keyboard way": _mouse_only(page),
        "Tab": _not_reached(qtbot, page),
    }
    assert not {rule: found for rule, found in wrong.items() if found}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("percent", [150, 200])
def test_nothing_is_clipped_in_large_text(qtbot: QtBot, name: str, percent: int) -> None:
    assert not _all_clipped(_shown(qtbot, name, percent))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("percent", [150, 200])
def test_nothing_is_clipped_in_a_longer_language(qtbot: QtBot, name: str, percent: int) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    speak(app, PSEUDO)
    try:
        assert not _all_clipped(_shown(qtbot, name, percent))
    finally:
        speak(app, SOURCE)


def _nameless(page: QWidget) -> list[str]:
    found = []
    for control in _controls(page):
        spoken = QAccessible.queryAccessibleInterface(control)
        if spoken is None or not spoken.text(QAccessible.Text.Name).strip():
            found.append(f"{type(control).__name__} {control.objectName()}")
    return found


def _mouse_only(page: QWidget) -> list[str]:
    """Every action that only a mouse can do: a button or heading that takes no keyboard, a link inside text, a press of our own."""
    found = []
    for widget in (page, *page.findChildren(QWidget)):
        kind, name = type(widget).__name__, widget.accessibleName() or widget.objectName()
        tabs = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        tabs = tabs or (isinstance(widget, Radio) and widget.group() is not None)  # the arrows go through a group
        tabs = tabs or isinstance(widget, RegionButton)  # the arrows go through a view of the body (test_body_map.py)
        ours = type(widget).__module__.startswith("desktop.ui")
        pressed = any(f"mouse{how}Event" in vars(type(widget)) for how in ("Press", "Release", "DoubleClick"))
        if isinstance(widget, QAbstractButton) and widget.objectName()[:3] != "qt_" and not tabs and widget.isVisible():
            found.append(f"{kind} {name}")
        elif isinstance(widget, QHeaderView) and widget.sectionsClickable() and widget.isVisible() and not tabs:
            found.append(f"headings of {name}")
        elif isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText and "<a " in widget.text():
            found.append(f"a link in {widget.text()[:40]!r}")
        elif ours and pressed and "keyPressEvent" not in vars(type(widget)):
            found.append(f"{kind} answers the mouse and no key")
        found += [
            f"menu entry {action.text()!r}"
            for action in widget.actions()
            if action.isSeparator() is False and not _reached(action, widget)
        ]
    return found


def _reached(action: QAction, of: QWidget) -> bool:
    """By its keys, or from a menu, which the keyboard opens and walks."""
    return (
        bool(action.shortcuts())
        or isinstance(of, QMenu)
        or any(isinstance(o, QMenu) for o in action.associatedObjects())
    )


def _small(page: QWidget) -> list[str]:
    return [
        f"{c.accessibleName()!r} {c.width()}x{c.height()}"
        for c in _controls(page)
        if min(c.width(), c.height()) < (32 if isinstance(c, QPushButton | QLineEdit | Radio | Tick) else SMALLEST)
    ]


def _not_the_areas_words(page: QWidget) -> list[str]:
    texts = [label.text() for label in page.findChildren(QLabel)]
    texts += [button.text() for button in page.findChildren(QAbstractButton)]
    return [text for text in texts if {"hub", "vault", "bundle", "sync"} & set(re.findall(r"[a-z]+", text.lower()))]


def _not_reached(qtbot: QtBot, page: QWidget) -> list[str]:
    """What Tab does not stop at, where it is trapped, and what has the keyboard without being seen whole."""
    wanted = {c for c in _controls(page) if c.focusPolicy() & Qt.FocusPolicy.TabFocus and c.isEnabled()}
    wanted = {c for c in wanted if not isinstance(c, Radio)}  # a group of radio buttons is one stop
    if not wanted:
        return []
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    first = min(wanted, key=lambda c: (c.mapTo(page, c.rect().topLeft()).y(), c.x()))
    first.setFocus(Qt.FocusReason.TabFocusReason)
    reached: set[QWidget] = set()
    wrong = []
    for _step in range(len(_controls(page)) + 40):
        here = QApplication.focusWidget()
        assert here is not None
        if here not in reached and (half := _half_seen(here)):
            wrong.append(half)
        reached.add(here)
        if wanted <= reached:
            break
        qtbot.keyClick(here, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is here and len(wanted) > 1:
            wrong.append(f"trapped in {type(here).__name__} {here.accessibleName()}")
            break
    return wrong + sorted(f"{type(c).__name__} {c.accessibleName()}" for c in wanted - reached)


def _half_seen(control: QWidget) -> str:
    """What has the keyboard must be seen whole in the page that scrolls, if there is room for it."""
    page = control.parentWidget()
    while page is not None and not isinstance(page, Page):
        page = page.parentWidget()
    if page is None or not page.paper.isAncestorOf(control):
        return ""
    QApplication.processEvents()
    room = page.paper.viewport()
    top = control.mapTo(room, QPoint(0, 0)).y()
    whole = top >= 0 and top + control.height() <= room.height()
    return "" if whole or control.height() > room.height() else f"half hidden: {control.accessibleName()!r} at {top}"


def _all_clipped(page: QWidget) -> list[str]:
    return [problem for child in page.findChildren(QWidget) if child.isVisible() and (problem := _clipped(child, page))]


def _clipped(child: QWidget, window: QWidget) -> str:
    if isinstance(child, QLabel) and child.text():
        flags = int(Qt.TextFlag.TextWordWrap) if child.wordWrap() else 0
        area = child.fontMetrics().boundingRect(
            QRect(0, 0, max(child.contentsRect().width(), 1), 100000), flags, child.text()
        )
        short = area.height() > child.contentsRect().height() + 3 or area.width() > child.contentsRect().width() + 3
        return f"text {child.text()[:40]!r} {area.size()} in {child.contentsRect().size()}" * short
    if isinstance(child, Radio | Tick | Link):
        short = child.heightForWidth(child.width()) > child.height() + 1
        return (
            f"{child.text()!r} needs {child.heightForWidth(child.width())}, has {child.height()}" * short
            or _outside(child, window)
        )
    if isinstance(child, QPushButton):
        wide = QFontMetrics(child.font()).horizontalAdvance(child.text().replace("&&", "&"))
        room = child.width() - (0 if child.property("kind") == "link" else 4)
        short = wide > room or QFontMetrics(child.font()).height() > child.height()
        return f"button {child.text()!r} needs {wide}, has {child.width()}" * short or _outside(child, window)
    if isinstance(child, Headings):
        columns = [c for c in range(child.count()) if not child.isSectionHidden(c)]
        narrow = [c for c in columns if child.widest_word(c) > child.sectionSize(c) + 1]
        return f"headings {narrow} of {child.accessibleName()!r}" * bool(narrow)
    if isinstance(child, QLineEdit):
        return f"field {child.accessibleName()!r}" * (child.height() < QFontMetrics(child.font()).height() + 4)
    return ""


def _outside(child: QWidget, window: QWidget) -> str:
    """Sticking out of an area that cannot scroll there; a scrolled area has all the height it needs."""
    inner, parent = child, child.parentWidget()
    while parent is not None and inner is not window:
        corner = child.mapTo(parent, child.rect().bottomRight())
        if corner.x() > parent.width() + 1:
            return f"{child.accessibleName()!r} is cut at the right by {type(parent).__name__} {parent.objectName()}"
        if parent.objectName() == "qt_scrollarea_viewport":
            return ""
        if corner.y() > parent.height() + 1:
            return f"{child.accessibleName()!r} is cut at the foot by {type(parent).__name__} {parent.objectName()}"
        inner, parent = parent, parent.parentWidget()
    return ""


@pytest.mark.parametrize("colours", theme.PALETTES.values(), ids=theme.PALETTES)
def test_text_has_a_contrast_of_four_and_a_half(colours: theme.Colours) -> None:
    poor = {pair: _ratio(colours, pair) for pair in theme.TEXT_PAIRS if _ratio(colours, pair) < 4.5}
    assert not poor


@pytest.mark.parametrize("colours", theme.PALETTES.values(), ids=theme.PALETTES)
def test_edges_and_marks_have_a_contrast_of_three(colours: theme.Colours) -> None:
    poor = {pair: _ratio(colours, pair) for pair in theme.EDGE_PAIRS if _ratio(colours, pair) < 3}
    assert not poor


def _ratio(colours: theme.Colours, pair: tuple[str, str]) -> float:
    return theme.contrast(getattr(colours, pair[0]), getattr(colours, pair[1]))


def test_contrast_is_computed_as_wcag_says() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
