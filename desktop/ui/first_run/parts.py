"""The questions of the first run that the settings ask again: whom to ring, and what kind of organisation."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.records import Contacts
from desktop.services.pages.fields import Choice
from desktop.ui.language import mark, tr
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.text_questions import TextQuestion

KINDS = (
    Choice("school", mark("School, college or nursery")),
    Choice("health", mark("Health service"), mark("Health visitors, hospitals, GPs, therapists.")),
    Choice("club", mark("Club, charity or youth work"), mark("Sports, scouts and guides, tutors, holiday schemes.")),
    Choice("faith", mark("Church, mosque, temple or another faith organisation")),
    Choice("hub", mark("The area's safeguarding team"), mark("The people who receive what others send.")),
)


class ContactQuestions(QWidget):
    """Whom to ring in and out of office hours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(18)
        self.in_name = TextQuestion(
            "in_name", tr("Who answers in office hours?"), tr("For example, Ashmere MASH."), optional=True
        )
        self.in_number = TextQuestion("in_number", tr("Their number in office hours"), width=22)
        self.opens = TextQuestion("opens", tr("Office hours begin"), width=7)
        self.closes = TextQuestion("closes", tr("Office hours end"), width=7)
        self.out_name = TextQuestion(
            "out_name",
            tr("Who answers at other times?"),
            tr("For example, Ashmere Emergency Duty Team."),
            optional=True,
        )
        self.out_number = TextQuestion("out_number", tr("Their number at other times"), width=22)
        for widget in (
            Text(tr("In office hours"), "subheading"), self.in_name, self.in_number, self.opens, self.closes,
            Text(tr("Evenings, nights, weekends and bank holidays"), "subheading"), self.out_name, self.out_number,
        ):  # fmt: skip
            box.addWidget(widget)
        self.set_contacts(Contacts())

    def set_contacts(self, contacts: Contacts) -> None:
        for question, text in (
            (self.in_name, contacts.in_hours_name), (self.in_number, contacts.in_hours_number),
            (self.out_name, contacts.out_of_hours_name), (self.out_number, contacts.out_of_hours_number),
            (self.opens, contacts.opens), (self.closes, contacts.closes),
        ):  # fmt: skip
            question.set_value(text)


class OfficerQuestions(QWidget):
    """Whom to tell of an adult who works with children; both may stay blank."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(18)
        self.who = TextQuestion(
            "lado_name",
            tr("Whom to tell of an adult who works with children (LADO)"),
            tr("The area's designated officer. Their name or office; on the area's safeguarding website."),
            optional=True,
        )
        self.number = TextQuestion("lado_number", tr("The LADO's number"), optional=True, width=22)
        for widget in (
            Text(tr("An allegation against an adult who works with children"), "subheading"), self.who, self.number,
        ):  # fmt: skip
            box.addWidget(widget)


def column(*widgets: QWidget, gap: int = 22) -> QWidget:
    """The parts of a page below each other."""
    part = QWidget()
    box = QVBoxLayout(part)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(gap)
    for widget in widgets:
        box.addWidget(widget)
    return part
