"""Choosing where a file goes, or which one to read, without a trace of it.

Rules this module keeps: dialogs begin in the person's documents, or at home; which folders were visited is written nowhere, for a
folder may have a child's name. Where Qt draws the dialog itself, its columns are as wide as what stands in them.
"""

from __future__ import annotations

import os

from PySide6.QtCore import QDir, QSettings, QStandardPaths, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QHeaderView, QTreeView, QWidget

WIDE, HIGH = 100, 26  # letters and lines that Qt's own dialog has room for, at any text size
KEPT = ("history", "lastVisited", "shortcuts")  # what Qt's own file dialog writes into its settings


def leave_no_folders() -> None:
    """Let Qt's own file dialog keep its recent folders nowhere; called once at start. On Windows they are taken out again after each."""
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)


def documents() -> str:
    """The folder where a dialog begins: one that is there, or Qt would begin in the program's own."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return folder if folder and QDir(folder).exists() else QDir.homePath()


def save_as(parent: QWidget, title: str, offered: str, kinds: str = "") -> str:
    """Ask where to save; "" when the person changed their mind. ``offered`` is a name that says nothing about anybody."""
    QTimer.singleShot(0, _make_room)
    file, _kind = QFileDialog.getSaveFileName(parent, title, f"{documents()}/{offered}", kinds)
    _forget()
    return file


def open_file(parent: QWidget, title: str, kinds: str = "") -> str:
    """Ask which file to read; "" when the person changed their mind."""
    QTimer.singleShot(0, _make_room)
    file, _kind = QFileDialog.getOpenFileName(parent, title, documents(), kinds)
    _forget()
    return file


def folder(parent: QWidget, title: str) -> str:
    """Ask for a folder; "" when the person changed their mind."""
    QTimer.singleShot(0, _make_room)
    chosen = QFileDialog.getExistingDirectory(parent, title, documents())
    _forget()
    return chosen


def _make_room() -> None:
    """The dialog is up: large text must not cut its columns. A dialog of the system's is not ours to change."""
    dialog = QApplication.activeModalWidget()
    if not isinstance(dialog, QFileDialog):
        return
    for table in dialog.findChildren(QTreeView):
        table.header().setStretchLastSection(False)
        table.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    metrics, free = dialog.fontMetrics(), dialog.screen().availableGeometry().size()
    wide, high = metrics.averageCharWidth() * WIDE, metrics.height() * HIGH
    dialog.resize(min(free.width(), max(dialog.width(), wide)), min(free.height(), max(dialog.height(), high)))


def _forget() -> None:
    if os.name == "nt":
        settings = QSettings(QSettings.Scope.UserScope, "QtProject")
        for name in KEPT:
            settings.remove(f"FileDialog/{name}")
