"""What the views hold of one record, made from its statements.

Rules this module keeps: the same statements, arrivals and members give the same rows, byte for byte; folding and acceptance are the
domain's; nothing is read or written here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from desktop.domain.acceptance import Arrival, Members, judge
from desktop.domain.folding import Folded, fold
from desktop.domain.kinds import Part, part_of
from desktop.domain.listing import listed
from desktop.domain.statements import Statement
from desktop.domain.walls import is_walled
from desktop.storage.content import folded_text, seconds
from desktop.storage.database import Row
from desktop.storage.search import text_of

CHILD_FIELDS = (
    "given_names", "family_name", "known_as", "born", "expected", "address", "postcode", "nhs_number", "upn", "setting",
)  # fmt: skip
CHILD_COLUMNS = ("record", "sort_name", *CHILD_FIELDS)
RECORD_COLUMNS = ("id", "family", "child", "last_written", "folded", "written", "happened", "marks")


@dataclass(frozen=True, slots=True)
class Rows:
    """One record in the views."""

    family: str
    child: str  # the child that it is about, itself where it is a child's or a person's; "" where that is not known
    record: Row  # in the order of RECORD_COLUMNS
    child_row: Row | None  # of the table of children, in the order of CHILD_COLUMNS
    text: str  # of the search, "" for none


def rows_of(
    record: str,
    statements: Collection[Statement],
    members: Members,
    came: Mapping[str, Arrival],
    forked: frozenset[str],
) -> Rows:
    """Fold a record's statements into its rows."""
    folded = fold(statements, judge(statements, members, came), record=record, forked_devices=forked)
    folded = replace(folded, walled=is_walled(folded, members.is_own))
    written = [seconds(s.written_at) for s in folded.statements if part_of(s.kind) is not Part.EVENT]
    last = max(written or [seconds(s.written_at) for s in statements])
    child, stands = _child_of(folded), listed(folded)
    row = (record, folded.family, child, last, folded_text(folded), stands.written, stands.happened, stands.marks)
    child_row = None
    if folded.family == "child" and folded.fields:
        sort_name = _sortable(f"{_text(folded, 'family_name')} {_text(folded, 'given_names')}")
        child_row = (record, sort_name, *(_text(folded, name) for name in CHILD_FIELDS))
    return Rows(folded.family, child, row, child_row, text_of(folded) if child else "")


def _child_of(folded: Folded) -> str:
    """The child a record belongs to: itself, or the second id of the statement that began it."""
    if not folded.statements:
        return ""
    if folded.family in {"child", "person"}:
        return folded.id
    order = sorted(folded.statements, key=lambda s: (part_of(s.kind) is not Part.FOUNDS, s.id))
    return next((s.about[1] for s in order if len(s.about) > 1 and s.about[0] == folded.id), "")


def _text(folded: Folded, name: str) -> str:
    field = folded.fields.get(name)
    return field.value if field is not None and isinstance(field.value, str) else ""


def _sortable(name: str) -> str:
    spread = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(c for c in spread if not unicodedata.combining(c)).split())
