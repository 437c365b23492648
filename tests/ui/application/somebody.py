"""Somebody at the window of the real application, with a keyboard and a mouse."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import Application
from desktop.domain.records import ConcernEntry, Contacts, OrganisationKind, Person, Profile, When
from desktop.ui.page import Page
from desktop.ui.unlock.view import UnlockPage
from desktop.vault.passphrases import KdfCost

CHEAP = KdfCost(64, 1, 1)


PASSPHRASE = "larch gate winter"


NEW = "four other plain words"


PATIENCE = 20_000  # ms; a page that does not come at all


PROFILE = Profile(
    "Odette Farrow",
    "Designated safeguarding lead",
    "Larkmere Primary",
    OrganisationKind.SCHOOL,
    Contacts("Ashmere MASH", "01632 960101", "Ashmere out of hours", "01632 960102"),
)


class Somebody:
    """Somebody at the window, with a keyboard and a mouse."""

    def __init__(self, qtbot: QtBot, app: Application) -> None:
        self.qtbot, self.app = qtbot, app

    def wait(self, so: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(so, timeout=PATIENCE)

    def page(self) -> Page:
        return next(page for page in self.app.window.findChildren(Page) if page.isVisible())

    def sees(self, kind: type[Page]) -> None:
        self.wait(lambda: any(page.isVisible() for page in self.app.window.findChildren(kind)))

    def has_keyboard(self) -> QWidget:
        self.wait(lambda: QApplication.focusWidget() is not None)
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def types(self, text: str) -> None:
        QTest.keyClicks(self.has_keyboard(), text)

    def presses(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.has_keyboard(), key, modifier)

    def tabs_to(self, name: str) -> None:
        """Tab until the control of this accessible name has the keyboard."""

        def there() -> bool:
            if (
                self.has_keyboard().accessibleName().startswith(name)
                or getattr(self.has_keyboard(), "text", str)() == name
            ):
                return True
            self.presses(Qt.Key.Key_Tab)
            return False

        self.wait(there)

    def fills(self, name: str, text: str) -> None:
        self.tabs_to(name)
        self.presses(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.types(text)

    def pushes(self, name: str) -> None:
        self.tabs_to(name)
        self.presses(Qt.Key.Key_Return)

    def clicks(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def opens(self, passphrase: str = PASSPHRASE) -> None:
        """From the unlock page into the book."""
        self.sees(UnlockPage)
        self.wait(lambda: QApplication.focusWidget() is self.door().passphrase.line)
        self.types(passphrase)
        self.presses(Qt.Key.Key_Return)

    def in_book(self) -> None:
        self.wait(lambda: self.app.book is not None and self.app.book.isVisible())

    def door(self) -> UnlockPage:
        return next(page for page in self.app.window.findChildren(UnlockPage) if page.isVisible())


A_CONCERN = ConcernEntry(
    happened=When("2026-11-20T09:05"),
    informant=Person("R. Quill", "teaching assistant"),
    seen="Two round marks on the left arm",
    level="2",
    safe_now="yes",
    done="Kept him in school",
    accused_works_with_children="no",
)
