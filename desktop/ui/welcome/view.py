"""Start my record book, open the demo partnership, restore a backup, or open a book that is on this computer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout

from desktop.services.pages.fields import Missing
from desktop.ui.files import open_file
from desktop.ui.language import tr
from desktop.ui.page import Page
from desktop.ui.under_way import UnderWay
from desktop.ui.welcome.long_button import LongButton
from desktop.ui.widgets.boxes import Card, Notice, clear
from desktop.ui.widgets.buttons import ActionBar, Button, Link
from desktop.ui.widgets.text import Text, restyle
from desktop.ui.widgets.text_questions import SecretQuestion


class Asks(Protocol):
    def read(self) -> None: ...
    def start(self) -> None: ...
    def choose(self, number: int) -> None: ...
    def demo(self) -> None: ...
    def pick_backup(self, file: str) -> None: ...
    def restore(self, secret: str, new: str, again: str) -> None: ...
    def colleague(self) -> None: ...
    @property
    def under_way(self) -> UnderWay: ...


class WelcomePage(Page):
    """Set ``presenter`` before it is shown. ``demo`` False: no demo partnership came along, so none is offered."""

    centred = True

    def __init__(self, *, demo: bool = True) -> None:
        super().__init__(tr("A record book for keeping children safe"))
        self.presenter: Asks | None = None
        self.add(
            Text(
                tr(
                    "Write down what worries you, with or without a network. It is kept locked on this computer, and goes to your "
                    "area's safeguarding team only when you choose."
                ),
                "lead",
            )
        )
        self.emergency = self.add(Text(tr("If a child is in immediate danger, ring 999."), "error"))
        self.working = self.add(Notice("info"))
        self.working.hide()
        self.stop = self.add(Button(tr("Stop"), on=lambda: self._ask(lambda p: p.under_way.stop())))
        self.stop.hide()
        self._progress = QTimer(self)
        self._progress.setInterval(250)
        self._progress.timeout.connect(lambda: self._ask(lambda p: self.working.say("info", p.under_way.how_far())))
        self.books = self.add(Card(tr("Record books on this computer")))
        self._book_rows = QVBoxLayout()
        self._book_rows.setSpacing(8)
        self.books.box.addLayout(self._book_rows)
        self.books.hide()
        self.start = Button(tr("Start my record book"), "primary", lambda: self._ask(lambda p: p.start()))
        self.demo = Button(tr("Open the demo partnership"), on=lambda: self._ask(lambda p: p.demo()))
        self.restore = Button(tr("Restore a backup"), on=self._pick)
        self.add_actions(self.start, self.demo, self.restore)
        self.colleague = self.add(
            Link(
                tr("Open a colleague's records with the organisation's words"),
                lambda: self._ask(lambda p: p.colleague()),
            )
        )
        self.hint = self.add(
            Text(
                tr(
                    "The demo has an invented school, health visitor, club, faith organisation and safeguarding team. Nothing in it is "
                    "real, and nothing leaves this computer."
                ),
                "hint",
            )
        )
        if not demo:
            self.demo.hide()
            self.hint.hide()
        self.backup = self.add(Card(tr("Restore a backup")))
        self.backup_name = Text("", "muted")
        self.backup.add(self.backup_name)
        self.made = Text("")
        self.backup.add(self.made)
        self.here = Notice("warning")
        self.here.hide()
        self.backup.add(self.here)
        self.secret = SecretQuestion(
            "secret", tr("Passphrase or recovery kit"), tr("The ones you had when the backup was made. You may paste.")
        )
        self.backup.add(self.secret)
        self.new = SecretQuestion(
            "new",
            tr("A new passphrase (optional)"),
            tr("Leave it blank to keep the passphrase of that day. Choose one if the computer was lost or stolen."),
        )
        self.again = SecretQuestion("again", tr("The new passphrase again"))
        self.backup.add(self.new)
        self.backup.add(self.again)
        self.backup.add(ActionBar(Button(tr("Restore this backup"), "primary", self._restore)))
        self.backup.hide()
        self.know(self.backup)
        for question in (self.secret, self.new, self.again):
            question.line.returnPressed.connect(self._restore)

    def entered(self) -> None:
        self._ask(lambda p: p.read())
        self.start.setFocus()

    def show_books(self, labels: Sequence[tuple[str, bool]]) -> None:
        """(label, demo) of each book."""
        clear(self._book_rows)
        for number, (label, demo) in enumerate(labels):
            text = tr("Open {label} (demo)", label=label) if demo else tr("Open {label}", label=label)
            opener = LongButton(text, "secondary" if number else "primary", self._choosing(number))
            self._book_rows.addWidget(opener)
            if not number:
                QTimer.singleShot(0, opener, opener.setFocus)
        self.books.setVisible(bool(labels))
        self.start.setProperty("kind", "secondary" if labels else "primary")
        self.start.say(tr("Start another record book") if labels else tr("Start my record book"))
        restyle(self.start)

    def show_working(self, what: str) -> None:
        self.working.say("info", what)
        self.working.setVisible(bool(what))
        self.stop.setVisible(bool(what))
        (self._progress.start if what else self._progress.stop)()
        if what:
            self.stop.setFocus()  # before the others are switched off: else the keyboard would go to Hide
        for widget in (self.start, self.demo, self.restore, self.colleague):
            widget.setEnabled(not what)

    def show_restore(self, file: str, made: str, here: str = "") -> None:
        """``made`` says when it was made, ``here`` that its book is on this computer already."""
        self.here.say(
            "warning",
            here,
            tr(
                "You need not restore it to go on: open it above. What you restore is a second one beside it, an older copy; calls to "
                "make and letters that wait may be in the other one only."
            ),
        )
        self.here.setVisible(bool(here))
        self.backup_name.setText(file)
        self.made.setText(made)
        self.backup.show()
        self.secret.take_focus()

    def show_secret_problems(self, problems: Sequence[Missing]) -> None:
        self.show_problems(problems)

    def _choosing(self, number: int) -> Callable[[], None]:
        return lambda: self._ask(lambda p: p.choose(number))

    def _restore(self) -> None:
        self._ask(lambda p: p.restore(self.secret.value(), self.new.value(), self.again.value()))

    def _pick(self) -> None:
        file = open_file(self, tr("Choose the backup file"), tr("Backups (*.guardbook-backup);;All files (*)"))
        self._ask(lambda p: p.pick_backup(file))

    def _ask(self, what: Callable[[Asks], None]) -> None:
        if self.presenter is not None:
            what(self.presenter)
