"""The pages of the first run. The kit is shown in large groups, can be copied or printed, and is typed back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.ui.first_run.parts import KINDS, ContactQuestions
from desktop.ui.first_run.presenter import Answers
from desktop.ui.first_run.secret_copy import SecretCopy
from desktop.ui.page import Page
from desktop.ui.widgets.boxes import Card, Notice, clear
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.choice_questions import ChoiceQuestion, TickQuestion
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.text_questions import LongTextQuestion, SecretQuestion, TextQuestion

TITLES = {
    "who": "Who keeps this record book?",
    "ring": "Whom do you ring when it is urgent?",
    "passphrase": "Choose a passphrase",
    "kit": "Your recovery kit",
    "done": "Your record book is ready",
}
EXPLAINED = {
    "who": "Your name stands on everything you write.",
    "ring": "If something cannot wait, Guardbook shows the number for that hour, with or without a network. You find both numbers on "
    "your area's safeguarding website.",
    "passphrase": "It opens your record book on this computer. Nobody can look it up for you, so the next page gives you a recovery kit.",
    "kit": "If you forget your passphrase, this opens your record book, and nothing else does. Print it or write it down now, and keep it "
    "away from this computer: in the office safe, with your manager, or with your papers at home.",
    "done": "Everything is kept locked on this computer. Press Hide, Ctrl+H, or Shift three times, when someone should not see the screen.",
}


class Asks(Protocol):
    def begin(self) -> None: ...
    def back(self) -> None: ...
    def go_on(self) -> None: ...
    def finish(self, *, join: bool) -> None: ...


class FirstRunPage(Page):
    """Set ``presenter`` before it is shown."""

    centred = True

    def __init__(self) -> None:
        super().__init__(TITLES["who"])
        self.presenter: Asks | None = None
        self.kit_text = ""
        self.clipboard = SecretCopy(self)
        self.explained = self.add(Text("", "lead"))
        self.pages = {name: make() for name, make in self._makers().items()}
        holder = QVBoxLayout()
        holder.setSpacing(0)
        place = QWidget()
        place.setLayout(holder)
        holder.setContentsMargins(0, 0, 0, 0)
        for part in self.pages.values():
            holder.addWidget(part)
            part.hide()
        self.add(place)
        self.busy = self.add(Text("Making your record book. This takes a few seconds.", "muted"))
        self.busy.hide()
        self.on = Button("Continue", "primary", lambda: self._ask(lambda p: p.go_on()))
        self.before = Button("Back", on=lambda: self._ask(lambda p: p.back()))
        self.join_now = Button("Join a partnership now", "primary", lambda: self._ask(lambda p: p.finish(join=True)))
        self.join_later = Button("Later: open my record book", on=lambda: self._ask(lambda p: p.finish(join=False)))
        self.add_actions(self.on, self.before, self.join_now, self.join_later)
        for question in self.findChildren(TextQuestion):
            question.line.returnPressed.connect(self.on.click)

    def entered(self) -> None:
        self._ask(lambda p: p.begin())

    def answers(self) -> Answers:
        c = self.contacts
        return Answers(
            name=self.name.value(), role_title=self.role_title.value(), organisation=self.organisation.value(),
            kind=self.kind.value(), in_name=c.in_name.value(), in_number=c.in_number.value(), out_name=c.out_name.value(),
            out_number=c.out_number.value(), opens=c.opens.value(), closes=c.closes.value(),
            passphrase=self.passphrase.value(), again=self.again.value(), typed_kit=self.typed_kit.value(),
            later=self.later.value(),
        )  # fmt: skip

    def show_page(self, name: str, number: int, of: int) -> None:
        self.clipboard.forget()
        self.copied.hide()
        self.show_notice("info", "")
        self.set_title(TITLES[name], f"Page {number} of {of}")
        self.explained.setText(EXPLAINED[name])
        for each, part in self.pages.items():
            part.setVisible(each == name)
        done = name == "done"
        self.on.setVisible(not done)
        self.on.say("Make my record book" if name == "kit" else "Continue")
        self.before.setVisible(not done)
        self.join_now.setVisible(done)
        self.join_later.setVisible(done)
        self.to_top()
        first = {
            "who": self.name, "ring": self.contacts.in_name, "passphrase": self.passphrase, "kit": self.typed_kit,
        }.get(name)  # fmt: skip
        if first is not None and name != "kit":
            first.take_focus()
        elif done:
            self.join_now.setFocus()
        else:
            self.copy_kit.setFocus()

    def show_kit(self, kit: str) -> None:
        """``kit`` is in printed groups, joined by hyphens."""
        self.kit_text = kit
        clear(self._groups)
        for place, group in enumerate(kit.split("-")):
            text = Text(group, "kit", selectable=True)
            text.setWordWrap(False)
            text.setAccessibleName(f"Group {place + 1}: {' '.join(group)}")
            self._groups.addWidget(Text(str(place + 1), "small"), place // 4 * 3, place % 4)
            self._groups.addWidget(text, place // 4 * 3 + 1, place % 4)
        self._groups.setRowMinimumHeight(2, 14)

    def show_busy(self, busy: bool) -> None:
        self.busy.setVisible(busy)
        self.on.setEnabled(not busy)
        self.before.setEnabled(not busy)

    def hideEvent(self, event: QHideEvent) -> None:
        """The page is left, hidden or locked: the kit does not stay on the clipboard."""
        if not event.spontaneous():  # minimised is not left: the person may be pasting
            self.clipboard.forget()
        super().hideEvent(event)

    def forget_secrets(self) -> None:
        for question in (self.passphrase, self.again, self.typed_kit):
            question.set_value("")
        self.kit_text = ""
        clear(self._groups)

    def _makers(self) -> dict[str, Callable[[], QWidget]]:
        return {
            "who": self._who, "ring": self._ring, "passphrase": self._passphrase, "kit": self._kit, "done": self._done,
        }  # fmt: skip

    def _who(self) -> QWidget:
        self.name = TextQuestion("name", "Your name", "As colleagues know you.")
        self.role_title = TextQuestion(
            "role_title", "Your role", "For example, designated safeguarding lead, health visitor, coach."
        )
        self.organisation = TextQuestion("organisation", "Your organisation", "For example, Larkmere Primary School.")
        self.kind = ChoiceQuestion("kind", "What kind of organisation is it?", KINDS)
        return self._part(
            Notice("danger", "If a child is in immediate danger, ring 999."),
            self.name,
            self.role_title,
            self.organisation,
            self.kind,
        )

    def _ring(self) -> QWidget:
        self.contacts = ContactQuestions()
        self.later = TickQuestion(
            "later",
            "I do not have these numbers yet",
            "Go on without them. Today reminds you until they are entered, and shows 999 and 101 until then.",
        )
        return self._part(Notice("danger", "If a child is in immediate danger, ring 999."), self.contacts, self.later)

    def _passphrase(self) -> QWidget:
        self.passphrase = SecretQuestion(
            "passphrase",
            "Passphrase",
            "At least 10 characters. Three or four words that you can remember are good. You may paste it.",
        )
        self.again = SecretQuestion("again", "The passphrase again")
        return self._part(self.passphrase, self.again)

    def _kit(self) -> QWidget:
        card = Card()
        self._groups = QGridLayout()
        self._groups.setHorizontalSpacing(28)
        self._groups.setVerticalSpacing(0)
        card.box.addLayout(self._groups)
        self.copy_kit = Button("Copy, to print or write down", on=self._copy)
        card.add(ActionBar(self.copy_kit))
        self.copied = Text(
            "Copied for one minute. Paste it where you can print it, and do not save that file.", "small"
        )
        self.copied.hide()
        card.add(self.copied)
        self.typed_kit = LongTextQuestion(
            "typed_kit", "Type the recovery kit from your paper", "This makes sure that the paper is right. Capitals, spaces and hyphens do "
            "not matter.", rows=2,
        )  # fmt: skip
        return self._part(card, self.typed_kit)

    def _done(self) -> QWidget:
        return self._part(
            Text("Joining a partnership", "subheading"),
            Text(
                "Your area's safeguarding team sends you an invitation file. With it you can send them what you choose. You can join "
                "at any time, and everything else works without it."
            ),
        )

    def _part(self, *widgets: QWidget) -> QWidget:
        part = QWidget()
        box = QVBoxLayout(part)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(22)
        for widget in widgets:
            box.addWidget(widget)
        return part

    def _copy(self) -> None:
        self.clipboard.copy(f"Guardbook recovery kit\n\n{self.kit_text}\n\nKeep this away from the computer.")
        self.copied.show()

    def _ask(self, what: Callable[[Asks], None]) -> None:
        if self.presenter is not None:
            what(self.presenter)
