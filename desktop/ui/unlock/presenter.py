"""Opening a record book with its passphrase, or with the recovery kit and a new passphrase.

Rules this module keeps: nobody is stranded: the kit is always one press away; secrets are handed on and never kept; nothing
heavy is imported here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from desktop.ui.language import mark, tr
from desktop.ui.tasks import Runs
from desktop.ui.unlock.guessable import too_guessable

if TYPE_CHECKING:  # the first window must not wait for these
    from desktop.services.pages.fields import Missing
    from desktop.ui.messages import Said

SHORTEST = 10
WRONG = mark("This passphrase does not open this record book. Check Caps Lock and try again, or use the recovery kit")

P = TypeVar("P")
P_contra = TypeVar("P_contra", contravariant=True)
S = TypeVar("S")
S_co = TypeVar("S_co", covariant=True)


class Books(Protocol[P_contra, S_co]):
    def unlock(self, place: P_contra, passphrase: str, /) -> S_co: ...
    def unlock_with_pin(self, place: P_contra, pin: str, /) -> S_co: ...
    def unlock_with_kit(self, place: P_contra, kit: str, new_passphrase: str, /) -> S_co: ...


class View(Protocol):
    def show_busy(self, busy: bool) -> None: ...
    def show_problems(self, problems: Sequence[Missing]) -> None: ...
    def show_failure(self, said: Said) -> None: ...
    def forget_secrets(self) -> None: ...
    def type_again(self) -> None: ...
    def use_passphrase(self) -> None: ...


class UnlockPresenter(Generic[P, S]):
    """``opened(session)`` goes on into the book, ``renewed(session)`` when the kit opened it with a new passphrase;

    ``others()`` leads to the list of books, ``choose(number)`` to one of those that are named on the page.
    """

    def __init__(
        self,
        view: View,
        books: Books[P, S],
        place: P,
        tasks: Runs,
        opened: Callable[[S], None],
        others: Callable[[], None],
        choose: Callable[[int], None] = lambda _number: None,
        renewed: Callable[[S], None] | None = None,
    ) -> None:
        self._view, self._books, self._place, self._tasks = view, books, place, tasks
        self._opened, self._others, self._choose, self._renewed = opened, others, choose, renewed or opened
        self._busy = False

    def unlock(self, passphrase: str) -> None:
        if not passphrase:
            self._view.show_problems([_missing("passphrase", tr("Type your passphrase"))])
            return
        self._run(lambda: self._books.unlock(self._place, passphrase), self._opened)

    def unlock_with_pin(self, pin: str) -> None:
        if not pin:
            self._view.show_problems([_missing("pin", tr("Type the PIN you set today"))])
            return
        self._run(lambda: self._books.unlock_with_pin(self._place, pin), self._opened)

    def unlock_with_kit(self, kit: str, new: str, again: str) -> None:
        problems = [] if kit.strip() else [_missing("kit", tr("Type the recovery kit"))]
        problems += passphrase_problems(new, again)
        if problems:
            self._view.show_problems(problems)
            return
        self._run(lambda: self._books.unlock_with_kit(self._place, kit, new), self._renewed)

    def others(self) -> None:
        self._others()

    def choose(self, number: int) -> None:
        self._choose(number)

    def _run(self, fn: Callable[[], S], then: Callable[[S], None]) -> None:
        if self._busy:
            return
        self._busy = True
        self._view.show_problems(())
        self._view.show_busy(True)
        self._tasks.run(fn, lambda session: self._done(session, then), self._fail)

    def _done(self, session: S, then: Callable[[S], None]) -> None:
        self._busy = False
        self._view.forget_secrets()
        then(session)

    def _fail(self, error: Exception) -> None:
        self._busy = False
        self._view.show_busy(False)
        kind = type(error).__name__
        if kind == "WrongPassphrase":
            self._view.show_problems([_missing("passphrase", tr(WRONG))])
            self._view.type_again()
        elif kind == "WrongPin":
            left = getattr(error, "left", 0)
            self._view.show_problems([_missing("pin", tr("This is not today's PIN. Tries left: {left}", left=left))])
            self._view.type_again()
        elif kind in {"KitMistyped", "WrongKit"}:
            self._view.show_problems([_missing("kit", kit_words(error))])
        elif kind == "PassphraseTooShort":
            self._view.show_problems([_missing("new", tr("Use at least {shortest} characters", shortest=SHORTEST))])
        else:
            from desktop.ui.messages import say  # noqa: PLC0415 - see the top

            if kind == "PinOver":
                self._view.use_passphrase()
            self._view.show_failure(say(error))


def _missing(field: str, message: str) -> Missing:
    from desktop.services.pages.fields import Missing  # noqa: PLC0415 - it brings the whole domain along, 40 ms before the first paint

    return Missing(field, message)


def passphrase_problems(
    new: str, again: str, first: str = "new", second: str = "again", names: Sequence[str] = ()
) -> list[Missing]:
    """What is wrong with a new passphrase typed twice; ``first`` and ``second`` name the fields, ``names`` whose book it is."""
    if not new:
        return [_missing(first, tr("Choose a passphrase"))]
    if len(new) < SHORTEST:
        return [
            _missing(first, tr("Use at least {shortest} characters; three or four words are good", shortest=SHORTEST))
        ]
    if guessed := too_guessable(new, names):
        return [_missing(first, guessed)]
    if new != again:
        return [_missing(second, tr("The two passphrases are not the same"))]
    return []


def kit_words(error: Exception) -> str:
    """What is wrong with a typed kit, by group where it is known."""
    group = getattr(error, "group", None)
    if group is None:
        return tr("This recovery kit belongs to another record book, or was replaced by a newer one")
    if not group:
        return tr("The recovery kit has eight groups of five characters; something is missing or too much")
    return tr("Look at group {group} of the recovery kit again; one character in it is different", group=group)
