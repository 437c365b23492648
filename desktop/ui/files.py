"""Choosing where a file goes, or which one to read, without a trace of it.

Rules this module keeps: dialogs begin in the person's documents, or at home; which folders were visited is written nowhere, for a
folder may have a child's name.
"""

from __future__ import annotations

import os

from PySide6.QtCore import QDir, QSettings, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

KEPT = ("history", "lastVisited", "shortcuts")  # what Qt's own file dialog writes into its settings


def leave_no_folders() -> None:
    """Let Qt's own file dialog keep its recent folders nowhere; called once at start. On Windows they are taken out again after each."""
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)


def documents() -> str:
    """The folder where a dialog begins."""
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or QDir.homePath()


def save_as(parent: QWidget, title: str, offered: str, kinds: str = "") -> str:
    """Ask where to save; "" when the person changed their mind. ``offered`` is a name that says nothing about anybody."""
    file, _kind = QFileDialog.getSaveFileName(parent, title, f"{documents()}/{offered}", kinds)
    _forget()
    return file


def open_file(parent: QWidget, title: str, kinds: str = "") -> str:
    """Ask which file to read; "" when the person changed their mind."""
    file, _kind = QFileDialog.getOpenFileName(parent, title, documents(), kinds)
    _forget()
    return file


def folder(parent: QWidget, title: str) -> str:
    """Ask for a folder; "" when the person changed their mind."""
    chosen = QFileDialog.getExistingDirectory(parent, title, documents())
    _forget()
    return chosen


def _forget() -> None:
    if os.name == "nt":
        settings = QSettings(QSettings.Scope.UserScope, "QtProject")
        for name in KEPT:
            settings.remove(f"FileDialog/{name}")
