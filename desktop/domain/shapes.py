"""The shapes a field's JSON value may have: text, flag, row, and lists of them.

Rules this module keeps:

* values come from other machines, so everything is checked and nothing is converted;
* a row's known cells have a shape of their own, so that whatever has its shape can be read as an entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.domain.statements import Json


def is_text(value: Json) -> bool:
    return isinstance(value, str)


def is_row(value: Json) -> bool:
    """A row is a mapping of names to texts, flags, numbers or nothing, one level deep, or texts in a list."""
    return isinstance(value, Mapping) and all(
        cell is None or isinstance(cell, str | bool | int | float) or is_texts(cell) for cell in value.values()
    )


def is_texts(value: Json) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(row, str) for row in value)


@dataclass(frozen=True, slots=True)
class Shape:
    """``among`` are the only texts allowed (any when empty); ``cells`` the known cells of a row, each with its shape."""

    name: str
    among: frozenset[str] = frozenset()
    cells: tuple[tuple[str, Shape], ...] = ()

    @property
    def is_list(self) -> bool:
        """Whether each of its rows is a disclosure of its own."""
        return self.name in {"texts", "rows"}

    def holds(self, value: Json) -> bool:
        """Whether ``value`` has this shape."""
        match self.name:
            case "text":
                return is_text(value) and (not self.among or value in self.among)
            case "flag":
                return isinstance(value, bool)
            case "row":
                return self._holds_row(value)
            case "texts":
                return is_texts(value)
            case "rows":
                return isinstance(value, list | tuple) and all(self._holds_row(row) for row in value)
            case _:
                return True

    def _holds_row(self, value: Json) -> bool:
        if not isinstance(value, Mapping) or not is_row(value):
            return False
        known = ((shape, value.get(name)) for name, shape in self.cells)
        return all(cell is None or shape.holds(cell) for shape, cell in known)


TEXT = Shape("text")
FLAG = Shape("flag")
ROW = Shape("row")
TEXTS = Shape("texts")
ROWS = Shape("rows")
ANY = Shape("any")


def row_of(**cells: Shape) -> Shape:
    """A row with these known cells; others may stand beside them."""
    return Shape("row", cells=tuple(cells.items()))


def rows_of(**cells: Shape) -> Shape:
    """A list of such rows."""
    return Shape("rows", cells=tuple(cells.items()))


def one_of(*texts: str) -> Shape:
    """One of these texts."""
    return Shape("text", among=frozenset(texts))
