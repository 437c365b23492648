"""One child's page. Widgets and signals only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.domain.statements import Changes
from desktop.ui.child.concern_list import ConcernList
from desktop.ui.child.earlier import Earlier
from desktop.ui.child.open_now import open_now
from desktop.ui.child.paging import EarlierLines
from desktop.ui.child.parts import share_card
from desktop.ui.child.screen import ChildScreen, ChronologyLine, ConcernCard, ShareLine
from desktop.ui.child.sections import (
    chronology_section,
    entries_section,
    facts_section,
    further,
    maps_section,
    openings_section,
    section_box,
    shares_section,
)
from desktop.ui.files import save_as
from desktop.ui.language import mark, tr
from desktop.ui.page import Page
from desktop.ui.people.parts import family_part, professionals_part
from desktop.ui.slices import Slices, appear
from desktop.ui.widgets.boxes import Card, Notice, clear
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.text import Rule, Text

TITLE = mark("Child’s record")
SETTLED = 1000  # milliseconds in which a page that was just built is laid out


class ChildRecordPage(Page):
    """Signals go to the presenter. ``file_name`` proposes a name that says nothing about the child."""

    presenter: object = None  # kept alive by its view
    says_its_name = False
    changed_elsewhere = Signal(object)
    record_asked = Signal()
    share_asked = Signal()
    call_asked = Signal(str, str)  # the concern or kept draft; "me" (has rung) or "card"
    print_chosen = Signal(object)  # a Path
    amend_child_asked = Signal()
    amend_concern_asked = Signal(str)
    tell_asked = Signal(str)  # the concern
    papers_asked = Signal(str)  # the concern, "" for the child's own
    settle_child_asked = Signal(str)  # the field
    settle_concern_asked = Signal(str, str)  # the concern, the field
    answer_asked = Signal(str)
    opened = Signal(str)
    delete_asked = Signal()
    goes = Signal(str, str, str)  # a page, the record it is about, and what else it needs
    add_asked = Signal()
    earlier_asked = Signal(str)  # the part whose earlier rows are wanted
    concern_wanted = Signal(str)  # a concern that is not among those shown
    entry_asked = Signal(str, str)  # a record beside concerns, or a concern with a step; the step, or blank

    def __init__(self, file_name: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(tr(TITLE), wide=True, parent=parent)
        self._file_name = file_name
        self._concerns = ConcernList(self, self._asking("concerns"))
        self._earlier: dict[str, Earlier] = {}
        self._slices = Slices(self)
        self.record = Button(tr("Record a concern"), "primary", self.record_asked.emit)
        self.share = Button(tr("Share, or decide not to"), on=self.share_asked.emit)
        self.print = Button(tr("Save chronology as PDF"), on=self._choose_place)
        self.court_copy = Button(tr("Other papers"), on=lambda: self.papers_asked.emit(""))
        self.more = Button(tr("Add to this child’s record"), on=self.add_asked.emit)
        self.actions_bar = self.add_actions(self.record, self.more, self.share, self.print, self.court_copy)
        self.delete_file = Button(tr("Delete that file now"), on=self.delete_asked.emit)
        self.saved_file = self.add(Notice("success", "", "", self.delete_file))
        self.saved_file.hide()
        self.jumps = self.add(QWidget())
        self._jumps = QVBoxLayout(self.jumps)
        self._jumps.setContentsMargins(0, 0, 0, 0)
        self.inside = self.add(QWidget())
        self._inside = QVBoxLayout(self.inside)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(14)
        self._wanted = self._came_for = ""

    def entered(self) -> None:
        self.record.setFocus()

    def refresh(self, changes: Changes) -> None:
        self.changed_elsewhere.emit(changes)

    def show_busy(self, said: str) -> None:
        self.show_notice("info", said)

    def show_exported(self, title: str, said: str, *, delete: bool) -> None:
        self.show_notice("info", "")
        self.saved_file.say("success", title, said)
        self.saved_file.show()
        self.delete_file.setVisible(delete)

    def show_child(self, page: ChildScreen) -> None:
        self.show_notice("info", "")
        self.set_title(page.name, page.under)
        clear(self._jumps)
        clear(self._inside)
        self._earlier = {}
        self._slices.drop()
        self._slices.begin(self._build(page))

    def show_earlier(self, part: str, lines: EarlierLines) -> None:
        """Put earlier rows below; the keyboard goes to the first of them."""
        steps = self._concerns.add(lines.concerns) if part == "concerns" else None
        self._slices.begin(steps or further(part, lines, self._earlier, self._share_card))

    def show_concern(self, concern: ConcernCard) -> None:
        """Put one concern below those that are shown, and go there."""
        self._slices.begin(self._put_concern(concern))

    def _put_concern(self, concern: ConcernCard) -> Iterator[None]:
        yield from self._concerns.add((concern,))
        if concern.id in self._concerns.boxes:
            self._go_to_concern(concern.id)

    def earlier_failed(self, part: str) -> None:
        """Nothing came: it can be asked for again."""
        below = self._concerns if part == "concerns" else self._earlier.get(part)
        if below is not None:
            below.failed()

    def ready(self) -> bool:
        """Whether every section stands."""
        return not self._slices.busy()

    def finish(self) -> None:
        """Build now what is not there yet."""
        self._slices.finish()

    # sections

    def _build(self, page: ChildScreen) -> Iterator[None]:
        """One section after the other, the first at once; the window answers in between."""
        jumps = ActionBar()
        wanted: Text | None = None
        if page.flags:
            self._jumps.addWidget(Notice("warning", tr("To know at once"), "\n".join(page.flags)))
        self._jumps.addWidget(jumps)
        for name, title, make in self._sections():
            if name == "maps" and not page.maps:
                continue
            heading = Text(title, "heading")
            if name != "open":
                self._inside.addSpacing(10)
                self._inside.addWidget(Rule())
            self._inside.addWidget(heading)
            jumps.add(Button(title, "link", self._jumping(heading)))
            box, column = section_box()
            self._inside.addWidget(box)
            yield from appear(column, make(page))
            if name == self._wanted:
                wanted = heading
        came_for = self._concerns.boxes.get(self._came_for)
        if came_for is not None:
            came_for.unfold()
        here: QWidget | None = came_for if wanted is None else wanted
        if here is not None:
            self._wanted = self._came_for = ""
            self._settle(here)

    def _sections(self) -> Sequence[tuple[str, str, Callable[[ChildScreen], Iterable[QWidget]]]]:
        return (
            ("open", tr("Open now"), lambda page: open_now(page, self.call_asked.emit, lambda: self.goes.emit("share", page.child, page.undecided_concern), self.entry_asked.emit)),
            ("chronology", tr("Chronology"), lambda page: chronology_section(page, self._follow, lambda: self.goes.emit("chronology", page.child, ""))),
            ("concerns", tr("Concerns"), self._concerns.parts),
            ("maps", tr("Body maps"), maps_section),
            ("entries", tr("Other records"), lambda page: entries_section(page, self.entry_asked.emit, self._asking("entries"), self._earlier)),
            ("sharing", tr("Sharing"), lambda page: shares_section(page, self._share_card, self._asking("shares"), self._earlier)),
            ("facts", tr("Who they are"), lambda page: facts_section(page, self.goes.emit, self.settle_child_asked.emit, self.amend_child_asked.emit, self.opened.emit)),
            ("family", tr("Family and household"), lambda page: family_part(page.child, page.around, self.goes.emit)),
            ("professionals", tr("Who knows this child"), lambda page: professionals_part(page.child, page.around, self.goes.emit)),
            ("openings", tr("Who opened this record"), lambda page: openings_section(page, self._asking("openings"), self._earlier)),
        )  # fmt: skip

    def _settle(self, heading: QWidget) -> None:
        """Keep a heading (or a concern) at the top while what was just built is laid out, and the first button gets the keyboard."""
        laid_out, bar = QTimer(self, singleShot=True, interval=SETTLED), self.paper.verticalScrollBar()

        def scroll() -> None:
            if laid_out.isActive() and isValid(heading):
                self._scroll_to(heading)

        for moved in (bar.rangeChanged, bar.valueChanged):
            moved.connect(scroll)
            laid_out.timeout.connect(partial(moved.disconnect, scroll))
        laid_out.start()
        scroll()

    def begin_at_concern(self, concern: str) -> None:
        """Come up at this concern, once it stands; not when the page says what was done, which is read first."""
        self._came_for = "" if self.greeted else concern

    def begin_at(self, part: str) -> None:
        """Come up at this part, once it stands: one came for it."""
        self._wanted = part

    # inside

    def _choose_place(self) -> None:
        chosen = save_as(self, tr("Save the chronology"), self._file_name(), tr("PDF (*.pdf)"))
        if chosen:
            self.print_chosen.emit(Path(chosen))

    def _jumping(self, heading: Text) -> Callable[[], None]:
        return lambda: self._scroll_to(heading)

    def _scroll_to(self, part: QWidget) -> None:
        inside = self.paper.widget()
        if inside is not None:
            self.paper.verticalScrollBar().setValue(part.mapTo(inside, part.rect().topLeft()).y() - 12)

    def _follow(self, line: ChronologyLine) -> None:
        """From a line of the chronology to the whole record, when it is a concern or a record beside them."""
        if line.opens == "concern":
            self._go_to_concern(line.record)
        elif line.opens == "entry":
            self.entry_asked.emit(line.record, "")
        elif line.opens == "event":
            self.goes.emit("concern_page", line.record, "")

    def _go_to_concern(self, concern: str) -> None:
        box = self._concerns.boxes.get(concern)
        if box is None:
            self.concern_wanted.emit(concern)
            return
        box.unfold()
        QTimer.singleShot(0, box, lambda: self._scroll_to(box))

    def _asking(self, part: str) -> Callable[[], None]:
        return lambda: self.earlier_asked.emit(part)

    def _share_card(self, line: ShareLine) -> Card:
        return share_card(line, self.answer_asked.emit, lambda share: self.goes.emit("decision", share, ""))
