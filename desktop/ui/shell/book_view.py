"""An open record book on the screen: navigation, the page, the ring panel above and the line of freshness below.

Rules this module keeps: pages are made afresh each time one goes there, and saved before one leaves; the way back is kept;
the line about 999 stands on every recording page; the ring panel stands on all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.statements import Changes
from desktop.services.pages import Alert
from desktop.ui.language import mark, tr
from desktop.ui.page import Page
from desktop.ui.ring_panel.view import RingPanel
from desktop.ui.shell.icons import icon
from desktop.ui.shell.routes import Place
from desktop.ui.tab_order import step, stops
from desktop.ui.widgets.buttons import Button, Link
from desktop.ui.widgets.text import Text

SCROLL_BAR = 16  # pixels kept free beside the navigation
EMERGENCY = mark("If a child is in immediate danger, ring 999.")


@dataclass(frozen=True, slots=True)
class NavItem:
    """An entry of the navigation. ``belongs`` are further page names under which it stays marked."""

    page: str
    label: str
    icon: str
    belongs: tuple[str, ...] = ()


NAVIGATION = (
    NavItem("today", mark("Today"), "calendar-check"),
    NavItem(
        "children",
        mark("Children"),
        "users",
        ("child", "concern_page", "share", "add_child", "amend_child", "amend_concern"),
    ),
    NavItem("concern", mark("Record a concern"), "square-pen"),
    NavItem("letters", mark("Letters"), "mail", ("letter",)),
    NavItem("desk", mark("Desk"), "inbox", ("enquiry", "phone_referral")),
    NavItem("settings", mark("Settings"), "settings", ("membership",)),
)


def navigation_for(*, desk: bool) -> tuple[NavItem, ...]:
    """What this person sees: the desk is only for those who work there."""
    return tuple(entry for entry in NAVIGATION if desk or entry.page != "desk")


class NavButton(Button):
    """An entry of the navigation; its icon takes the colour of its words."""

    def __init__(self, nav: NavItem, on: Callable[[], None]) -> None:
        super().__init__(nav.label, "nav", on)
        self.setText(f"  {nav.label}")
        self._name = nav.icon
        self.setCheckable(True)
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(policy.Policy.Expanding)
        self.setSizePolicy(policy)
        self.draw()

    def draw(self) -> None:
        palette = self.palette()
        colour = palette.shadow() if self.hasFocus() else palette.windowText()
        size = self.fontMetrics().height()
        self.setIconSize(QSize(size, size))
        self.setIcon(icon(self._name, colour.color().name(), size))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.draw()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.draw()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.draw()


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
        self._history: list[Place] = []
        self.place = Place("")
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
        middle.addWidget(self._make_navigation(navigation))
        middle.addLayout(self._make_room(), 1)
        column.addWidget(self._make_status())
        QShortcut(QKeySequence("Alt+Left"), self, self.back)
        QShortcut(QKeySequence("Escape"), self, self.back)
        self._minute = QTimer(self)
        self._minute.setInterval(60_000)
        self._minute.timeout.connect(self._read_again)
        self._minute.start()

    # what pages may ask

    def go(self, place: Place) -> None:
        """Save the page that is there, then show another."""
        if self.place.page and self.place != place:
            self._history.append(self.place)
        if place.page in self._nav:
            self._history.clear()
        self._show(place)

    def back(self) -> None:
        """To the page before this one; to Today when there is none."""
        if self._history:
            self._show(self._history.pop())
        elif self.place.page != "today":
            self.go(Place("today"))

    def became(self, page: Page, place: Place) -> None:
        """``page`` is now something else (a draft, a signed record): the way back leads there."""
        if page is self.page():
            self.place = place

    def changed(self, changes: Changes) -> None:
        """Something was written: the page, the ring panel and the status read again."""
        self.read_again()
        if (page := self.page()) is not None:
            page.refresh(changes)
        self.told(changes)

    def _read_again(self) -> None:
        self.read_again()  # looked up now: it is set after this view is made

    # what the window asks

    def entered(self) -> None:
        if not self.place.page:
            self.go(Place("today"))
        elif (page := self.page()) is not None:
            page.entered()
        self.read_again()

    def save_draft(self) -> None:
        if (page := self.page()) is not None:
            page.save_draft()

    def writing(self) -> bool:
        page = self.page()
        return page is not None and page.writing()

    # what the presenter shows

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        self.ring.show_alerts(alerts)

    def show_status(self, text: str) -> None:
        self.status.setText(text)

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
            page.paper.ensureWidgetVisible(found, 0, 40)
        return True

    # inside

    def _show(self, place: Place) -> None:
        self.save_draft()
        old = self.stack.currentWidget()
        self.place = place
        page = self._pages[place.page](place, self)
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        if old is not None:
            self.stack.removeWidget(old)
            old.deleteLater()
        self.emergency.setVisible(page.recording)
        self.back_row.setVisible(bool(self._history))
        for name, button in self._nav.items():
            button.setChecked(name == place.page or place.page in self._belongs[name])
        page.entered()

    def _make_navigation(self, navigation: Sequence[NavItem]) -> QWidget:
        box = QWidget()
        box.setObjectName("navigation")
        box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        box.setAccessibleName(tr("Pages"))
        rows = QVBoxLayout(box)
        rows.setContentsMargins(0, 18, 0, 18)
        rows.setSpacing(2)
        self._nav: dict[str, NavButton] = {}
        self._belongs: dict[str, tuple[str, ...]] = {}
        for entry in navigation:
            button = NavButton(entry, self._going(entry.page))
            rows.addWidget(button)
            self._nav[entry.page] = button
            self._belongs[entry.page] = entry.belongs
        rows.addStretch(1)
        scroll = QScrollArea()
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setSizePolicy(box.sizePolicy().Policy.Maximum, box.sizePolicy().Policy.Expanding)
        scroll.setWidget(box)
        self._navigation = scroll
        self._navigation_box = box
        return scroll

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Colours or text size changed while the book is open."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            for button in self._nav.values():
                button.draw()
            QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        self._navigation_box.ensurePolished()
        self._navigation.setFixedWidth(self._navigation_box.sizeHint().width() + SCROLL_BAR)

    def _make_room(self) -> QVBoxLayout:
        room = QVBoxLayout()
        room.setSpacing(0)
        self.emergency = QWidget()
        self.emergency.setObjectName("emergency")
        self.emergency.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = QHBoxLayout(self.emergency)
        line.setContentsMargins(44, 8, 24, 8)
        line.addWidget(Text(EMERGENCY, "error"))
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

    def _going(self, page: str) -> Callable[[], None]:
        return lambda: self.go(Place(page))


PageFactory: TypeAlias = Callable[[Place, BookView], Page]
