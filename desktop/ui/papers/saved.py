"""The notice about a file that was saved, with the button that deletes it. Widgets only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.files import save_as
from desktop.ui.language import tr
from desktop.ui.widgets.boxes import Notice
from desktop.ui.widgets.buttons import Button


class SavedFile(Notice):
    """Hidden until something was saved. ``chosen`` gets the Path at which somebody wants the paper."""

    chosen = Signal(object)
    delete_asked = Signal()

    def __init__(self, file_name: Callable[[], str], parent: QWidget | None = None) -> None:
        delete = Button(tr("Delete that file now"))
        super().__init__("success", "", "", delete, parent=parent)
        self.delete_file = delete
        delete.clicked.connect(self.delete_asked)
        self._file_name = file_name
        self.hide()

    def ask(self) -> None:
        """Let a place be chosen."""
        place = save_as(self, tr("Save this record"), self._file_name(), tr("PDF (*.pdf)"))
        if place:
            self.chosen.emit(Path(place))

    def show_exported(self, title: str, said: str, *, delete: bool) -> None:
        self.say("success", title, said)
        self.show()
        self.delete_file.setVisible(delete)
