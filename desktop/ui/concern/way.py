"""One question at a time, or all on one page: what the person chose is kept with the record book. No Qt.

Rules this module keeps: a choice takes effect at once, and losing it loses nothing that was written.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from desktop.domain.statements import Changes
from desktop.services.preference_values import Preferences
from desktop.ui.messages import Said, say
from desktop.ui.tasks import Runs


class Prefers(Protocol):
    def read(self) -> Preferences: ...
    def change(self, chosen: Preferences, /) -> Changes: ...


class View(Protocol):
    def show_guided(self, guided: bool, /) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class WayOfWriting:
    def __init__(self, view: View, preferring: Prefers, tasks: Runs) -> None:
        self._view, self._preferring, self._tasks = view, preferring, tasks

    def read(self) -> None:
        """Show the form as it was last wanted."""
        self._tasks.run(self._preferring.read, lambda kept: self._view.show_guided(kept.guided), self._failed)

    def choose(self, guided: bool) -> None:
        """Change the form, and keep the choice for the next one."""
        self._view.show_guided(guided)

        def keep() -> None:
            self._preferring.change(replace(self._preferring.read(), guided=guided))

        self._tasks.run(keep, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        self._view.show_failure(say(error))
