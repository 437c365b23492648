"""Help: one topic at a time, and a one-page guide to print for a role.

Rules this module keeps: F1 comes to the topic of the page one was on; a guide is saved only where the person chooses; it holds
nothing of any record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from desktop.domain.records import Contacts
from desktop.services.guides import ROLES
from desktop.services.pages.fields import Choice
from desktop.ui.help.topics import TITLES, Part, Topic, topic, topic_for
from desktop.ui.language import tr
from desktop.ui.messages import Said, say
from desktop.ui.private_file import write_private
from desktop.ui.tasks import Runs


class Numbers(Protocol):
    def contacts(self) -> Contacts: ...


class Desk(Protocol):
    @property
    def at_desk(self) -> bool: ...


class Guides(Protocol):
    def paper(self, role: str, /) -> bytes: ...


class View(Protocol):
    def show_topics(self, topics: Sequence[tuple[str, str]], chosen: str) -> None: ...
    def show_topic(self, shown: Topic) -> None: ...
    def show_roles(self, roles: Sequence[Choice]) -> None: ...
    def show_saving(self, said: str) -> None: ...
    def show_saved(self, said: str) -> None: ...
    def show_failure(self, said: Said) -> None: ...


class HelpPresenter:
    """``keys`` gives (keys, what they do) of the whole program, for somebody at the desk or not; ``more`` is what the guidance adds to
    a topic.
    """

    def __init__(
        self,
        view: View,
        numbers: Numbers,
        desk: Desk,
        guides: Guides,
        tasks: Runs,
        keys: Callable[[bool], Sequence[tuple[str, str]]],
        more: Mapping[str, tuple[Part, ...]] = MappingProxyType({}),
    ) -> None:
        self._view, self._numbers, self._guides, self._tasks = view, numbers, guides, tasks
        self._desk, self._make_keys, self._more = desk, keys, more
        self._keys: Sequence[tuple[str, str]] = ()
        self._names = list(TITLES)
        self._contacts: Contacts | None = None

    def open(self, page: str) -> None:
        """The topic for a page, or a topic by its own name."""
        name = topic_for(page)
        self._view.show_roles(tuple(Choice(code, tr(label)) for code, label in ROLES.items()))

        def work() -> tuple[Contacts, bool]:
            return self._numbers.contacts(), self._desk.at_desk

        self._tasks.run(work, lambda known: self._have(*known, name), self._failed)

    def choose(self, name: str) -> None:
        if self._contacts is not None:
            self._show(name)

    def save_guide(self, role: str, file: str) -> None:
        """Make the guide and write it into the chosen file; "" means that the person changed their mind."""
        if not file:
            return
        self._view.show_saving(tr("Making the guide."))

        def work() -> Path:
            write_private(Path(file), self._guides.paper(role))
            return Path(file)

        self._tasks.run(work, self._saved, self._failed)

    def _have(self, contacts: Contacts, desk: bool, name: str) -> None:
        self._contacts, self._keys = contacts, self._make_keys(desk)
        self._names = [one for one in TITLES if desk or one != "desk"]
        self._show(name if name in self._names else "afterwards")

    def _show(self, name: str) -> None:
        self._view.show_topics([(one, tr(TITLES[one])) for one in self._names], name)
        own = topic(name, self._contacts or Contacts(), self._keys)
        self._view.show_topic(replace(own, parts=(*own.parts, *self._more.get(name, ()))))

    def _saved(self, file: Path) -> None:
        self._view.show_saved(
            tr("Saved as {name} in {folder}. Open it there to print it.", name=file.name, folder=file.parent)
        )

    def _failed(self, error: Exception) -> None:
        self._view.show_saving("")
        self._view.show_failure(say(error))
