"""Record a concern: the form, the check page, and what was saved.

Rules this module keeps: widgets and signals only; the draft's state and the guidance's prompts stay in sight at the foot
while the form scrolls; one primary button at a time, and it says what happens.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.domain.records import ConcernEntry
from desktop.domain.rules import Prompt
from desktop.services.pages import Missing
from desktop.ui.children.presenter import ResultLine
from desktop.ui.concern.choices import ConcernChoices
from desktop.ui.concern.done import DoneBox
from desktop.ui.concern.form import ConcernForm
from desktop.ui.concern.ports import DoneScreen
from desktop.ui.concern.whom_to_ring import RingNow
from desktop.ui.concern.wording import BLANK, AnswerSection
from desktop.ui.language import mark, tr
from desktop.ui.messages import Said
from desktop.ui.page import Page, Sheet
from desktop.ui.widgets.boxes import Notice, clear
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.summary_list import SummaryList, SummaryRow
from desktop.ui.widgets.text import Text

TITLE = mark("Record a concern")
TICK = 2500


class ConcernView(Page):
    """Signals go to the presenter; the timer asks it to save."""

    recording = True
    presenter: object = None  # kept alive by its view
    touched = Signal()
    ticked = Signal()
    save_wanted = Signal()
    review_asked = Signal()
    change_asked = Signal(str)
    sign_asked = Signal()
    leave_asked = Signal()
    discard_asked = Signal()
    weigh_asked = Signal()
    go_on_asked = Signal()

    def __init__(self, choices: ConcernChoices, parent: QWidget | None = None) -> None:
        super().__init__(tr(TITLE), parent=parent)
        self._prompting: tuple[Prompt, ...] = ()
        self._ring: RingNow | None = None
        self.unfinished = self.add(Notice("info", "", "", Button(tr("Go on with that one"), on=self.go_on_asked.emit)))
        self.unfinished.hide()
        self.form = self.add(ConcernForm(choices))
        self.form.weighed.connect(self.weigh_asked.emit)
        self.check = self.add(self._make_check())
        self.done = self.add(DoneBox())
        self.throwing = self.add(self._make_throwing())
        self.form.touched.connect(self.touched.emit)
        self.form.built.connect(self.know)
        self.foot = self._make_foot()
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addWidget(self.foot)
            layout.setStretchFactor(self.paper, 1)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self.ticked.emit)
        self._timer.start()
        self._show_only(self.form)

    # the main window's hooks

    def entered(self) -> None:
        self.form.accused.take_focus()

    def save_draft(self) -> None:
        self.save_wanted.emit()

    def ready(self) -> bool:
        return self.form.ready()

    def writing(self) -> bool:
        return self.form.isVisible() or self.check.isVisible()

    # what the presenter asks

    def entry(self) -> ConcernEntry:
        return self.form.entry()

    def show_form(self, entry: ConcernEntry, typed_by: str) -> None:
        self.form.fill(entry, typed_by)
        if self.form.accused.isAncestorOf(self.focusWidget() or self):
            self.form.accused.take_focus()  # to the answer that is given now
        self._show_only(self.form)

    def show_child(self, name: str, detail: str) -> None:
        self.form.picker.show_child(name, detail)

    def show_child_search(self, said: str, lines: tuple[ResultLine, ...], *, searched: bool) -> None:
        self.form.picker.show_search(said, lines, searched=searched)

    def show_draft_state(self, said: str) -> None:
        self.state.setText(said)
        self.state.setVisible(bool(said))
        self._fit_foot()

    def show_prompts(self, prompts: tuple[Prompt, ...]) -> None:
        self._prompting = prompts
        self._fill_prompts()

    def show_unfinished(self, said: str) -> None:
        self.unfinished.say("info", tr("Unfinished"), said)
        self.unfinished.setVisible(bool(said))

    def show_ring(self, ring: RingNow | None) -> None:
        if ring != self._ring:
            self._ring = ring
            self.form.show_whom(ring.whom if ring else "")
            self._fill_prompts()

    def _fill_prompts(self) -> None:
        prompts, ring = self._prompting, self._ring
        clear(self._prompts)
        said = [("danger" if ring.urgent else "warning", ring.title, ring.text)] if ring is not None else []
        said += [
            ("danger" if prompt.urgent else "warning", prompt.title, prompt.text)
            for prompt in sorted(prompts, key=lambda each: not each.urgent)
        ]
        for kind, title, text in said:
            notice = Notice(kind, title, text)
            self._prompts.addWidget(notice)
            notice.show()  # what is not shown yet has no height, and the foot is fitted now
        self._prompts.addStretch(1)
        self.prompts.setVisible(bool(said))
        self._fit_foot()

    def show_problems(self, problems: Sequence[Missing]) -> None:
        if problems:
            self.form.finish()
            self._show_only(self.form)
        super().show_problems(problems)

    def show_check(self, sections: tuple[AnswerSection, ...], prompts: tuple[Prompt, ...]) -> None:
        self.show_problems(())
        clear(self._checked)
        for section in sections:
            self._checked.addSpacing(6)
            self._checked.addWidget(Text(section.title, "heading"))
            rows = [
                SummaryRow(row.label, "" if row.blank else row.text, "" if row.field == "typed_by" else row.field)
                for row in section.rows
            ]
            answers = SummaryList(rows, blank=tr(BLANK))
            answers.change.connect(self.change_asked.emit)
            self._checked.addWidget(answers)
        self.show_prompts(prompts)
        self._show_only(self.check)

    def show_question(self, field: str) -> None:
        self.form.finish()
        self._show_only(self.form)
        self._go_to(field)

    def show_done(self, screen: DoneScreen) -> None:
        self.set_title(tr("Saved and signed"))
        self.show_unfinished("")
        self.show_ring(None)
        self.show_prompts(())
        self.done.fill(screen)
        self._show_only(self.done)

    def show_busy(self, said: str) -> None:
        self.state.setText(said)
        self.state.show()
        self._fit_foot()
        self.foot.setEnabled(False)

    def show_failure(self, said: Said) -> None:
        self.foot.setEnabled(True)
        super().show_failure(said)

    # inside

    def _show_only(self, shown: QWidget) -> None:
        for box in (self.form, self.check, self.done):
            if box.isHidden() == (box is shown):  # each call lays everything out again
                box.setVisible(box is shown)
        self.foot.setEnabled(True)
        self.foot.setVisible(shown is not self.done)
        self.throwing.setVisible(shown is not self.done)
        for button, box in ((self.review, self.form), (self.sign, self.check), (self.again, self.check)):
            button.setVisible(box is shown)
        self._fit_foot()
        if shown is self.form:
            self.set_title(tr(TITLE))
        elif shown is self.check:
            self.set_title(tr("Check before you sign"), tr(TITLE))
            self.sign.setFocus()
        self.to_top()

    def _make_check(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(
            Text(
                tr("Once signed it cannot be changed, only added to. The child or a parent may read it one day."),
                "lead",
            )
        )
        self._checked = QVBoxLayout()
        self._checked.setSpacing(12)
        column.addLayout(self._checked)
        return box

    def _make_throwing(self) -> QWidget:
        """At the end of the form, not in the foot: it is never pressed in passing, and the foot stays low at large text."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        self.discard = Button(tr("Throw this draft away"), "link", self._ask_discard)
        self.sure = Notice(
            "warning",
            tr("Throw this draft away?"),
            tr("What you wrote here cannot be got back."),
            Button(tr("Throw it away"), "danger", self.discard_asked.emit),
            Button(tr("Keep it"), on=self._keep),
        )
        column.addWidget(self.discard)
        column.addWidget(self.sure)
        self.sure.hide()
        return box

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        foot.setObjectName("status")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = self._foot = QVBoxLayout(foot)
        column.setContentsMargins(44, 10, 24, 12)
        column.setSpacing(8)
        self.prompts = QScrollArea()
        self.prompts.setWidgetResizable(True)
        self.prompts.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.prompts.setAccessibleName(tr("What the guidance says about this"))
        self.prompts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = Sheet()
        inside.setObjectName("column")
        self._prompts = QVBoxLayout(inside)
        self._prompts.setContentsMargins(0, 0, 0, 0)
        self._prompts.setSpacing(6)
        self.prompts.setWidget(inside)
        self.prompts.hide()
        column.addWidget(self.prompts)
        self.review = Button(tr("Check your answers"), "primary", self.review_asked.emit)
        self.sign = Button(tr("Sign and save"), "primary", self.sign_asked.emit)
        self.again = Button(tr("Go on writing"), on=lambda: self._show_only(self.form))
        self.close_button = Button(tr("Save the draft and close"), on=self.leave_asked.emit)
        column.addWidget(ActionBar(self.review, self.sign, self.again, self.close_button))
        self.state = Text("", "small")
        self.state.hide()
        column.addWidget(self.state)
        return foot

    def _ask_discard(self) -> None:
        self.sure.show()
        QTimer.singleShot(0, self.sure, lambda: self.paper.ensureWidgetVisible(self.sure))

    def _keep(self) -> None:
        self.sure.hide()
        self.discard.setFocus()

    def _fit(self) -> None:
        super()._fit()
        self._fit_foot()

    def _fit_foot(self) -> None:
        """The foot takes the height it needs at this width; the prompts in it a quarter of the page at most."""
        wanted = self._prompts.totalHeightForWidth(max(200, self.width() - 90))
        self.prompts.setFixedHeight(max(40, min(wanted + 10, self.height() // 4)))
        self._foot.invalidate()
        self.foot.setFixedHeight(self._foot.totalHeightForWidth(max(200, self.width())))
