"""Ask who sent a referral; answer what the desk asks. Widgets and signals only."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.records import AnswerEntry, QuestionEntry
from desktop.services.pages.fields import Choice
from desktop.ui.choice_words import translated
from desktop.ui.language import mark, tr
from desktop.ui.questions.leaving_view import LeavingPage
from desktop.ui.questions.parts import question_card
from desktop.ui.questions.screen import AnswerScreen, AskScreen
from desktop.ui.widgets.boxes import Notice
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.choice_questions import ChoiceQuestion
from desktop.ui.widgets.date_questions import DateQuestion
from desktop.ui.widgets.text_questions import LongTextQuestion

KNOWN = (
    Choice("yes", mark("Yes, and this is what we know")),
    Choice(
        "no",
        mark("No, we know nothing about this"),
        mark("That is an answer too: it tells them where they need not look."),
    ),
)


class AskPage(LeavingPage):
    """``review_asked(entry, unreadable)``."""

    review_asked = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Ask a question"), tr("Back to the enquiry"), parent)
        self.asked = LongTextQuestion(
            "question",
            tr("What do you want to know?"),
            tr("One thing, in plain words. They read it as it stands."),
            rows=3,
        )
        self.why = LongTextQuestion(
            "why",
            tr("Why do you ask?"),
            tr("They decide by it what they may tell you. Say no more than they need."),
            rows=3,
        )
        self.wanted = DateQuestion("wanted_by", tr("By which day do you want the answer?"), optional=True)
        check = Button(tr("Check what leaves"), "primary", self._review)
        for part in (self.asked, self.why, self.wanted, ActionBar(check)):
            self.form_box.addWidget(part)
        self.know(self.form)

    def entry(self) -> QuestionEntry:
        """What is typed now; the presenter knows the enquiry."""
        return QuestionEntry("", self.asked.value(), self.why.value(), self.wanted.value())

    def show_asking(self, screen: AskScreen) -> None:
        self.wanted.hint.setText(
            tr("By {time} on that day. For example, 24 11 2026 or 24 November 2026.", time=screen.closes)
        )
        self.begin(tr("Ask {organisation}", organisation=screen.organisation), tr("About {child}", child=screen.child))
        self.asked.take_focus()

    def _review(self) -> None:
        self.review_asked.emit(self.entry(), self.unreadable())


class AnswerPage(LeavingPage):
    """``review_asked(entry)``, ``share_asked()``."""

    review_asked = Signal(object)
    share_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("A question from the desk"), tr("Open the child’s page"), parent)
        self.known = ChoiceQuestion("known", tr("Do you know something about it?"), translated(KNOWN))
        self.text = LongTextQuestion(
            "text",
            tr("What do you know?"),
            tr("Only what answers the question. Say how you know it: saw, heard, or were told."),
            rows=5,
        )
        self.records = Button(tr("Choose records to share first"), on=self.share_asked.emit)
        self.check = Button(tr("Check what leaves"), "primary", self._review)
        self.bar = ActionBar(self.check, self.records)

    def entry(self) -> AnswerEntry:
        """What is typed now; the presenter knows the question."""
        return AnswerEntry("", self.known.value(), self.text.value())

    def show_question(self, screen: AnswerScreen) -> None:
        if screen.warning:
            self.form_box.addWidget(Notice("warning", "", screen.warning))
        self.form_box.addWidget(question_card(screen.line))
        if screen.line.id:
            for part in (self.known, self.text, self.bar):
                self.form_box.addWidget(part)
            self.know(self.form)
            self.known.changed.connect(self._follow)
        else:
            self.form_box.addWidget(ActionBar(Button(tr("Open the child’s page"), on=self.back_asked.emit)))
        self.begin(screen.title, screen.child)
        if screen.line.id:
            self._follow()
            self.known.take_focus()

    def _follow(self) -> None:
        """What is known is asked for once there is something; whoever knows nothing may add a word."""
        known = self.known.value()
        self.text.set_label(tr("Anything to add? (optional)") if known == "no" else tr("What do you know?"))
        self.text.setVisible(bool(known))

    def _review(self) -> None:
        self.review_asked.emit(self.entry())
