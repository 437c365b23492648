"""Where one has been in the book: the way back, the way forward, and how each page was left. No Qt.

Rules this module keeps:

* going somewhere new forgets the way forward, as in a browser;
* what outlives a lock (``Trail``) says which pages and how far they were scrolled, by random ids; never a text or a name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from desktop.ui.shell.routes import Place

KEPT = 40  # steps back that are kept


@dataclass(frozen=True, slots=True)
class Left:
    """A page as it was left. ``scroll`` in pixels; ``focus`` is which stop of the Tab order had the keyboard, -1 for none;
    ``typed`` is what stood in a form that keeps no draft of its own.
    """

    place: Place
    scroll: int = 0
    focus: int = -1
    typed: Mapping[str, str | bool] = field(default_factory=dict)

    def without_words(self) -> Left:
        """Without what was typed: for keeping while the book is locked."""
        return replace(self, typed={})


@dataclass(frozen=True, slots=True)
class Trail:
    """What is kept of a visit while the book is locked."""

    here: Left
    back: tuple[Left, ...] = ()
    forward: tuple[Left, ...] = ()

    def of_unsaved_concern(self) -> bool:
        """Whether one was writing a concern that had no draft yet."""
        return self.here.place.page == "concern" and not self.here.place.extra

    def of_draft(self, draft: str) -> Trail:
        """The same trail, to the draft that such a concern got when the book was locked."""
        return replace(self, here=replace(self.here, place=replace(self.here.place, extra=draft)))


class Visits:
    """The pages behind and before the one that is shown."""

    def __init__(self) -> None:
        self._back: list[Left] = []
        self._forward: list[Left] = []

    def went_on(self, left: Left) -> None:
        """``left`` was left for a page that is not one of these."""
        self._back = [*self._back, left][-KEPT:]
        self._forward.clear()

    def back(self, left: Left) -> Left | None:
        """The page before this one; None when there is none, and nothing changes."""
        if not self._back:
            return None
        self._forward.append(left)
        return self._back.pop()

    def forward(self, left: Left) -> Left | None:
        """The page that was gone back from; None when there is none, and nothing changes."""
        if not self._forward:
            return None
        self._back.append(left)
        return self._forward.pop()

    def has_back(self) -> bool:
        return bool(self._back)

    def trail(self, here: Left) -> Trail:
        """What may be kept while the book is locked."""
        plain = Left.without_words
        return Trail(plain(here), tuple(map(plain, self._back)), tuple(map(plain, self._forward)))

    def resume(self, trail: Trail) -> None:
        """Take up a trail that was kept."""
        self._back, self._forward = list(trail.back), list(trail.forward)
