"""What of a chronology is shown, as questions. Widgets only; folded away until somebody wants to choose."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.services.pages.chronology import Shown
from desktop.services.pages.fields import Choice
from desktop.ui.chronology.screen import FAMILY, ONE, ChronologyScreen
from desktop.ui.language import tr
from desktop.ui.widgets.boxes import Card
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.choice_questions import ChecksQuestion, ChoiceQuestion, TickQuestion
from desktop.ui.widgets.date_questions import DateQuestion


class Choosing(Card):
    """``asked()`` when it shall be shown so, ``cleared()`` when everything shall be shown again."""

    asked = Signal()
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("What is shown"), parent)
        self.box.setSpacing(22)
        whose = (Choice(ONE, tr("This child alone")), Choice(FAMILY, tr("The children of the family together")))
        self.whose = ChoiceQuestion("whose", tr("Whose chronology?"), whose)
        self.known_on = DateQuestion(
            "known_on",
            tr("As it was known on"),
            tr(
                "Shows only what had come into this record book by the end of that day. Leave it blank to see what is known today."
            ),
            optional=True,
        )
        self.since = DateQuestion("since", tr("Happened from"), optional=True)
        self.until = DateQuestion("until", tr("Happened up to"), optional=True)
        self.kinds = ChecksQuestion(
            "kinds", tr("Kinds of record"), (), tr("Tick none to see all of them."), optional=True
        )
        self.writers = ChecksQuestion(
            "writers", tr("Who wrote it"), (), tr("Tick none to see everybody."), optional=True
        )
        self.significant = TickQuestion(
            "significant",
            tr("Only what is significant"),
            tr(
                "Level 3 or 4 or urgent, what has a significance, calls, and decisions about sharing with their answers."
            ),
        )
        self.withdrawn = TickQuestion("withdrawn", tr("Also what was withdrawn, struck through"))
        for question in (
            self.whose, self.known_on, self.since, self.until, self.kinds, self.writers, self.significant, self.withdrawn,
        ):  # fmt: skip
            self.add(question)
        self.show_so = Button(tr("Show it so"), "primary", self.asked.emit)
        self.add(ActionBar(self.show_so, Button(tr("Show everything again"), on=self.cleared.emit)))

    def fill(self, screen: ChronologyScreen) -> None:
        """Offer what there is, and show what was chosen."""
        shown = screen.shown
        self.kinds.set_choices(screen.kinds)
        self.writers.set_choices(screen.writers)
        self.kinds.setVisible(len(screen.kinds) > 1)
        self.writers.setVisible(len(screen.writers) > 1)
        self.whose.setVisible(bool(screen.family))
        self.whose.set_value(FAMILY if shown.family else ONE)
        for question, day in ((self.known_on, shown.known_on), (self.since, shown.since), (self.until, shown.until)):
            question.set_value(day)
        self.kinds.set_value(shown.kinds)
        self.writers.set_value(shown.writers)
        self.significant.set_value(shown.significant)
        self.withdrawn.set_value(shown.withdrawn)

    def shown(self) -> Shown:
        """What was chosen."""
        return Shown(
            family=self.whose.value() == FAMILY,
            kinds=self.kinds.value(),
            writers=self.writers.value(),
            since=self.since.value(),
            until=self.until.value(),
            significant=self.significant.value(),
            withdrawn=self.withdrawn.value(),
            known_on=self.known_on.value(),
        )
