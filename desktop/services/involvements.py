"""Several children in one event: what is written into the record of each other child, and what stands there.

Rules this module keeps:

* each other child gets a record of its own: a pointer to the concern, the role, and a note about that child; never a word of it;
* it is written in the transaction that signs or amends the concern, and walled against the same people;
* a child that is taken out of the event keeps the line, withdrawn, with the reason;
* a line is withdrawn while its concern is; when the event was is read from the concern, never copied;
* only our own organisation's involvements count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from desktop.domain.dates import moment_words
from desktop.domain.entries import child_entry, concern_entry
from desktop.domain.folding import Folded
from desktop.domain.involvement import FAMILY, ROLES
from desktop.domain.records import ConcernEntry, InvolvedChild, When
from desktop.domain.statements import Json, Kind
from desktop.domain.withdrawals import is_withdrawn, newest
from desktop.language import mark, tr
from desktop.services.book import OpenBook, Sheet
from desktop.services.describe import full_name
from desktop.services.histories import founding, in_order
from desktop.services.pages.fields import Missing
from desktop.services.pages.involvements import InvolvementRow
from desktop.services.walls import KEPT

LINE = mark("Involved in an event recorded with another child")


class Involvements:
    def __init__(self, book: OpenBook) -> None:
        self._book = book

    # reading

    def of_child(self, child: str) -> tuple[InvolvementRow, ...]:
        """The events recorded with other children in which this child had a part, in no order."""
        return tuple(self.row(folded) for folded in self._ours(child))

    def of_concern(self, concern: str, others: Iterable[InvolvedChild]) -> tuple[InvolvedChild, ...]:
        """The other children of an event with their names, and the notes that stand in their own records."""
        return tuple(
            replace(one, name=self.name(one.child), note=_text(self._of(concern, one.child), "note")) for one in others
        )

    def name(self, child: str) -> str:
        folded = self._book.store.record(child) if child else None
        if folded is None or folded.family != "child":
            return tr("A child who is not in this record book")
        entry = child_entry(folded)
        return full_name(entry.given_names, entry.family_name)

    def check(self, entry: ConcernEntry, child: str) -> tuple[Missing, ...]:
        """What does not hold of the other children of a concern about ``child``."""
        named = [one.child for one in entry.others]
        if child in named:
            return (Missing("others", tr("The child whom this is about is in it already: name the others only")),)
        if len(set(named)) < len(named):
            return (Missing("others", tr("A child stands there twice: take one row away")),)
        held = (self._book.store.record(one) for one in named)
        if any(folded is None or folded.family != "child" for folded in held):
            return (Missing("others", tr("Choose each other child from this record book")),)
        return ()

    # writing

    def say(self, sheet: Sheet, concern: str, entry: ConcernEntry, typed_by: Json) -> None:
        """Write the line of each other child, with the concern that is signed in this transaction."""
        for other in entry.others:
            self._record(sheet, concern, entry, other, typed_by)

    def follow(
        self, sheet: Sheet, concern: str, before: ConcernEntry, after: ConcernEntry, said: dict[str, Json]
    ) -> None:
        """Let the lines of the other children say what the amended concern says of them. ``said``: ``reason``, ``as_told_by``, ``typed_by``."""
        wanted = {one.child: one for one in after.others if one.child}
        for gone in (one.child for one in before.others if one.child not in wanted):
            held = self._of(concern, gone)
            if held is not None:
                fields = {name: said[name] for name in ("reason", "typed_by")}
                sheet.say(Kind.RECORD_WITHDRAWN, (held.id, gone), fields, newest(held))
        for other in wanted.values():
            held = self._of(concern, other.child)
            if held is not None:
                self._amend(sheet, held, _fields(concern, after, other), said)
            elif all(one.child != other.child for one in before.others):  # else their line stands in a colleague's book
                self._record(sheet, concern, after, other, said["typed_by"])

    def notes_change(self, concern: str, after: ConcernEntry) -> bool:
        """Whether what is noted about another child changes, which no field of the concern says."""
        held = {one.child: _text(self._of(concern, one.child), "note") for one in after.others}
        return any(one.note.strip() != held[one.child] for one in after.others)

    def _record(self, sheet: Sheet, concern: str, entry: ConcernEntry, other: InvolvedChild, typed_by: Json) -> None:
        fields = {**_fields(concern, entry, other), "typed_by": typed_by}
        sheet.say(Kind.INVOLVEMENT_RECORDED, (self._book.new_id(), other.child), fields)

    def _amend(self, sheet: Sheet, held: Folded, wanted: dict[str, Json], said: dict[str, Json]) -> None:
        changed: dict[str, Json] = {}
        for name in ("role", "note", "kept_from"):
            field = held.fields.get(name)
            if (field.value if field is not None else None) != wanted.get(name):
                changed[name] = wanted.get(name)
        if changed:
            sides = [side.statement_id for name in changed if name in held.fields for side in held.fields[name].values]
            sheet.say(Kind.INVOLVEMENT_AMENDED, (held.id, _child_of(held)), {**changed, **said}, sides or newest(held))

    def _ours(self, child: str) -> tuple[Folded, ...]:
        found = self._book.store.records_of_child(child, FAMILY)
        return tuple(one for one in found if (first := founding(one)) is not None and self._book.is_own(first.device))

    def _of(self, concern: str, child: str) -> Folded | None:
        """The standing line of a concern in a child's record."""
        for one in self._ours(child):
            if _text(one, "concern") == concern and not is_withdrawn(one):
                return one
        return None

    def row(self, folded: Folded) -> InvolvementRow:
        """One involvement whose beginning has come."""
        first = founding(folded)
        assert first is not None
        concern = self._book.store.record(_text(folded, "concern"))
        known = concern is not None and concern.family == "concern"
        happened = concern_entry(concern).happened if concern is not None and known else When()
        walled = folded.walled or (concern is not None and concern.walled)
        role = _role(_text(folded, "role"))
        line = f"{tr(LINE)}: {role}" if role else tr(LINE)
        who, place = self._book.person(first.device), self._book.organisation(first.device)
        return InvolvementRow(
            record=folded.id,
            child=_child_of(folded),
            concern=_text(folded, "concern") if known else "",
            event_at=happened.at,
            precision=happened.precision.value,
            written_at=first.written_at,
            received_at=self._book.store.received_at(first.id) or first.written_at,
            what=tr(KEPT) if walled else line,
            note="" if walled else _text(folded, "note"),
            source=f"{who}, {place}" if place else who,
            walled=walled,
            withdrawn=is_withdrawn(folded) or (concern is not None and is_withdrawn(concern)),
            amended=any(said.kind == Kind.INVOLVEMENT_AMENDED for said in folded.statements),
            before=() if walled else tuple(_before(folded)),
        )


def _fields(concern: str, entry: ConcernEntry, other: InvolvedChild) -> dict[str, Json]:
    said: dict[str, Json] = {"concern": concern}
    said |= {name: text for name, text in (("role", other.role), ("note", other.note.strip())) if text}
    if entry.kept_from:
        said["kept_from"] = list(entry.kept_from)
    return said


def _role(code: str) -> str:
    return tr(ROLES[code]).lower() if code in ROLES else ""


def _before(folded: Folded) -> Iterator[str]:
    """What each amendment replaced, and why; the latest last."""
    stood: dict[str, str] = {}
    for said in in_order(folded.statements):
        now = {name: str(said.fields[name] or "") for name in ("role", "note") if name in said.fields}
        if said.kind == Kind.INVOLVEMENT_AMENDED:
            gone = {name: stood.get(name, "") for name in now}
            texts = [text for text in (_role(gone.get("role", "")), gone.get("note", "")) if text]
            yield tr(
                "Until {when}: {what}. Why it changed: {reason}",
                when=moment_words(said.written_at),
                what="; ".join(texts) or tr("nothing"),
                reason=said.fields.get("reason") or "",
            )
        stood |= now


def _text(folded: Folded | None, name: str) -> str:
    held = folded.fields.get(name) if folded is not None else None
    return str(held.value or "") if held is not None else ""


def _child_of(folded: Folded) -> str:
    first = founding(folded)
    return first.about[1] if first is not None and len(first.about) > 1 else ""
