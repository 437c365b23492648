"""The gallery shows every part, in the looks and the language that are chosen above it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.language import PSEUDO, SOURCE
from desktop.ui import theme
from desktop.ui.gallery.samples import PARTS
from desktop.ui.gallery.window import GalleryWindow
from desktop.ui.page import Page
from desktop.ui.qt_words import speak


@pytest.fixture
def gallery(qtbot: QtBot, qapp: QApplication) -> Iterator[GalleryWindow]:
    window = GalleryWindow(qapp)
    qtbot.addWidget(window)
    window.show()
    yield window
    speak(qapp, SOURCE)


def _page(window: GalleryWindow) -> Page:
    page = window.stack.currentWidget()
    assert isinstance(page, Page)
    return page


def test_every_part_is_offered_and_shown(gallery: GalleryWindow) -> None:
    assert [gallery.part.itemData(row) for row in range(gallery.part.count())] == list(PARTS)
    titles = set()
    for row in range(gallery.part.count()):
        gallery.part.setCurrentIndex(row)
        titles.add(_page(gallery).title.text())
    assert len(titles) == len(PARTS)


def test_the_looks_and_the_language_are_those_chosen_above(gallery: GalleryWindow, qapp: QApplication) -> None:
    gallery.colours.setCurrentIndex(gallery.colours.findData("contrast"))
    gallery.percent.setCurrentIndex(gallery.percent.findData("200"))
    assert qapp.styleSheet() == theme.Theme(theme.CONTRAST, 200).style_sheet()
    gallery.part.setCurrentIndex(gallery.part.findData("errors"))
    gallery.language.setCurrentIndex(gallery.language.findData(PSEUDO))
    assert _page(gallery).errors.heading.text().startswith("[")
