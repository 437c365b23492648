"""What a person who works through the accessibility interface can do: find something by its role and name, act on it, and see what came.

Rules this module keeps: AT-SPI only; nothing that is not showing is found; every wait is for a condition, with a deadline; what is not
found is refused with what was there instead. It runs on the system's Python, which has pyatspi.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator

import pyatspi  # the system's

PATIENCE = 20.0  # seconds
PAUSE = 0.04  # seconds between two looks
TEXTS = ("text", "password text", "entry", "spin button")


class NotThere(Exception):
    """What was looked for is not on the screen, or does not come."""


def wait(what: Callable[[], object], missing: Callable[[], str], patience: float = PATIENCE) -> object:
    """The first true answer of ``what``. Raises ``NotThere`` with the words of ``missing`` when none comes in time."""
    end = time.monotonic() + patience
    while True:
        try:
            found = what()
        except (LookupError, RuntimeError, NotImplementedError, AttributeError):
            found = None  # it went away while it was looked at
        except Exception as fault:  # GLib.GError: the object is gone, or its application is busy
            if type(fault).__name__ not in {"Error", "GError"}:
                raise
            found = None
        if found:
            return found
        if time.monotonic() > end:
            raise NotThere(missing())
        time.sleep(PAUSE)


class Screen:
    """The window of one application, by its process id."""

    def __init__(self, process: int) -> None:
        self._process = process
        desktop = pyatspi.Registry.getDesktop(0)
        desktop.set_cache_mask(0)  # every look is a new one
        self.root = wait(
            lambda: next((a for a in desktop if a is not None and a.get_process_id() == process), None),
            lambda: "the application does not come to the accessibility interface",
        )
        self.root.set_cache_mask(0)

    def everything(self) -> Iterator[object]:
        """Everything that is showing, in the order of reading."""
        yield from _walk(self.root)

    def all(self, role: str, name: str) -> list[object]:
        """Those of this role whose name is, or with a closing ``…`` begins with, ``name``."""
        return [o for o in self.everything() if o.getRoleName() == role and _same(o.name, name)]

    def find(self, role: str, name: str) -> object:
        """The one of this role and name. Waits for it."""
        return wait(lambda: self._first(role, name), lambda: f"no {role} {name!r}; there is: {self.heard(role)}")

    def _first(self, role: str, name: str) -> object | None:
        return next((o for o in self.everything() if o.getRoleName() == role and _same(o.name, name)), None)

    def heard(self, role: str) -> str:
        """The names of all that have this role now."""
        return "; ".join(repr(o.name) for o in self.everything() if o.getRoleName() == role) or "none"

    def sees(self, words: str) -> object:
        """Wait until a name on the screen holds these words."""
        return wait(
            lambda: next((o for o in self.everything() if words in o.name), None),
            lambda: f"nowhere {words!r}; there is: {' | '.join(o.name for o in self.everything() if o.name)}",
        )

    def gone(self, words: str) -> None:
        """Wait until no name on the screen holds these words."""
        wait(lambda: not any(words in o.name for o in self.everything()), lambda: f"{words!r} stays")

    def focused(self) -> object | None:
        """What has the keyboard."""
        return next((o for o in self.everything() if _has(o, pyatspi.STATE_FOCUSED)), None)

    def focus(self, role: str, name: str) -> object:
        """Put the keyboard there."""
        found = self.find(role, name)
        found.queryComponent().grabFocus()
        wait(lambda: _has(found, pyatspi.STATE_FOCUSED), lambda: f"{role} {name!r} does not take the keyboard")
        return found

    def press(self, role: str, name: str) -> None:
        """Do what it is for: press a button, choose an answer, tick a box."""
        found = self.find(role, name)
        wait(lambda: _has(found, pyatspi.STATE_ENABLED), lambda: f"{role} {name!r} stays switched off")
        action = found.queryAction()
        names = [action.getName(each).casefold() for each in range(action.nActions)]
        for wanted in ("press", "toggle", "check", "click"):
            if wanted in names:
                action.doAction(names.index(wanted))
                return
        raise NotThere(f"{role} {name!r} can only: {names}")

    def choose(self, role: str, name: str) -> None:
        """Choose an answer, or tick a box, and see that it is chosen."""
        found = self.find(role, name)
        if not _has(found, pyatspi.STATE_CHECKED):
            self.press(role, name)
        wait(lambda: _has(found, pyatspi.STATE_CHECKED), lambda: f"{role} {name!r} is not chosen")

    def write(self, name: str, text: str) -> None:
        """Put words into the field of this name, and see that they stand there (a passphrase as dots)."""
        found = wait(
            lambda: next((o for role in TEXTS for o in self.all(role, name)), None),
            lambda: f"no field {name!r}; there is: {'; '.join(self.heard(role) for role in TEXTS)}",
        )
        found.queryEditableText().setTextContents(text)
        wait(lambda: found.queryText().characterCount == len(text), lambda: f"{name!r} does not take what is written")

    def type(self, role: str, name: str, text: str) -> None:
        """Type letter by letter on the keyboard, over what stands there."""
        found = self.focus(role, name)
        self.key("ctrl+a")
        subprocess.run(["xdotool", "type", "--delay", "30", text], check=True)
        wait(lambda: found.queryText().characterCount == len(text), lambda: f"{name!r} does not take what is typed")

    def chosen(self, role: str, name: str) -> object:
        """Wait until something of this role and name is the chosen one."""
        return wait(
            lambda: next((o for o in self.all(role, name) if _has(o, pyatspi.STATE_SELECTED)), None),
            lambda: f"{role} {name!r} is not chosen; there is: {self.heard(role)}",
        )

    def key(self, name: str) -> None:
        """Press a key of the keyboard, for what AT-SPI has no way into: the lines of a table."""
        subprocess.run(["xdotool", "key", name], check=True)


def _walk(found: object) -> Iterator[object]:
    for child in found:
        if child is not None and _has(child, pyatspi.STATE_SHOWING):
            yield child
            yield from _walk(child)


def _has(found: object, state: object) -> bool:
    return bool(found.getState().contains(state))


def _same(name: str, wanted: str) -> bool:
    return name.startswith(wanted[:-1]) if wanted.endswith("…") else name == wanted
