"""With a language that nobody speaks installed, no page shows an English literal: what is English then was never translated.

Data stay as they are: the samples' own people and words, dates, and the guidance edition's words.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.language import PSEUDO
from desktop.ui import registry
from desktop.ui.qt_words import speak
from desktop.ui.theme import Colours

ROOT = Path(__file__).resolve().parents[2]
NAMES = sorted(registry.samples())
WORD = re.compile(r"(?<![^\W_])[A-Za-z]{2,}(?![^\W_])")
DATES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip
NAMES_OF_THINGS = ("Guardbook", "Ctrl", "Alt", "Shift", "Esc", "Enter", "PDF", "USB")  # the same in every language


@pytest.fixture
def pseudo(qapp: QApplication) -> Iterator[None]:
    speak(qapp, PSEUDO)
    yield
    speak(qapp, "en")


@pytest.mark.parametrize("name", NAMES)
def test_no_page_shows_an_english_literal(qtbot: QtBot, pseudo: None, name: str) -> None:
    page = registry.build(name)
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show()
    assert not {rest: text for text in texts(page) if (rest := untranslated(text))}


def texts(page: QWidget) -> set[str]:
    """Everything that is said on a page, to the eye or to a screen reader."""
    found = {page.windowTitle()}
    for widget in (page, *page.findChildren(QWidget)):
        found |= {widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()}
        if isinstance(widget, QLabel | QAbstractButton):
            found.add(widget.text())
        elif isinstance(widget, QLineEdit):
            found |= {widget.placeholderText(), widget.displayText()}
        elif isinstance(widget, QPlainTextEdit):
            found |= {widget.placeholderText(), widget.toPlainText()}
        elif isinstance(widget, QTableWidget):
            columns = range(widget.columnCount())
            heads = (widget.horizontalHeaderItem(column) for column in columns)
            cells = (widget.item(row, column) for row in range(widget.rowCount()) for column in columns)
            found |= {cell.text() for cell in (*heads, *cells) if cell is not None}
    return found - {""}


def untranslated(text: str) -> str:
    """The English words of a text that are not data; "" when there are none."""
    rest = data().sub(" ", text)
    return " ".join(word for word in WORD.findall(rest) if word not in DATES and word not in NAMES_OF_THINGS)


@cache
def data() -> re.Pattern[str]:
    """What the samples and the guidance edition say themselves, the longest first."""
    said: set[str] = set(Colours._fields)
    for path in (ROOT / "desktop/ui").rglob("samples.py"):
        constants = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)]
        said |= {node.value for node in constants if isinstance(node.value, str)}
    for path in (ROOT / "resources/guidance").rglob("*.json"):
        said |= set(_strings(json.loads(path.read_text("utf-8"))))
    parts = {part.strip(" .,;:") for text in said for part in text.split("\n")}
    words = sorted((part for part in parts if re.search(r"\w{2}", part)), key=len, reverse=True)
    return re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in words), re.IGNORECASE)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
