"""An open record book on the screen: navigation, the page, the ring panel above and the line of freshness below.

Rules this module keeps: pages are made afresh each time one goes there, and saved before one leaves; the ways back and forward are
kept, with how each page was left; the line about 999 stands on every recording page; the ring panel stands on all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.statements import Changes
from desktop.services.pages.waiting import Alert
from desktop.ui.language import mark, tr
from desktop.ui.page import Page, alive
from desktop.ui.ring_panel.view import RingPanel
from desktop.ui.shell.commands import Command
from desktop.ui.shell.find_box import FindBox
from desktop.ui.shell.menu import MenuButton, ShellMenu, actions
from desktop.ui.shell.navigation import NAVIGATION, Navigation, NavItem
from desktop.ui.shell.returning import Returning, left
from desktop.ui.shell.routes import Place
from desktop.ui.shell.visits import Left, Trail, Visits
from desktop.ui.tab_order import step, stops
from desktop.ui.widgets.buttons import Link
from desktop.ui.widgets.text import Text

EMERGENCY = mark("If a child is in immediate danger, ring 999.")


class BookView(QWidget):
    """``pages`` makes a page by name: ``pages["child"](place, book)``. ``book`` gives ``go``, ``changed`` and ``back``."""

    def __init__(
        self,
        pages: Mapping[str, PageFactory],
        navigation: Sequence[NavItem] = NAVIGATION,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._pages = pages
        self._visits = Visits()
        self._returning: Returning | None = None
        self.place = Place("")
        self._waiting = 0
        self.trail: Trail | None = None
        """How the book was left, once it was; None before."""
        self.read_again: Callable[[], None] = lambda: None
        """Set by the composition root: ``ShellPresenter.read``."""
        self.told: Callable[[Changes], None] = lambda _changes: None
        """Set by the composition root: hears what each use case changed."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.ring = RingPanel()
        self.ring.call_asked.connect(lambda concern, who: self.go(Place("call", concern, who)))
        column.addWidget(self.ring)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        column.addLayout(middle, 1)
        self.navigation = Navigation(navigation, lambda page: self.go(Place(page)))
        middle.addWidget(self.navigation)
        middle.addLayout(self._make_room(), 1)
        column.addWidget(self._make_status())
        QShortcut(QKeySequence("Escape"), self, self.escape)
        self.search = FindBox(self)
        self.search.back_to = self._held
        self.menu = ShellMenu(self)
        self.menu_button = MenuButton(self.menu)
        QShortcut(QKeySequence("F10"), self, self.menu_button.open)
        self._minute = QTimer(self)
        self._minute.setInterval(60_000)
        self._minute.timeout.connect(self._read_again)
        self._minute.start()

    def command(self, commands: Sequence[Command]) -> None:
        """Give the menu and the keyboard what can be done here. Once."""
        self.menu.fill(commands, actions(commands, self))

    def bar_parts(self) -> tuple[QWidget, ...]:
        """What this book puts into the window's bar."""
        return (self.search.line, self.menu_button)

    # what pages may ask

    def pages(self) -> Collection[str]:
        """The names of the pages there are."""
        return self._pages.keys()

    def go(self, place: Place) -> None:
        """Save the page that is there, then show another."""
        if self.place.page and self.place != place:
            self._visits.went_on(self._left())
        self._show(place)

    def back(self) -> None:
        """To the page before this one, as it was left; to Today when there is none."""
        before = self._visits.back(self._left())
        if before is not None:
            self._return(before)
        elif self.place.page != "today":
            self.go(Place("today"))

    def back_saying(self, title: str, text: str) -> None:
        """Back, and say what was done: at the heading of that page, or where one stood when one was writing there."""
        before = self._visits.back(self._left()) or Left(Place("today"))
        page = self._show(before.place)
        if page.recording:
            page.greet(title, text)
        else:
            before = replace(before, scroll=0, focus=-1)
            page.greet_at_top(title, text)
        self._returning = Returning(page, before)

    def forward(self) -> None:
        """To the page one has gone back from."""
        after = self._visits.forward(self._left())
        if after is not None:
            self._return(after)

    def escape(self) -> None:
        """Out of what one is in: from a page of the navigation to Today, from any other one back."""
        if self.place.page in self.navigation.buttons:
            if self.place.page != "today":
                self.go(Place("today"))
            return
        self.back()

    def became(self, page: Page, place: Place) -> None:
        """``page`` is now something else (a draft, a signed record): the way back leads there."""
        if page is self.page():
            self.place = place

    def changed(self, changes: Changes) -> None:
        """What the person did was written: what failed before is over; the page, the ring panel and the status read again."""
        if (page := self.page()) is not None:
            page.failure_over()
        self.arrived(changes)

    def arrived(self, changes: Changes) -> None:
        """Something came by itself: as ``changed``, but it says nothing about what the person tried."""
        self.read_again()
        if (page := self.page()) is not None:
            page.refresh(changes)
        self.told(changes)

    def _read_again(self) -> None:
        self.read_again()  # looked up now: it is set after this view is made

    # what the window asks

    def resume(self, trail: Trail) -> None:
        """Stand where one stood before the lock."""
        if trail.here.place.page in self._pages:
            self._visits.resume(trail)
            self._return(trail.here)

    def entered(self) -> None:
        if not self.place.page:
            self.go(Place("today"))
        elif self._returning is None and (page := self.page()) is not None:
            page.entered()
        self.read_again()

    def save_draft(self) -> None:
        if (page := self.page()) is not None:
            page.save_draft()

    def leaving(self) -> None:
        """The book is about to be locked: keep where one was, and forget what was searched for."""
        self.search.close()
        self.trail = self._visits.trail(self._left())

    def waiting(self) -> int:
        """How many letters have not left this computer, as last read."""
        return self._waiting

    def writing(self) -> bool:
        page = self.page()
        return page is not None and page.writing()

    # what the presenter shows

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """All but what one is writing at this moment: its form says itself whom to ring."""
        here = self.place.extra if self.place.page == "concern" else ""
        self.ring.show_alerts([alert for alert in alerts if not (alert.draft and alert.concern == here)])

    def show_status(self, text: str, waiting: int = 0) -> None:
        """The line of freshness; ``waiting`` letters have not left this computer."""
        self.status.setText(text)
        self._waiting = waiting

    def page(self) -> Page | None:
        page = self.stack.currentWidget()
        return page if isinstance(page, Page) else None

    # the keyboard

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab and Shift+Tab in reading order, through the whole window and round again."""
        window = self.window()
        whole = (window.centralWidget() if isinstance(window, QMainWindow) else None) or self
        found = step(whole, self.focusWidget(), forward=forward)
        if found is None and (page := self.page()) is not None:
            found = next(iter(stops(page)), None)  # what had the keyboard has gone: stay on the page, not on "Lock"
        if found is None:
            return super().focusNextPrevChild(forward)
        found.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        page = self.page()
        if page is not None and page.paper.isAncestorOf(found):
            page.bring(found)
        return True

    # inside

    def _show(self, place: Place) -> Page:
        self.save_draft()
        if self._returning is not None and alive(self._returning)():
            self._returning.give_way()
        self._returning = None
        old = self.stack.currentWidget()
        self.place = place
        page = self._pages[place.page](place, self)
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        if old is not None:
            self.stack.removeWidget(old)
            old.deleteLater()
        self.emergency.setVisible(page.recording)
        self.back_row.setVisible(self._visits.has_back() and place.page not in self.navigation.buttons)
        self.navigation.mark(place.page)
        page.entered()
        self.read_again()  # what was kept on leaving may ask for a call
        return page

    def _left(self) -> Left:
        page = self.page()
        return Left(self.place) if page is None else left(page, self.place)

    def _held(self) -> QWidget | None:
        """What on the page has, or had, the keyboard."""
        page = self.page()
        return None if page is None else page.focusWidget() or next(iter(stops(page)), None)

    def _return(self, before: Left) -> None:
        """Show a page again and put it back as it was."""
        self._returning = Returning(self._show(before.place), before)

    def _make_room(self) -> QVBoxLayout:
        room = QVBoxLayout()
        room.setSpacing(0)
        self.emergency = QWidget()
        self.emergency.setObjectName("emergency")
        self.emergency.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = QHBoxLayout(self.emergency)
        line.setContentsMargins(44, 8, 24, 8)
        line.addWidget(Text(tr(EMERGENCY), "error"))
        self.emergency.hide()
        room.addWidget(self.emergency)
        self.back_row = QWidget()
        self.back_row.setObjectName("column")
        self.back_row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self.back_row)
        row.setContentsMargins(44, 10, 24, 0)
        self.back_button = Link(tr("‹ Back"), self.back)
        self.back_button.setAccessibleName(tr("Back"))
        row.addWidget(self.back_button)
        row.addStretch(1)
        self.back_row.hide()
        room.addWidget(self.back_row)
        self.stack = QStackedWidget()
        self.stack.setObjectName("stack")
        room.addWidget(self.stack, 1)
        return room

    def _make_status(self) -> QWidget:
        box = QWidget()
        box.setObjectName("status")
        box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(box)
        row.setContentsMargins(24, 6, 24, 6)
        self.status = Text("", "small")
        row.addWidget(self.status)
        return box


PageFactory: TypeAlias = Callable[[Place, BookView], Page]
