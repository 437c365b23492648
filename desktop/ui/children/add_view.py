"""Add a child: the form, the likely duplicate, and the question about brothers and sisters. Widgets and signals only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.records import ChildEntry, Relative
from desktop.services.pages.fields import Missing
from desktop.ui.children.adding import DuplicateLine
from desktop.ui.children.asking import duplicate_parts, of_the_born, siblings_question
from desktop.ui.children.checking import birth_missing, expected_example, with_age, with_sense
from desktop.ui.children.child_codes import ChildCodes
from desktop.ui.children.choices import BORN, SEX
from desktop.ui.children.family import FamilyQuestion
from desktop.ui.children.foot import SaveFoot
from desktop.ui.children.more import FIELDS as MORE_FIELDS
from desktop.ui.children.more import MoreAboutChild
from desktop.ui.children.presenter import ResultLine
from desktop.ui.choice_words import translated
from desktop.ui.language import mark, tr
from desktop.ui.messages import Said
from desktop.ui.page import Page
from desktop.ui.slices import Slices, appear
from desktop.ui.widgets.boxes import clear
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.choice_questions import ChoiceQuestion, TickQuestion
from desktop.ui.widgets.date_questions import DateQuestion
from desktop.ui.widgets.question import Question
from desktop.ui.widgets.text import Rule
from desktop.ui.widgets.text_questions import LongTextQuestion, TextQuestion

TITLE = mark("Add a child")


class AddChildPage(Page):
    """``submitted(entry, unreadable)`` and the answers to what comes after it."""

    recording = True
    presenter: object = None  # kept alive by its view
    submitted = Signal(object, object)
    different = Signal()
    opened = Signal(str)
    siblings = Signal(object)
    back_asked = Signal()
    cancelled = Signal()

    def __init__(self, codes: ChildCodes | None = None, today: date | None = None) -> None:
        super().__init__(tr(TITLE))
        self._today = today
        self.more = MoreAboutChild(codes or ChildCodes({}))
        self._people: tuple[Relative, ...] = ()
        self._family: FamilyQuestion | None = None
        self._below = QVBoxLayout()
        self._below.setSpacing(22)
        self.form = self.add(self._make_form())
        self._slices = Slices(self)
        self._slices.begin(self._make_rest())
        self.asking = self.add(QWidget())
        self._asking = QVBoxLayout(self.asking)
        self._asking.setContentsMargins(0, 0, 0, 0)
        self._asking.setSpacing(16)
        self.save = Button(tr("Save the child"), "primary", self._submit)
        self.foot = SaveFoot(self.save, Button(tr("Cancel"), "link", self.cancelled.emit))
        self.foot.join(self)
        self._only(self.form)

    def entered(self) -> None:
        self.given.take_focus()

    def entry(self) -> ChildEntry:
        """What is written now; the date that was not asked for is blank."""
        asked = self.is_born.value()
        entry = ChildEntry(
            given_names=self.given.value(),
            family_name=self.family_name.value(),
            known_as=self.known_as.value(),
            born=self.born.value() if asked == "born" else "",
            expected=self.expected.value() if asked == "expected" else "",
            sex=self.sex.value(),
            nhs_number=self.nhs.value(),
            upn=self.upn.value(),
            address=self.address.value(),
            postcode=self.postcode.value(),
            address_withheld=self.withheld.value(),
            setting=self.setting.value(),
            setting_withheld=self.school_withheld.value(),
            people=self._family.value() if self._family else self._people,
        )
        about = self.about.value() if asked == "unknown" else ""
        return with_sense(with_age(self.more.value(entry), about, self._today))

    def show_form(self, entry: ChildEntry) -> None:
        for question, text in (
            (self.given, entry.given_names),
            (self.family_name, entry.family_name),
            (self.known_as, entry.known_as),
            (self.nhs, entry.nhs_number),
            (self.upn, entry.upn),
            (self.postcode, entry.postcode),
            (self.setting, entry.setting),
        ):
            question.set_value(text)
        self.address.set_value(entry.address)
        self.is_born.set_value("expected" if entry.expected else "born")  # its boxes are seen at once
        self.born.set_value(entry.born)
        self.about.set_value("")  # it stands among what is to be known at once
        self.expected.set_value(entry.expected)
        self.sex.set_value(entry.sex)
        self.withheld.set_value(entry.address_withheld)
        self.school_withheld.set_value(entry.setting_withheld)
        self.more.set_value(entry)
        self._people = entry.people
        if self._family:
            self._family.set_value(entry.people)
        self._only(self.form)
        self.set_title(tr(TITLE))

    def show_problems(self, problems: Sequence[Missing]) -> None:
        if problems:
            self.finish()
            if any(problem.field in MORE_FIELDS for problem in problems):
                self.more.show_all()
            self._only(self.form)
            self.set_title(tr(TITLE))
        super().show_problems(problems)

    def show_busy(self) -> None:
        self.save.setEnabled(False)

    def show_duplicates(self, lines: tuple[DuplicateLine, ...]) -> None:
        self._ask(tr("This may be the same child"))
        for part in duplicate_parts(lines, self.opened.emit):
            self._asking.addWidget(part)
        different = Button(tr("This is a different child"), on=self.different.emit)
        self._asking.addWidget(ActionBar(different, Button(tr("Back to the form"), "link", self.back_asked.emit)))

    def show_same_address(self, name: str, lines: tuple[ResultLine, ...]) -> None:
        self._ask(tr("Others at this address"))
        question = siblings_question(name, lines)
        self._asking.addWidget(question)
        names = {line.child: line.name for line in lines}
        go_on = Button(
            tr("Save the child"),
            "primary",
            lambda: self.siblings.emit([(code, names[code]) for code in question.value()]),
        )
        self._asking.addWidget(ActionBar(go_on, Button(tr("Back to the form"), "link", self.back_asked.emit)))

    def show_failure(self, said: Said) -> None:
        self.save.setEnabled(True)
        super().show_failure(said)

    def _ask(self, title: str) -> None:
        clear(self._asking)
        super().show_problems(())
        self.set_title(title, tr(TITLE))
        self._only(self.asking)

    def _only(self, shown: QWidget) -> None:
        self.form.setVisible(shown is self.form)
        self.asking.setVisible(shown is self.asking)
        self.foot.setVisible(shown is self.form)
        self.save.setEnabled(True)
        self.to_top()

    @property
    def people(self) -> FamilyQuestion:
        self._slices.finish()
        assert self._family is not None
        return self._family

    def ready(self) -> bool:
        return not self._slices.busy()

    def finish(self) -> None:
        """Build now what is not there yet."""
        self._slices.finish()

    def _make_rest(self) -> Iterator[None]:
        """The other questions, after the window has shown the first ones; the family comes last."""
        yield
        for question in self._later:
            if question in (self.address, self.nhs):
                self._below.addWidget(Rule())
            yield from appear(self._below, (question,))
            self.know(question)
        of_the_born(self.is_born, self._later[3:])
        family = FamilyQuestion()
        family.set_value(self._people)
        self._family = family
        yield
        yield from appear(self._below, (Rule(), family, Rule(), self.more))
        self.know(family)
        yield from self.more.build()
        self.know(self.more)

    def _make_form(self) -> QWidget:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(22)
        self.given = TextQuestion("given_names", tr("Given names"), tr("All of them, in full, as far as you know."))
        self.family_name = TextQuestion("family_name", tr("Family name"))
        other = tr("A nickname or another name they use.")
        self.known_as = TextQuestion("known_as", tr("Known as"), other, optional=True)
        self.is_born = ChoiceQuestion("is_born", tr("When was the child born?"), translated(BORN))
        self.born = DateQuestion("born", tr("Date of birth"))
        self.expected = DateQuestion("expected", tr("When is the baby expected?"), expected_example(self._today))
        self.about = TextQuestion("about_age", tr("About how old?"), tr("For example, 11."), optional=True, width=22)
        self.is_born.reveal("born", self.born)
        self.is_born.reveal("expected", self.expected)
        self.is_born.reveal("unknown", self.about)
        self.sex = ChoiceQuestion("sex", tr("Sex"), translated(SEX))
        self.address = LongTextQuestion(
            "address", tr("Address"), tr("Where they live most of the time."), rows=2, optional=True
        )
        self.postcode = TextQuestion("postcode", tr("Postcode"), width=10, optional=True)
        both = tr(
            "Address and school then stay out of everything that is shared, printed or saved as a file: a school leads home."
        )
        self.withheld = TickQuestion("address_withheld", tr("The address must not be disclosed"), both)
        alone = tr("It then stays out of everything that is shared, printed or saved as a file.")
        self.school_withheld = TickQuestion("setting_withheld", tr("The school must not be disclosed"), alone)
        self.nhs = TextQuestion(
            "nhs_number", tr("NHS number"), tr("Ten digits, like 999 000 1235."), width=14, optional=True
        )
        self.upn = TextQuestion(
            "upn", tr("Unique pupil number (UPN)"), tr("A letter and 12 characters."), width=16, optional=True
        )
        self.setting = TextQuestion("setting", tr("School, nursery or club"), optional=True)
        for question in (self.given, self.family_name, self.known_as, self.is_born, self.sex):
            column.addWidget(question)
        self.is_born.changed.connect(lambda: of_the_born(self.is_born, self._later[3:]))
        self._later: tuple[Question, ...] = (
            self.address, self.postcode, self.withheld, self.nhs, self.upn, self.setting, self.school_withheld,
        )  # fmt: skip
        column.addLayout(self._below)
        return form

    def _submit(self) -> None:
        entry, odd = self.entry(), self.unreadable()
        lacking = birth_missing(self.is_born.value(), entry)
        told = {problem.field for problem in odd}  # a day that is none was given: once is enough
        self.submitted.emit(entry, (*odd, *(problem for problem in lacking if problem.field not in told)))
