"""The unlock page: passphrase first; the kit instead when it is forgotten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.language import tr
from desktop.ui.page import Page
from desktop.ui.widgets.boxes import Notice
from desktop.ui.widgets.buttons import ActionBar, Button, Link
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.text_questions import LongTextQuestion, SecretQuestion

NEAR = 5  # other books that are offered by name


class Asks(Protocol):
    def unlock(self, passphrase: str) -> None: ...
    def unlock_with_kit(self, kit: str, new: str, again: str) -> None: ...
    def unlock_with_pin(self, pin: str) -> None: ...
    def choose(self, number: int) -> None: ...
    def others(self) -> None: ...


class UnlockPage(Page):
    """``label`` is the keeper of the book, ``besides`` those of the other books here; ``pin``: one of today opens it.

    Set ``presenter`` before it is shown.
    """

    centred = True

    def __init__(
        self, label: str, *, demo_passphrase: str = "", besides: Sequence[str] = (), pin: bool = False
    ) -> None:
        super().__init__(tr("Open my record book"), label)
        self.presenter: Asks | None = None
        self.emergency = self.add(Text(tr("If a child is in immediate danger, ring 999."), "error"))
        if demo_passphrase:
            self.add(
                Notice(
                    "info",
                    tr("This is a demo book"),
                    tr("Its passphrase is: {demo_passphrase}", demo_passphrase=demo_passphrase),
                )
            )
        self.waiting: Notice | None = None
        self.halves = QVBoxLayout()
        self._filled.addLayout(self.halves)
        self.passphrase = SecretQuestion("passphrase", tr("Passphrase"), tr("You may paste it."))
        self.open = Button(tr("Open"), "primary", self._unlock)
        self.forgot = Link(tr("I have forgotten it: use the recovery kit"), lambda: self.ask_for_kit(True))
        self.by_passphrase = self._part(self.passphrase, ActionBar(self.open), self.forgot)
        self.by_kit: QWidget | None = None
        self.busy = self.add(
            Text(tr("Opening. This takes a second or two, on purpose: it slows down anyone who guesses."), "muted")
        )
        self.busy.hide()
        if besides:
            self.heading(tr("Other record books on this computer"))
        self.besides = [
            Link(tr("Open {label} instead", label=other), self._choosing(number))
            for number, other in enumerate(besides[:NEAR])
        ]
        for link in self.besides:
            self.add(link)
        many = len(besides) > NEAR
        self.others = Link(
            tr("All record books on this computer, a new one, or a backup")
            if many
            else tr("Start another record book, or restore a backup"),
            lambda: self._ask(lambda p: p.others()),
        )
        self.add(self.others)
        self.passphrase.line.returnPressed.connect(self._unlock)
        self.by_pin: QWidget | None = None
        if pin:
            self._make_by_pin()

    def entered(self) -> None:
        (self.pin if self.by_pin is not None and self.by_pin.isVisibleTo(self) else self.passphrase).take_focus()

    def type_again(self) -> None:
        """What was typed was wrong: it is chosen whole, so that typing replaces it."""
        question = self.pin if self.by_pin is not None and self.by_pin.isVisibleTo(self) else self.passphrase
        question.line.setFocus()
        question.line.selectAll()

    def show_waiting(self, letters: int) -> None:
        """Letters that had not left when the book was locked: they wait for it to be open."""
        if self.waiting is None:
            self.waiting = Notice("warning")
            self._filled.insertWidget(0, self.waiting)
        title = tr("%n letter(s) not sent yet", n=letters)
        self.waiting.say("warning", title, tr("Letters leave this computer only while the record book is open."))
        self.waiting.setVisible(bool(letters))

    def show_call(self) -> None:
        """Something urgent in it has reached nobody yet; the door says no more than that."""
        self._filled.insertWidget(
            0,
            Notice(
                "danger",
                tr("A call is still to be made"),
                tr("Something urgent in this record book has not reached anyone. Open it to see whom to ring."),
            ),
        )

    def use_passphrase(self) -> None:
        """The PIN opens it no more, or is not wanted."""
        self.show_problems(())
        if self.by_pin is not None:
            self.pin.set_value("")
            self.by_pin.hide()
        self.by_passphrase.show()
        self.passphrase.take_focus()

    def ask_for_kit(self, kit: bool) -> None:
        """Ask for the recovery kit, or for the passphrase."""
        self.show_problems(())
        by_kit = self.by_kit or self._make_by_kit()
        by_kit.setVisible(kit)
        self.by_passphrase.setVisible(not kit)
        (self.kit if kit else self.passphrase).take_focus()

    def show_busy(self, busy: bool) -> None:
        self.busy.setVisible(busy)
        self.open.setEnabled(not busy)
        if self.by_pin is not None:
            self.open_with_pin.setEnabled(not busy)
        if self.by_kit is not None:
            self.open_with_kit.setEnabled(not busy)

    def forget_secrets(self) -> None:
        self.passphrase.set_value("")
        if self.by_pin is not None:
            self.pin.set_value("")
        if self.by_kit is not None:
            for question in (self.new, self.again, self.kit):
                question.set_value("")

    def _make_by_pin(self) -> None:
        self.pin = SecretQuestion("pin", tr("Today's PIN"), tr("Three tries; then the passphrase opens it."))
        self.open_with_pin = Button(tr("Open"), "primary", self._unlock_with_pin)
        self.by_pin = self._part(
            self.pin,
            ActionBar(self.open_with_pin),
            Link(tr("Use my passphrase"), self.use_passphrase),
        )
        self.pin.line.returnPressed.connect(self._unlock_with_pin)
        self.by_passphrase.hide()

    def _make_by_kit(self) -> QWidget:
        """The kit's half is made when it is asked for: the passphrase's half must be on the screen at once."""
        self.kit = LongTextQuestion(
            "kit",
            tr("Recovery kit"),
            tr(
                "The page of eight groups that you printed when you started this book: perhaps in the office safe, with your manager, or "
                "with your papers at home. Capitals, spaces and hyphens do not matter."
            ),
            rows=2,
        )
        self.new = SecretQuestion(
            "new",
            tr("A new passphrase"),
            tr("At least 10 characters. Three or four words that you can remember are good."),
        )
        self.again = SecretQuestion("again", tr("The new passphrase again"))
        self.open_with_kit = Button(tr("Open with the kit"), "primary", self._unlock_with_kit)
        self.remembered = Link(tr("I remember my passphrase"), lambda: self.ask_for_kit(False))
        self.by_kit = self._part(self.kit, self.new, self.again, ActionBar(self.open_with_kit), self.remembered)
        for question in (self.new, self.again):
            question.line.returnPressed.connect(self._unlock_with_kit)
        return self.by_kit

    def _part(self, *widgets: QWidget) -> QWidget:
        part = QWidget()
        box = QVBoxLayout(part)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(18)
        for widget in widgets:
            box.addWidget(widget)
        self.halves.addWidget(part)
        self.know(part)
        return part

    def _unlock(self) -> None:
        self._ask(lambda p: p.unlock(self.passphrase.value()))

    def _unlock_with_pin(self) -> None:
        self._ask(lambda p: p.unlock_with_pin(self.pin.value()))

    def _choosing(self, number: int) -> Callable[[], None]:
        return lambda: self._ask(lambda p: p.choose(number))

    def _unlock_with_kit(self) -> None:
        self._ask(lambda p: p.unlock_with_kit(self.kit.value(), self.new.value(), self.again.value()))

    def _ask(self, what: Callable[[Asks], None]) -> None:
        if self.presenter is not None:
            what(self.presenter)
