"""The pages of the first run. The kit is shown in large groups, can be saved to print, copied or written down, and is typed back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.choice_words import translated
from desktop.ui.first_run.answers import Answers
from desktop.ui.first_run.kit_part import KitPart
from desktop.ui.first_run.parts import KINDS, ContactQuestions, OfficerQuestions, column
from desktop.ui.first_run.wording import AGAIN, AGAIN_TITLE, EXPLAINED, TITLES
from desktop.ui.language import tr
from desktop.ui.page import Page
from desktop.ui.widgets.boxes import Notice
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.choice_questions import ChoiceQuestion, TickQuestion
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.text_questions import SecretQuestion, TextQuestion

TICK = 2500  # milliseconds


class Papers(Protocol):
    def save(self, chosen: str) -> None: ...
    def delete(self) -> None: ...


class Asks(Protocol):
    @property
    def paper(self) -> Papers: ...
    def begin(self) -> None: ...
    def back(self) -> None: ...
    def go_on(self) -> None: ...
    def keep(self) -> None: ...
    def start_afresh(self) -> None: ...
    def choose_another(self) -> None: ...
    def finish(self, *, join: bool) -> None: ...


class FirstRunPage(Page):
    """Set ``presenter`` before it is shown."""

    centred = True

    def __init__(self) -> None:
        super().__init__(tr(TITLES["who"]))
        self.presenter: Asks | None = None
        self.explained = self.add(Text("", "lead"))
        self.begun = self.add(
            Notice("info", "", "", Button(tr("Start afresh"), on=lambda: self._ask(lambda p: p.start_afresh())))
        )
        self.begun.hide()
        self.pages = {
            "who": self._who(), "ring": self._ring(), "passphrase": self._passphrase(), "kit": self._kit(), "done": self._done(),
        }  # fmt: skip
        for part in self.pages.values():
            part.hide()
        self.add(column(*self.pages.values(), gap=0))
        self.busy = self.add(Text("", "muted"))
        self.busy.hide()
        self.on = Button(tr("Continue"), "primary", lambda: self._ask(lambda p: p.go_on()))
        self.before = Button(tr("Back"), on=lambda: self._ask(lambda p: p.back()))
        self.join_now = Button(
            tr("Join a partnership now"), "primary", lambda: self._ask(lambda p: p.finish(join=True))
        )
        self.join_later = Button(tr("Later: open my record book"), on=lambda: self._ask(lambda p: p.finish(join=False)))
        self.add_actions(self.on, self.before, self.join_now, self.join_later)
        for question in self.findChildren(TextQuestion):
            question.line.returnPressed.connect(self.on.click)
        self.kit.typed.text.end_with_enter(self.on.click)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self.save_draft)

    def entered(self) -> None:
        self._ask(lambda p: p.begin())
        self._timer.start()

    def save_draft(self) -> None:
        self._ask(lambda p: p.keep())

    def answers(self) -> Answers:
        c = self.contacts
        return Answers(
            name=self.name.value(), role_title=self.role_title.value(), organisation=self.organisation.value(),
            kind=self.kind.value(), in_name=c.in_name.value(), in_number=c.in_number.value(), out_name=c.out_name.value(),
            out_number=c.out_number.value(), opens=c.opens.value(), closes=c.closes.value(),
            passphrase=self.passphrase.value(), again=self.again.value(), typed_kit=self.kit.typed.value(),
            lado_name=self.lado.who.value(), lado_number=self.lado.number.value(), later=self.later.value(),
        )  # fmt: skip

    def fill(self, answers: Answers) -> None:
        """Put back what was kept. The secrets are not among it."""
        c = self.contacts
        for question, text in (
            (self.name, answers.name), (self.role_title, answers.role_title), (self.organisation, answers.organisation),
            (self.kind, answers.kind), (c.in_name, answers.in_name), (c.in_number, answers.in_number),
            (c.out_name, answers.out_name), (c.out_number, answers.out_number), (c.opens, answers.opens), (c.closes, answers.closes),
            (self.lado.who, answers.lado_name), (self.lado.number, answers.lado_number),
        ):  # fmt: skip
            question.set_value(text)
        self.later.set_value(answers.later)

    def show_page(self, name: str, number: int, of: int) -> None:
        self.kit.left()
        self.begun.hide()
        self.show_notice("info", "")
        self.show_problems(())
        self.set_title(tr(TITLES[name]), tr("Page {number} of {of}", number=number, of=of))
        self.explained.setText(tr(EXPLAINED[name]))
        for each, part in self.pages.items():
            part.setVisible(each == name)
        done = name == "done"
        for button, wanted in (
            (self.on, not done), (self.before, not done), (self.join_now, done), (self.join_later, done),
        ):  # fmt: skip
            button.setVisible(wanted)
        self.on.say(tr("Make my record book") if name == "kit" else tr("Continue"))
        self.to_top()
        first: dict[str, Callable[[], None]] = {
            "who": self.name.take_focus, "ring": self._begin_numbers, "passphrase": self.passphrase.take_focus,
            "kit": self.kit.save.setFocus, "done": self.title.setFocus,
        }  # fmt: skip
        first[name]()

    def show_begun(self, said: str) -> None:
        self.begun.say("info", tr("Welcome back"), said)
        self.begun.show()

    def show_asked_again(self, asked: bool) -> None:
        """The passphrase page asks for the one that was chosen before the computer stopped."""
        if asked:
            self.set_title(tr(AGAIN_TITLE), self.caption.text())
            self.explained.setText(tr(AGAIN))
        self.again.setVisible(not asked)
        self.another.setVisible(asked)

    def show_kit(self, kit: str) -> None:
        """``kit`` is in printed groups, joined by hyphens."""
        self.kit.show_kit(kit)

    def show_paper(self, said: str, *, delete: bool) -> None:
        self.kit.show_paper(said)
        self.left_file.say("warning" if delete else "success", "", said)
        self.left_file.setVisible(bool(said))
        self.delete_file.setVisible(delete)

    def show_drive(self, title: str, text: str) -> None:
        self.drive.say("warning", title, text)
        self.drive.setVisible(bool(title))

    def show_busy(self, said: str) -> None:
        self.busy.setText(said)
        self.busy.setVisible(bool(said))
        self.on.setEnabled(not said)
        self.before.setEnabled(not said)

    def hideEvent(self, event: QHideEvent) -> None:
        """The page is left, hidden or locked: the kit does not stay on the clipboard."""
        if not event.spontaneous():  # minimised is not left: the person may be pasting
            self.kit.left()
        super().hideEvent(event)

    def forget_secrets(self) -> None:
        for question in (self.passphrase, self.again):
            question.set_value("")
        self.kit.forget()

    def _who(self) -> QWidget:
        self.name = TextQuestion("name", tr("Your name"), tr("As colleagues know you."))
        self.role_title = TextQuestion(
            "role_title", tr("Your role"), tr("For example, designated safeguarding lead, health visitor, coach.")
        )
        self.organisation = TextQuestion(
            "organisation", tr("Your organisation"), tr("For example, Larkmere Primary School.")
        )
        self.kind = ChoiceQuestion("kind", tr("What kind of organisation is it?"), translated(KINDS))
        danger = Notice("danger", tr("If a child is in immediate danger, ring 999."))
        return column(danger, self.name, self.role_title, self.organisation, self.kind)

    def _ring(self) -> QWidget:
        self.contacts = ContactQuestions()
        self.later = TickQuestion(
            "later",
            tr("I do not know these numbers yet"),
            tr("Go on without them. Today reminds you until they are entered, and shows 999 and 101 until then."),
        )
        self.lado = OfficerQuestions()
        self.later.changed.connect(self._fold)
        danger = Notice("danger", tr("If a child is in immediate danger, ring 999."))
        return column(danger, self.later, self.contacts, self.lado)

    def _fold(self) -> None:
        """Who does not know the numbers is not shown where they go; what is typed is never hidden."""
        c = self.contacts
        typed = (c.in_name, c.in_number, c.out_name, c.out_number, self.lado.who, self.lado.number)
        folded = self.later.value() and not any(question.value() for question in typed)
        for part in (self.contacts, self.lado):
            part.setVisible(not folded)

    def _begin_numbers(self) -> None:
        (self.later if self.contacts.isHidden() else self.contacts.in_name).take_focus()

    def _passphrase(self) -> QWidget:
        self.passphrase = SecretQuestion(
            "passphrase",
            tr("Passphrase"),
            tr("At least 10 characters. Three or four words that you can remember are good. You may paste it."),
        )
        self.again = SecretQuestion("again", tr("The passphrase again"))
        self.another = Button(
            tr("I do not remember it: choose another, and get a new kit"),
            "link",
            lambda: self._ask(lambda p: p.choose_another()),
        )
        self.another.hide()
        self.passphrase.show_below(self.again)
        return column(self.passphrase, self.again, self.passphrase.show_it, self.another)

    def _kit(self) -> QWidget:
        self.kit = KitPart()
        self.kit.save_asked.connect(lambda file: self._ask(lambda p: p.paper.save(file)))
        return self.kit

    def _done(self) -> QWidget:
        self.delete_file = Button(tr("Delete that file now"), on=lambda: self._ask(lambda p: p.paper.delete()))
        self.left_file = Notice("warning", "", "", self.delete_file)
        self.drive = Notice("warning")
        for notice in (self.left_file, self.drive):
            notice.hide()
        joining = Text(
            tr(
                "Your area's safeguarding team sends you an invitation file. With it you can send them what you choose. You can join "
                "at any time, and everything else works without it."
            )
        )
        return column(self.left_file, self.drive, Text(tr("Joining a partnership"), "subheading"), joining)

    def _ask(self, what: Callable[[Asks], None]) -> None:
        if self.presenter is not None:
            what(self.presenter)
