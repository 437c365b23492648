"""What every paper shares: texts that can be printed, the title a viewer shows, and the date.

Rules this module keeps: a letter without a glyph becomes a box; the title and description name nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from desktop.domain.dates import local
from desktop.reports.typesetting import printable, typeset

Cell: TypeAlias = "str | Sequence[Cell] | Mapping[str, Cell]"


def paper(template: str, title: str, description: str, content: Mapping[str, Cell], at: datetime) -> bytes:
    """Typeset one paper from its texts. Raises ReportError."""
    boxes, _count = printable(texts(content))
    when = local(at)
    return typeset(
        template,
        {
            "title": title,
            "description": description,
            "date": [when.year, when.month, when.day, when.hour, when.minute],
            **{name: boxed(cell, boxes) for name, cell in content.items()},
        },
        at,
    )


def texts(cell: Cell) -> Iterable[str]:
    """Every text in nested lists and tables."""
    if isinstance(cell, str):
        yield cell
    else:
        for part in cell.values() if isinstance(cell, Mapping) else cell:
            yield from texts(part)


def boxed(cell: Cell, boxes: Mapping[int, str]) -> object:
    """The same, with a box for each letter that cannot be printed."""
    if isinstance(cell, str):
        return cell.replace("\r\n", "\n").translate(boxes)
    if isinstance(cell, Mapping):
        return {name: boxed(part, boxes) for name, part in cell.items()}
    return [boxed(part, boxes) for part in cell]
