"""The shapes a field's JSON value may have: text, flag, number, row, and lists of them.

Rules this module keeps:

* values come from other machines, so everything is checked and nothing is converted;
* a row's known cells have a shape of their own, so that whatever has its shape can be read as an entry.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from desktop.domain.statements import Json

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?")


def is_row(value: Json) -> bool:
    """A row is a mapping of names to texts, flags, numbers or nothing, one level deep, or texts in a list."""
    return isinstance(value, Mapping) and all(
        cell is None or isinstance(cell, str | bool | int | float) or is_texts(cell) for cell in value.values()
    )


def is_texts(value: Json) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(row, str) for row in value)


def is_day(value: str) -> bool:
    """A day, or a day with a time to the minute, by the local clock: "2026-11-24", "2026-11-24T17:00"."""
    if not _DAY.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Shape:
    """``among`` are the only texts allowed (any when empty); ``cells`` the known cells of a row, each with its shape;
    ``most`` is how many characters a text may have (0: as many as one likes).
    """

    name: str
    among: frozenset[str] = frozenset()
    cells: tuple[tuple[str, Shape], ...] = ()
    most: int = 0

    @property
    def is_list(self) -> bool:
        """Whether each of its rows is a disclosure of its own."""
        return self.name in {"texts", "rows"}

    def holds(self, value: Json) -> bool:
        """Whether ``value`` has this shape."""
        match self.name:
            case "text" | "day":
                return isinstance(value, str) and self._holds_text(value)
            case "flag" | "number":
                return isinstance(value, int) and isinstance(value, bool) == (self.name == "flag")
            case "row":
                return self._holds_row(value)
            case "texts":
                return is_texts(value)
            case "rows":
                return isinstance(value, list | tuple) and all(self._holds_row(row) for row in value)
            case _:
                return True

    def _holds_text(self, value: str) -> bool:
        if self.name == "day":
            return is_day(value)
        return (not self.among or value in self.among) and (not self.most or len(value) <= self.most)

    def _holds_row(self, value: Json) -> bool:
        if not isinstance(value, Mapping) or not is_row(value):
            return False
        known = ((shape, value.get(name)) for name, shape in self.cells)
        return all(cell is None or shape.holds(cell) for shape, cell in known)


TEXT = Shape("text")
NUMBER = Shape("number")
FLAG = Shape("flag")
ROW = Shape("row")
TEXTS = Shape("texts")
ROWS = Shape("rows")
ANY = Shape("any")
DAY = Shape("day")


def row_of(**cells: Shape) -> Shape:
    """A row with these known cells; others may stand beside them."""
    return Shape("row", cells=tuple(cells.items()))


def rows_of(**cells: Shape) -> Shape:
    """A list of such rows."""
    return Shape("rows", cells=tuple(cells.items()))


def text_up_to(most: int) -> Shape:
    """A text of at most so many characters."""
    return Shape("text", most=most)


def one_of(*texts: str) -> Shape:
    """One of these texts."""
    return Shape("text", among=frozenset(texts))
