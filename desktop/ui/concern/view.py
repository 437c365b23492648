"""Record a concern: the form, the check page, and what was saved.

Rules this module keeps: widgets and signals only; the draft's state and the guidance's prompts stay in sight at the foot
while the form scrolls; one primary button at a time, and it says what happens.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.domain.records import ConcernEntry, Person
from desktop.domain.rules import Prompt
from desktop.services.pages.fields import Missing
from desktop.ui.body_map.question import MarksQuestion
from desktop.ui.body_map.step import MapStep
from desktop.ui.children.presenter import ResultLine
from desktop.ui.concern.check_box import CheckBox, ThrowBox
from desktop.ui.concern.choices import ConcernChoices
from desktop.ui.concern.done import DoneBox
from desktop.ui.concern.foot import Foot
from desktop.ui.concern.form import ConcernForm
from desktop.ui.concern.ports import DoneScreen
from desktop.ui.concern.turning import TurningPage
from desktop.ui.concern.whom_to_ring import RingNow
from desktop.ui.concern.wording import AnswerSection
from desktop.ui.language import mark, tr
from desktop.ui.messages import Said
from desktop.ui.widgets.boxes import Notice
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.spoken import say_now

TITLE = mark("Record a concern")
TICK = 2500


class ConcernView(TurningPage):
    """Signals go to the presenter; the timer asks it to save."""

    recording = True
    presenter: object = None  # kept alive by its view
    beside: tuple[object, ...] = ()  # and so are these
    touched = Signal()
    ticked = Signal()
    save_wanted = Signal()
    change_asked = Signal(str)
    sign_asked = Signal()
    leave_asked = Signal()
    discard_asked = Signal()
    weigh_asked = Signal()
    go_on_asked = Signal()
    myself_asked = Signal()

    def __init__(self, choices: ConcernChoices, parent: QWidget | None = None) -> None:
        super().__init__(tr(TITLE), parent=parent)
        self._draft_state = ""
        self.unfinished = self.add(Notice("info", "", "", Button(tr("Go on with that one"), on=self.go_on_asked.emit)))
        self.unfinished.hide()
        self.form = self.add(ConcernForm(choices))
        self.form.weighed.connect(self.weigh_asked.emit)
        self.check = self.add(CheckBox())
        self.check.change_asked.connect(self.change_asked.emit)
        self.map = self.add(MapStep())
        self.form.map_asked.connect(self.show_map)
        self.done = self.add(DoneBox())
        self.throwing = self.add(ThrowBox())
        self.throwing.asked.connect(lambda: self._bring(self.throwing.sure))
        self.throwing.agreed.connect(self.discard_asked.emit)
        self.form.touched.connect(self.touched.emit)
        self.form.built.connect(self.know)
        self.form.myself_asked.connect(self.myself_asked.emit)
        self.foot = Foot(self.throwing.discard)
        self.foot.measure(lambda: (self.width(), self.height()))
        self.foot.grew.connect(self.keep_in_sight)
        for asked, told in (
            (self.foot.review_asked, self.review_asked), (self.foot.sign_asked, self.sign_asked), (self.foot.leave_asked, self.leave_asked),
        ):  # fmt: skip
            asked.connect(told.emit)
        self.foot.again_asked.connect(self._back_to_form)
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addWidget(self.foot)
            layout.setStretchFactor(self.paper, 1)
        self.hear_keys()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self.ticked.emit)
        self._timer.start()
        self._show_only(self.form)

    # the main window's hooks

    def entered(self) -> None:
        self.form.take_focus()

    def save_draft(self) -> None:
        self.save_wanted.emit()

    def ready(self) -> bool:
        return self.form.ready()

    def writing(self) -> bool:
        return self.form.isVisible() or self.map.isVisible() or self.check.isVisible()

    # what the presenter asks

    def entry(self) -> ConcernEntry:
        return self.form.entry()

    def show_form(self, entry: ConcernEntry, typed_by: str) -> None:
        held = self.form.isAncestorOf(QApplication.focusWidget() or self)
        self.form.fill(entry, typed_by)
        if (held and self.form.pages.on) or self.form.accused.isAncestorOf(self.focusWidget() or self):
            self.form.take_focus()  # to the answer that is given now
        self._show_only(self.form)

    def show_child(self, name: str, detail: str) -> None:
        self.form.picker.show_child(name, detail)

    def show_young(self, young: bool, unborn: bool = False, /) -> None:
        self.form.show_young(young, unborn)

    def offer_body(self, body: str) -> None:
        self.form.offer_body(body)

    def show_witness(self, witness: Person) -> None:
        self.form.witness.set_value(witness)

    def show_child_search(self, said: str, lines: tuple[ResultLine, ...], *, searched: bool) -> None:
        self.form.picker.show_search(said, lines, searched=searched)

    def show_draft_state(self, said: str) -> None:
        self.foot.show_state(said)

    def show_prompts(self, prompts: tuple[Prompt, ...]) -> None:
        self.foot.show_prompts(prompts)

    def show_unfinished(self, said: str) -> None:
        self.unfinished.say("info", tr("Unfinished"), said)
        self.unfinished.setVisible(bool(said))
        if said and self.form.is_untouched():
            self.title.setFocus(Qt.FocusReason.OtherFocusReason)  # the way to the unfinished one is the next stop
            self.to_top()

    def show_ring(self, ring: RingNow | None) -> None:
        """What asks for a call stands in the foot; who can be rung stands under the answer, and above what is checked."""
        calm = ring if ring and ring.calm else None
        self.form.show_calm(calm)
        self.check.show_calm(calm)
        self.foot.show_ring(None if calm else ring)

    def show_problems(self, problems: Sequence[Missing]) -> None:
        if problems:
            self.form.finish()
            self._show_only(self.form)
            self.form.reveal(problems[0].field)
        super().show_problems(problems)
        self.foot.show_way_on(asked=self.form.is_last())

    def show_check(self, sections: tuple[AnswerSection, ...], prompts: tuple[Prompt, ...]) -> None:
        self.show_problems(())
        self.check.fill(sections)
        self.show_prompts(prompts)
        self._show_only(self.check)

    def show_question(self, field: str) -> None:
        self.form.finish()
        self._show_only(self.form)
        self._go_to(field)

    def show_map(self, asked: MarksQuestion) -> None:
        """Draw marks; the form waits, and the draft goes on saving itself."""
        asked.map().show_bare()
        self.map.show_map(asked)
        self._show_only(self.map)
        asked.map().take_focus()
        QTimer.singleShot(0, self, self.to_top)  # after the picture was brought into sight: the rules are read first

    def show_done(self, screen: DoneScreen) -> None:
        self.set_title(tr("Saved and signed"))
        self.show_unfinished("")
        self.show_ring(None)
        self.show_prompts(())
        self.done.fill(screen)
        self._show_only(self.done)
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)  # the button that signed is gone
        self.to_top()
        say_now(self.done.accessibleName())

    def show_busy(self, said: str) -> None:
        self._draft_state = self.foot.state.text()
        self.foot.show_state(said)
        self.foot.setEnabled(False)

    def show_failure(self, said: Said) -> None:
        if not self.foot.isEnabled():  # what stood there before it was busy is true again
            self.foot.show_state(self._draft_state)
            self.foot.setEnabled(True)
        super().show_failure(said)

    # inside

    def _show_only(self, shown: QWidget) -> None:
        self._wide = shown is self.map
        self._fit()
        for box in (self.form, self.check, self.map, self.done):
            if box.isHidden() == (box is shown):  # each call lays everything out again
                box.setVisible(box is shown)
        self.foot.setEnabled(True)
        self.foot.setVisible(shown is not self.done)
        self.throwing.setVisible(shown not in {self.done, self.map})
        self.throwing.discard.setVisible(shown not in {self.done, self.map})
        self.foot.show_step(checking=shown is self.check, aside=shown is self.map)
        if shown is self.form:
            self.set_title(tr(TITLE))
        elif shown is self.check:
            self.set_title(tr("Check before you sign"), tr(TITLE))
            self.settle(self.foot.sign)
        elif shown is self.map:
            self.set_title(tr("Body map"), tr(TITLE))
        self.to_top()

    def _back_to_form(self) -> None:
        if self.map.isVisible():
            if not self.map.is_stuck():
                self.show_question("body_marks")
        else:
            self._show_only(self.form)

    def _bring(self, part: QWidget) -> None:
        QTimer.singleShot(0, part, lambda: self.bring(part))

    def _fit(self) -> None:
        super()._fit()
        self.foot.fit()
