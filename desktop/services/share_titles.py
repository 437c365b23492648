"""What a statement is called where one decides whether it leaves: what it says, not how it is kept.

Rules this module keeps: a tired person must know it again ("Who Kian Pellow is", "Concern of 20 November 2026: physical
abuse"); two statements of one record are told apart by the day they were written.
"""

from __future__ import annotations

from datetime import datetime

from desktop.domain.dates import local, long_day, parse_day
from desktop.domain.folding import Folded
from desktop.domain.records import ChildEntry, ConcernEntry
from desktop.domain.statements import Kind, Statement
from desktop.language import tr
from desktop.services.describe import NO_NAME, Words, full_name
from desktop.services.histories import TITLES, founding
from desktop.services.times import moment_of


def share_title(said: Statement, child: ChildEntry, concern: ConcernEntry | None, words: Words) -> str:
    """``child`` and ``concern`` are the records as they stand; ``concern`` is None for a statement about the child."""
    name = full_name(child.given_names, child.family_name)
    name = tr("the child") if name == tr(NO_NAME) else name
    written = _day(said.written_at)
    if said.kind == Kind.CHILD_REGISTERED:
        return tr("Who {name} is", name=name)
    if said.kind == Kind.CHILD_AMENDED:
        return tr("What was corrected on {written} about who {name} is", written=written, name=name)
    if said.kind == Kind.CALL_LOGGED:
        at = moment_of(str(said.fields.get("at") or ""))
        return tr("Telephone call of {day}", day=_day(at) if at else written)
    if concern is None or said.kind in {Kind.ATTACHMENT_ADDED, Kind.TEXT_EXTRACTED}:
        return tr(TITLES.get(said.kind, said.kind))
    day = _happened(concern) or written
    kind = words.text("concern", "category", concern.category)
    about = f": {kind[0].lower()}{kind[1:]}" if kind else ""
    if said.kind == Kind.CONCERN_RECORDED:
        return tr("Concern of {day}", day=day) + about
    return tr("Added on {written} to the concern of {day}", written=written, day=day) + about


def beside_title(said: Statement, record: str) -> str:
    """For a statement about a record called ``record``: the record itself, what was added to it, or what stands beside it."""
    if said.kind.endswith(".recorded"):
        return record
    if said.kind.endswith(".amended"):
        return tr("Added on {written} to: {record}", written=_day(said.written_at), record=record)
    return tr("{what}: {record}", what=tr(TITLES.get(said.kind, said.kind)), record=record)


def decision_title(folded: Folded) -> str:
    """As in "Decision not to share, 20 November 2026": no case text."""
    first = founding(folded)
    shared = first is not None and first.fields.get("share") is True
    title = tr("Decision to share") if shared else tr("Decision not to share")
    return f"{title}, {_day(first.written_at)}" if first is not None else title


def _day(moment: datetime) -> str:
    return long_day(local(moment).date())


def _happened(concern: ConcernEntry) -> str:
    day = parse_day(concern.happened.at)
    return long_day(day) if day else ""
