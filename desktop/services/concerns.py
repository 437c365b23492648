"""Concerns: drafts, prompts, recording, reading, amending.

Rules this module keeps:

* saving a draft is never refused; drafts live in the book and nowhere else;
* recording is one transaction: the statement is durable and its draft gone, or neither;
* an amendment has a reason and keeps the text it replaces readable.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from desktop.domain.body_marks import is_described, kept, standing, undescribed
from desktop.domain.body_words import all_marks
from desktop.domain.entries import concern_entry, to_fields
from desktop.domain.involvement import spoken
from desktop.domain.records import Answer, ConcernEntry, InvolvedChild, When
from desktop.domain.rules import Prompt
from desktop.domain.statements import Changes, Json, Kind
from desktop.domain.urgency import asks_to_ring
from desktop.domain.walls import needs_wall
from desktop.language import tr
from desktop.services.amending import amended, amendment
from desktop.services.beside import refuse_withdrawn
from desktop.services.book import OpenBook, Sheet
from desktop.services.concern_pages import ConcernPages, child_of
from desktop.services.errors import Incomplete, MarkErased, NoSuchRecord, NothingChanged
from desktop.services.pages.concerns import ConcernPage, Draft, DraftRow, Recorded
from desktop.services.pages.fields import Missing
from desktop.services.stored import StoredDraft
from desktop.services.unsigned import draft_of, id_when_signed
from desktop.services.walls import KEPT

SUMMARY_LETTERS = 80
MOVES_OTHERS = frozenset({"others", "kept_from"})  # what the lines of other children follow


class Concerns:
    def __init__(self, book: OpenBook, pages: ConcernPages) -> None:
        self._book, self._pages = book, pages
        self._involved = pages.involved

    def save_draft(self, draft_id: str | None, child_id: str | None, entry: ConcernEntry) -> str:
        """Keep what was typed so far, under the same id when there is one. Returns the draft's id."""
        draft = draft_id or self._book.new_id()
        with self._book.writing() as sheet:
            stored = StoredDraft(draft, "concern", child_id or "", to_fields(entry), sheet.now)
            sheet.add(sheet.writer.put_draft(stored))
        return draft

    def drafts(self) -> tuple[DraftRow, ...]:
        """Unfinished concerns, newest first; one that is kept from someone is listed without its words."""
        rows = []
        for stored in self._book.store.drafts():
            if stored.family != "concern":
                continue
            entry = draft_of(stored).entry
            if needs_wall(entry):
                rows.append(DraftRow(stored.id, stored.child, tr(KEPT), "", stored.saved_at))
                continue
            name = self._pages.child_name(stored.child) if stored.child else ""
            text = " ".join((entry.seen or all_marks(entry.marks, entry.body_marks) or entry.opinion).split())
            summary = text if len(text) <= SUMMARY_LETTERS else text[: SUMMARY_LETTERS - 1] + "\u2026"
            rows.append(DraftRow(stored.id, stored.child, name, summary, stored.saved_at))
        return tuple(sorted(rows, key=lambda row: row.saved_at, reverse=True))

    def draft(self, draft_id: str) -> Draft:
        """Raises NoSuchRecord."""
        stored = self._book.store.draft(draft_id)
        if stored is None:
            raise NoSuchRecord("no such draft in this record book")
        return draft_of(stored)

    def discard_draft(self, draft_id: str) -> Changes:
        """Throw a draft away; quiet when it is gone already."""
        with self._book.writing() as sheet:
            sheet.add(sheet.writer.drop_draft(draft_id))
        return sheet.changes

    def prompts(self, child_id: str | None, entry: ConcernEntry) -> tuple[Prompt, ...]:
        """The guidance edition's rules that speak to what was typed so far."""
        return self._pages.prompts(child_id, entry)

    def check(self, entry: ConcernEntry, child_id: str | None = "?") -> tuple[Missing, ...]:
        """What is still needed: which child, what, when, who told you, safe now, what you did.

        ``child_id`` left out means that the child is known to the caller.
        """
        needed = (
            ("child", bool(child_id), tr("Say which child this is about")),
            (
                "happened",
                bool(entry.happened.at or entry.happened.note) or entry.happened.precision == "unknown",
                tr("Say when it happened, or that it is not known"),
            ),
            (
                "seen",
                _any(entry.seen, entry.marks)
                or any(map(is_described, standing(entry.body_marks)))
                or bool(entry.words or entry.reported),
                tr("Say what was seen or heard"),
            ),
            ("witness", _any(entry.witness.name, entry.informant.name), tr("Say who saw it, or who told you")),
            ("safe_now", bool(entry.safe_now), tr("Say whether the child is safe now; you may not know")),
            ("done", _any(entry.done), tr("Say what you did")),
            (
                "kept_from",
                entry.accused_works_with_children != Answer.YES or bool(entry.kept_from),
                tr("Say who must not see this; write “not known yet” if you do not know"),
            ),
        )
        missing = [Missing(field, message) for field, held, message in needed if not held]
        if blank := undescribed(entry.body_marks):
            said = tr("Say what mark {number} looks like, or take it away", number=blank[0].number)
            missing.append(Missing("body_marks", said))
        if entry.review_on and entry.review_on < self._book.today().isoformat():
            missing.append(Missing("review_on", tr("Give a day that is still to come")))
        if any(fault.why == "alone" for fault in self._book.guidance.factor_faults(entry.factors)):
            missing.append(Missing("factors", tr("“No factors” stands alone: take it away, or the others")))
        return (*missing, *self._involved.check(entry, child_id or ""))

    def record(self, child_id: str, entry: ConcernEntry, draft_id: str | None = None) -> Recorded:
        """Sign and keep a concern. Raises Incomplete (with ``missing``), NoSuchRecord."""
        missing = self.check(entry, child_id)
        if missing:
            raise Incomplete(missing)
        child = self._book.store.record(child_id)
        if child is None or child.family != "child":
            raise NoSuchRecord("no such child in this record book")
        prompts = self._pages.prompts(child_id, entry)
        concern = id_when_signed(self._book, draft_id)
        fields = to_fields(spoken(entry))
        if prompts:
            fields["prompts"] = [prompt.id for prompt in prompts]
        fields["typed_by"] = self._typed_by()
        with self._book.writing() as sheet:
            said = sheet.say(Kind.CONCERN_RECORDED, (concern, child_id), fields)
            self._involved.say(sheet, concern, entry, fields["typed_by"])
            if draft_id:
                sheet.add(sheet.writer.drop_draft(draft_id))
        others = self._involved.of_concern(concern, entry.others)
        return Recorded(concern, said.id, prompts, asks_to_ring(entry, prompts), sheet.changes, others)

    def begin_other(self, concern_id: str, child_id: str) -> str:
        """Begin a draft about another child of a concern's event, with its time, its wall and that child's part, and no text of it.

        Returns the draft's id. Raises NoSuchRecord.
        """
        entry = concern_entry(self._pages.folded(concern_id))
        part = next((one for one in entry.others if one.child == child_id), None)
        if part is None:
            raise NoSuchRecord("that child is not named in this concern")
        begun = ConcernEntry(
            happened=When(entry.happened.at, entry.happened.precision),
            role=part.role,
            accused_works_with_children=entry.accused_works_with_children,
            kept_from=entry.kept_from,
        )
        return self.save_draft(None, child_id, begun)

    def page(self, concern_id: str) -> ConcernPage:
        """One concern with its history; writes record.opened at most once an hour. Raises NoSuchRecord."""
        folded = self._pages.folded(concern_id)
        self._book.note_opened(concern_id, "concern")
        return self._pages.page(folded)

    def amend(self, concern_id: str, changes: Mapping[str, object], reason: str, as_told_by: str = "") -> Changes:
        """Change fields (ConcernEntry field name to its new value, as in ConcernEntry or as in a statement).

        Raises NoSuchRecord, ReasonNeeded, NothingChanged, NotYourRecord, RecordWithdrawn, MarkErased.
        """
        folded = self._pages.folded(concern_id)
        refuse_withdrawn(folded)
        before = concern_entry(folded)
        after = amended(before, changes)
        child = child_of(folded)
        if "others" in changes and (wrong := self._involved.check(after, child)):
            raise Incomplete(wrong)
        if not kept(before.body_marks, after.body_marks):
            raise MarkErased("a mark of a body map is struck through, never taken away or changed")
        about: dict[str, Json] = {"reason": reason.strip(), "typed_by": self._typed_by()}
        if as_told_by.strip():
            about["as_told_by"] = as_told_by.strip()
        noted = "others" in changes and self._involved.notes_change(concern_id, after)
        try:
            fields, names = amendment(self._book, folded, (before, spoken(after)), changes, reason)
        except NothingChanged:
            if not noted:
                raise
            fields, names = {}, ()
        said: dict[str, Json] = {**fields, **about}
        prompts = [prompt.id for prompt in self._pages.prompts(child, after, concern_id)]
        held = folded.fields.get("prompts")
        if prompts != (held.value if held else []):
            said["prompts"] = prompts or None
            names = (*names, *(value.statement_id for value in (held.values if held else ())))
        with self._book.writing() as sheet:
            if fields:
                sheet.say(Kind.CONCERN_AMENDED, (concern_id, child) if child else (concern_id,), said, names)
            if noted or not MOVES_OTHERS.isdisjoint(fields):
                notes = after if "others" in changes else replace(after, others=self._with_notes(concern_id, after))
                self._involved.follow(sheet, concern_id, before, notes, about)
            if "kept_from" in fields:
                self._wall_drafts(sheet, before, after)
        return sheet.changes

    def _wall_drafts(self, sheet: Sheet, before: ConcernEntry, after: ConcernEntry) -> None:
        """What was begun about another child of the event, and is not signed yet, is kept from whom the event is kept from now."""
        children = {one.child for one in (*before.others, *after.others)}
        for stored in self._book.store.drafts():
            entry = draft_of(stored).entry if stored.family == "concern" and stored.child in children else None
            if entry is not None and entry.happened.at in (before.happened.at, after.happened.at):
                names = tuple(dict.fromkeys((*entry.kept_from, *after.kept_from)))
                walled = replace(stored, fields=to_fields(replace(entry, kept_from=names)))
                sheet.add(sheet.writer.put_draft(walled))

    def _with_notes(self, concern_id: str, entry: ConcernEntry) -> tuple[InvolvedChild, ...]:
        return self._involved.of_concern(concern_id, entry.others)

    def _typed_by(self) -> Json:
        profile = self._book.profile
        return {"name": profile.name, "role": profile.role_title}


def _any(*texts: str) -> bool:
    return any(text.strip() for text in texts)
