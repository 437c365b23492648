"""Share, or decide not to: the form, exactly what would leave, and what was decided. Widgets and signals only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.records import SharingEntry
from desktop.domain.statements import Changes
from desktop.services.pages.fields import Missing
from desktop.ui.language import mark, tr
from desktop.ui.messages import Said
from desktop.ui.page import Page
from desktop.ui.share import parts
from desktop.ui.share.screen import ChoicesScreen, PreviewScreen, SharedScreen
from desktop.ui.share.statements import StatementsQuestion
from desktop.ui.widgets.boxes import Notice, clear
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.choice_questions import ChoiceQuestion, yes_no_unknown
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.text_questions import LongTextQuestion

TITLE = mark("Share, or decide not to")
KEEP_ABOUT = mark("Tick what you decided about. Nothing of it leaves.")


class SharePage(Page):
    """Signals go to the presenter; ``entry()`` is what is chosen now."""

    recording = True
    presenter: object = None  # kept alive by its view
    review_asked = Signal()
    back_asked = Signal()
    decided = Signal()
    child_asked = Signal()
    letters_asked = Signal()
    changed_elsewhere = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr(TITLE), parent=parent)
        self._child, self._concern = "", ""
        self.form = self.add(self._make_form())
        self.preview, self._preview = self._box()
        self.done, self._done = self._box()
        self._only(None)

    def writing(self) -> bool:
        return self.form.isVisible()

    def ready(self) -> bool:
        return self.form.isEnabled() and not self.form.isHidden() and self.statements.ready()

    def refresh(self, changes: Changes) -> None:
        self.changed_elsewhere.emit(changes)

    def fitting(self, kept: Mapping[str, str | bool]) -> dict[str, str | bool]:
        """What of an unfinished form is to come back: no ticks that were set when one came from another concern."""
        return self.statements.fitting(kept, self._concern)

    def decision(self) -> str:
        return self.choice.value()

    def entry(self) -> SharingEntry:
        """What is chosen now. The presenter knows which child it is about."""
        letter, told, keep = (self.choice.value() == one for one in ("share", "told", "keep"))
        return SharingEntry(
            share=not keep,
            child="",
            statements=self.statements.value(),
            reasons=self.reasons.value(),
            recipient=self.recipient.value() if letter else "",
            purpose=self.purpose.value() if letter else "",
            basis="" if keep else self.basis.value(),
            family_told=self.family_told.value(),
            family_told_why=self.family_why.value(),
            list_old_why=self.list_old.value() if letter else "",
            left_out=self.statements.left_out() if letter else (),
            review_on=self.review_on.value() if keep else "",
            without_letter=told,
            told_how=self.telling.how.value() if told else "",
            told_whom=self.telling.whom.value() if told else "",
            told_at=self.telling.at.when().at if told else "",
            no_call_why=self.ringing.value() if keep else "",
            requested_by=self.asked.by.value(),
            consent=self.asked.consent.value(),
        )

    def show_choices(self, screen: ChoicesScreen) -> None:
        self._child = screen.child
        self.statements.set_boxes(screen.boxes, screen.joined, screen.several)
        self._concern = screen.concern
        self.recipient.set_choices(screen.recipients)
        if len(screen.recipients) == 1:
            self.recipient.set_value(screen.recipients[0].code)
        self.purpose.set_choices(screen.purposes)
        self.basis.set_choices(screen.bases)
        self.basis.set_value(screen.suggested_basis)
        note = f"{screen.note}\n{screen.ring}" if screen.note else ""
        self.show_notice("warning" if note else "info", tr("Nothing can be sent yet") if note else "", note)
        self.ringing.set_rings(screen.rings)
        self.choice.set_choices(parts.decisions(joined=bool(screen.recipients)))
        self.list_old.setVisible(screen.list_old)
        self.choice.set_value("")  # nothing is decided for anybody, also in a book that cannot send
        self.earlier.setVisible(bool(screen.earlier))
        self.earlier.say("info", tr("Already sent about this child"), "\n".join(screen.earlier))
        self._follow()
        self.show_form()
        self.choice.take_focus()

    def _about(self) -> str:
        """Under every heading stands about whom it is: one never shares the wrong child's record unawares."""
        return tr("About {child}", child=self._child) if self._child else tr(TITLE)

    def show_form(self) -> None:
        self.set_title(tr(TITLE), self._about() if self._child else "")
        self._only(self.form)

    def show_problems(self, problems: Sequence[Missing]) -> None:
        if problems:
            self.show_form()
        super().show_problems(problems)

    def show_preview(self, screen: PreviewScreen) -> None:
        self.show_problems(())
        clear(self._preview)
        self.set_title(screen.title, self._about())
        for part in parts.checked(screen):
            self._preview.addWidget(part)
        self.sign = Button(screen.button, "primary", self.decided.emit)
        self._preview.addWidget(ActionBar(self.sign, Button(tr("Change something"), on=self.back_asked.emit)))
        self._only(self.preview)
        self.settle(self.sign)  # read first: neither Enter nor a second press may sign what nobody looked at

    def show_done(self, screen: SharedScreen) -> None:
        clear(self._done)
        self.set_title(screen.title)
        self._done.addWidget(Notice("success", screen.head or tr("Signed"), screen.lines[0]))
        for line in screen.lines[1:]:
            self._done.addWidget(Text(f"•  {line}"))
        bar = ActionBar()
        if screen.letters:
            bar.add(Button(tr("Go to Letters and send now"), "primary", self.letters_asked.emit))
        bar.add(Button(tr("Open the child’s page"), on=self.child_asked.emit))
        self._done.addWidget(bar)
        self._only(self.done)

    def show_busy(self, said: str) -> None:
        self.show_notice("info", said)
        for box in (self.form, self.preview):
            box.setEnabled(False)

    def show_failure(self, said: Said) -> None:
        for box in (self.form, self.preview):
            box.setEnabled(True)
        super().show_failure(said)

    # inside

    def _make_form(self) -> QWidget:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(24)
        self.choice = ChoiceQuestion("share", tr("What do you decide?"), ())
        self.statements = StatementsQuestion()
        self.recipient = ChoiceQuestion("recipient", tr("To whom?"), ())
        self.purpose = ChoiceQuestion("purpose", tr("Why is it shared?"), ())
        self.basis = ChoiceQuestion(
            "basis", tr("What allows it?"), (), tr("Agreement is not needed when a child is or may be at risk.")
        )
        self.family_told = ChoiceQuestion("family_told", tr("Does the family know?"), yes_no_unknown())
        self.family_why = LongTextQuestion(
            "family_told_why",
            tr("What did they say? Or why were they not told?"),
            tr("Not telling them is right when telling could put a child at risk."),
            rows=2,
        )
        self.reasons = LongTextQuestion(
            "reasons", tr("Your reasons"), tr("A line or two that somebody else can follow."), rows=3
        )
        self.list_old = parts.list_old_question()
        self.sending = QWidget()
        sending = QVBoxLayout(self.sending)
        sending.setContentsMargins(0, 0, 0, 0)
        sending.setSpacing(24)
        for question in (self.recipient, self.list_old, self.purpose):
            sending.addWidget(question)
        self.check = Button(tr("Continue"), "primary", self.review_asked.emit)
        self.rest = QWidget()
        rest = QVBoxLayout(self.rest)
        rest.setContentsMargins(0, 0, 0, 0)
        rest.setSpacing(24)
        self.review_on = parts.review_question()
        self.telling, self.ringing, self.asked = parts.ToldQuestions(), parts.RingQuestions(), parts.AskedQuestions()
        asked: tuple[QWidget, ...] = (self.sending, self.telling, self.basis, self.statements, self.family_told)
        asked += (self.family_why, self.asked, self.reasons, self.ringing, self.review_on)
        for part in asked:
            rest.addWidget(part)
        self.earlier = Notice("info")
        self.earlier.hide()
        column.addWidget(self.earlier)
        column.addWidget(self.choice)
        column.addWidget(self.rest)
        column.addWidget(ActionBar(self.check))
        self.choice.changed.connect(self._follow)
        return form

    def _follow(self) -> None:
        """Only what this decision needs is asked; before there is one, nothing else is."""
        decision = self.choice.value()
        keep, letter = decision == "keep", decision == "share"
        told = tr("Tick what you told them about. No letter is made.")
        self.statements.set_label(tr("What leaves?") if letter else tr("What was it about?"))
        self.statements.hint.setText(
            tr(KEEP_ABOUT) if keep else tr("Share what is needed, no more.") if letter else told
        )
        self.statements.fields_matter(letter)
        self.reasons.set_label(tr("Why is it not shared?") if keep else tr("Your reasons"))
        self.check.say(
            {
                "keep": tr("Check this decision"),
                "told": tr("Check this decision"),
                "share": tr("Check what leaves"),
            }.get(decision, tr("Continue"))
        )
        self.sending.setVisible(letter)
        self.telling.setVisible(decision == "told")
        self.basis.setVisible(bool(decision) and not keep)
        self.ringing.follow(keep=keep)
        self.review_on.setVisible(keep)
        self.rest.setVisible(bool(decision))

    def _box(self) -> tuple[QWidget, QVBoxLayout]:
        box = self.add(QWidget())
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        return box, column

    def _only(self, shown: QWidget | None) -> None:
        for box in (self.form, self.preview, self.done):
            box.setVisible(box is shown)
            box.setEnabled(True)
        if shown is not self.form:
            self.show_notice("info", "")
        self.to_top()
