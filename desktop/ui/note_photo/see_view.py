"""A photograph of a note, to look at. Widgets and signals only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from desktop.ui.files import save_as
from desktop.ui.language import mark, tr
from desktop.ui.note_photo.canvas import Viewer
from desktop.ui.note_photo.seeing import SeeScreen
from desktop.ui.page import Page
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.text import Text

TITLE = mark("Photograph of the note")


class SeeNotePage(Page):
    """``saved(Path)`` and ``concern_asked()``. ``file_name`` proposes a name that says nothing about anybody."""

    presenter: object = None  # kept alive by its view
    saved = Signal(object)
    concern_asked = Signal()

    def __init__(self, file_name: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(tr(TITLE), wide=True, parent=parent)
        self._file_name = file_name
        self.about = self.add(Text("", "subheading"))
        self.line = self.add(Text("", "small"))
        self.shows = self.add(Text("", selectable=True))
        self.viewer = self.add(Viewer())
        self.viewer.hide()
        self.save = Button(tr("Save a copy"), on=self._save)
        self.back = Button(tr("Back to the concern"), on=self.concern_asked.emit)
        self.add_actions(self.save, self.back)
        self.save.hide()
        self._stands = False

    def ready(self) -> bool:
        return self._stands

    def entered(self) -> None:
        (self.viewer.picture if self._stands else self.back).setFocus()

    def show_busy(self, said: str) -> None:
        self.show_notice("info", said)

    def show_photo(self, screen: SeeScreen, picture: object) -> None:
        assert isinstance(picture, QImage)
        self.show_notice("info", "")
        self.set_title(tr(TITLE), screen.child)
        self.about.setText(screen.title)
        self.line.setText(screen.line)
        self.shows.setText(tr("It shows: {shows}", shows=screen.shows))
        self.viewer.show()
        self.save.show()
        self.viewer.picture.show_image(picture, screen.shows)
        self._stands = True
        self.entered()

    def show_saved(self, title: str, text: str) -> None:
        self.show_notice("success", title, text)

    def _save(self) -> None:
        if file := save_as(self, tr("Save a copy"), self._file_name(), tr("JPEG (*.jpg)")):
            self.saved.emit(Path(file))
