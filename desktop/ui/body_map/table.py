"""The table beside the picture: the same marks, all of them, in words. No Qt.

Rules this module keeps: every mark of the record has a row, in the order of the numbers, struck ones too.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain.body_marks import BodyMark
from desktop.domain.body_words import looks, said, source, struck_words, where
from desktop.ui.language import mark, tr

COLUMNS = (mark("No."), mark("Where"), mark("What it looks like"), mark("What was said"), mark("Seen or told"))
WIDTHS = (2, 6, 7, 5, 6)


def columns() -> tuple[str, ...]:
    return tuple(tr(one) for one in COLUMNS)


def cells(one: BodyMark) -> tuple[str, ...]:
    """One mark's row; a blank says that nothing is known."""
    place = where(one)
    if struck := struck_words(one):
        place = f"{place}\n{struck}"
    return (str(one.number), place, looks(one), said(one), source(one))


def rows(marks: Sequence[BodyMark]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(number, cells) for each mark."""
    return tuple((str(one.number), cells(one)) for one in sorted(marks, key=lambda each: each.number))
