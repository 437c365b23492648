"""One enquiry: the child as sent, the concerns, the times, and the decision. Widgets and signals only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.statements import Changes
from desktop.services.pages.fields import Choice, Missing
from desktop.ui.child.open_now import clocks_box
from desktop.ui.child.parts import ConcernBox, HistoryBox, fact_list
from desktop.ui.desk.check_view import DecisionCheck
from desktop.ui.desk.deciding import DecisionScreen
from desktop.ui.desk.parts import first, form, section
from desktop.ui.desk.screen import EnquiryScreen, JoinChoice
from desktop.ui.form_keeper import read, write
from desktop.ui.language import tr
from desktop.ui.messages import Said
from desktop.ui.page import Page
from desktop.ui.questions.parts import question_card
from desktop.ui.slices import Slices, appear
from desktop.ui.widgets.boxes import Notice, clear
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.choice_questions import ChoiceQuestion
from desktop.ui.widgets.summary_list import SummaryList, SummaryRow
from desktop.ui.widgets.table import Row, Table
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.text_questions import LongTextQuestion, TextQuestion


class EnquiryPageView(Page):
    """``checked`` and ``decided(outcome, reasons, next contact, tell family)``, ``joined(other, reason)`` and ``ask_wanted(enquiry)``."""

    recording = True
    presenter: object = None  # kept alive by its view
    says_its_name = False
    checked = Signal(str, str, str, str)
    decided = Signal(str, str, str, str)
    joined = Signal(str, str)
    ask_wanted = Signal(str)
    letter_wanted = Signal(str)
    changed_elsewhere = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Enquiry"), parent=parent)
        self.inside = self.add(QWidget())
        self._inside = QVBoxLayout(self.inside)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(14)
        self.check = self.add(DecisionCheck())
        self.check.signed.connect(lambda: self.decided.emit(*self._chosen()))
        self.check.change_asked.connect(self._change)
        self.check.hide()
        self._slices = Slices(self)
        self._stands = False
        self._decision: QWidget | None = None
        self._typed: dict[str, str | bool] = {}

    def refresh(self, changes: Changes) -> None:
        self.changed_elsewhere.emit(changes)

    def show_busy(self, said: str) -> None:
        self.show_notice("info", said)
        self.inside.setEnabled(False)
        self.check.setEnabled(False)

    def show_failure(self, said: Said) -> None:
        self.inside.setEnabled(True)
        self.check.setEnabled(True)
        super().show_failure(said)

    def show_kept(self, said: str) -> None:
        self.show_notice("success", said)
        self.to_top()

    def show_problems(self, problems: Sequence[Missing]) -> None:
        if problems:
            self._show_check(there=False)
        super().show_problems(problems)

    def show_check(self, screen: DecisionScreen) -> None:
        """The decision alone, in place of all the rest."""
        self.check.show_decision(screen)
        self.show_notice("info", "")
        self._show_check(there=True)
        self.settle(self.check.sign)

    def _show_check(self, *, there: bool) -> None:
        self.inside.setVisible(not there)
        self.check.setVisible(there)
        self.check.setEnabled(True)

    def _change(self) -> None:
        self._show_check(there=False)
        self.outcome.take_focus()

    def show_enquiry(self, screen: EnquiryScreen, others: tuple[JoinChoice, ...]) -> None:
        """Show everything there is; the forms stand at the end, after what they are decided from."""
        self.show_notice("info", "")
        self.inside.setEnabled(True)
        self._show_check(there=False)
        self.set_title(screen.child, screen.source)
        self._typed = read(self._decision) if self._decision is not None and not screen.decided else {}
        self._decision, self._stands = None, True
        clear(self._inside)
        self._slices.drop()
        self._slices.begin(appear(self._inside, self._parts(screen, others)))
        if self._typed:
            self.finish()  # joining two must not lose a decision that is half written

    def ready(self) -> bool:
        """Whether every section stands."""
        return self._stands and not self._slices.busy()

    def finish(self) -> None:
        """Build now what is not there yet."""
        self._slices.finish()

    def _parts(self, screen: EnquiryScreen, others: tuple[JoinChoice, ...]) -> Iterator[QWidget]:
        yield from first(screen)
        yield from self._closed(screen)
        yield clocks_box(screen.clocks)
        if screen.decisions:
            yield from section(tr("What the desk did"), HistoryBox(screen.decisions))
        if screen.why:
            yield from section(
                tr("Why it was sent"), SummaryList([SummaryRow(label, text) for label, text in screen.why])
            )
        if screen.call:
            yield from section(tr("The telephone call"), fact_list(screen.call))
        if screen.facts:
            yield from section(tr("The child, as sent"), fact_list(screen.facts))
        for number, concern in enumerate(screen.concerns):
            box = ConcernBox(concern, amend=None, opened=True)
            yield from section(tr("Concerns"), box) if number == 0 else (box,)
        if screen.questions or screen.may_ask:
            yield from self._questions_asked(screen)
        if screen.times:
            times = Table(
                tr("Times, and whose clock each is"),
                (tr("What"), tr("When"), tr("Whose clock")),
                widths=(4, 5, 5),
                most=8,
            )
            times.set_rows([Row(str(number), row) for number, row in enumerate(screen.times)])
            yield from section(tr("When everything happened, and by whose clock"), times)
        if others and not screen.decided:
            yield from section(tr("The same enquiry as another?"), self._make_join(others))
        if not screen.decided:
            yield from section(tr("Decide"), self._make_decision(screen.outcomes))

    def _questions_asked(self, screen: EnquiryScreen) -> Iterator[QWidget]:
        """What was asked and answered, and who can be asked; the answer does not hold up the decision."""
        parts: list[QWidget] = [question_card(line) for line in screen.questions]
        asking = [
            Button(tr("Ask {organisation} a question", organisation=one.label), on=self._asking(one.code))
            for one in screen.may_ask
        ]
        if asking and not screen.questions:
            parts.append(
                Text(
                    tr("Nothing was asked yet. The question goes by letter; the clock of the decision runs on."), "hint"
                )
            )
        parts += [ActionBar(*asking)] if asking else []
        yield from section(tr("Questions"), parts[0])
        yield from parts[1:]

    def _asking(self, enquiry: str) -> Callable[[], None]:
        return lambda: self.ask_wanted.emit(enquiry)

    def _closed(self, screen: EnquiryScreen) -> Iterator[QWidget]:
        """The letters that belong to it and that nobody opened here: opening one tells its sender."""
        for one in screen.closed:
            button = Button(tr("Open this letter"), "primary", self._opening(one.code))
            button.setAccessibleName(tr("Open this letter from {organisation}", organisation=one.label))
            yield Notice(
                "info",
                tr(
                    "A letter from {organisation} belongs to this, and nobody opened it here yet",
                    organisation=one.label,
                ),
                tr("When you open it, they are told that a person has it in front of them."),
                button,
            )

    def _opening(self, letter: str) -> Callable[[], None]:
        return lambda: self.letter_wanted.emit(letter)

    def _make_decision(self, outcomes: tuple[Choice, ...]) -> QWidget:
        box, column = form()
        self.outcome = ChoiceQuestion("outcome", tr("What happens next?"), outcomes)
        self.reasons = LongTextQuestion(
            "reasons", tr("Reasons"), tr("The referrer reads them. Say what they rest on."), rows=4
        )
        self.next_contact = TextQuestion(
            "next_contact",
            tr("Who will be in touch, and when"),
            tr("For example: who rings the referrer, and on which day."),
            optional=True,
        )
        self.tell_family = TextQuestion(
            "tell_family", tr("What the family may be told"), tr("By whom, and what to leave out."), optional=True
        )
        for question in (self.outcome, self.reasons, self.next_contact, self.tell_family):
            column.addWidget(question)
        column.addWidget(ActionBar(Button(tr("Check this decision"), "primary", self._check)))
        self.know(box)
        self._decision = box
        write(box, self._typed)
        return box

    def _make_join(self, others: tuple[JoinChoice, ...]) -> QWidget:
        box, column = form()
        self.join_with = ChoiceQuestion(
            "join_with", tr("This is the same enquiry as"), [Choice(other.id, other.label) for other in others]
        )
        self.join_reason = TextQuestion(
            "join_reason", tr("Why they are the same"), tr("For example: same child, same day.")
        )
        for question in (self.join_with, self.join_reason):
            column.addWidget(question)
        column.addWidget(ActionBar(Button(tr("Join the two"), on=self._join)))
        self.know(box)
        return box

    def _check(self) -> None:
        self.checked.emit(*self._chosen())

    def _chosen(self) -> tuple[str, str, str, str]:
        return self.outcome.value(), self.reasons.value(), self.next_contact.value(), self.tell_family.value()

    def _join(self) -> None:
        self.joined.emit(self.join_with.value(), self.join_reason.value())
