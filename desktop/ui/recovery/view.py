"""Who can open this record book besides its keeper; the rehearsal; and, for an administrator, the way to new words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.services.pages.fields import Choice
from desktop.ui.language import tr
from desktop.ui.page import Page
from desktop.ui.recovery.holder_fields import HolderFields
from desktop.ui.recovery.presenter import RecoveryPresenter
from desktop.ui.recovery.wording import CAN, CANNOT
from desktop.ui.widgets.boxes import Card, Notice
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.choice_questions import ChoiceQuestion
from desktop.ui.widgets.text import Text


class RecoveryPage(Page):
    """Set ``presenter`` before it is shown."""

    def __init__(self) -> None:
        super().__init__(tr("When a colleague's records must be opened"))
        self.presenter: RecoveryPresenter | None = None
        self.state = self.add(Notice("info"))
        self.add(Text(tr(CAN)))
        self.add(Text(tr(CANNOT)))
        self.making = self.add(Card(tr("New words")))
        self.making.add(
            Text(
                tr(
                    "As someone who looks after the partnership you make the words, with their holders beside you. Earlier words of the "
                    "same organisation then open nothing that is written from then on."
                )
            )
        )
        self.make = Button(tr("Make recovery words"), on=lambda: self._ask(lambda p: p.make()))
        self.making.add(ActionBar(self.make))
        self.making.hide()
        self.rehearsal = self.add(Card(tr("Rehearse: do the words still fit?")))
        self.rehearsal.add(
            Text(
                tr(
                    "Once a year, the holders type their words from their papers. Guardbook says whether they fit, and opens nothing."
                )
            )
        )
        self.organisation = ChoiceQuestion("organisation", tr("Which organisation?"), ())
        self.holders = HolderFields(self.know)
        self.check = Button(tr("Check the words"), on=self._rehearse)
        for part in (self.organisation, self.holders, ActionBar(self.check)):
            self.rehearsal.add(part)
        self.rehearsal.hide()
        self.know(self.rehearsal)

    def entered(self) -> None:
        self._ask(lambda p: p.read())

    def save_draft(self) -> None:
        """Words are never kept."""
        self.holders.forget()

    def show_state(self, said: str, follows: str) -> None:
        self.state.say("info", said, follows)

    def show_rehearsal(self, choices: Sequence[Choice], needed: int) -> None:
        """``needed`` holders' words; 0 when there are none to rehearse."""
        self.rehearsal.setVisible(bool(needed))
        self.organisation.set_choices(choices)
        self.organisation.setVisible(bool(choices))
        self.holders.show_count(needed)

    def show_making(self, *, offered: bool) -> None:
        self.making.setVisible(offered)

    def show_holders(self, count: int) -> None:
        self.holders.show_count(count)

    def show_fits(self) -> None:
        self.holders.forget()
        self.to_top()

    def _rehearse(self) -> None:
        self._ask(lambda p: p.rehearse(self.organisation.value(), self.holders.values()))

    def _ask(self, what: Callable[[RecoveryPresenter], None]) -> None:
        if self.presenter is not None:
            what(self.presenter)
