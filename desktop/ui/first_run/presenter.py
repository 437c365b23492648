"""Making a record book, page by page.

Rules this module keeps: five pages at most; what was typed stays when one goes back; the book is made in one step at the end
of the kit page, all of it or nothing; the kit typed back must be the one shown before anything is made.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from desktop.domain.records import Contacts, OrganisationKind, Profile
from desktop.services.pages import Missing
from desktop.ui.messages import Said, say
from desktop.ui.tasks import Runs
from desktop.ui.unlock.presenter import passphrase_problems
from desktop.ui.widgets.dates import NotATime, read_time

PAGES = ("who", "ring", "passphrase", "kit", "done")
S = TypeVar("S")
S_co = TypeVar("S_co", covariant=True)

_READ_AS = str.maketrans("ILO", "110")


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything typed in the first run."""

    name: str = ""
    role_title: str = ""
    organisation: str = ""
    kind: str = ""
    in_name: str = ""
    in_number: str = ""
    out_name: str = ""
    out_number: str = ""
    opens: str = "09:00"
    closes: str = "17:00"
    passphrase: str = ""
    again: str = ""
    typed_kit: str = ""
    later: bool = False  # the numbers are not at hand


class Books(Protocol[S_co]):
    def new_kit(self) -> str: ...
    def create(self, folder: Path | None, profile: Profile, passphrase: str, kit: str, /) -> S_co: ...


class View(Protocol):
    def answers(self) -> Answers: ...
    def show_page(self, name: str, number: int, of: int) -> None: ...
    def show_kit(self, kit: str) -> None: ...
    def show_problems(self, problems: Sequence[Missing]) -> None: ...
    def show_busy(self, busy: bool) -> None: ...
    def show_failure(self, said: Said) -> None: ...
    def forget_secrets(self) -> None: ...


class FirstRunPresenter(Generic[S]):
    """``opened(session, join)`` at the end; ``cancelled()`` when one goes back from the first page."""

    def __init__(
        self,
        view: View,
        books: Books[S],
        tasks: Runs,
        opened: Callable[[S, bool], None],
        cancelled: Callable[[], None],
    ) -> None:
        self._view, self._books, self._tasks = view, books, tasks
        self._opened, self._cancelled = opened, cancelled
        self._page = 0
        self._kit = ""
        self._session: S | None = None
        self._busy = False

    def begin(self) -> None:
        self._show()

    def back(self) -> None:
        """To the page before. Once the book is made there is no way back."""
        if self._session is not None or self._busy:
            return
        if not self._page:
            self._cancelled()
            return
        self._page -= 1
        self._show()

    def go_on(self) -> None:
        """Check this page and go to the next; after the kit, make the book."""
        if self._busy:
            return
        name, answers = PAGES[self._page], self._view.answers()
        problems = PROBLEMS[name](answers)
        if name == "kit" and not problems and (wrong := kit_problem(self._kit, answers.typed_kit)):
            problems = [Missing("typed_kit", wrong)]
        self._view.show_problems(problems)
        if problems:
            return
        if name == "passphrase" and not self._kit:
            self._tasks.run(self._books.new_kit, self._got_kit, self._fail)
        elif name == "kit":
            self._make(answers)
        else:
            self._page += 1
            self._show()

    def finish(self, *, join: bool) -> None:
        """Into the book; ``join`` opens the page for joining a partnership."""
        if self._session is not None:
            self._opened(self._session, join)

    def _got_kit(self, kit: str) -> None:
        self._kit = kit
        self._view.show_kit(kit)
        self._page = PAGES.index("kit")
        self._show()

    def _make(self, answers: Answers) -> None:
        self._busy = True
        self._view.show_busy(True)
        profile = profile_of(answers)
        passphrase, kit = answers.passphrase, self._kit
        self._tasks.run(lambda: self._books.create(None, profile, passphrase, kit), self._made, self._fail)

    def _made(self, session: S) -> None:
        self._busy = False
        self._session = session
        self._kit = ""
        self._view.show_busy(False)
        self._view.forget_secrets()
        self._page = PAGES.index("done")
        self._show()

    def _fail(self, error: Exception) -> None:
        self._busy = False
        self._view.show_busy(False)
        self._view.show_failure(say(error))

    def _show(self) -> None:
        self._view.show_page(PAGES[self._page], self._page + 1, len(PAGES))


def profile_of(answers: Answers) -> Profile:
    return Profile(
        name=answers.name,
        role_title=answers.role_title,
        organisation=answers.organisation,
        organisation_kind=OrganisationKind(answers.kind),
        contacts=contacts_of(answers),
    )


def contacts_of(answers: Answers) -> Contacts:
    return Contacts(
        answers.in_name, answers.in_number, answers.out_name, answers.out_number, read_time(answers.opens),
        read_time(answers.closes),
    )  # fmt: skip


def who_problems(answers: Answers) -> list[Missing]:
    needed = (
        ("name", answers.name, "Give your name"),
        ("role_title", answers.role_title, "Give your role"),
        ("organisation", answers.organisation, "Give the name of your organisation"),
        ("kind", answers.kind, "Choose what kind of organisation it is"),
    )
    return [Missing(field, message) for field, value, message in needed if not value]


def ring_problems(answers: Answers) -> list[Missing]:
    """Numbers are needed: something urgent may come before any partnership is joined.

    Whoever does not have them goes on ``later``, and Today keeps reminding; a number that is typed must be one.
    """
    needed = (
        ("in_number", answers.in_number, "Give the number to ring in office hours"),
        ("out_number", answers.out_number, "Give the number to ring at other times"),
    )
    problems = [
        Missing(field, message if not value else "A telephone number has figures in it")
        for field, value, message in needed
        if sum(c.isdigit() for c in value) < 3 and not (answers.later and not value)
    ]
    for field, typed in (("opens", answers.opens), ("closes", answers.closes)):
        try:
            if not read_time(typed):
                problems.append(Missing(field, "Give a time like 9:00"))
        except NotATime as error:
            problems.append(Missing(field, str(error)))
    if not problems and read_time(answers.opens) >= read_time(answers.closes):
        problems.append(Missing("closes", "Office hours must end later than they begin"))
    return problems


def kit_problem(shown: str, typed: str) -> str:
    """Compare the kit typed back with the one shown; names the first group that differs, or gives ``""``."""
    wanted, given = _plain(shown), _plain(typed)
    if not given:
        return "Type the recovery kit as you printed or wrote it"
    for start in range(0, len(wanted), 5):
        if given[start : start + 5] != wanted[start : start + 5]:
            return f"Look at group {start // 5 + 1} again; it is not the same as the one shown"
    return "There is something after the last group" if len(given) > len(wanted) else ""


def _plain(kit: str) -> str:
    return "".join(c for c in kit.upper().translate(_READ_AS) if c.isalnum())


PROBLEMS: dict[str, Callable[[Answers], list[Missing]]] = {
    "who": who_problems,
    "ring": ring_problems,
    "passphrase": lambda a: passphrase_problems(a.passphrase, a.again, "passphrase", "again", (a.name, a.organisation)),
    "kit": lambda _a: [],
    "done": lambda _a: [],
}
