"""New keys for a record book whose passphrase somebody else may know: passphrases, the new kit typed back, and go."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer

from desktop.ui.first_run.kit_paper import KitPaper
from desktop.ui.first_run.kit_part import KitPart
from desktop.ui.language import tr
from desktop.ui.page import Page
from desktop.ui.settings.new_keys import WHAT_IT_CANNOT, WHAT_IT_DOES, NewKeysPresenter
from desktop.ui.widgets.boxes import Notice
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.text_questions import SecretQuestion


class NewKeysPage(Page):
    """Set ``presenter`` (and ``kit_file``, which writes the kit's PDF) before it is shown."""

    def __init__(self) -> None:
        super().__init__(tr("New keys for this record book"))
        self.presenter: NewKeysPresenter | None = None
        self.kit_file: KitPaper | None = None
        self.busy = self.add(Text("", "muted"))
        self.busy.hide()
        self.stop = self.add(Button(tr("Stop"), on=lambda: self._ask(lambda p: p.under_way.stop())))
        self.stop.hide()
        self.why = self.add(Notice("info", "", tr(WHAT_IT_DOES)))
        self.cannot = self.add(Text(tr(WHAT_IT_CANNOT), "hint"))
        self.old = self.add(SecretQuestion("old", tr("The passphrase you use now")))
        self.new = self.add(
            SecretQuestion("new", tr("A new passphrase"), tr("At least 10 characters. Three or four words are good."))
        )
        self.again = self.add(SecretQuestion("again", tr("The new passphrase again")))
        self.kit_heading = self.heading(tr("The new recovery kit"))
        self.kit = self.add(KitPart())
        self.kit.save_asked.connect(self._save)
        self.go = Button(tr("Make new keys"), "primary", self._make)
        self.add_actions(self.go)
        self._progress = QTimer(self)
        self._progress.setInterval(250)
        self._progress.timeout.connect(lambda: self._ask(lambda p: self.busy.setText(p.under_way.how_far())))

    def entered(self) -> None:
        self._ask(lambda p: p.read())
        self.old.take_focus()

    def save_draft(self) -> None:
        """Secrets are never kept; the kit does not stay on the clipboard."""
        self.kit.left()

    def show_kit(self, kit: str) -> None:
        self.kit.show_kit(kit)

    def show_paper(self, said: str, *, delete: bool) -> None:
        """``delete``: the file is still there; here the words alone say so."""
        self.kit.show_paper(said)
        self.kit.paper.setAccessibleDescription(tr("The file is still there.") if delete else "")

    def show_busy(self, what: str) -> None:
        self.busy.setText(what)
        self.busy.setVisible(bool(what))
        self.stop.setVisible(bool(what))
        self.go.setEnabled(not what)
        (self._progress.start if what else self._progress.stop)()
        if what:
            self.to_top()

    def show_done(self) -> None:
        """Everything that was asked goes, the secrets with it."""
        for question in (self.old, self.new, self.again):
            question.set_value("")
        self.kit.forget()
        for part in (self.old, self.new, self.again, self.kit_heading, self.kit, self.go, self.why, self.cannot):
            part.hide()

    def _make(self) -> None:
        self._ask(lambda p: p.make(self.old.value(), self.new.value(), self.again.value(), self.kit.typed.value()))

    def _save(self, file: str) -> None:
        if self.kit_file is not None:
            self.kit_file.save(file)

    def _ask(self, what: Callable[[NewKeysPresenter], None]) -> None:
        if self.presenter is not None:
            what(self.presenter)
