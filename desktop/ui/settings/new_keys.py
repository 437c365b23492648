"""New keys for a record book whose passphrase somebody else may know. No Qt.

Rules this module keeps: nothing is changed before the new recovery kit was typed back from its paper; it says what new keys can do and
what they cannot; it says how far it is and can be stopped until the new keys are in force.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from desktop.services.pages.fields import Missing
from desktop.ui.first_run.answers import kit_problem
from desktop.ui.language import mark, tr
from desktop.ui.messages import Said, say
from desktop.ui.tasks import Runs
from desktop.ui.under_way import UnderWay
from desktop.ui.unlock.presenter import passphrase_problems

WORKING = mark("Making new keys, and writing the record book anew with them.")
WHAT_IT_DOES = mark(
    "The record book is written anew with new keys, a new passphrase and a new recovery kit. Whoever knows the old passphrase can then "
    "open neither this record book nor its next backups."
)
WHAT_IT_CANNOT = mark(
    "Copies and backups made before still open with the old passphrase: destroy them, and make a new backup today. If somebody may have a "
    "copy, tell your area's safeguarding team too."
)


class Keys(Protocol):
    def rekey(self, old: str, new: str, kit: str, progress: Callable[[int, int], bool] | None = None, /) -> None: ...


class View(Protocol):
    def show_kit(self, kit: str) -> None: ...
    def show_problems(self, problems: Sequence[Missing]) -> None: ...
    def show_notice(self, kind: str, title: str, text: str = "") -> None: ...
    def show_failure(self, said: Said) -> None: ...
    def show_busy(self, what: str) -> None: ...
    def show_done(self) -> None: ...


class NewKeysPresenter:
    """``new_kit`` makes a recovery kit, in printed groups."""

    def __init__(self, view: View, keys: Keys, new_kit: Callable[[], str], tasks: Runs) -> None:
        self._view, self._keys, self._new_kit, self._tasks = view, keys, new_kit, tasks
        self.kit = ""
        self.under_way = UnderWay(WORKING)

    def read(self) -> None:
        if not self.kit:
            self._tasks.run(self._new_kit, self._show, self._fail)

    def make(self, old: str, new: str, again: str, typed: str) -> None:
        problems = [] if old else [Missing("old", tr("Type the passphrase you use now"))]
        problems += passphrase_problems(new, again)
        if not problems and new == old:
            problems.append(Missing("new", tr("This is the passphrase you use now; choose another")))
        if self.kit and (wrong := kit_problem(self.kit, typed)):
            problems.append(Missing("typed_kit", wrong))
        self._view.show_problems(problems)
        if problems or not self.kit:
            return
        kit, progress = self.kit, self.under_way.progress
        self._view.show_busy(self.under_way.begin())
        self._tasks.run(lambda: self._keys.rekey(old, new, kit, progress), lambda _none: self._made(), self._fail)

    def _show(self, kit: str) -> None:
        self.kit = kit
        self._view.show_kit(kit)

    def _made(self) -> None:
        self.kit = ""
        self._view.show_busy("")
        self._view.show_done()
        self._view.show_notice("success", tr("This record book has new keys"), tr(WHAT_IT_CANNOT))

    def _fail(self, error: Exception) -> None:
        self._view.show_busy("")
        if type(error).__name__ == "WrongPassphrase":
            problem = tr("This is not the passphrase you use now; check Caps Lock and try again")
            self._view.show_problems([Missing("old", problem)])
            return
        self._view.show_failure(say(error))
