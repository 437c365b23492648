"""A text without some of its words: what was cut out, why each place is blank, and whether it is what it says.

Rules this module keeps:

* an extract is one disclosed row: the pieces that stay, in order, and between each two of them the reason of a place
  that is blank; it names the statement and the field that it was taken from;
* it stands beside its original and changes nothing in it; a reader is always told that it is an extract;
* where the original's text is known, an extract that is not made of it is not accepted; where it is not, nobody can say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.statements import Json, Kind, Statement

BLANK = "▇"  # shown where words were left out; a text that has it already stays as it is


@dataclass(frozen=True, slots=True)
class Cut:
    """Letters ``start`` to ``end`` of a text (``end`` not among them) are left out for this reason."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Extract:
    """``parts`` is one longer than ``reasons``: a reason stands between each two pieces."""

    statement: str
    device: str
    original: str  # id of the statement that it was taken from
    field: str
    parts: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def text(self) -> str:
        """The text as it is shown, each blank place marked and numbered."""
        pieces = [f"{part}[{BLANK} {number}]" for number, part in enumerate(self.parts[:-1], start=1)]
        return "".join((*pieces, self.parts[-1]))


def cut(text: str, cuts: Sequence[Cut]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The pieces that stay and the reasons between them; None when a cut is empty, beyond the text, meets another one,
    or has no reason, or when there is none.
    """
    parts: list[str] = []
    place = 0
    ordered = sorted(cuts, key=lambda one: one.start)
    for one in ordered:
        if not place <= one.start < one.end <= len(text) or not one.reason.strip() or (parts and one.start == place):
            return None
        parts.append(text[place : one.start])
        place = one.end
    return ((*parts, text[place:]), tuple(one.reason.strip() for one in ordered)) if ordered else None


def extract_of(said: Statement) -> Extract | None:
    """The extract that a statement is, or None when it is none or not of the form."""
    row, original = said.fields.get("extract"), said.fields.get("of")
    if said.kind != Kind.TEXT_EXTRACTED or not isinstance(row, Mapping) or not isinstance(original, str):
        return None
    parts, reasons, field = _texts(row.get("parts")), _texts(row.get("reasons")), row.get("field")
    if not isinstance(field, str) or not reasons or len(parts) != len(reasons) + 1 or not all(reasons):
        return None
    return Extract(said.id, said.device, original, field, parts, reasons)


def is_made_of(extract: Extract, text: str) -> bool:
    """Whether the pieces stand in the text in this order, the first at its beginning, the last at its end, and
    something was left out between each two.
    """
    first, *between, last = extract.parts
    if not text.startswith(first) or not text.endswith(last):
        return False
    place, end = len(first), len(text) - len(last)
    for part in between:
        found = text.find(part, place + 1, end)
        if found < 0:
            return False
        place = found + len(part)
    return place < end


def _texts(value: Json) -> tuple[str, ...]:
    rows = value if isinstance(value, list | tuple) else ()
    return tuple(row for row in rows if isinstance(row, str))
