"""The real application over real record books in a home of its own; its clock moves when a test moves it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import Application
from desktop.books import LocalBooks
from desktop.domain.records import ChildEntry
from desktop.ui import theme
from tests.ui.application.somebody import A_CONCERN, CHEAP, PASSPHRASE, PROFILE, Somebody


@pytest.fixture
def clock() -> list[float]:
    return [1000.0]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def kit(home: Path) -> str:
    """A home with one record book, one child and one concern; gives its recovery kit."""
    books = LocalBooks(home, kdf=CHEAP)
    kit = books.new_kit()
    session = books.create(None, PROFILE, PASSPHRASE, kit)
    child = session.children.register(ChildEntry(given_names="Kian", family_name="Pellow", born="2017-03-14")).child
    session.concerns.record(child, A_CONCERN)
    session.lock()
    return kit


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot, home: Path, clock: list[float]) -> Iterator[Callable[[], Somebody]]:
    """Starts the application, as often as asked; the one before is ended first."""
    running: list[Application] = []

    def end() -> None:
        for app in running:
            app.close()
            app.window.close()
            app.window.deleteLater()
        running.clear()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def begin() -> Somebody:
        end()
        app = Application(qapp, home, kdf=CHEAP, monotonic=lambda: clock[0], wall=lambda: clock[0])
        running.append(app)
        app.start()
        app.window.activateWindow()
        qtbot.waitActive(app.window)
        return Somebody(qtbot, app)

    yield begin
    end()
    theme.apply(qapp, theme.Theme())
