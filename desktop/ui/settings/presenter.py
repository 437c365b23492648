"""Settings: passphrase, backup, checks, looks, and whom to ring.

Rules this module keeps: "might someone know the old one?" is asked, and answered with what a change can and cannot do; every
result says what is safe; the looks take effect at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from desktop.domain.records import Contacts, Profile
from desktop.domain.statements import Changes
from desktop.services.pages import Missing, Verified
from desktop.ui.first_run.answers import Answers, contacts_of, ring_problems
from desktop.ui.language import mark, tr
from desktop.ui.messages import Said, say
from desktop.ui.shell.routes import Go, Place
from desktop.ui.tasks import Runs
from desktop.ui.unlock.presenter import passphrase_problems

KNOWN_ADVICE = mark(
    "A new passphrase does not change copies and backups made before: they still open with the old one. If someone may know it and "
    "may have a copy of your files, tell your area's safeguarding team, who can stop this computer's letters from being accepted, and "
    "make a new backup and destroy the old ones."
)

CHECKING = mark("Checking every entry and its signature.")


class Keeping(Protocol):
    def change_passphrase(self, old: str, new: str) -> None: ...
    def back_up(self, folder: Path) -> Path: ...
    def verify(self, progress: Callable[[int, int], bool] | None = None) -> Verified: ...


class Owner(Protocol):
    """The session, for the profile."""

    @property
    def profile(self) -> Profile: ...
    def change_profile(self, profile: Profile) -> Changes: ...


class View(Protocol):
    def show_profile(self, profile: Profile) -> None: ...
    def show_problems(self, problems: Sequence[Missing]) -> None: ...
    def show_notice(self, kind: str, title: str, text: str = "") -> None: ...
    def show_failure(self, said: Said) -> None: ...
    def show_busy(self, what: str, *, stoppable: bool = False) -> None: ...
    def forget_secrets(self) -> None: ...


class SettingsPresenter:
    """``change_looks(palette, percent)`` gives the whole application its colours and text size."""

    def __init__(
        self,
        view: View,
        keeping: Keeping,
        owner: Owner,
        tasks: Runs,
        go: Go,
        changed: Callable[[Changes], None],
        change_looks: Callable[[str, int], None],
    ) -> None:
        self._view, self._keeping, self._owner, self._tasks, self._go = view, keeping, owner, tasks, go
        self._changed, self._change_looks = changed, change_looks
        self._stop, self._checked = False, (0, 0)

    def read(self) -> None:
        self._tasks.run(lambda: self._owner.profile, self._view.show_profile, self._fail)

    def change_passphrase(self, old: str, new: str, again: str, known: str) -> None:
        """``known``: might someone know the old one? "yes", "no" or blank."""
        problems = [] if old else [Missing("old", tr("Type the passphrase you use now"))]
        problems += passphrase_problems(new, again)
        if not problems and new == old:
            problems.append(Missing("new", tr("This is the passphrase you use now; choose another")))
        if not known:
            problems.append(Missing("known", tr("Say whether someone might know the old one")))
        self._view.show_problems(problems)
        if problems:
            return
        self._view.show_busy(tr("Changing the passphrase."))
        self._tasks.run(
            lambda: self._keeping.change_passphrase(old, new), lambda _none: self._passphrase_changed(known), self._fail
        )

    def back_up(self, folder: str) -> None:
        if not folder:
            return
        self._view.show_busy(tr("Making the backup."))
        self._tasks.run(lambda: self._keeping.back_up(Path(folder)), self._backed_up, self._fail)

    def verify(self) -> None:
        self._stop, self._checked = False, (0, 0)
        self._view.show_busy(tr(CHECKING), stoppable=True)
        self._tasks.run(lambda: self._keeping.verify(self._progress), self._verified, self._fail)

    def stop_verifying(self) -> None:
        """Nothing is changed by stopping: checking only reads."""
        self._stop = True

    def checking(self) -> str:
        """How far the checking is, in words; the view asks from time to time."""
        done, total = self._checked
        return (
            tr("{checking} {done} of {total} so far.", checking=CHECKING, done=f"{done:,}", total=f"{total:,}")
            if total
            else tr(CHECKING)
        )

    def _progress(self, done: int, total: int) -> bool:
        """Called on the worker: two plain values are all that passes between the threads."""
        self._checked = (done, total)
        return not self._stop

    def change_contacts(self, answers: Answers) -> None:
        problems = ring_problems(answers)
        self._view.show_problems(problems)
        if problems:
            return
        contacts = contacts_of(answers)
        self._tasks.run(lambda: self._keep_contacts(contacts), self._contacts_kept, self._fail)

    def look(self, palette: str, percent: int) -> None:
        self._change_looks(palette, percent)

    def membership(self) -> None:
        self._go(Place("membership"))

    def _keep_contacts(self, contacts: Contacts) -> Changes:
        return self._owner.change_profile(replace(self._owner.profile, contacts=contacts))

    def _contacts_kept(self, changes: Changes) -> None:
        self._view.show_notice("success", tr("Whom to ring is changed"), tr("The new numbers are shown from now on."))
        self._changed(changes)

    def _passphrase_changed(self, known: str) -> None:
        self._view.show_busy("")
        self._view.forget_secrets()
        advice = (
            tr(KNOWN_ADVICE)
            if known == "yes"
            else tr("Your recovery kit stays the same. Backups made before open with the old one.")
        )
        self._view.show_notice("warning" if known == "yes" else "success", tr("Your passphrase is changed"), advice)

    def _backed_up(self, file: Path) -> None:
        self._view.show_busy("")
        self._view.show_notice(
            "success",
            tr("The backup is made: {name} in {parent}", name=file.name, parent=file.parent),
            tr("It is sealed: it opens with today's passphrase or your recovery kit. Keep it away from this computer."),
        )

    def _verified(self, verified: Verified) -> None:
        self._view.show_busy("")
        if verified.problems:
            self._view.show_notice(
                "warning",
                tr(
                    "{len} of {statements} entries need a look",
                    len=len(verified.problems),
                    statements=verified.statements,
                ),
                tr(
                    "{value} Nothing was changed. Make a backup now, and ask the person who looks after Guardbook.",
                    value=" ".join(verified.problems),
                ),
            )
            return
        self._view.show_notice(
            "success",
            tr("Your record book is whole"),
            tr("All {statements} entries are there, unchanged, with valid signatures.", statements=verified.statements),
        )

    def _fail(self, error: Exception) -> None:
        self._view.show_busy("")
        kind = type(error).__name__
        if kind == "WrongPassphrase":
            self._view.show_problems(
                [Missing("old", tr("This is not the passphrase you use now; check Caps Lock and try again"))]
            )
            return
        self._view.show_failure(say(error))
