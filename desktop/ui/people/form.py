"""The questions about a relation, and about an adult. They decide nothing."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.people import PersonEntry, RelationshipEntry
from desktop.ui.child.amend_fields import SEXES
from desktop.ui.choice_words import translated
from desktop.ui.language import tr
from desktop.ui.people.add_screen import OWN_WORDS, PersonForm
from desktop.ui.widgets.choice_questions import ChoiceQuestion, TickQuestion, yes_no_unknown
from desktop.ui.widgets.date_questions import DateQuestion
from desktop.ui.widgets.question import Question
from desktop.ui.widgets.text_questions import LongTextQuestion, TextQuestion


class RelationQuestions(QWidget):
    """What somebody is to the child, and from when to when."""

    def __init__(self, form: PersonForm) -> None:
        super().__init__()
        self._kept = form.relationship
        column = _column(self)
        self.relation = ChoiceQuestion("relation", tr("Who they are to the child"), form.relations, inline=True)
        self.words = TextQuestion("relation_words", tr("In your own words"))
        self.relation.reveal(OWN_WORDS, self.words)
        self.parental = ChoiceQuestion(
            "parental_responsibility", tr("Do they have parental responsibility?"), yes_no_unknown(), inline=True
        )
        self.lives = ChoiceQuestion("lives_with", tr("Do they live with the child?"), yes_no_unknown(), inline=True)
        hint = tr("Leave it blank if it is not known. For example, 14 3 2017 or 14 March 2017.")
        since = tr("Involved since") if form.professional else tr("Since when, as far as it is known")
        self.since = DateQuestion("since", since, hint, optional=True)
        self.until = DateQuestion(
            "until",
            tr("Until when, if it is over"),
            tr("The first day on which it was not so any more."),
            optional=True,
        )
        self.note = LongTextQuestion("note", tr("Anything else about it"), rows=2, optional=True)
        family = () if form.professional else (self.parental, self.lives)
        for question in (self.relation, *family, self.since, self.until, self.note):
            column.addWidget(question)
        self._fill(form)

    def take_focus(self) -> None:
        self.relation.take_focus()

    def value(self) -> RelationshipEntry:
        relation = self.relation.value()
        return replace(
            self._kept,
            relation=self.words.value() if relation == OWN_WORDS else relation,
            parental_responsibility=self.parental.value(),
            lives_with=self.lives.value(),
            since=self.since.value(),
            until=self.until.value(),
            note=self.note.value(),
        )

    def _fill(self, form: PersonForm) -> None:
        entry = form.relationship
        listed = {choice.code for choice in form.relations}
        self.relation.set_value(entry.relation if entry.relation in listed else OWN_WORDS if entry.relation else "")
        self.words.set_value("" if entry.relation in listed else entry.relation)
        self.parental.set_value(entry.parental_responsibility)
        self.lives.set_value(entry.lives_with)
        self.since.set_value(entry.since)
        self.until.set_value(entry.until)
        self.note.set_value(entry.note)


class PersonQuestions(QWidget):
    """Who an adult is. A professional is asked for post and agency, and not for a home."""

    def __init__(self, entry: PersonEntry, *, professional: bool) -> None:
        super().__init__()
        self._kept = entry
        column = _column(self)
        self.given = TextQuestion("given_names", tr("Given names"))
        self.family = TextQuestion("family_name", tr("Family name"))
        self.known_as = TextQuestion("known_as", tr("Known as"), optional=True)
        self.born = DateQuestion("born", tr("Date of birth"), optional=True)
        self.sex = ChoiceQuestion("sex", tr("Sex"), translated(SEXES), optional=True, inline=True)
        self.telephone = TextQuestion("telephone", tr("Telephone"), width=24, optional=True)
        self.address = LongTextQuestion("address", tr("Address"), rows=2, optional=True)
        self.postcode = TextQuestion("postcode", tr("Postcode"), width=10, optional=True)
        self.withheld = TickQuestion(
            "address_withheld",
            tr("The address must not be disclosed"),
            tr("It then stays out of everything that is shared, printed or saved as a file."),
        )
        self.language = TextQuestion("language", tr("First language"), width=24, optional=True)
        self.post = TextQuestion("post", tr("Post"), tr("For example, health visitor."), optional=True)
        self.agency = TextQuestion("agency", tr("Agency"), tr("Where they work."), optional=True)
        self.about = LongTextQuestion("note", tr("Anything else to know about them"), rows=2, optional=True)
        home: tuple[Question, ...] = (self.known_as, self.born, self.sex, self.telephone, self.address, self.postcode)
        work: tuple[Question, ...] = (self.post, self.agency, self.telephone)
        asked = work if professional else (*home, self.withheld, self.language)
        self._asked = (self.given, self.family, *asked, self.about)
        for question in self._asked:
            column.addWidget(question)
        for line, text in (
            (self.given, entry.given_names), (self.family, entry.family_name), (self.known_as, entry.known_as),
            (self.telephone, entry.telephone), (self.postcode, entry.postcode), (self.language, entry.language),
            (self.post, entry.post), (self.agency, entry.agency),
        ):  # fmt: skip
            line.set_value(text)
        self.born.set_value(entry.born)
        self.sex.set_value(entry.sex)
        self.address.set_value(entry.address)
        self.about.set_value(entry.note)
        self.withheld.set_value(entry.address_withheld)

    def value(self) -> PersonEntry:
        return replace(
            self._kept,
            given_names=self.given.value(),
            family_name=self.family.value(),
            known_as=self.known_as.value(),
            born=self.born.value(),
            sex=self.sex.value(),
            telephone=self.telephone.value(),
            address=self.address.value(),
            postcode=self.postcode.value(),
            address_withheld=self.withheld.value(),
            language=self.language.value(),
            post=self.post.value(),
            agency=self.agency.value(),
            note=self.about.value(),
        )


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(22)
    return column
