"""What the tests of the screens share: no display, our fonts and theme, and no stray native dialog."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.services.session import Session
from desktop.ui import theme
from tests.ui.recording import CONTACTS
from tests.ui.shell import Shell
from tests.ui.windows import Registered, Watch
from tests.unit.services.people import Area, utc


@pytest.fixture(scope="session")
def windows() -> Registered:
    """What the registry has, asked as far as it is needed."""
    return Registered()


@pytest.fixture(autouse=True)
def only_registered_windows(qapp: QApplication, windows: Registered) -> Iterator[Watch]:
    """A test that shows a window which the registry does not have fails: nobody walks that window."""
    watch = Watch()
    qapp.installEventFilter(watch)
    yield watch
    qapp.removeEventFilter(watch)
    unknown = watch.unregistered(windows)
    assert not unknown, f"shown, but in no sample of desktop/ui/registry.py: {', '.join(unknown)}"


@pytest.fixture(autouse=True)
def themed(qapp: QApplication) -> Iterator[QApplication]:
    """The light theme at 100 %, as at the first start; what a test leaves behind is really deleted."""
    theme.load_fonts()
    theme.apply(qapp, theme.Theme())
    gc.disable()  # as the program does (desktop/ui/shell/collecting.py): never on a worker, never amid a deletion
    yield qapp
    for widget in QApplication.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect(1)
    gc.enable()


@pytest.fixture
def area(tmp_path: Path) -> Iterator[Area]:
    """Friday morning: a desk, a school and a health visitor, with real record books."""
    made = Area(tmp_path, utc("2026-11-20T09:40"))
    yield made
    made.close()


@pytest.fixture
def session(area: Area) -> Session:
    """The school's record book, which knows whom to ring."""
    session = area.school
    session.change_profile(replace(session.profile, contacts=CONTACTS))
    return session


@pytest.fixture
def shell(qtbot: QtBot, qapp: QApplication, session: Session) -> Iterator[Shell]:
    """The real window over that book."""
    made = Shell(qapp, session, desk=False)
    qtbot.addWidget(made.window)
    yield made
    made.close()
