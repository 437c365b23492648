"""The foot of the recording form: whom to ring, what the guidance says, the draft's state, and the way on.

Rules this module keeps: whom to ring is read without scrolling; the rest scrolls in a quarter of the page at most, and on a low page
it is one line with its most urgent title, which opens it; the foot is as high as it needs to be and no higher; when it grows, the
field that has the keyboard stays in sight.
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
LOW = 22  # lines of text; on a lower page whom to ring is one line, and so is what the guidance says


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
        self._titles: tuple[str, ...] = ()
        self._opened = False  # on a low page
        column.addWidget(self.fold)
        column.addWidget(self.prompts)
        self.review = Button(tr("Check your answers"), "primary", self.review_asked.emit)
        self.sign = Button(tr("Sign and save"), "primary", self.sign_asked.emit)
        self.again = Button(tr("Go on writing"), on=self.again_asked.emit)
        self.leave = Button(tr("Save the draft and close"), on=self.leave_asked.emit)
        self.more = Button(tr("More"), on=self._more_or_fewer)
        self.more.hide()
        self._all = False  # on a page with hardly any room
        column.addWidget(ActionBar(self.review, self.sign, self.again, self.leave, self.more))
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
        self.fit()

    def show_prompts(self, prompts: tuple[Prompt, ...]) -> None:
        clear(self._prompts)
        say_now(" ".join(f"{each.title}. {each.text}" for each in prompts if each.title not in self._said))
        self._said.update(each.title for each in prompts)
        prompts = tuple(sorted(prompts, key=lambda each: not each.urgent))
        self._titles = tuple(prompt.title for prompt in prompts)
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

    def _name_fold(self) -> None:
        if self._opened:
            self.fold.say(tr("Fold up what the guidance says"))
        elif self.ring.isVisibleTo(self):  # it says what is urgent
            self.fold.say(tr("Read what the guidance says"))
        else:
            self.fold.say(tr("Guidance: {title}", title=self._titles[0]))
        self.fold.updateGeometry()

    def fit(self) -> None:
        """Take the height that is needed at this width."""
        width, height = self._room()
        low = height < LOW * self.fontMetrics().height()  # name and number stay; the rest is on the call card
        if self.ring.text.isHidden() != (low or not self.ring.text.text()):
            self.ring.text.setHidden(low)
            if (inside := self.ring.layout()) is not None:
                inside.invalidate()  # it still counts what went
            self.ring.updateGeometry()
        leave = tr("Save and close") if low else tr("Save the draft and close")  # one line of buttons
        if self.leave.accessibleName() != leave:
            self.leave.say(leave)
        if self._titles:
            self._name_fold()
        tight = height < TIGHT * self.fontMetrics().height()
        away = tight and not self._all
        self.more.setHidden(not tight)
        self.leave.setHidden(away)
        self._last.setHidden(away)
        self.fold.setHidden(not (low and self._titles) or away)
        self.prompts.setHidden(not self._titles or (low and not self._opened) or away)
        wanted = self._prompts.totalHeightForWidth(max(200, width - SIDES)) + 6
        least = min(wanted, 3 * self.fontMetrics().height())  # with no room left, the first title is still read
        most = (
            height // 4 if low or not self.ring.isVisibleTo(self) else height // 8
        )  # whom to ring takes its room first
        self.prompts.setFixedHeight(max(least, min(wanted, most)))
        scrolls = wanted > most
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.prompts.setVerticalScrollBarPolicy(policy)
        self.prompts.setFocusPolicy(Qt.FocusPolicy.StrongFocus if scrolls else Qt.FocusPolicy.NoFocus)
        self._column.invalidate()
        before, now = self.height(), self._column.totalHeightForWidth(max(200, width))
        self.setFixedHeight(now)
        if now > before:
            QTimer.singleShot(0, self, self.grew.emit)
