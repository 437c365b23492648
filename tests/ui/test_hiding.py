"""Hiding: at once, and with nothing of the record left to be seen."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from benchmarks import hiding
from desktop.ui.page import Page
from desktop.ui.shell import screenshots
from desktop.ui.shell.book_view import BookView
from desktop.ui.shell.routes import Place
from desktop.ui.shell.window import MainWindow


def test_a_hundred_times_it_paints_within_50_ms_and_leaves_nothing(qtbot: QtBot) -> None:
    """The time of this thread: what other programs take of the processor is measured by the benchmark, alone."""
    hidden = hiding.measure(100, time.thread_time)
    assert hidden.left == ()
    assert hidden.median < hiding.BAR
    assert hidden.worst < hiding.BAR, str(hidden)


def test_a_chooser_that_waits_is_given_up(qtbot: QtBot) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    book = BookView({"today": lambda _place, _book: Page("Today")})
    window.show_book(book)
    window.show()
    book.go(Place("today"))
    chooser = QFileDialog(window)
    chooser.setOption(QFileDialog.Option.DontUseNativeDialog)
    chooser.setModal(True)
    answered: list[int] = []
    chooser.finished.connect(answered.append)
    QTimer.singleShot(0, window, window.hide_now)
    chooser.exec()
    assert not chooser.isVisible()
    assert window.hidden()


def test_what_another_program_copied_stays(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    clipboard = QApplication.clipboard()
    clipboard.setText("a shopping list")
    if clipboard.ownsClipboard():
        pytest.skip("this platform calls every text its own")
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    window.hide_now()
    assert clipboard.text() == "a shopping list"


def test_it_says_honestly_what_a_screenshot_shows() -> None:
    assert not screenshots.keep_out(1, "linux")
    assert "cannot" in screenshots.said(kept_out=False)
    assert "empty" in screenshots.said(kept_out=True)
