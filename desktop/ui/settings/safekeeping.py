"""Backup and verifying, from the settings. No Qt.

Rules this module keeps: anything over a second says how far it is and can be stopped, and stopping changes nothing; every result says
what is safe; when the last backup was made is always shown, and so is who else can open the record book.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from desktop.services.pages.keeping import Verified
from desktop.ui import times
from desktop.ui.language import mark, tr
from desktop.ui.messages import Said, say
from desktop.ui.recovery.wording import State, state_words
from desktop.ui.tasks import Runs
from desktop.ui.under_way import UnderWay

CHECKING = mark("Checking every entry and its signature.")
COPYING = mark("Making the backup.")
Progress = Callable[[int, int], bool]


class Keeping(Protocol):
    def back_up(self, folder: Path, progress: Progress | None = None, /) -> Path: ...
    def last_backup(self) -> str: ...
    def verify(self, progress: Progress | None = None, /) -> Verified: ...


class View(Protocol):
    def show_last_backup(self, said: str) -> None: ...
    def show_recovery(self, said: str, follows: str) -> None: ...
    def show_notice(self, kind: str, title: str, text: str = "") -> None: ...
    def show_failure(self, said: Said) -> None: ...
    def show_busy(self, what: str, *, stoppable: bool = False) -> None: ...


class SafekeepingPresenter:
    """``now`` is aware; ``recovery`` says who can open this book besides its keeper."""

    def __init__(
        self, view: View, keeping: Keeping, tasks: Runs, now: Callable[[], datetime], recovery: Callable[[], State]
    ) -> None:
        self._view, self._keeping, self._tasks, self._now, self._recovery = view, keeping, tasks, now, recovery
        self.under_way = UnderWay(counted=True)

    def read(self) -> None:
        self._tasks.run(
            self._keeping.last_backup, lambda at: self._view.show_last_backup(last_words(at, self._now())), self._fail
        )

        self._tasks.run(self._recovery, lambda state: self._view.show_recovery(*state_words(state)), self._fail)

    def back_up(self, folder: str) -> None:
        """``folder`` "" means that the person changed their mind."""
        if folder:
            progress = self._begin(COPYING)
            self._tasks.run(lambda: self._keeping.back_up(Path(folder), progress), self._backed_up, self._fail)

    def verify(self) -> None:
        progress = self._begin(CHECKING)
        self._tasks.run(lambda: self._keeping.verify(progress), self._verified, self._fail)

    def _begin(self, what: str) -> Progress:
        self._view.show_busy(self.under_way.begin(what), stoppable=True)
        return self.under_way.progress

    def _backed_up(self, file: Path) -> None:
        self._view.show_busy("")
        self._view.show_notice(
            "success",
            tr("The backup is made: {name} in {folder}", name=file.name, folder=file.parent),
            tr("It is sealed: it opens with today's passphrase or your recovery kit. Keep it away from this computer."),
        )
        self.read()

    def _verified(self, verified: Verified) -> None:
        self._view.show_busy("")
        if verified.problems:
            self._view.show_notice(
                "warning",
                tr(
                    "{found} of {statements} entries need a look",
                    found=len(verified.problems),
                    statements=verified.statements,
                ),
                tr(
                    "{problems} Nothing was changed. Make a backup now, and ask the person who looks after Guardbook.",
                    problems=" ".join(verified.problems),
                ),
            )
            return
        self._view.show_notice(
            "success",
            tr("Your record book is whole"),
            tr("%n entry/entries is/are there, unchanged, with valid signatures.", n=verified.statements),
        )

    def _fail(self, error: Exception) -> None:
        self._view.show_busy("")
        self._view.show_failure(say(error))


def last_words(at: str, now: datetime) -> str:
    """When the last backup was made here, in words; ``at`` is ISO, or ""."""
    if not at:
        return tr("No backup was made on this computer yet. If it is lost or stolen, what is in it is lost.")
    then = datetime.fromisoformat(at)
    return tr("Last backup: {when} ({ago}).", when=times.when(then), ago=times.ago(then, now))
