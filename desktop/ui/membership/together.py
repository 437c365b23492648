"""The part of the partnership page for what members do together. It decides nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services.pages.fields import Choice
from desktop.ui.choice_words import translated
from desktop.ui.files import open_file
from desktop.ui.language import mark, tr
from desktop.ui.membership.together_parts import Summary, TakingOut, Together
from desktop.ui.membership.together_presenter import LEFT, LOST, TogetherPresenter
from desktop.ui.widgets.boxes import Card, Notice, clear
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.choice_questions import ChoiceQuestion, TickQuestion
from desktop.ui.widgets.text import Text

HAPPENED = (
    Choice(LEFT, mark("They left, or use it no more")),
    Choice(LOST, mark("It is lost or stolen: someone else may have it")),
)


class TogetherCards(QWidget):
    """Two cards: the desk's keys, and changes that need two. Each hides when there is nothing in it."""

    def __init__(self, presenter: Callable[[], TogetherPresenter | None]) -> None:
        super().__init__()
        self._presenter = presenter
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self.keys = Card(tr("Letters to your team"))
        self._grants = QWidget()
        self._grant_rows = QVBoxLayout(self._grants)
        self._grant_rows.setContentsMargins(0, 0, 0, 0)
        self.keyless = Text(
            tr(
                "The team needs a new key: someone left it, or a copy of a record book may be in other hands. One of you "
                "makes the next one. It is used once those who look after the partnership have put it in the list; where "
                "that takes two people, both sign it."
            )
        )
        self.propose = Button(tr("Make the next key"), on=lambda: self._ask(lambda p: p.propose_key()))
        self.list_keys = Button(tr("Put the new key in the list"), on=lambda: self._ask(lambda p: p.list_keys()))
        for part in (self._grants, self.keyless, ActionBar(self.propose, self.list_keys)):
            self.keys.add(part)
        self.both = Card(tr("Changes that need two people"))
        self.both.add(
            Text(
                tr(
                    "When two people look after the partnership, one prepares a change and the other signs it too. "
                    "So no one alone, and no stolen computer, can let anybody in."
                ),
                "hint",
            )
        )
        self.changes = Text("")
        self.talked = TickQuestion("talked", tr("I talked to the person who prepared this, and I agree"))
        self.countersign = Button(
            tr("Sign this change too"),
            "primary",
            lambda: self._ask(lambda p: p.countersign(talked=self.talked.value())),
        )
        self.open = Button(tr("Open a change file"), on=self._open)
        self.other = ChoiceQuestion("other", tr("Who else looks after the partnership?"), ())
        self.share = Button(
            tr("Ask them to look after it with you"),
            on=lambda: self._ask(lambda p: p.share_administration(self.other.value())),
        )
        for one in (
            self.changes,
            self.talked,
            ActionBar(self.countersign, self.open),
            self.other,
            ActionBar(self.share),
        ):
            self.both.add(one)
        self.leaving = Card(tr("Someone leaves, or a computer is lost"))
        self.leaver = ChoiceQuestion("leaver", tr("Whose computer?"), ())
        self.how = ChoiceQuestion("how", tr("What happened?"), translated(HAPPENED))
        self.withdraw = Button(
            tr("Take this computer out"),
            "danger",
            lambda: self._ask(lambda p: p.withdraw(self.leaver.value(), self.how.value())),
        )
        self._withdraw_bar = ActionBar(self.withdraw)
        self.take_out = Button("", "danger", lambda: self._ask(lambda p: p.take_out()))
        self.leave_in = Button(tr("No, leave it in"), on=lambda: self._ask(lambda p: p.leave_in()))
        self.sure = Notice("warning", "", "", self.take_out, self.leave_in)
        self.sure.hide()
        for each in (self.leaver, self.how, self._withdraw_bar, self.sure):
            self.leaving.add(each)
        column.addWidget(self.keys)
        column.addWidget(self.leaving)
        column.addWidget(self.both)
        self.show_together(Together())
        self.show_proposal(None)

    def show_together(self, together: Together) -> None:
        """What there is to do at the desk, and who could look after the partnership too."""
        clear(self._grant_rows)
        for one in together.colleagues:
            words = tr("Let {person} open earlier letters to {desk}", person=one.person, desk=one.desk)
            self._grant_rows.addWidget(Button(words, on=self._granting(one.device, one.person)))
        self.keyless.setVisible(together.keyless)
        self.propose.setVisible(together.keyless)
        self.list_keys.setVisible(bool(together.asked))
        self.keys.setVisible(bool(together.colleagues or together.keyless or together.asked))
        self.other.set_choices([Choice(device, person) for device, person in together.others])
        self.other.setVisible(bool(together.others))
        self.share.setVisible(bool(together.others))
        self.leaver.set_choices([Choice(device, person) for device, person in together.people])
        self.leaving.setVisible(bool(together.people))

    def ask_taking_out(self, asked: TakingOut | None) -> None:
        """Whose computer is to be taken out, and what happens: asked in the place of the questions before it."""
        had = self.sure.isVisible()
        for part in (self.leaver, self.how, self._withdraw_bar):
            part.setVisible(asked is None)
        if asked is not None:
            self.take_out.setText(asked.yes)
            self.sure.show()
            self.sure.say("warning", asked.title, asked.text)
            self.leave_in.setFocus()
            return
        self.sure.hide()
        if had:
            self.withdraw.setFocus()

    def clear_taking_out(self) -> None:
        """The answers were for one computer: the next is asked about anew."""
        self.leaver.set_value("")
        self.how.set_value("")

    def show_proposal(self, summary: Summary | None) -> None:
        """The change that waits, in words; who signed it already has nothing to press."""
        self.changes.setText("\n".join(summary.changes) if summary is not None else "")
        self.changes.setVisible(summary is not None)
        may = summary is not None and not summary.mine
        self.talked.set_value(False)
        self.talked.setVisible(may)
        self.countersign.setVisible(may)

    def _granting(self, device: str, person: str) -> Callable[[], None]:
        return lambda: self._ask(lambda p: p.grant(device, person))

    def _open(self) -> None:
        file = open_file(self, tr("Choose {what}", what=tr("the change file")))
        self._ask(lambda p: p.open_proposal(file))

    def _ask(self, what: Callable[[TogetherPresenter], None]) -> None:
        presenter = self._presenter()
        if presenter is not None:
            what(presenter)
