"""One child's page. Widgets and signals only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.domain.statements import Changes
from desktop.ui.child.parts import FEW, ConcernBox, HistoryBox, fact_list, open_now
from desktop.ui.child.screen import ChildScreen
from desktop.ui.child.sections import (
    chronology_section,
    entries_section,
    maps_section,
    openings_section,
    section_box,
    shares_section,
)
from desktop.ui.files import save_as
from desktop.ui.language import mark, tr
from desktop.ui.page import Page
from desktop.ui.people.parts import family_part, professionals_part, same_part
from desktop.ui.slices import Slices, appear
from desktop.ui.widgets.boxes import EmptyState, Notice, clear
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
    entry_asked = Signal(str, str)  # a record beside concerns, or a concern with a step; the step, or blank

    def __init__(self, file_name: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(tr(TITLE), wide=True, parent=parent)
        self._file_name = file_name
        self._boxes: dict[str, ConcernBox] = {}
        self._entered: frozenset[str] = frozenset()  # the records beside concerns
        self._slices = Slices(self)
        self.record = Button(tr("Record a concern"), "primary", self.record_asked.emit)
        self.share = Button(tr("Share, or decide not to"), on=self.share_asked.emit)
        self.print = Button(tr("Save chronology as PDF"), on=self._choose_place)
        self.court_copy = Button(tr("Other papers"), on=self._printing(""))
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
        self._wanted = ""

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
        self._boxes = {}
        self._entered = frozenset(line.record for line in page.entries)
        self._slices.drop()
        self._slices.begin(self._build(page))

    def ready(self) -> bool:
        """Whether every section stands."""
        return not self._slices.busy()

    def finish(self) -> None:
        """Build now what is not there yet."""
        self._slices.finish()

    # sections

    def _build(self, page: ChildScreen) -> Iterator[None]:
        """One section after the other, the first at once; the window answers in between."""
        jumps, wanted = ActionBar(), None
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
        if wanted is not None:
            self._wanted = ""
            self._settle(wanted)

    def _sections(self) -> Sequence[tuple[str, str, Callable[[ChildScreen], Iterable[QWidget]]]]:
        return (
            ("open", tr("Open now"), lambda page: open_now(page, self.call_asked.emit, self.share_asked.emit, self.entry_asked.emit)),
            ("chronology", tr("Chronology"), lambda page: chronology_section(page, self._go_to_record)),
            ("concerns", tr("Concerns"), self._concerns),
            ("maps", tr("Body maps"), maps_section),
            ("entries", tr("Other records"), lambda page: entries_section(page, self.entry_asked.emit)),
            ("sharing", tr("Sharing"), lambda page: shares_section(page, self.answer_asked.emit, lambda share: self.goes.emit("decision", share, ""))),
            ("facts", tr("Who they are"), self._facts),
            ("family", tr("Family and household"), lambda page: family_part(page.child, page.around, self.goes.emit)),
            ("professionals", tr("Who knows this child"), lambda page: professionals_part(page.child, page.around, self.goes.emit)),
            ("openings", tr("Who opened this record"), openings_section),
        )  # fmt: skip

    def _settle(self, heading: Text) -> None:
        """Keep a heading at the top while what was just built is laid out, and the first button gets the keyboard."""
        laid_out, bar = QTimer(self, singleShot=True, interval=SETTLED), self.paper.verticalScrollBar()

        def scroll() -> None:
            if laid_out.isActive() and isValid(heading):
                self._scroll_to(heading)

        for moved in (bar.rangeChanged, bar.valueChanged):
            moved.connect(scroll)
            laid_out.timeout.connect(partial(moved.disconnect, scroll))
        laid_out.start()
        scroll()

    def begin_at(self, part: str) -> None:
        """Come up at this part, once it stands: one came for it."""
        self._wanted = part

    def _concerns(self, page: ChildScreen) -> Iterator[QWidget]:
        if not page.concerns:
            yield EmptyState(tr("No concerns recorded"), tr("A concern is kept here once it is signed."))
        for number, concern in enumerate(page.concerns):
            box = ConcernBox(
                concern,
                amend=self._amending(concern.id),
                tell=self._telling(concern.id),
                call=partial(self.call_asked.emit, concern.id, "me") if concern.ours else None,
                papers=self._printing(concern.id),
                opened=number == 0 and len(page.concerns) <= FEW,
                settle=self._settling(concern.id),
                say=self._saying(concern.id),
            )
            self._boxes[concern.id] = box
            yield box

    def _facts(self, page: ChildScreen) -> Iterator[QWidget]:
        yield from same_part(page.child, page.around, self.goes.emit)
        yield fact_list(page.facts, self.settle_child_asked.emit)
        yield ActionBar(Button(tr("Correct the details"), on=self.amend_child_asked.emit))
        for name, facts in page.others:
            yield Text(tr("On the other record, {name}", name=name), "strong")
            yield fact_list(facts)
        if page.same_address:
            yield Text(tr("Also at this address"), "strong")
            yield ActionBar(*(Button(name, "link", self._opening(child)) for child, name in page.same_address))
        if len(page.history) > 1:
            yield Text(tr("How these details changed"), "strong")
            yield HistoryBox(page.history)

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

    def _go_to_record(self, record: str) -> None:
        """From a line of the chronology to the whole record, when it is a concern or a record beside them."""
        if (box := self._boxes.get(record)) is not None:
            box.unfold()
            QTimer.singleShot(0, box, lambda: self._scroll_to(box))
        elif record in self._entered:
            self.entry_asked.emit(record, "")

    def _amending(self, concern: str) -> Callable[[], None]:
        return lambda: self.amend_concern_asked.emit(concern)

    def _telling(self, concern: str) -> Callable[[], None]:
        return lambda: self.tell_asked.emit(concern)

    def _printing(self, concern: str) -> Callable[[], None]:
        return lambda: self.papers_asked.emit(concern)

    def _saying(self, concern: str) -> Callable[[str], None]:
        return lambda step: self.entry_asked.emit(concern, step)

    def _settling(self, concern: str) -> Callable[[str], None]:
        return lambda field: self.settle_concern_asked.emit(concern, field)

    def _opening(self, child: str) -> Callable[[], None]:
        return lambda: self.opened.emit(child)
