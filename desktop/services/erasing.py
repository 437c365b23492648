"""Retention: what need not be kept any more is erased, unless a legal hold keeps it.

Rules this module keeps:

* an erasure is a statement (a tombstone) that names statements and fields, its reason and its basis, and no value;
* saying it erases, in the same transaction (desktop/storage/erasing.py); attachment files go after it, and what was broken
  off goes on when the book is opened again;
* it travels to all of the own organisation's devices, binds them, and bars what it names from every later letter or restore;
* signature, id and place in the chain stay: that something was said, by whom and when, can still be checked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.acceptance import NOT_A_LEAD
from desktop.domain.erasing import may_be_erased
from desktop.domain.extracts import extract_of
from desktop.domain.records import Role
from desktop.domain.statements import Changes, Json, Kind, Statement
from desktop.services.attachments import attached
from desktop.services.book import OpenBook, Sheet
from desktop.services.errors import HeldByLaw, NoSuchRecord, NotALead, NothingToErase, ReasonNeeded
from desktop.services.outgoing import OWN_COPY, Envelope, box, queue

UNFINISHED = "erasure to finish"  # setting: ids of attachment files still to remove (desktop/storage/erasing.py)
MOST_NAMED = 400  # statements in one tombstone: each is a disclosure


@dataclass(frozen=True, slots=True)
class ToErase:
    """What an erasure would take: statements by the record they belong to, and who holds it, if anybody."""

    records: Mapping[str, tuple[Statement, ...]]
    holds: tuple[Statement, ...]

    @property
    def statements(self) -> int:
        return sum(map(len, self.records.values()))


class Erasing:
    """``session.erasing``."""

    def __init__(self, book: OpenBook) -> None:
        self._book = book

    def look(self, record: str) -> ToErase:
        """What erasing a record would take; of a child: all of the child's records. Raises NoSuchRecord."""
        about = [said for said in self._book.store.statements_about(record) if may_be_erased(said.kind) and said.about]
        if not about:
            raise NoSuchRecord("nothing is known of this record")
        records: dict[str, list[Statement]] = {}
        for said in about:
            records.setdefault(said.about[0], []).append(said)
        return ToErase({one: tuple(found) for one, found in records.items()}, self._holds([record, *records]))

    def erase(self, record: str, reason: str, basis: str = "") -> Changes:
        """Erase every field of everything about a record; of a child: of all of the child's records.

        Raises NoSuchRecord, ReasonNeeded, NotALead, HeldByLaw.
        """
        found = self.look(record)
        wanted = {one: {said.id: () for said in all_} for one, all_ in found.records.items()}
        return self._write(wanted, reason, basis)

    def erase_fields(self, fields: Mapping[str, Collection[str]], reason: str, basis: str = "") -> Changes:
        """Erase these fields of these statements. Raises as ``erase``."""
        wanted: dict[str, dict[str, tuple[str, ...]]] = {}
        for named, names in fields.items():
            said = self._book.store.statement(named)
            if said is None or not said.about or not may_be_erased(said.kind):
                raise NoSuchRecord("a statement is not in this record book")
            if names:
                wanted.setdefault(said.about[0], {})[named] = tuple(sorted(names))
                for extract in self._extracts(said, names):
                    wanted[said.about[0]][extract] = ("extract",)
        return self._write(wanted, reason, basis)

    def hold(self, record: str, reason: str) -> Changes:
        """Keep a record from being erased; of a child: all of the child's. Raises NoSuchRecord, ReasonNeeded, NotALead."""
        self._require_lead()
        if not reason.strip():
            raise ReasonNeeded("a hold is recorded with its reason")
        if not self._book.store.statements_about(record):
            raise NoSuchRecord("nothing is known of this record")
        with self._book.writing() as sheet:
            said = sheet.say(Kind.HOLD_PLACED, (record,), {"reason": reason.strip()}, must=True)
            self._tell(sheet, record, [said])
        return sheet.changes

    def lift(self, record: str, reason: str) -> Changes:
        """Lift every hold on a record. Raises NoSuchRecord (no hold stands), ReasonNeeded, NotALead."""
        self._require_lead()
        holds = self._holds([record])
        if not reason.strip():
            raise ReasonNeeded("a hold is lifted with its reason")
        if not holds:
            raise NoSuchRecord("no hold stands on this record")
        with self._book.writing() as sheet:
            after = [one.id for one in holds]
            said = sheet.say(Kind.HOLD_LIFTED, (record,), {"reason": reason.strip()}, after, must=True)
            self._tell(sheet, record, [said])
        return sheet.changes

    def finish(self) -> None:
        """Remove attachment files whose keys were erased; quiet when there is nothing to do. Call at opening too."""
        waiting = self._book.store.setting(UNFINISHED)
        if waiting is None:
            return
        added = self._book.store.statements_of_kind(Kind.ATTACHMENT_ADDED)
        named = {one.id for said in added for one in attached(said)}  # by whatever record: that one may be held
        for attachment in waiting if isinstance(waiting, list | tuple) else ():
            if self._book.sealed_files is not None and str(attachment) not in named:
                self._book.sealed_files.erase(str(attachment))
        with self._book.writing() as sheet:
            sheet.writer.put_setting(UNFINISHED, None)

    def _write(self, wanted: Mapping[str, Mapping[str, tuple[str, ...]]], reason: str, basis: str) -> Changes:
        self._require_lead()
        if not reason.strip():
            raise ReasonNeeded("an erasure is recorded with its reason")
        if not any(wanted.values()):
            raise NothingToErase("no field was chosen")
        about = {record: self._about(record) for record in wanted}
        if self._holds({one for all_ in about.values() for one in all_}):
            raise HeldByLaw("a legal hold keeps this record")
        why: dict[str, Json] = {"reason": reason.strip(), **({"basis": basis.strip()} if basis.strip() else {})}
        with self._book.writing() as sheet:
            for record, fields in wanted.items():
                rows: list[Json] = [_row(named, names) for named, names in fields.items()]
                said = [
                    sheet.say(Kind.RECORD_ERASED, about[record], {**why, "statements": part}, must=True)
                    for part in _parts(rows)
                ]
                self._tell(sheet, record, said)
        self.finish()
        return sheet.changes

    def _about(self, record: str) -> tuple[str, ...]:
        """The record, and the child that it belongs to."""
        said = self._book.store.statements_about(record)
        child = next((one.about[1] for one in said if one.about[0] == record and len(one.about) > 1), "")
        return tuple(dict.fromkeys(one for one in (record, child) if one))

    def _extracts(self, original: Statement, names: Collection[str]) -> list[str]:
        """The extracts of these fields: what stays in them was taken from the same words."""
        near = self._book.store.statements_about(original.about[0])
        found = [made for said in near if (made := extract_of(said)) is not None and self._book.is_own(made.device)]
        return [made.statement for made in found if made.original == original.id and made.field in names]

    def _holds(self, records: Collection[str]) -> tuple[Statement, ...]:
        store, wanted = self._book.store, set(records)
        standing = store.standing_holds()
        return tuple(
            one for one in store.statements_of_kind(Kind.HOLD_PLACED) if one.id in standing and wanted & set(one.about)
        )

    def _require_lead(self) -> None:
        me = self._book.me
        if me is not None and me.role not in {Role.LEAD, Role.DESK}:
            raise NotALead(NOT_A_LEAD.reason)

    def _tell(self, sheet: Sheet, record: str, said: Sequence[Statement]) -> None:
        """To every device of the own organisation, this one among them: after a restore it is told again."""
        directory, me = self._book.directory, self._book.me
        if directory is None or me is None:
            return
        recipients = [box(one) for one in directory.devices_of(me.organisation, self._book.now())]
        if recipients:
            envelope = Envelope(record, OWN_COPY, self._book.profile.organisation)
            queue(self._book, sheet, envelope, recipients, [sheet.tokens[one.id] for one in said])


def _row(statement: str, names: Collection[str]) -> dict[str, Json]:
    """A tombstone's row; without ``fields`` it is every field."""
    return {"statement": statement, **({"fields": list(names)} if names else {})}


def _parts(rows: Sequence[Json]) -> Iterator[list[Json]]:
    for start in range(0, len(rows), MOST_NAMED):
        yield list(rows[start : start + MOST_NAMED])
