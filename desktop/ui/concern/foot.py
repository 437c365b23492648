"""The foot of the recording form: whom to ring, what the guidance says, the draft's state, and the way on.

Rules this module keeps:

* whom to ring is read without scrolling; it says 999 once, and the guidance beside it does not say the same again;
* the foot with its guidance takes a quarter of the page at most; where it would take more, and where there is more than one notice,
  the guidance is one line with its most urgent title, which opens it (and then it scrolls);
* whom to ring keeps its name and number on the lowest page, and its second line where a quarter of the page holds it;
* the foot is as high as it needs to be and no higher; when it grows, the field that has the keyboard stays in sight.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.rules import Prompt
from desktop.ui.concern.whom_to_ring import RingNow
from desktop.ui.language import tr
from desktop.ui.page import Sheet
from desktop.ui.widgets.boxes import Notice, clear
from desktop.ui.widgets.buttons import ActionBar, Button, Link
from desktop.ui.widgets.spoken import say_now
from desktop.ui.widgets.text import Text, restyle

TIGHT = 13  # lines of text; on a still lower page the button that goes on stays, and the others come with "More"
SIDES = 90  # pixels beside the prompts
LOW = 22  # lines of text; on a lower page whom to ring is one line
SAID_ABOVE = (
    "danger-now"  # the rule of the edition that says of a child who is not safe what the line about ringing says
)


class Foot(QWidget):
    """``review_asked``, ``sign_asked``, ``leave_asked``, ``again_asked`` are its buttons; ``grew`` says that it took room from the page."""

    review_asked = Signal()
    sign_asked = Signal()
    leave_asked = Signal()
    again_asked = Signal()
    grew = Signal()

    def __init__(self, last: QWidget, parent: QWidget | None = None) -> None:
        """``last`` stands apart from the buttons, and comes last by Tab."""
        super().__init__(parent)
        self.setObjectName("status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._room: Callable[[], tuple[int, int]] = lambda: (800, 600)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(44, 10, 24, 12)
        column.setSpacing(8)
        self.ring = Notice("danger")
        self.ring.hide()
        column.addWidget(self.ring)
        self._said: set[str] = set()
        self.prompts = QScrollArea()
        self.prompts.setWidgetResizable(True)
        self.prompts.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.prompts.setAccessibleName(tr("What the guidance says about this"))
        self.prompts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = Sheet()
        inside.setObjectName("status")
        self._prompts = QVBoxLayout(inside)
        self._prompts.setContentsMargins(0, 0, 0, 0)
        self._prompts.setSpacing(6)
        self.prompts.setWidget(inside)
        self.prompts.hide()
        self.fold = Link("", self._open_or_close)
        self.fold.hide()
        self._told: tuple[Prompt, ...] = ()
        self._titles: tuple[str, ...] = ()
        self._danger = self._urgent = self._short = self._opened = False  # the last: the guidance, where it is one line
        column.addWidget(self.fold)
        column.addWidget(self.prompts)
        self.review = Button(tr("Check your answers"), "primary", self.review_asked.emit)
        self.sign = Button(tr("Sign and save"), "primary", self.sign_asked.emit)
        self.again = Button(tr("Go on writing"), on=self.again_asked.emit)
        self.leave = Button(tr("Save the draft and close"), on=self.leave_asked.emit)
        self.more = Button(tr("More"), on=self._more_or_fewer)
        self.more.hide()
        self._all = False  # on a page with hardly any room
        self._bar = ActionBar(self.review, self.sign, self.again, self.leave, self.more)
        column.addWidget(self._bar)
        self.review.setToolTip(tr("Ctrl+Enter"))
        self.state = Text("", "small")
        line = QHBoxLayout()
        line.addWidget(self.state, 1)
        self._last = QWidget()
        holder = QHBoxLayout(self._last)
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addWidget(last)
        line.addWidget(self._last, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(line)

    def measure(self, room: Callable[[], tuple[int, int]]) -> None:
        """``room`` gives the width and height of the page, now."""
        self._room = room

    def show_step(self, *, checking: bool, aside: bool = False) -> None:
        """The buttons of the form, or those of the check page; ``aside`` of the form another part has its own."""
        self.review.setVisible(not checking and not aside)
        self.sign.setVisible(checking)
        self.again.say(tr("Back to the form") if aside else tr("Go on writing"))
        self.again.setVisible(checking or aside)
        self.fit()

    def show_way_on(self, *, asked: bool) -> None:
        """While questions are still to come, the button that goes on stands with them, and checking comes second."""
        kind = "primary" if asked else "secondary"
        if self.review.property("kind") != kind:
            self.review.setProperty("kind", kind)
            restyle(self.review)

    def show_state(self, said: str) -> None:
        self.state.setText(said)
        self.fit()

    def show_ring(self, ring: RingNow | None) -> None:
        if ring is not None:
            came = self.ring.isHidden() or self.ring.title.text() != ring.title
            self.ring.say("danger" if ring.urgent else "warning", ring.title, ring.text)
            if came:
                say_now(ring.title)
        self.ring.setVisible(ring is not None)
        if self._danger != (danger := ring is not None and ring.danger):
            self._danger = danger
            self.show_prompts(self._told)
        self.fit()

    def show_prompts(self, prompts: tuple[Prompt, ...]) -> None:
        self._told = prompts
        if self._danger:
            prompts = tuple(each for each in prompts if each.id != SAID_ABOVE)
        clear(self._prompts)
        say_now(" ".join(f"{each.title}. {each.text}" for each in prompts if each.title not in self._said))
        self._said.update(each.title for each in prompts)
        prompts = tuple(sorted(prompts, key=lambda each: not each.urgent))
        self._titles = tuple(prompt.title for prompt in prompts)
        self._urgent = bool(prompts) and prompts[0].urgent
        for prompt in prompts:
            notice = Notice("danger" if prompt.urgent else "warning", prompt.title, prompt.text)
            self._prompts.addWidget(notice)
            notice.show()  # what is not shown yet has no height, and the foot is fitted now
        self._prompts.addStretch(1)
        self.fit()

    def _open_or_close(self) -> None:
        self._opened = not self._opened
        self.fit()

    def _more_or_fewer(self) -> None:
        self._all = not self._all
        self.more.say(tr("Fewer") if self._all else tr("More"))
        self.fit()

    def _name_fold(self, *, low: bool) -> None:
        if self._opened:
            self.fold.say(tr("Fold up what the guidance says"))
        elif low and self.ring.isVisibleTo(self):  # it says what is urgent
            self.fold.say(tr("Read what the guidance says"))
        else:
            first = self._titles[0]
            said = tr("Urgent: {title}", title=first) if self._urgent else tr("Guidance: {title}", title=first)
            self.fold.say(tr("{said}, and more", said=said) if len(self._titles) > 1 else said)
        self.fold.updateGeometry()

    def fit(self) -> None:
        """Take the height that is needed at this width."""
        width, height = self._room()
        low = height < LOW * self.fontMetrics().height()  # name and number stay; the rest is on the call card
        leave = tr("Save and close") if low else tr("Save the draft and close")  # one line of buttons
        if self.leave.accessibleName() != leave:
            self.leave.say(leave)
        if self._titles:
            self._name_fold(low=low)
        tight = height < TIGHT * self.fontMetrics().height()
        away = tight and not self._all
        self.more.setHidden(not tight)
        self.leave.setHidden(away)
        self._last.setHidden(away)
        self._bar.updateGeometry()  # it still counts what went
        wanted = self._prompts.totalHeightForWidth(max(200, width - SIDES)) + 6
        said = bool(self._titles) and not away
        self._cut_ring(short=low)
        one_line = low or len(self._titles) + self.ring.isVisibleTo(self) > 1
        folds = said and (one_line or self._beside_guidance(width) + wanted > height // 4)
        line = self.fold.sizeHint().height() if folds else 0
        self._cut_ring(short=low or self._beside_guidance(width) + line > height // 4)
        self.fold.setHidden(not folds)  # each once, so that what has the keyboard keeps it
        self.prompts.setHidden(not said or (folds and not self._opened))
        least = min(wanted, 3 * self.fontMetrics().height())  # with no room left, the first title is still read
        self.prompts.setFixedHeight(max(least, min(wanted, height // 4)))
        scrolls = wanted > height // 4
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.prompts.setVerticalScrollBarPolicy(policy)
        self.prompts.setFocusPolicy(Qt.FocusPolicy.StrongFocus if scrolls else Qt.FocusPolicy.NoFocus)
        before, now = self.height(), self._needs(width)
        self.setFixedHeight(now)
        if now > before:
            QTimer.singleShot(0, self, self.grew.emit)

    def _needs(self, width: int) -> int:
        self._column.invalidate()
        return self._column.totalHeightForWidth(max(200, width))

    def _beside_guidance(self, width: int) -> int:
        """The height without what the guidance says, folded or not."""
        held = self._needs(width)
        held -= 0 if self.fold.isHidden() else self.fold.sizeHint().height() + self._column.spacing()
        return held - (0 if self.prompts.isHidden() else self.prompts.minimumHeight() + self._column.spacing())

    def _cut_ring(self, *, short: bool) -> None:
        """Say whom to ring with or without its second line, and stand closer without it."""
        if self._short == short and self.ring.text.isHidden() == (short or not self.ring.text.text()):
            return
        self._short = short
        above, between = (5, 4) if short else (10, 8)
        self._column.setContentsMargins(44, above, 24, above + 1)
        self._column.setSpacing(between)
        self.ring.text.setHidden(short or not self.ring.text.text())
        if (inside := self.ring.layout()) is not None:
            inside.setContentsMargins(20, 8 if short else 14, 18, 8 if short else 14)
            inside.invalidate()  # it still counts what went
        self.ring.updateGeometry()
