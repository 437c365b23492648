"""Settings: who keeps the book, passphrase, looks, and whom to ring. No Qt.

Rules this module keeps: "might someone know the old one?" is asked, and answered with what a change can and cannot do; every result says
what is safe; the looks take effect at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from desktop.domain.records import Contacts, Profile
from desktop.domain.statements import Changes
from desktop.services.pages.fields import Missing
from desktop.ui.first_run.answers import Answers, contacts_of, ring_problems
from desktop.ui.language import tr
from desktop.ui.messages import Said, say
from desktop.ui.shell.routes import Go, Place
from desktop.ui.tasks import Runs
from desktop.ui.unlock.presenter import passphrase_problems


class Passphrases(Protocol):
    def change_passphrase(self, old: str, new: str) -> None: ...


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
        keeping: Passphrases,
        owner: Owner,
        tasks: Runs,
        go: Go,
        changed: Callable[[Changes], None],
        change_looks: Callable[[str, int], None],
    ) -> None:
        self._view, self._keeping, self._owner, self._tasks, self._go = view, keeping, owner, tasks, go
        self._changed, self._change_looks = changed, change_looks

    def read(self) -> None:
        self._tasks.run(lambda: self._owner.profile, self._view.show_profile, self._fail)

    def change_passphrase(self, old: str, new: str, again: str, known: str) -> None:
        """``known``: might someone know the old one? "yes" leads to new keys, "no" changes the passphrase, blank asks."""
        if known == "yes":
            self._view.forget_secrets()
            self._go(Place("new_keys"))
            return
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
            lambda: self._keeping.change_passphrase(old, new), lambda _none: self._passphrase_changed(), self._fail
        )

    def change_contacts(self, answers: Answers, lado_name: str, lado_number: str) -> None:
        """``lado``: the designated officer for allegations about adults who work with children; may stay blank."""
        problems = ring_problems(answers)
        if lado_number and sum(c.isdigit() for c in lado_number) < 3:
            problems.append(Missing("lado_number", tr("A telephone number has figures in it")))
        self._view.show_problems(problems)
        if problems:
            return
        contacts = replace(contacts_of(answers), lado_name=lado_name, lado_number=lado_number)
        self._tasks.run(lambda: self._keep_contacts(contacts), self._contacts_kept, self._fail)

    def look(self, palette: str, percent: int) -> None:
        self._change_looks(palette, percent)

    def go(self, page: str) -> None:
        self._go(Place(page))

    def _keep_contacts(self, contacts: Contacts) -> Changes:
        return self._owner.change_profile(replace(self._owner.profile, contacts=contacts))

    def _contacts_kept(self, changes: Changes) -> None:
        self._view.show_notice("success", tr("Whom to ring is changed"), tr("The new numbers are shown from now on."))
        self._changed(changes)

    def _passphrase_changed(self) -> None:
        self._view.show_busy("")
        self._view.forget_secrets()
        self._view.show_notice(
            "success",
            tr("Your passphrase is changed"),
            tr("Your recovery kit stays the same. Backups made before open with the old one."),
        )

    def _fail(self, error: Exception) -> None:
        self._view.show_busy("")
        if type(error).__name__ == "WrongPassphrase":
            problem = tr("This is not the passphrase you use now; check Caps Lock and try again")
            self._view.show_problems([Missing("old", problem)])
            return
        self._view.show_failure(say(error))
