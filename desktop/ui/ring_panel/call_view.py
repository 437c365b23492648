"""The call card and the log of the call: the number for this hour, what to say, and what was said back.

Rules this module keeps: whoever has not rung yet reads the number and the words first, whoever has rung comes to the questions
at once; what the program knows (the time, the number) is filled in already, so that one name and one press log the call.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer

from desktop.domain.records import When
from desktop.services.pages.waiting import Alert
from desktop.ui.language import tr
from desktop.ui.page import Page
from desktop.ui.ring_panel.presenter import (
    CallPresenter,
    TypedCall,
    first_to_ring,
    hours_words,
    spoken_number,
    then_words,
)
from desktop.ui.widgets.boxes import Card
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.date_questions import WhenQuestion
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.text_questions import LongTextQuestion, TextQuestion


class CallPage(Page):
    """``who`` is "me" (has rung), "card" (is about to ring) or "other". Set ``presenter`` before it is shown."""

    recording = True

    def __init__(self, who: str) -> None:
        self._said = tr("Ring, then log the call") if who == "card" else tr("Log the call")
        super().__init__(self._said, tr("A call about a concern"))
        self.presenter: CallPresenter | None = None
        self._filled_once = False
        self._about_to = who == "card"
        self.card = self.add(Card())
        self.name = Text("", "strong")
        self.number = Text("", "number", selectable=True)
        self.then = Text("", "strong", selectable=True)
        self.hours = Text("", "small")
        self.script = Text("", "lead", selectable=True)
        for part in (self.name, self.number, self.then, self.hours):
            self.card.add(part)
        self.card.hide()
        self.say = Card(tr("What to say, in half a minute"))
        self.say.add(self.script)
        self.say.hide()
        if who == "card":
            self.add(self.say)
        self.rang = self.add(TextQuestion("rang", tr("Who rang?"), tr("Their name and role.")))
        self.rang.setVisible(who == "other")
        self.person = self.add(
            TextQuestion("person", tr("Who answered?"), tr("The name of the person, or their post if they gave none."))
        )
        self.advice = self.add(
            LongTextQuestion("advice", tr("What did they advise?"), tr("As near to their words as you can."))
        )
        self.reference = self.add(
            TextQuestion("reference", tr("Their reference"), tr("If they gave one."), optional=True, width=22)
        )
        self.at = self.add(
            WhenQuestion(
                "at", tr("When was the call?"), tr("Day and time, for example 20 November 2026, 10:15."), sure=False
            )
        )
        self.dialled = self.add(TextQuestion("number", tr("What number was rung?"), width=22))
        self.save = Button(tr("Log this call"), "primary", self._save)
        self.add_actions(self.save)
        if who != "card":
            self.add(self.say)
        for question in (self.rang, self.person, self.reference, self.dialled):
            question.line.returnPressed.connect(self.save.click)

    def entered(self) -> None:
        if self.presenter:
            self.presenter.read()
        (self.person if self.rang.isHidden() else self.rang).take_focus()
        if self._about_to:
            QTimer.singleShot(0, self, self.to_top)  # the number is read before anything is typed

    def show_alert(self, alert: Alert, at: str) -> None:
        """Fill the card; the form only once, so that nothing typed is overwritten."""
        self.set_title(self._said, f"{alert.child_name}: {alert.why}" if alert.why else alert.child_name)
        name, number = first_to_ring(alert)
        self.name.setText(tr("Ring {name}", name=name))
        self.number.setText(number)
        self.number.setAccessibleName(spoken_number(number))
        self.then.setText(then_words(alert.number))
        self.then.setVisible(alert.danger)
        self.hours.setText(hours_words(alert.number))
        self.script.setText(alert.script)
        self.card.show()
        self.say.show()
        if not self._filled_once:
            self._filled_once = True
            self.at.set_when(When(at))
            if not alert.danger:  # there are two numbers then, and the program does not know which it was
                self.dialled.set_value(alert.number.number)

    def _save(self) -> None:
        if self.presenter is None:
            return
        typed = TypedCall(
            self.at.when().at, self.dialled.value(), self.person.value(), self.rang.value(), self.advice.value(),
            self.reference.value(),
        )  # fmt: skip
        self.presenter.save(typed, self.unreadable())
