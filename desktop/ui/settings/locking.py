"""When the book locks, the day's PIN, what the desktop says, and the calendar file, from the settings. No Qt.

Rules this module keeps: a choice takes effect at once; what the PIN is, and is not, is said where it is set; the calendar file is written
only where the person chooses, and is made of time limits without names.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from desktop.domain.statements import Changes
from desktop.services.pages.fields import Missing
from desktop.services.preference_values import Preferences
from desktop.ui.language import tr
from desktop.ui.messages import Said, say
from desktop.ui.private_file import write_private
from desktop.ui.tasks import Runs


class Prefers(Protocol):
    def read(self) -> Preferences: ...
    def change(self, chosen: Preferences, /) -> Changes: ...


class View(Protocol):
    def show_preferences(self, chosen: Preferences) -> None: ...
    def show_problems(self, problems: Sequence[Missing]) -> None: ...
    def show_notice(self, kind: str, title: str, text: str = "") -> None: ...
    def show_failure(self, said: Said) -> None: ...
    def forget_pin(self) -> None: ...


class LockingPresenter:
    """``took_effect`` hears what was chosen; ``set_pin`` keeps the PIN ("" takes it back); ``calendar`` makes the file's bytes."""

    def __init__(
        self,
        view: View,
        preferring: Prefers,
        tasks: Runs,
        took_effect: Callable[[Preferences], None],
        set_pin: Callable[[str], None],
        calendar: Callable[[], bytes],
    ) -> None:
        self._view, self._preferring, self._tasks = view, preferring, tasks
        self._took_effect, self._set_pin, self._calendar = took_effect, set_pin, calendar

    def read(self) -> None:
        self._tasks.run(self._preferring.read, self._view.show_preferences, self._fail)

    def prefer(self, chosen: Preferences) -> None:
        def keep() -> Preferences:
            self._preferring.change(chosen)
            return self._preferring.read()

        self._tasks.run(keep, self._took_effect, self._fail)

    def pin(self, pin: str, again: str) -> None:
        """Set the day's PIN, typed twice."""
        problems = []
        if not pin:
            problems = [Missing("pin", tr("Choose a PIN for today"))]
        elif len(set(pin)) == 1 or pin in "01234567890123456789" or pin in "98765432109876543210":
            problems = [Missing("pin", tr("Anyone tries this PIN first; choose another"))]
        elif pin != again:
            problems = [Missing("pin_again", tr("The two PINs are not the same"))]
        self._view.show_problems(problems)
        if not problems:
            self._tasks.run(lambda: self._set_pin(pin), lambda _none: self._pin_set(), self._fail)

    def take_pin_back(self) -> None:
        said = tr("The PIN is taken back"), tr("Only your passphrase opens this record book now.")
        self._tasks.run(lambda: self._set_pin(""), lambda _none: self._view.show_notice("success", *said), self._fail)

    def save_calendar(self, file: str) -> None:
        """``file`` "" means that the person changed their mind."""
        if not file:
            return

        def write() -> Path:
            path = Path(file)
            write_private(path, self._calendar())
            return path

        self._tasks.run(write, self._saved, self._fail)

    def _saved(self, path: Path) -> None:
        self._view.show_notice(
            "success",
            tr("The calendar file is saved: {name} in {folder}", name=path.name, folder=path.parent),
            tr("Open it with your calendar. It has no names in it. It does not change by itself: save it again later."),
        )

    def _pin_set(self) -> None:
        self._view.forget_pin()
        self._view.show_notice(
            "success",
            tr("The PIN opens this record book until midnight"),
            tr("It is kept in this computer's memory only. After three wrong tries the passphrase is needed."),
        )

    def _fail(self, error: Exception) -> None:
        if type(error).__name__ == "PinTooShort":
            self._view.show_problems([Missing("pin", tr("Use at least four figures or letters"))])
            return
        self._view.show_failure(say(error))
