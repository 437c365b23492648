"""What stands beside a record, in words: who withdrew it, and who disagrees with it.

Rules this module keeps: the newest withdrawal that stands is the one that is told; nothing is decided here save whose record it is.
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop.domain.folding import Folded
from desktop.domain.statements import Statement
from desktop.domain.withdrawals import disagreements, is_withdrawn, withdrawals
from desktop.services.book import OpenBook
from desktop.services.errors import RecordWithdrawn
from desktop.services.histories import founding
from desktop.services.pages.entries import Beside, Disagreement, Withdrawn


def is_ours(book: OpenBook, folded: Folded) -> bool:
    """Whether our own organisation began a record."""
    first = founding(folded)
    return first is not None and book.is_own(first.device)


def refuse_withdrawn(folded: Folded) -> None:
    """Raises RecordWithdrawn for a record that does not stand."""
    if is_withdrawn(folded):
        raise RecordWithdrawn("the record is withdrawn; taking that back comes first")


def beside_of(book: OpenBook, folded: Folded) -> Beside:
    """What stands beside a record, in words."""
    standing = withdrawals(folded)
    withdrawn = None
    if standing:
        said = standing[-1]
        withdrawn = Withdrawn(
            book.person(said.device), book.organisation(said.device), said.written_at, _text(said, "reason")
        )
    notes = tuple(_disagreement(book, said) for said in disagreements(folded))
    return Beside(withdrawn, notes, is_ours(book, folded))


def _disagreement(book: OpenBook, said: Statement) -> Disagreement:
    by = said.fields.get("by")
    cells = by if isinstance(by, Mapping) else {}
    who = ", ".join(str(cells[name]) for name in ("name", "role") if cells.get(name))
    return Disagreement(
        by=who,
        why=_text(said, "why"),
        as_told_by=_text(said, "as_told_by"),
        who=book.person(said.device),
        organisation=book.organisation(said.device),
        when=said.written_at,
    )


def _text(said: Statement, name: str) -> str:
    return str(said.fields.get(name) or "")
