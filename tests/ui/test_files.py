"""Files that a person saves: where the dialog begins, what is left of it, and who may read what was written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QDir, QStandardPaths, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QHeaderView, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui import files
from desktop.ui.private_file import write_private

USES_A_DIALOG = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog
from desktop.ui.files import leave_no_folders
app = QApplication([])
if sys.argv[1] == "ours":
    leave_no_folders()
QTimer.singleShot(300, lambda: app.activeModalWidget().accept())
QFileDialog.getExistingDirectory(None, "", sys.argv[2], QFileDialog.Option.DontUseNativeDialog)
app.quit()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="where Qt keeps its settings differs")
@pytest.mark.parametrize("whose", ["ours", "qt"])
def test_no_folder_that_was_visited_is_written_down(tmp_path: Path, whose: str) -> None:
    visited = tmp_path / "Kian Pellow"
    visited.mkdir()
    config = tmp_path / "config"
    config.mkdir()
    surroundings = os.environ | {"XDG_CONFIG_HOME": str(config), "QT_QPA_PLATFORM": "offscreen"}
    ran = subprocess.run(
        [sys.executable, "-c", USES_A_DIALOG, whose, str(visited)], env=surroundings, capture_output=True, check=False,
        timeout=60, cwd=Path(__file__).resolve().parents[2],
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr.decode()
    written = [one for one in config.rglob("*") if one.is_file()]
    assert bool(written) == (whose == "qt"), "Qt itself writes it: that shows that the test sees it"


@pytest.mark.skipif(os.name == "nt", reason="no such modes")
def test_what_is_saved_can_be_read_by_its_owner_only(tmp_path: Path) -> None:
    old, new = tmp_path / "old.pdf", tmp_path / "new.pdf"
    old.touch(0o644)
    for file in (old, new):
        write_private(file, b"%PDF")
        assert file.stat().st_mode & 0o777 == 0o600
        assert file.read_bytes() == b"%PDF"


def test_dialogs_begin_in_the_documents(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(_parent: QWidget, _title: str, where: str, *_kinds: str) -> tuple[str, str]:
        asked.append(where)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)
    parent = QWidget()
    qtbot.addWidget(parent)
    assert files.save_as(parent, "", "a.pdf") == ""
    assert files.open_file(parent, "") == ""
    assert asked == [f"{files.documents()}/a.pdf", files.documents()]


def test_a_dialog_begins_in_a_folder_that_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "Documents"
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _which: str(gone))
    assert files.documents() == QDir.homePath()
    gone.mkdir()
    assert files.documents() == str(gone)


def test_large_text_does_not_cut_the_columns_of_a_dialog(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    cut: list[bool] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog):
            return
        header = next(table.header() for table in dialog.findChildren(QTreeView) if table.objectName() == "treeView")
        if header.sectionResizeMode(0) == QHeaderView.ResizeMode.ResizeToContents:
            shown = [place for place in range(header.count()) if not header.isSectionHidden(place)]
            cut.extend(header.sectionSize(place) < header.sectionSizeHint(place) for place in shown)
            watch.stop()
            dialog.reject()

    watch = QTimer(parent)
    watch.timeout.connect(look)
    watch.start(5)
    assert files.open_file(parent, "Choose") == ""
    assert cut
    assert not any(cut)


def test_every_dialog_for_files_goes_through_one_module() -> None:
    screens = Path(files.__file__).parent
    assert [one for one in screens.rglob("*.py") if "QFileDialog." in one.read_text("utf-8")] == [screens / "files.py"]
