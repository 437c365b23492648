"""What went out, what came in, and what was set aside.

Rules this module keeps:

* sending and fetching run beside the database worker, say that they run, and can fail without losing a letter;
* each letter has its own fate: one that is set aside stops no other;
* a USB folder is the same letters by another road: it waits for no network, can be stopped, and what it says never takes the
  place of what sending said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from desktop.domain.statements import Changes
from desktop.services.pages.letters import Exchange, Freshness, LetterRow
from desktop.ui.language import tr
from desktop.ui.letters.lines import FreshnessLine, LetterLine, freshness, line
from desktop.ui.letters.moved import copied, exchanged, stopped
from desktop.ui.messages import Said, say, say_name
from desktop.ui.tasks import Runs

POST, STICK = "post", "stick"  # the two roads: by the network, and by a folder


@dataclass(frozen=True, slots=True)
class LettersScreen:
    freshness: FreshnessLine
    going: tuple[LetterLine, ...]
    came: tuple[LetterLine, ...]
    aside: tuple[LetterLine, ...]


class LettersView(Protocol):
    def show_letters(self, screen: LettersScreen) -> None: ...
    def show_moving(self, road: str, said: str, *, stoppable: bool = False) -> None: ...
    def show_moved(self, road: str, said: str) -> None: ...
    def show_not_moved(self, road: str, said: Said) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class LettersService(Protocol):
    def outbox(self) -> tuple[LetterRow, ...]: ...
    def inbox(self) -> tuple[LetterRow, ...]: ...
    def set_aside(self) -> tuple[LetterRow, ...]: ...
    def freshness(self) -> Freshness: ...
    def acknowledge(self, bundle_id: str, /) -> Changes: ...


class CourierService(Protocol):
    def exchange(self) -> Exchange: ...
    def to_folder(self, path: Path, going: Callable[[], bool], /) -> int: ...
    def from_folder(self, path: Path, /) -> Exchange: ...


class LettersSession(Protocol):
    @property
    def letters(self) -> LettersService: ...
    @property
    def courier(self) -> CourierService: ...
    def now(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class LettersRoutes:
    """``told`` tells the other screens what came in."""

    open_child: Callable[[str], None]
    join: Callable[[], None]
    told: Callable[[Changes], None]


class LettersPresenter:
    """``tasks`` reads; ``carrying`` runs the courier beside it, and ``sticks`` what needs no network, beside both."""

    def __init__(
        self,
        view: LettersView,
        session: LettersSession,
        tasks: Runs,
        carrying: Runs,
        routes: LettersRoutes,
        sticks: Runs | None = None,
    ) -> None:
        self._view = view
        self._session = session
        self._tasks = tasks
        self._carrying = carrying
        self._routes = routes
        self._sticks = sticks or carrying
        self._moving: set[str] = set()
        self._stopped = False

    def open(self) -> None:
        """Read and show every letter."""

        def work() -> LettersScreen:
            letters, now = self._session.letters, self._session.now()
            aside = letters.set_aside()
            parked = {row.bundle for row in aside}

            def lines(rows: tuple[LetterRow, ...]) -> tuple[LetterLine, ...]:
                return tuple(line(row, now, say_name) for row in rows)

            return LettersScreen(
                freshness(letters.freshness(), now),
                lines(tuple(row for row in letters.outbox() if row.bundle not in parked)),
                lines(tuple(row for row in letters.inbox() if row.bundle not in parked)),
                lines(aside),
            )

        self._tasks.run(work, self._view.show_letters, lambda error: self._view.show_failure(say(error)))

    def changed(self, changes: Changes) -> None:
        """Read again when a letter changed."""
        if "letter" in changes.families:
            self.open()

    def send_and_fetch(self) -> None:
        session = self._session  # the courier is looked up on the worker

        def work() -> Exchange:
            return session.courier.exchange()

        self._move(POST, tr("Sending and fetching… You can go on working meanwhile."), work)

    def copy_to_folder(self, folder: Path) -> None:
        """Copy the waiting letters to ``folder``, sealed."""
        self._stopped = False
        self._move(
            STICK,
            tr("Copying sealed letters to the folder… Leave the stick in. You can go on working meanwhile."),
            lambda: self._session.courier.to_folder(folder, lambda: not self._stopped),
            stoppable=True,
        )

    def stop(self) -> None:
        """Copy no further letter; those that are on the stick are whole."""
        self._stopped = True

    def take_from_folder(self, folder: Path) -> None:
        """Take in the letters that lie in ``folder``."""
        self._move(
            STICK,
            tr("Reading sealed letters from the folder… Leave the stick in. You can go on working meanwhile."),
            lambda: self._session.courier.from_folder(folder),
        )

    def seen(self, bundle: str) -> None:
        """A person knows of this letter that was set aside: nothing warns of it any more."""

        def then(changes: Changes) -> None:
            self._routes.told(changes)
            self.open()

        self._tasks.run(
            lambda: self._session.letters.acknowledge(bundle), then, lambda error: self._view.show_failure(say(error))
        )

    def open_child(self, child: str) -> None:
        self._routes.open_child(child)

    def join(self) -> None:
        self._routes.join()

    def _move(self, road: str, said: str, work: Callable[[], Exchange | int], *, stoppable: bool = False) -> None:
        if road in self._moving:
            return
        self._moving.add(road)
        self._view.show_moving(road, said, stoppable=stoppable)

        def then(result: Exchange | int) -> None:
            self._moving.discard(road)
            if isinstance(result, int):
                self._view.show_moved(road, stopped(result) if self._stopped else copied(result))
            else:
                self._view.show_moved(road, exchanged(result))
                self._routes.told(result.changes)
            self.open()

        def failed(error: Exception) -> None:
            self._moving.discard(road)
            self._view.show_not_moved(road, say(error))
            self.open()

        (self._sticks if road == STICK else self._carrying).run(work, then, failed)
