"""Somebody who works by ear and by keyboard alone, in the real window.

Rules this driver keeps:

* it acts by key events to the window only: Tab, Shift+Tab, arrows, Space, Enter, shortcuts and typed text; it never calls a widget,
  never clicks and never emits a signal;
* a field is found by the name that a screen reader says of it, by going on with Tab until the keyboard is there; when Tab has come round
  without it, what was passed is told;
* after each act it listens: what stands in a field, and whether an answer is chosen, is what the accessibility interface says.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from desktop.ui.widgets.deaf import is_deaf
from tests.ui.shell import Shell

MOST = 500  # presses of Tab
PATIENCE = 5.0  # seconds for something that comes by a timer
PLAIN, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
ALT = Qt.KeyboardModifier.AltModifier
FIELDS = {QAccessible.Role.EditableText}
ANSWER, TICK, BUTTON, LIST, TABLE = (
    QAccessible.Role.RadioButton, QAccessible.Role.CheckBox, QAccessible.Role.Button, QAccessible.Role.ComboBox, QAccessible.Role.Table,
)  # fmt: skip


class NotReached(AssertionError):
    """The keyboard does not come to what was wanted."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a screen reader is given to say of what has the keyboard."""

    name: str
    role: QAccessible.Role
    text: str = ""  # what stands in it
    chosen: bool = False
    described: str = ""

    def __str__(self) -> str:
        return f"{self.role.name} {self.name!r}" + (" (chosen)" if self.chosen else "")


class Keyboard:
    """The keyboard of one window. ``passed`` is every stop since the last search began."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self.passed: list[Heard] = []

    # keys

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        """One key, to the window: it goes where the keyboard is."""
        held = PLAIN
        for each in modifiers:
            held |= each
        QTest.keyClick(self._shell.window.windowHandle(), key, held)

    def press_enter(self) -> None:
        """Do what has the keyboard."""
        self.press(Qt.Key.Key_Return)
        self.settle()

    def type(self, text: str) -> None:
        """Letter by letter."""
        for letter in text:
            if letter == "\n":
                self.press(Qt.Key.Key_Return)
            elif letter.isascii():
                QTest.keyClick(self._shell.window.windowHandle(), ord(letter))
            else:  # Qt's keyClick knows Latin letters only
                QTest.sendKeyEvent(QTest.KeyAction.Click, self._focus(), Qt.Key(0), letter, PLAIN)

    def settle(self) -> None:
        """Until the window has nothing to do."""
        self._shell.rest()

    # hearing

    def heard(self) -> Heard:
        """What has the keyboard."""
        return _heard(self._focus())

    def around(self) -> list[Heard]:
        """Every stop of Tab, once round."""
        first, found = self._focus(), [self.heard()]
        for _ in range(MOST):
            self.press(Qt.Key.Key_Tab)
            if self._focus() is first:
                return found
            found.append(self.heard())
        raise NotReached(f"Tab does not come round; it passed:\n{_told(found)}")

    def page_says(self) -> str:
        """All that is on the page, as it is read through from the top."""
        page = QAccessible.queryAccessibleInterface(self._shell.page())
        return "\n".join(line for line in _read(page) if line)

    # finding

    def to(self, name: str, *roles: QAccessible.Role) -> Heard:
        """Go on with Tab until this has the keyboard; a name that ends in ``…`` need only begin so."""
        return self._until(lambda one: _same(one.name, name) and (not roles or one.role in roles), name)

    def go_through(self, name: str, key: Qt.Key) -> Heard:
        """Go on with a key that leads through a group (the places of a body) until this has the keyboard."""
        return self._until(lambda one: one.name == name, name, key)

    def to_first(self, *names: str) -> Heard:
        """Go on with Tab to whichever of these comes first."""
        return self._until(lambda one: any(_same(one.name, name) for name in names), " or ".join(names))

    def _until(self, wanted: Callable[[Heard], bool], what: str, key: Qt.Key = Qt.Key.Key_Tab) -> Heard:
        first = self._focus()
        self.passed = [self.heard()]
        while not wanted(self.passed[-1]):
            self.press(key)
            if self._focus() is first or len(self.passed) > MOST:
                raise NotReached(f"the keyboard does not come to {what!r}; it passed:\n{_told(self.passed)}")
            self.passed.append(self.heard())
        return self.passed[-1]

    # doing

    def write(self, name: str, text: str) -> None:
        """Type over what stands in a field, and hear that it stands there."""
        self.to(name, *FIELDS)
        self.press(Qt.Key.Key_A, CTRL)
        if not text:
            self.press(Qt.Key.Key_Delete)
        self.type(text)
        heard = self.heard()
        assert (heard.name, heard.text) == (name, text), f"typed {text!r}, heard {heard}: {heard.text!r}"

    def choose(self, question: str, answer: str, between: str = ": ") -> None:
        """Go to the answers of a question, then to one of them by the arrows; it is chosen."""
        wanted = f"{question}{between}{answer}"
        self._until(lambda one: one.role is ANSWER and one.name.startswith(f"{question}{between}"), wanted)
        self._until(lambda one: _same(one.name, wanted), wanted, Qt.Key.Key_Down)
        if not self.heard().chosen:
            self.press(Qt.Key.Key_Space)
        self.settle()
        heard = self.heard()
        assert heard.role is ANSWER, f"{wanted!r} was chosen, and the keyboard is at {heard}"
        assert heard.chosen, f"{wanted!r} is not chosen"
        assert _same(heard.name, wanted), heard

    def tick(self, name: str) -> None:
        """Tick a box."""
        if not self.to(name, TICK).chosen:
            self.press(Qt.Key.Key_Space)
        self.settle()
        assert self.heard().chosen, f"{name!r} is not ticked: {self.heard()}"

    def push(self, name: str) -> None:
        """Go to a button and press Enter."""
        self.to(name, BUTTON)
        button = self._focus()
        self.wait(lambda: not (isinstance(button, QAbstractButton) and is_deaf(button)), f"{name!r} hears nothing")
        self.press_enter()

    def search(self, name: str, text: str) -> None:
        """Write into a field of a search and press Enter."""
        self.write(name, text)
        self.press_enter()

    def pick(self, name: str, entry: str) -> None:
        """Choose from a list by typing the first letters of an entry, then by the arrow."""
        self.to(name, LIST)
        self.type(entry)
        self.settle()
        assert self.heard().text == entry, f"{name!r} says {self.heard().text!r}"

    def wait(self, ready: Callable[[], object], missing: str) -> None:
        """Until something holds that a timer brings."""
        end = time.monotonic() + PATIENCE
        while not ready():
            assert time.monotonic() < end, missing
            self.settle()

    def _focus(self) -> QWidget:
        focus = QApplication.focusWidget()
        assert focus is not None, "nothing has the keyboard"
        assert focus.window() is self._shell.window, f"the keyboard is in another window: {_heard(focus)}"
        return focus


def _heard(widget: QWidget) -> Heard:
    spoken = QAccessible.queryAccessibleInterface(widget)
    state, typed = spoken.state(), spoken.textInterface()
    text = typed.text(0, typed.characterCount()) if typed is not None else spoken.text(QAccessible.Text.Value)
    return Heard(
        spoken.text(QAccessible.Text.Name),
        spoken.role(),
        text,
        bool(state.checked),
        spoken.text(QAccessible.Text.Description),
    )


def _read(spoken: QAccessibleInterface) -> Iterator[str]:
    """The names of all that is shown, in the order of reading."""
    if spoken.state().invisible:
        return
    yield spoken.text(QAccessible.Text.Name)
    for place in range(spoken.childCount()):
        child = spoken.child(place)
        if child is not None and child.isValid():
            yield from _read(child)


def _same(name: str, wanted: str) -> bool:
    return name.startswith(wanted[:-1]) if wanted.endswith("…") else name == wanted


def _told(passed: list[Heard]) -> str:
    return "\n".join(f"  {one}" for one in passed)
