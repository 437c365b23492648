"""A decision about sharing as a record: read whole, put right with a reason, printed.

Rules this module keeps:

* what was shared, with whom, and what the letter said stays what it was: only what was written about the decision is amended;
* the record says by name what left and what stayed, never by an id;
* a decision that shares a record with a wall is as walled as that record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from desktop.domain.entries import values_of
from desktop.domain.folding import Folded
from desktop.domain.kinds import SHARE_AMENDABLE, family_of
from desktop.domain.records import When
from desktop.domain.statements import Changes, Json, Kind
from desktop.language import tr
from desktop.services.amending import amendment_of
from desktop.services.book import OpenBook
from desktop.services.concern_pages import ConcernPages, child_of
from desktop.services.errors import NoSuchRecord, NothingChanged, ReasonNeeded
from desktop.services.histories import Histories, founding
from desktop.services.pages.fields import FieldView, HistoryRow
from desktop.services.share_offers import ShareOffers
from desktop.services.share_titles import decision_title
from desktop.services.walls import share_is_walled

ORDER = (
    "share", "requested_by", "recipient", "told_how", "told_whom", "told_at", "purpose", "basis", "reasons", "statements", "left_out",
    "family_told", "family_told_why", "consent", "list_old_why", "no_call_why", "review_on",
)  # fmt: skip
"""The fields of a decision, in the order of its page."""


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """``amendable`` are the names of the fields that may be put right; blank where another organisation decided."""

    id: str
    child: str
    child_name: str
    title: str
    decided_at: datetime | None
    fields: tuple[FieldView, ...]
    history: tuple[HistoryRow, ...]
    values: Mapping[str, Json]
    walled: bool
    ours: bool
    amendable: tuple[str, ...] = ()


class Decisions:
    """``session.decisions``."""

    def __init__(self, book: OpenBook, histories: Histories, concerns: ConcernPages, offers: ShareOffers) -> None:
        self._book, self._histories, self._concerns, self._offers = book, histories, concerns, offers

    def page(self, share: str) -> DecisionPage:
        """One decision with its history; writes record.opened at most once an hour. Raises NoSuchRecord."""
        folded = self._folded(share)
        self._book.note_opened(share, "share")
        return self.read(folded)

    def read(self, folded: Folded) -> DecisionPage:
        """The same without noting that it was opened."""
        first, child = founding(folded), child_of(folded)
        ours = first is not None and self._book.is_own(first.device)
        views = self._histories.fields(folded, ORDER)
        return DecisionPage(
            id=folded.id,
            child=child,
            child_name=self._concerns.child_name(child),
            title=decision_title(folded),
            decided_at=first.written_at if first is not None else None,
            fields=tuple(self._named(view, folded, child) for view in views if view.name in ORDER),
            history=self._histories.rows(folded, (Kind.SHARING_DECIDED, Kind.SHARING_AMENDED, Kind.SHARING_REVIEWED)),
            values=values_of(folded),
            walled=share_is_walled(self._book, folded.id),
            ours=ours,
            amendable=self._amendable(folded) if ours else (),
        )

    def amend(self, share: str, changes: Mapping[str, object], reason: str, as_told_by: str = "") -> Changes:
        """Put right what was written about a decision. Raises NoSuchRecord, NotYourRecord, ReasonNeeded, NothingChanged."""
        folded = self._folded(share)
        if changes.keys() - set(self._amendable(folded)):
            raise NothingChanged("what was shared stays what it was")
        before = values_of(folded)
        new = {name: _text(value) for name, value in changes.items()}
        if not new.get("reasons", "stands"):
            raise ReasonNeeded("a decision about sharing is recorded with its reasons")
        written: dict[str, Json] = {
            name: text or None for name, text in new.items() if text != str(before.get(name) or "")
        }
        fields, names = amendment_of(self._book, folded, written, {**before, **new}, changes, reason)
        said: dict[str, Json] = {**fields, "reason": reason.strip(), "typed_by": self._typed_by()}
        if as_told_by.strip():
            said["as_told_by"] = as_told_by.strip()
        child = child_of(folded)
        with self._book.writing() as sheet:
            sheet.say(Kind.SHARING_AMENDED, (share, child) if child else (share,), said, names)
        return sheet.changes

    # inside

    def _amendable(self, folded: Folded) -> tuple[str, ...]:
        """What this decision has: who was told only where it was shared without a letter, its basis only where it was shared."""
        held = values_of(folded)
        out = set() if held.get("told_how") else {"told_how", "told_whom", "told_at"}
        out |= set() if held.get("share") else {"basis"}
        out |= set() if held.get("list_old_why") else {"list_old_why"}
        return tuple(name for name in SHARE_AMENDABLE if name not in out)

    def _named(self, view: FieldView, folded: Folded, child: str) -> FieldView:
        """A field that names organisations or statements by id, in their words."""
        told = {"recipient": self._recipient, "statements": self._statements, "left_out": self._left_out}.get(view.name)
        if told is None:
            return view
        value = folded.fields[view.name].value
        return replace(view, sides=tuple(replace(side, text=told(value, child)) for side in view.sides))

    def _recipient(self, value: Json, _child: str) -> str:
        directory = self._book.directory
        known = directory.organisations.get(str(value)) if directory is not None else None
        return known.name if known is not None else tr("An organisation that is not in the list of people any more")

    def _statements(self, value: Json, child: str) -> str:
        named = value if isinstance(value, list | tuple) else ()
        return "\n".join(self._title(str(one), child) for one in named)

    def _left_out(self, value: Json, child: str) -> str:
        rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list | tuple) else []
        return "\n".join(f"{self._title(str(row.get('statement')), child)}: {self._labels(row)}" for row in rows)

    def _labels(self, row: Mapping[str, Json]) -> str:
        said = self._book.store.statement(str(row.get("statement")))
        family = family_of(said.kind) if said is not None else ""
        names = row.get("fields")
        found = names if isinstance(names, list | tuple) else ()
        return ", ".join(self._histories.words.label(family, str(name).partition("#")[0]) for name in found)

    def _title(self, statement: str, child: str) -> str:
        about = self._book.store.record(child) if child else None
        return self._offers.title(statement, about) if about is not None else tr("Something that is not here any more")

    def _folded(self, share: str) -> Folded:
        folded = self._book.store.record(share)
        if folded is None or folded.family != "share" or founding(folded) is None:
            raise NoSuchRecord("no such decision in this record book")
        return folded

    def _typed_by(self) -> Json:
        profile = self._book.profile
        return {"name": profile.name, "role": profile.role_title}


def _text(value: object) -> str:
    return value.at if isinstance(value, When) else str(value or "").strip()
