"""Take a referral by telephone. Widgets and signals only."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.records import When
from desktop.ui.desk.telephone import CallForm
from desktop.ui.language import tr
from desktop.ui.page import Page
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.date_questions import DateQuestion, WhenQuestion
from desktop.ui.widgets.text_questions import LongTextQuestion, TextQuestion


class TelephonePage(Page):
    """``kept(form, unreadable)`` and ``cancelled()``."""

    recording = True
    presenter: object = None  # kept alive by its view
    kept = Signal(object, object)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Referral by telephone"), parent=parent)
        self.at = self.add(
            WhenQuestion("at", tr("When did they ring?"), tr("The one-working-day clock runs from here."), sure=False)
        )
        self.caller = self.add(TextQuestion("caller", tr("Who rang?")))
        self.organisation = self.add(TextQuestion("organisation", tr("From where?")))
        self.number = self.add(TextQuestion("number", tr("Number to ring back"), width=18))
        self.heading(tr("The child"))
        self.given = self.add(TextQuestion("given_names", tr("Given names")))
        self.family_name = self.add(TextQuestion("family_name", tr("Family name")))
        self.born = self.add(DateQuestion("born", tr("Date of birth"), optional=True))
        self.address = self.add(LongTextQuestion("address", tr("Address"), rows=2, optional=True))
        self.heading(tr("The call"))
        self.said = self.add(
            LongTextQuestion("said", tr("What did they say?"), tr("In their words where you can."), rows=5)
        )
        self.advice = self.add(LongTextQuestion("advice", tr("What did you advise?"), rows=3))
        self.reference = self.add(TextQuestion("reference", tr("Reference you gave them"), width=18, optional=True))
        self.save = Button(tr("Save the referral"), "primary", lambda: self.kept.emit(self.form(), self.unreadable()))
        self.add_actions(self.save, Button(tr("Cancel"), "link", self.cancelled.emit))

    def entered(self) -> None:
        self.caller.take_focus()

    def form(self) -> CallForm:
        return CallForm(
            at=self.at.when().at,
            caller=self.caller.value(),
            organisation=self.organisation.value(),
            number=self.number.value(),
            given_names=self.given.value(),
            family_name=self.family_name.value(),
            born=self.born.value(),
            address=self.address.value(),
            said=self.said.value(),
            advice=self.advice.value(),
            reference=self.reference.value(),
        )

    def show_form(self, at: str) -> None:
        self.at.set_when(When(at))
