"""“What is this for?” under a question: closed until asked, so that it is in nobody's way.

Rules this module keeps: the words are made when it is first opened; Tab passes it after the answer, not before it.
"""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.help.fields import FieldHelp
from desktop.ui.language import tr
from desktop.ui.widgets.boxes import Card
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.text import Text


class Disclosure(QWidget):
    """``label`` is the question that it explains, for a screen reader."""

    def __init__(self, label: str, told: FieldHelp, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label, self._told = label, told
        self._card: Card | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 2, 0, 0)
        self._box.setSpacing(4)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setVerticalPolicy(policy.Policy.Minimum)
        self.setSizePolicy(policy)
        self.button = Button("", "link", self._toggle)
        self._box.addWidget(self.button)
        self._name(opened=False)

    def opened(self) -> bool:
        return self._card is not None and not self._card.isHidden()

    def _toggle(self) -> None:
        if self._card is None:
            self._card = explained(self._told)
            self._box.addWidget(self._card)
            self._card.show()
            self._name(opened=True)
            return
        wanted = self._card.isHidden()
        self._card.setVisible(wanted)
        self._name(opened=wanted)

    def _name(self, *, opened: bool) -> None:
        self.button.say(tr("Hide this help") if opened else tr("What is this for?"))
        self.button.setAccessibleName(f"{self.button.text()} {self._label}")


def explained(told: FieldHelp) -> Card:
    """What a question is for, with its examples, in a box."""
    card = Card()
    card.box.setSpacing(5)
    card.add(Text(told.why_asked))
    for heading, text in (
        (tr("A good example"), told.good),
        (tr("A poor example"), told.poor),
        (tr("Why it is poor"), told.why),
    ):
        if text:
            card.add(Text(heading, "strong"))
            card.add(Text(text))
    return card
