"""The pages down the left side.

Rules this module keeps: a page is marked as long as one is on it or on one that belongs to it; the desk is only for those who work there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.ui.language import mark, tr
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.icons import icon
from desktop.ui.widgets.text import restyle

SCROLL_BAR = 16  # pixels kept free beside the pages


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
        (
            "child",
            "concern_page",
            "share",
            "decision",
            "amend_decision",
            "add_child",
            "amend_child",
            "amend_concern",
            "question",
            "review",
            "add_entry",
            "entry",
            "amend_entry",
            "entry_step",
        ),
    ),
    NavItem("concern", mark("Record a concern"), "square-pen"),
    NavItem("letters", mark("Letters"), "mail", ("letter",)),
    NavItem("desk", mark("Desk"), "inbox", ("enquiry", "phone_referral", "ask")),
    NavItem(
        "settings",
        mark("Settings"),
        "settings",
        ("membership", "diagnostics", "new_keys", "local_guidance", "recovery", "recovery_words"),
    ),
)


def navigation_for(*, desk: bool) -> tuple[NavItem, ...]:
    """What this person sees: the desk is only for those who work there."""
    return tuple(entry for entry in NAVIGATION if desk or entry.page != "desk")


class NavButton(Button):
    """An entry of the navigation; its icon takes the colour of its words.

    It is not checkable, which a screen reader would call a check box: where one is stands in its look and its description.
    """

    def __init__(self, nav: NavItem, on: Callable[[], None]) -> None:
        label = tr(nav.label)
        super().__init__(label, "nav", on)
        self.setText(f"  {label}")
        self._name = nav.icon
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(policy.Policy.Expanding)
        self.setSizePolicy(policy)
        self.draw()

    def mark(self, *, here: bool) -> None:
        """Show and say whether one is on this page."""
        if self.property("here") != here:
            self.setProperty("here", here)
            self.setAccessibleDescription(tr("You are here.") if here else "")
            restyle(self)

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


class Navigation(QScrollArea):
    """The column of pages; it scrolls when the text is large."""

    def __init__(self, entries: Sequence[NavItem], going: Callable[[str], None]) -> None:
        super().__init__()
        self._box = QWidget()
        self._box.setObjectName("navigation")
        self._box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._box.setAccessibleName(tr("Pages"))
        rows = QVBoxLayout(self._box)
        rows.setContentsMargins(0, 18, 0, 18)
        rows.setSpacing(2)
        self.buttons: dict[str, NavButton] = {}
        self._belongs: dict[str, tuple[str, ...]] = {}
        for entry in entries:
            button = NavButton(entry, partial(going, entry.page))
            rows.addWidget(button)
            self.buttons[entry.page] = button
            self._belongs[entry.page] = entry.belongs
        rows.addStretch(1)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(self._box.sizePolicy().Policy.Maximum, self._box.sizePolicy().Policy.Expanding)
        self.setWidget(self._box)

    def mark(self, page: str) -> None:
        """Show on which page one is."""
        for name, button in self.buttons.items():
            button.mark(here=name == page or page in self._belongs[name])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Colours or text size changed while the book is open."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "buttons"):
            for button in self.buttons.values():
                button.draw()
            QTimer.singleShot(0, self, self.fit)

    def fit(self) -> None:
        self._box.ensurePolished()
        self.setFixedWidth(self._box.sizeHint().width() + SCROLL_BAR)
