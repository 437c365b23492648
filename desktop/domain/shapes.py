"""The shapes a field's JSON value may have: text, flag, row, and lists of them.

Rules this module keeps: values come from other machines, so everything is checked and nothing is converted.
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
    name: str

    def holds(self, value: Json) -> bool:
        """Whether ``value`` has this shape."""
        match self.name:
            case "text":
                return is_text(value)
            case "flag":
                return isinstance(value, bool)
            case "row":
                return is_row(value)
            case "texts":
                return is_texts(value)
            case "rows":
                return isinstance(value, list | tuple) and all(is_row(row) for row in value)
            case _:
                return True


TEXT = Shape("text")
FLAG = Shape("flag")
ROW = Shape("row")
TEXTS = Shape("texts")
ROWS = Shape("rows")
ANY = Shape("any")
