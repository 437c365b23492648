"""Careful reading of an edition's data.

Rules this module keeps: everything is checked at parse; an error is the path inside the data and what was expected.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import TypeVar

from desktop.domain.errors import GuidanceInvalid

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reader:
    """A value of the data and the path to it."""

    value: object
    path: str = ""

    def fail(self, expected: str) -> GuidanceInvalid:
        return GuidanceInvalid(f"{self.path or 'edition'}: {expected}")

    def mapping(self) -> Mapping[str, object]:
        if not isinstance(self.value, Mapping):
            raise self.fail("a mapping is wanted")
        return self.value

    def has(self, name: str) -> bool:
        return name in self.mapping()

    def only(self, *names: str) -> Reader:
        """Refuse names that this version does not know: a misspelt one would silently do nothing."""
        for name in self.mapping():
            if name not in names:
                raise self.fail(f"unknown name {name!r}")
        return self

    def at(self, name: str) -> Reader:
        entries = self.mapping()
        path = f"{self.path}.{name}" if self.path else name
        if name not in entries:
            raise Reader(None, path).fail("missing")
        return Reader(entries[name], path)

    def rows(self) -> list[Reader]:
        if not isinstance(self.value, Sequence) or isinstance(self.value, str | bytes):
            raise self.fail("a list is wanted")
        return [Reader(row, f"{self.path}[{index}]") for index, row in enumerate(self.value)]

    def text(self, name: str, default: str | None = None) -> str:
        if default is not None and not self.has(name):
            return default
        found = self.at(name)
        if default is None and found.value == "":
            raise found.fail("a text is wanted")
        return found.as_text()

    def as_text(self) -> str:
        if not isinstance(self.value, str):
            raise self.fail("a text is wanted")
        return self.value

    def number(self, name: str) -> int:
        found = self.at(name)
        if not isinstance(found.value, int) or isinstance(found.value, bool) or found.value < 0:
            raise found.fail("a whole number is wanted")
        return found.value

    def flag(self, name: str, *, default: bool) -> bool:
        if not self.has(name):
            return default
        found = self.at(name)
        if not isinstance(found.value, bool):
            raise found.fail("true or false is wanted")
        return found.value

    def day(self) -> date:
        try:
            return date.fromisoformat(self.as_text())
        except ValueError:
            raise self.fail("a day as yyyy-mm-dd is wanted") from None

    def clock_time(self) -> time:
        try:
            return time.fromisoformat(self.as_text())
        except ValueError:
            raise self.fail("a time as hh:mm is wanted") from None

    def texts(self, name: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        if default is not None and not self.has(name):
            return default
        return tuple(row.as_text() for row in self.at(name).rows())

    def filled_texts(self, name: str) -> tuple[str, ...]:
        """A list of at least one text, none of them blank, none twice."""
        found = self.texts(name)
        if not found or not all(text.strip() for text in found) or len(set(found)) < len(found):
            raise self.at(name).fail("texts, each once and none blank, are wanted")
        return found

    def one_of(self, name: str, allowed: Sequence[str]) -> str:
        found = self.at(name)
        if found.as_text() not in allowed:
            raise found.fail(f"one of {', '.join(allowed)} is wanted")
        return found.as_text()

    def each(self, name: str, read: Callable[[Reader], T]) -> tuple[T, ...]:
        """Every row of a list; an empty list is a mistake."""
        rows = self.at(name).rows()
        if not rows:
            raise self.at(name).fail("at least one row is wanted")
        return tuple(read(row) for row in rows)
