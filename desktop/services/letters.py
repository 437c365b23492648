"""Letters: what waits, what went, what came, and how fresh this book is. Reading only.

Rules this module keeps:

* a letter's state is never better than what is proved: delivered is the hub's receipt, opened is a person's statement;
* a letter that was set aside is shown with its reason and never hidden.
"""

from __future__ import annotations

from desktop.services.book import OpenBook
from desktop.services.pages import Freshness, LetterRow


class Letters:
    def __init__(self, book: OpenBook) -> None:
        self._book = book

    def outbox(self) -> tuple[LetterRow, ...]:
        """Letters to others, newest first; own copies are not shown."""
        raise NotImplementedError

    def inbox(self) -> tuple[LetterRow, ...]:
        """Letters that were taken in, newest first."""
        raise NotImplementedError

    def set_aside(self) -> tuple[LetterRow, ...]:
        """Letters refused, in either direction; ``reason`` is the error's class name."""
        raise NotImplementedError

    def letter(self, bundle_id: str) -> LetterRow:
        """Raises NoSuchRecord."""
        raise NotImplementedError

    def freshness(self) -> Freshness:
        """When the area was last reached, and how many letters have not left yet."""
        raise NotImplementedError
