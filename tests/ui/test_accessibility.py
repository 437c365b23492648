"""Every page and window of the registry, walked without a display: names, Tab, clipping, targets, contrast."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.ui import registry, theme
from desktop.ui.widgets.buttons import Link
from desktop.ui.widgets.options import Radio, Tick

NAMES = sorted(registry.samples())
CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QTableWidget)
SMALLEST = 24


@pytest.fixture
def shown(qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[QWidget]:
    """The named page at the named text size, laid out at 1280 by 800."""
    name, percent = request.param
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


def _at(percent: int) -> list[tuple[str, int]]:
    return [(name, percent) for name in NAMES]


@pytest.mark.parametrize("shown", _at(100), indirect=True, ids=NAMES)
def test_every_control_has_a_name(shown: QWidget) -> None:
    nameless = []
    for control in _controls(shown):
        spoken = QAccessible.queryAccessibleInterface(control)
        if spoken is None or not spoken.text(QAccessible.Text.Name).strip():
            nameless.append(f"{type(control).__name__} {control.objectName()}")
    assert not nameless


@pytest.mark.parametrize("shown", _at(100), indirect=True, ids=NAMES)
def test_tab_reaches_every_control_and_is_never_trapped(qtbot: QtBot, shown: QWidget) -> None:
    wanted = {c for c in _controls(shown) if c.focusPolicy() & Qt.FocusPolicy.TabFocus and c.isEnabled()}
    wanted = {c for c in wanted if not isinstance(c, Radio)}  # a group of radio buttons is one stop
    if not wanted:
        return
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    first = min(wanted, key=lambda c: (c.mapTo(shown, c.rect().topLeft()).y(), c.x()))
    first.setFocus(Qt.FocusReason.TabFocusReason)
    reached: set[QWidget] = set()
    for _step in range(len(_controls(shown)) + 40):
        here = QApplication.focusWidget()
        assert here is not None
        reached.add(here)
        qtbot.keyClick(here, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is not here or len(wanted) == 1, f"Tab is trapped in {type(here).__name__}"
    missed = {f"{type(c).__name__} {c.accessibleName()}" for c in wanted - reached}
    assert not missed


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("percent", [100, 150, 200])
def test_nothing_is_clipped(qtbot: QtBot, name: str, percent: int) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.Theme(theme.LIGHT, percent))
    widget = registry.build(name)
    qtbot.addWidget(widget)
    widget.resize(1280, 800)
    widget.show()
    qtbot.waitExposed(widget)
    _settle(widget)
    clipped = [
        problem for child in widget.findChildren(QWidget) if child.isVisible() and (problem := _clipped(child, widget))
    ]
    assert not clipped


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


@pytest.mark.parametrize("shown", _at(100), indirect=True, ids=NAMES)
def test_targets_are_large_enough(shown: QWidget) -> None:
    small = [
        f"{c.accessibleName()!r} {c.width()}x{c.height()}"
        for c in _controls(shown)
        if min(c.width(), c.height()) < (32 if isinstance(c, QPushButton | QLineEdit | Radio | Tick) else SMALLEST)
    ]
    assert not small


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


@pytest.mark.parametrize("name", NAMES)
def test_screens_use_the_areas_words(qtbot: QtBot, name: str) -> None:
    widget = registry.build(name)
    qtbot.addWidget(widget)
    texts = [label.text() for label in widget.findChildren(QLabel)]
    texts += [button.text() for button in widget.findChildren(QAbstractButton)]
    assert not [text for text in texts if {"hub", "vault", "bundle", "sync"} & set(re.findall(r"[a-z]+", text.lower()))]
