"""Every window that is shown is one that the accessibility walk walks."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

import desktop.ui
from desktop.ui import registry
from desktop.ui.widgets.buttons import Button
from tests.ui.windows import Registered, Watch


class Planted(QDialog):
    """A window that somebody forgot to register."""


def test_a_window_that_is_in_no_sample_is_found_out(
    qtbot: QtBot, windows: Registered, only_registered_windows: Watch
) -> None:
    dialog = Planted()
    qtbot.addWidget(dialog)
    dialog.show()
    assert only_registered_windows.unregistered(windows) == ["Planted"]
    only_registered_windows.shown.discard(Planted)


def test_a_part_that_the_gallery_shows_may_stand_alone(
    qtbot: QtBot, windows: Registered, only_registered_windows: Watch
) -> None:
    button = Button("Sign and save", "primary")
    qtbot.addWidget(button)
    button.show()
    assert only_registered_windows.shown == {Button}
    assert not only_registered_windows.unregistered(windows)


def test_every_package_with_pages_has_samples() -> None:

    folder = Path(desktop.ui.__path__[0])
    with_pages = {path.parent.name for path in folder.glob("*/*view.py")}
    assert with_pages <= set(registry.PACKAGES), with_pages - set(registry.PACKAGES)
    assert all(find_spec(f"desktop.ui.{name}.samples") for name in registry.PACKAGES)
