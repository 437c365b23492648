"""The part of the partnership page for founding one. It decides nothing."""

from __future__ import annotations

from collections.abc import Callable

from desktop.ui.files import open_file
from desktop.ui.language import tr
from desktop.ui.widgets.boxes import Card
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.text_questions import LongTextQuestion, TextQuestion


class FoundingCard(Card):
    """``found(card file, organisations, safeguarding team)`` is asked for by its button."""

    def __init__(self, found: Callable[[str, str, str], None]) -> None:
        super().__init__(tr("Found a partnership"))
        self._asked = found
        self.add(
            Text(
                tr("Only for the person who sets Guardbook up for an area. You become its first administrator."), "hint"
            )
        )
        self.hub_card = TextQuestion("hub_card", tr("Card file of the area's letter service"))
        self.pick_card = Button(tr("Choose the file"), on=self._pick_card)
        self.desk = TextQuestion("desk", tr("Name of the safeguarding team"), tr("For example, Ashmere MASH."))
        self.organisation_list = LongTextQuestion(
            "organisations", tr("Organisations"), tr("One a line, with its kind: school, health, club, faith or team. For example, school: Larkmere "
            "Primary School."), rows=5,
        )  # fmt: skip
        self.found = Button(tr("Found the partnership"), on=self._found)
        self.unfold = Button(tr("Set up an area"), on=self.show_fields)
        self._unfolding = self.add(ActionBar(self.unfold))
        self._fields = (
            self.hub_card,
            ActionBar(self.pick_card),
            self.desk,
            self.organisation_list,
            ActionBar(self.found),
        )
        for part in self._fields:
            self.add(part).hide()

    def show_fields(self) -> None:
        """Folded away until somebody says that it is for them."""
        self._unfolding.hide()
        for part in self._fields:
            part.show()
        self.hub_card.take_focus()

    def _found(self) -> None:
        self._asked(self.hub_card.value(), self.organisation_list.value(), self.desk.value())

    def _pick_card(self) -> None:
        file = open_file(self, tr("Choose the card file"))
        if file:
            self.hub_card.set_value(file)
