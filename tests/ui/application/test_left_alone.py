"""The real application when one turns away from it: hidden, locked, left to rest; and that its window answers while a book opens."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Self

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import Application
from desktop.books import LocalBooks
from desktop.ui.shell.idle import RESTING
from desktop.ui.shell.routes import Place
from desktop.ui.unlock.view import UnlockPage
from desktop.ui.widgets.boxes import Notice
from tests.ui.application.somebody import A_CONCERN, CHEAP, PASSPHRASE, PATIENCE, Somebody

NAMES = ("Kian", "Pellow")


BLOCKED = 0.050  # seconds for which the window may not answer


HIDDEN = 0.050


@pytest.mark.alone
def test_hiding_paints_at_once_and_leaves_nothing_of_the_record_to_be_seen(
    start: Callable[[], Somebody], kit: str
) -> None:
    someone = start()
    someone.opens()
    someone.in_book()
    app = someone.app
    assert app.book is not None
    app.book.go(Place("children"))
    someone.fills("Find a child", "Kian")
    someone.presses(Qt.Key.Key_Return)
    someone.wait(lambda: "Pellow" in _read(app.window))
    began = time.perf_counter()
    app.window.hide_now()
    took = time.perf_counter() - began
    assert app.window.hidden()
    assert not any(name in _read(app.window) for name in NAMES)
    assert app.window.windowTitle() == "Notes"
    assert took < HIDDEN
    someone.wait(lambda: app.session is None and app.book is None)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    kept = [_words(widget) for widget in app.window.findChildren(QWidget)]
    assert not any(name in words for name in NAMES for words in kept)
    someone.clicks(app.window.neutral.button)
    someone.opens()
    someone.in_book()


@pytest.mark.parametrize("keys", ["ctrl+h", "shift shift shift"])
def test_the_keyboard_hides_from_the_book(start: Callable[[], Somebody], kit: str, keys: str) -> None:
    someone = start()
    someone.opens()
    someone.in_book()
    if keys == "ctrl+h":
        someone.presses(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    else:
        for _ in range(3):
            someone.presses(Qt.Key.Key_Shift)
    assert someone.app.window.hidden()
    someone.wait(lambda: someone.app.session is None)


def test_a_book_nobody_touches_warns_and_locks_and_a_touch_keeps_it_open(
    start: Callable[[], Somebody], kit: str, clock: list[float]
) -> None:
    someone = start()
    someone.opens()
    someone.in_book()
    window = someone.app.window
    clock[0] += RESTING - 20
    someone.wait(window.warning.isVisible)
    someone.presses(Qt.Key.Key_Shift)
    assert not window.warning.isVisible()
    clock[0] += RESTING - 40
    someone.qtbot.wait(1100)  # the guard looks each second
    assert someone.app.session is not None
    clock[0] += RESTING
    someone.wait(lambda: someone.app.session is None)
    someone.opens()
    someone.in_book()


def test_locking_closes_the_record_and_a_second_window_may_have_it(
    start: Callable[[], Somebody], kit: str, home: Path
) -> None:
    someone = start()
    someone.opens()
    someone.in_book()
    someone.clicks(someone.app.window.lock_button)
    someone.sees(UnlockPage)
    done: list[bool] = []
    someone.app.tasks.run(lambda: True, done.append)
    someone.wait(lambda: bool(done))
    books = LocalBooks(home, kdf=CHEAP)
    books.unlock(books.known()[0], PASSPHRASE).lock()


def test_a_call_that_is_still_to_be_made_is_said_on_the_door_and_nothing_about_whom(
    start: Callable[[], Somebody], kit: str
) -> None:
    someone = start()
    someone.opens()
    someone.in_book()
    session = someone.app.session
    assert session is not None

    def record() -> object:
        child = session.children.search("Kian")[0].id
        return session.concerns.record(child, replace(A_CONCERN, level="4"))

    done: list[object] = []
    someone.app.tasks.run(record, done.append)
    someone.wait(lambda: bool(done))
    someone.clicks(someone.app.window.lock_button)
    someone.sees(UnlockPage)

    def said() -> str:
        return " ".join(notice.accessibleName() for notice in someone.door().findChildren(Notice))

    someone.wait(lambda: "A call is still to be made" in said())
    assert "Kian" not in said()


def test_ready_comes_after_the_passphrase_field_was_painted_and_loading_after_that(
    qapp: QApplication, qtbot: QtBot, home: Path, kit: str
) -> None:
    log: list[str] = []
    app = Application(qapp, home, kdf=CHEAP)
    app.ready = lambda: log.append("ready")
    app.start()
    watch = Paints(log)
    door = app.window.findChildren(UnlockPage)[0]
    door.passphrase.line.installEventFilter(watch)
    qtbot.waitUntil(lambda: "ready" in log, timeout=PATIENCE)
    assert log.index("painted") < log.index("ready")
    app.close()


class Paints(QObject):
    def __init__(self, log: list[str]) -> None:
        super().__init__()
        self._log = log

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt names it
        if event.type() == QEvent.Type.Paint:
            self._log.append("painted")
        return False


@pytest.mark.alone
def test_the_window_answers_while_a_book_opens(start: Callable[[], Somebody], kit: str) -> None:
    """The longest time without an answer, from the press to the painted first page; the best of four, for machines that do something else too."""
    someone = start()
    longest = []
    for _ in range(4):
        someone.sees(UnlockPage)
        someone.wait(lambda: QApplication.focusWidget() is someone.door().passphrase.line)
        someone.types(PASSPHRASE)
        with Heartbeat() as heart:
            someone.presses(Qt.Key.Key_Return)
            someone.in_book()
            someone.qtbot.wait(100)
        longest.append(heart.longest)
        someone.clicks(someone.app.window.lock_button)
    assert min(longest) < BLOCKED, [f"{one * 1e3:.0f} ms" for one in longest]


class Heartbeat:
    """Beats each time the window's thread is free, and keeps the longest pause."""

    def __enter__(self) -> Self:
        self.longest, self._last = 0.0, time.perf_counter()
        self._timer = QTimer(interval=0)
        self._timer.timeout.connect(self._beat)
        self._timer.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._timer.stop()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now


def _read(window: QWidget) -> str:
    """The words of every widget that can be seen."""
    return " ".join(_words(widget) for widget in window.findChildren(QWidget) if widget.isVisible())


def _words(widget: QWidget) -> str:
    said = [widget.accessibleName(), widget.toolTip()]
    text = getattr(widget, "text", None)
    if callable(text):
        said.append(str(text()))
    rows, columns, item = (getattr(widget, name, None) for name in ("rowCount", "columnCount", "item"))
    if callable(rows) and callable(columns) and callable(item):
        cells = [item(row, column) for row in range(rows()) for column in range(columns())]
        said += [cell.text() for cell in cells if cell is not None]
    return " ".join(part for part in said if part)
