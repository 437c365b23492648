"""Keep a photograph of a note. Widgets and signals only."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.files import open_file
from desktop.ui.language import mark, tr
from desktop.ui.messages import Said
from desktop.ui.note_photo.canvas import Viewer
from desktop.ui.note_photo.presenter import KeepScreen
from desktop.ui.page import Page
from desktop.ui.widgets.boxes import Notice, clear
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.choice_questions import TickQuestion
from desktop.ui.widgets.text import Text, restyle
from desktop.ui.widgets.text_questions import TextQuestion

TITLE = mark("Keep a photograph of the note")


class KeepNotePage(Page):
    """``chosen(Path)``, ``signed(what it shows, it is the note only)`` and ``concern_asked()``."""

    recording = True
    presenter: object = None  # kept alive by its view
    chosen = Signal(object)
    signed = Signal(str, bool)
    concern_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr(TITLE), parent=parent)
        self.about = self.add(Text("", "subheading"))
        self.before = self.add(QWidget())
        self._before = QVBoxLayout(self.before)
        self._before.setContentsMargins(0, 0, 0, 0)
        self.refused = self.add(Notice("info", tr("No photograph can be kept with this concern")))
        self.rule = self.add(
            Notice(
                "warning",
                tr("Only the written note"),
                tr(
                    "Never a child, never an injury, never a screen: what was seen on a child belongs in words and on the body map. "
                    "See that nothing else lies on the table beside it."
                ),
            )
        )
        self.kinds = self.add(
            Text(
                tr(
                    "A PNG or JPEG file of at most 20 megabytes. A smaller copy is made and sealed in your record book; its name, and "
                    "where and when it was taken, are not kept."
                ),
                "hint",
            )
        )
        self.choose = Button(tr("Choose the photograph"), "primary", self._choose)
        self.choosing = self.add_actions(self.choose)
        self.check = self.add(Text(tr("Check the picture"), "heading"))
        self.viewer = self.add(Viewer())
        self.shows = self.add(
            TextQuestion(
                "shows",
                tr("What does it show?"),
                tr("For who cannot see it, and as its name. For example: two pages in blue ink, signed at the end."),
            )
        )
        self.shows.changed.connect(lambda: self.viewer.picture.describe(self.shows.value()))
        self.only_note = self.add(TickQuestion("only_note", tr("This is a photograph of the note only")))
        self.sign = Button(tr("Sign and keep"), "primary", self._sign)
        self.signing = self.add_actions(self.sign)
        self.original = self.add(Notice("warning", tr("The original still lies where it was")))
        self.back = Button(tr("Back to the concern"), on=self.concern_asked.emit)
        self.add_actions(self.back)
        self._stands = False
        self._form(choosing=False, checking=False)
        for part in (self.before, self.refused, self.original):
            part.hide()

    def ready(self) -> bool:
        return self._stands

    def entered(self) -> None:
        (self.choose if self.choose.isVisibleTo(self) else self.back).setFocus()

    def show_busy(self, said: str) -> None:
        self.show_notice("info", said)
        self.sign.setEnabled(False)
        self.choose.setEnabled(False)

    def show_form(self, screen: KeepScreen) -> None:
        self._rest()
        self.set_title(tr(TITLE), screen.child)
        self.about.setText(screen.title)
        clear(self._before)
        for line in screen.before:
            self._before.addWidget(Text(line, "small"))
        self.before.setVisible(bool(screen.before))
        if screen.refused:
            self.refused.say("info", tr("No photograph can be kept with this concern"), screen.refused)
            self.refused.show()
        self._form(choosing=not screen.refused, checking=False)
        self._stands = True
        self.entered()

    def show_picture(self, picture: object) -> None:
        """What would be kept; the keyboard goes to it."""
        assert isinstance(picture, QImage)
        self._rest()
        self.only_note.set_value(False)
        self.choose.say(tr("Choose another photograph"))
        self.choose.setProperty("kind", "secondary")
        restyle(self.choose)
        self._form(choosing=True, checking=True)
        self.viewer.picture.show_image(picture, self.shows.value())
        self.viewer.picture.setFocus()

    def show_kept(self, title: str, text: str, warning: str) -> None:
        self._rest()
        self._form(choosing=False, checking=False)
        self.viewer.picture.show_image(QImage(), "")
        self.show_notice("success", title, text)
        self.original.say("warning", tr("The original still lies where it was"), warning)
        self.original.show()
        self.back.setFocus()

    def show_failure(self, said: Said) -> None:
        self._rest()
        super().show_failure(said)

    def _rest(self) -> None:
        self.show_notice("info", "")
        self.sign.setEnabled(True)
        self.choose.setEnabled(True)

    def _form(self, *, choosing: bool, checking: bool) -> None:
        for part in (self.rule, self.kinds, self.choosing):
            part.setVisible(choosing)
        for shown in (self.check, self.viewer, self.shows, self.only_note, self.signing):
            shown.setVisible(checking)

    def _choose(self) -> None:
        if file := open_file(self, tr("Choose the photograph"), tr("Pictures (*.png *.jpg *.jpeg *.PNG *.JPG *.JPEG)")):
            self.chosen.emit(Path(file))

    def _sign(self) -> None:
        self.signed.emit(self.shows.value(), self.only_note.value())
