"""Papers and copies. Widgets and signals only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from desktop.services.pages.fields import Choice, Missing
from desktop.ui.files import save_as
from desktop.ui.language import mark, tr
from desktop.ui.page import Page
from desktop.ui.papers.presenter import COPY
from desktop.ui.secret_copy import SecretCopy
from desktop.ui.widgets.boxes import Notice
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.choice_questions import ChoiceQuestion
from desktop.ui.widgets.text_questions import TextQuestion

TITLE = mark("Print or copy")


class PapersPage(Page):
    """``saved(paper, place)``, ``copied()``, ``looked_up(code)`` and ``record_asked()``."""

    presenter: object = None  # kept alive by its view
    saved = Signal(str, object)
    copied = Signal()
    looked_up = Signal(str)
    record_asked = Signal()

    def __init__(self, file_name: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(tr(TITLE), parent=parent)
        self._file_name = file_name
        self._clipboard = SecretCopy(self)
        self.paper_kind = self.add(ChoiceQuestion("paper", tr("What do you need?"), ()))
        self.make = Button(tr("Make it"), "primary", self._make)
        self.add_actions(self.make)
        self._check_heading = self.heading(tr("Check a court copy"))
        self.code = self.add(
            TextQuestion(
                "code",
                tr("The code at the foot of the page"),
                tr("Twenty letters and figures. Spaces and capitals do not matter."),
            )
        )
        self._look = ActionBar(Button(tr("Look it up"), on=lambda: self.looked_up.emit(self.code.value())))
        self.add(self._look)
        self.found = self.add(Notice())
        self.found.hide()
        self._open_found = ActionBar(Button(tr("Open the record"), on=self.record_asked.emit))
        self.add(self._open_found)
        self._open_found.hide()

    def show_papers(self, papers: tuple[Choice, ...], caption: str, *, checks: bool) -> None:
        self.set_title(tr(TITLE), caption)
        self.paper_kind.set_choices(papers)
        self.paper_kind.set_value(papers[0].code)
        for part in (self._check_heading, self.code, self._look):
            part.setVisible(checks)

    def show_busy(self, said: str) -> None:
        self.show_notice("info", said)

    def show_saved(self, title: str, text: str) -> None:
        self.show_notice("success", title, text)

    def show_found(self, kind: str, title: str, text: str, *, known: bool) -> None:
        self.found.say(kind, title, text)
        self.found.show()
        self._open_found.setVisible(known)
        self.bring(self.found)

    def copy(self, text: str) -> None:
        self._clipboard.copy(text)

    def hideEvent(self, event: QHideEvent) -> None:
        """The page is left, hidden or locked: what was copied does not stay on the clipboard."""
        self._clipboard.forget()
        super().hideEvent(event)

    def _make(self) -> None:
        paper = self.paper_kind.value()
        if not paper:
            self.show_problems((Missing("paper", tr("Choose what you need")),))
            return
        self.show_problems(())
        if paper == COPY:
            self.copied.emit()
            return
        place = save_as(self, tr("Save the paper"), self._file_name(paper), tr("PDF (*.pdf)"))
        if place:
            self.saved.emit(paper, Path(place))
