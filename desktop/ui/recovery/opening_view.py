"""A colleague's records, opened with the words of their organisation's holders: the page before any record book is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer

from desktop.ui import files
from desktop.ui.first_run.answers import Answers
from desktop.ui.first_run.kit_paper import KitPaper
from desktop.ui.first_run.kit_part import KitPart
from desktop.ui.language import tr
from desktop.ui.page import Page
from desktop.ui.recovery.holder_fields import HolderFields
from desktop.ui.recovery.opening import OpeningPresenter, Typed
from desktop.ui.recovery.wording import CAN, CANNOT
from desktop.ui.widgets.boxes import Notice
from desktop.ui.widgets.buttons import ActionBar, Button, Link
from desktop.ui.widgets.question import Question
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.text_questions import SecretQuestion, TextQuestion


class SourceQuestion(Question):
    """Two buttons: a backup, or the record book's folder; and what was chosen."""

    def __init__(self, on_backup: Callable[[], None], on_folder: Callable[[], None]) -> None:
        hint = tr(
            "A backup is one file. A record book is a folder in “books”, in Guardbook's own folder on your colleague's computer."
        )
        super().__init__("source", tr("The colleague's records"), hint)
        self.backup = Button(tr("Choose a backup"), on=on_backup)
        self.folder = Button(tr("Choose a record book's folder"), on=on_folder)
        self.chosen = Text("", "strong")
        self.chosen.hide()
        self.tie(self.backup, tr("Choose a backup"))
        self.tie(self.folder, tr("Choose a record book's folder"))
        self.box.addWidget(ActionBar(self.backup, self.folder))
        self.box.addWidget(self.chosen)

    def value(self) -> str:
        return self.chosen.text()

    def set_value(self, text: str) -> None:
        self.chosen.setText(text)
        self.chosen.setVisible(bool(text))


class ColleaguePage(Page):
    """Set ``presenter`` (and ``kit_file``, which writes the kit's PDF) before it is shown."""

    centred = True

    def __init__(self) -> None:
        super().__init__(tr("Open a colleague's records"))
        self.presenter: OpeningPresenter[Any] | None = None
        self.kit_file: KitPaper | None = None
        self.add(Link(tr("Back to the first page"), lambda: self._ask(lambda p: p.back())))
        self.working = self.add(Notice("info"))
        self.working.hide()
        self.stop = self.add(Button(tr("Stop"), on=lambda: self._ask(lambda p: p.under_way.stop())))
        self.stop.hide()
        self._progress = QTimer(self)
        self._progress.setInterval(250)
        self._progress.timeout.connect(lambda: self._ask(lambda p: self.working.say("info", p.under_way.how_far())))
        self.add(Text(tr(CAN)))
        self.add(Text(tr(CANNOT)))
        self.source = self.add(SourceQuestion(self._pick_backup, self._pick_folder))
        self.heading(tr("The holders' words"))
        self.holders = self.add(HolderFields(self.know))
        self.heading(tr("You"))
        self.name = self.add(
            TextQuestion("name", tr("Your name"), tr("It stands beside everything you do in the copy."))
        )
        self.role_title = self.add(TextQuestion("role_title", tr("Your role")))
        self.new = self.add(
            SecretQuestion(
                "new", tr("A passphrase of your own"), tr("At least 10 characters. Three or four words are good.")
            )
        )
        self.again = self.add(SecretQuestion("again", tr("The passphrase again")))
        self.heading(tr("The copy's own recovery kit"))
        self.kit = self.add(KitPart())
        self.kit.save_asked.connect(self._save)
        self.open = Button(tr("Open a copy of these records"), "primary", self._open)
        self.add_actions(self.open)

    def entered(self) -> None:
        self._ask(lambda p: p.read())
        self.source.backup.setFocus()

    def save_draft(self) -> None:
        """Secrets are never kept; the kit does not stay on the clipboard."""
        self.kit.left()

    def answers(self) -> Answers:
        """Whose kit is printed."""
        return Answers(name=self.name.value())

    def show_source(self, name: str, said: str) -> None:
        self.source.set_value(f"{name}\n{said}")

    def show_kit(self, kit: str) -> None:
        self.kit.show_kit(kit)

    def show_paper(self, said: str, *, delete: bool) -> None:
        """``delete``: the file is still there; here the words alone say so."""
        self.kit.show_paper(said)
        self.kit.paper.setAccessibleDescription(tr("The file is still there.") if delete else "")

    def show_holders(self, count: int) -> None:
        self.holders.show_count(count)

    def show_working(self, what: str) -> None:
        self.working.say("info", what)
        self.working.setVisible(bool(what))
        self.stop.setVisible(bool(what))
        self.open.setEnabled(not what)
        (self._progress.start if what else self._progress.stop)()
        if what:
            self.to_top()

    def _open(self) -> None:
        typed = Typed(
            tuple(self.holders.values()),
            self.name.value(),
            self.role_title.value(),
            self.new.value(),
            self.again.value(),
            self.kit.typed.value(),
        )
        self._ask(lambda p: p.open(typed))

    def _pick_backup(self) -> None:
        file = files.open_file(self, tr("Choose the backup file"), tr("Backups (*.guardbook-backup);;All files (*)"))
        self._ask(lambda p: p.pick_backup(file))

    def _pick_folder(self) -> None:
        folder = files.folder(self, tr("Choose the folder of the record book"))
        self._ask(lambda p: p.pick_folder(folder))

    def _save(self, file: str) -> None:
        if self.kit_file is not None:
            self.kit_file.save(file)

    def _ask(self, what: Callable[[OpeningPresenter[Any]], None]) -> None:
        if self.presenter is not None:
            what(self.presenter)
