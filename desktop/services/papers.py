"""Papers and copies of a record: what goes on them, the code of a court copy, and that each was made.

Rules this module keeps:

* ``record.exported`` is in the journal, durable, before a word leaves; it says which kind of copy, and its code or number;
* the code of a court copy is a digest over the ids of the statements that it shows: the same record gives the same code, and one
  statement more gives another;
* what must not be disclosed is on no paper, old texts included; a record with a wall is printed for its own reader alone;
* a family's copy leaves out what others said and who told us, unless somebody decides otherwise by hand;
* the witness's slip and the empty form say nothing of any child.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from desktop.domain.body_marks import Drawn, without_people
from desktop.domain.entries import child_entry
from desktop.domain.folding import Folded
from desktop.domain.involvement import INWARD
from desktop.domain.labels import label
from desktop.domain.records import ConcernEntry, Person, Precision, When
from desktop.domain.statements import Json, Kind, Statement
from desktop.language import mark, tr
from desktop.services.book import OpenBook, Sheet
from desktop.services.chronology_paper import ChronologyPapers, without
from desktop.services.concern_pages import ConcernPages
from desktop.services.decisions import Decisions
from desktop.services.entry_pages import EntryPages
from desktop.services.errors import NoSuchRecord, PrintingUnavailable
from desktop.services.guides import GuidePaper
from desktop.services.histories import Histories, founding
from desktop.services.pages.chronology import Shown
from desktop.services.pages.concerns import ConcernPage
from desktop.services.pages.entries import Beside
from desktop.services.pages.fields import FieldView
from desktop.services.pages.papers import ChronologyPaper, ConcernPaper, FormPaper, Printed, SlipPaper
from desktop.services.paper_shapes import decision_paper, person_paper
from desktop.services.people import People
from desktop.services.ringing import Ringing
from desktop.services.times import moment_words

CODE_LETTERS = 20  # of 32 kinds each: 100 bits
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U to misread
NUMBER_LETTERS = 8
_NOT_FOR_FAMILY = frozenset(
    {
        "reported",
        "informant",
        "told",
        "kept_from",
        "kept_from_why",
        "prompts",
        "factors",
        "opinion",
        "others",
        "present",
        "harmed_by",
        "barriers",
        "barriers_note",
    }
)
_COPIED = {"chronology": "child", "entry": "entry"}  # what a paper is of, where it is not a concern
_DONE = {
    Kind.CALL_LOGGED: mark("A telephone call was made about it"),
    Kind.SHARING_DECIDED: mark("It was decided whether to share it with another agency"),
    Kind.COLLEAGUES_TOLD: mark("Colleagues whose work it is were told"),
    Kind.ENQUIRY_DECIDED: mark("Another agency answered"),
}


@dataclass(frozen=True, slots=True)
class PaperMakers:
    """What turns each paper into one PDF (desktop/reports)."""

    chronology: Callable[[ChronologyPaper], bytes]
    concern: Callable[[ConcernPaper], bytes]
    form: Callable[[FormPaper], bytes]
    slip: Callable[[SlipPaper], bytes]
    guide: Callable[[GuidePaper], bytes]


@dataclass(frozen=True, slots=True)
class FoundCopy:
    """A court copy that this book made: when, by whom, of which record, and whether the record says the same today."""

    record: str
    family: str  # "concern", "child", or "entry" for a record beside concerns
    printed_at: str
    by: str
    same_today: bool


class Papers:
    def __init__(
        self,
        book: OpenBook,
        histories: Histories,
        chronologies: ChronologyPapers,
        concerns: ConcernPages,
        ringing: Ringing,
        makers: PaperMakers | None,
        entries: EntryPages,
        decisions: Decisions,
        people: People,
    ) -> None:
        self._decisions, self._people = decisions, people
        self._book, self._histories, self._chronologies = book, histories, chronologies
        self._concerns, self._ringing, self._makers = concerns, ringing, makers
        self._entries = entries

    def chronology_pdf(
        self, child_id: str, *, court: bool = False, shown: Shown | None = None, maps: bool = False
    ) -> bytes:
        """A child's or a family's chronology as it is ``shown``; a court copy is the whole of one child's, with a code.

        Raises NoSuchRecord, PrintingUnavailable, ReportError.
        """
        makers = self._ready()
        chosen = self._chronologies.choose(child_id, Shown() if shown is None or court else shown)
        code = self._code(child_id) if court else ""
        printed = self._note(chosen.children, "chronology", code, shown=chosen.said)
        return makers.chronology(self._chronologies.paper(chosen, printed, maps=maps))

    def concern_pdf(self, concern_id: str, *, court: bool = False) -> bytes:
        """One concern whole, with every amendment. Raises NoSuchRecord, PrintingUnavailable, ReportError."""
        makers, page = self._ready(), self._concern(concern_id)
        code = self._code(concern_id) if court else ""
        return makers.concern(self._paper(page, self._note((concern_id, page.child), "concern", code)))

    def family_pdf(self, concern_id: str) -> bytes:
        """A concern as the child or a parent would be given it to read. Raises NoSuchRecord, PrintingUnavailable, ReportError."""
        makers, page = self._ready(), self._concern(concern_id)
        out = tuple(view.label for view in page.fields if view.name in _NOT_FOR_FAMILY)
        kept = [
            label("concern", name) for name in (*_NOT_FOR_FAMILY, "body_marks")
        ]  # the map's table is printed without names
        paper = self._paper(page, self._note((concern_id, page.child), "family"))
        return makers.concern(
            replace(
                paper,
                fields=tuple(view for view in paper.fields if view.name not in _NOT_FOR_FAMILY),
                history=tuple(without(row, kept) for row in paper.history),
                drawn=without_people(paper.drawn),
                informant=Person(),
                reader="family",
                taken_out=out,
            )
        )

    def entry_pdf(self, record: str, *, court: bool = False) -> bytes:
        """One record beside concerns whole, with every amendment. Raises NoSuchRecord, PrintingUnavailable, ReportError."""
        makers, page = self._ready(), self._entries.page(self._entries.folded(record))
        code = self._code(record) if court else ""
        child = self._book.store.record(page.child) if page.child else None
        at, precision = page.row.event_at, Precision(page.row.precision)
        return makers.concern(
            ConcernPaper(
                child_name=page.child_name,
                born=child_entry(child).born if child is not None else "",
                title=_withdrawn(page.title, page.beside),
                fields=page.fields,
                history=page.history,
                happened=When(at, precision),
                noticed=When(),
                witness=Person(),
                informant=Person(),
                notes=("", ""),
                printed=self._note((record, page.child), "entry", code),
                kind=page.row.title,
            )
        )

    def decision_pdf(self, share: str) -> bytes:
        """A decision about sharing whole. Raises NoSuchRecord, PrintingUnavailable, ReportError."""
        makers, page = self._ready(), self._decisions.page(share)
        child = self._book.store.record(page.child) if page.child else None
        born = child_entry(child).born if child is not None else ""
        return makers.concern(decision_paper(page, born, self._note((share, page.child), "decision")))

    def person_pdf(self, person: str) -> bytes:
        """An adult, and what they are to each child. Raises NoSuchRecord, PrintingUnavailable, ReportError."""
        makers, page = self._ready(), self._people.page(person)
        ties = [(row.name, *self._people.relationship_fields(row.id)) for row in page.children]
        return makers.concern(person_paper(page, ties, self._note((person,), "person")))

    def form_pdf(self) -> bytes:
        """An empty one-page form with a number of its own. Raises PrintingUnavailable, ReportError."""
        makers, number = self._ready(), _letters(self._book.random(NUMBER_LETTERS), NUMBER_LETTERS)
        printed = self._note((self._book.device,), "form", number=number)
        return makers.form(FormPaper(number, printed.organisation, self._ringing.contacts(), printed.at))

    def slip_pdf(self, concern_id: str) -> bytes:
        """What the witness may keep. Raises NoSuchRecord, PrintingUnavailable, ReportError."""
        makers, page = self._ready(), self._concern(concern_id)
        first = founding(self._concerns.folded(concern_id))
        assert first is not None
        printed = self._note((concern_id, page.child), "slip")
        done = [
            (tr(_DONE[Kind(said.kind)]), said.written_at)
            for said in self._book.store.statements_about(concern_id)
            if said.kind in _DONE
        ]
        return makers.slip(
            SlipPaper(
                reference=_letters(hashlib.sha256(concern_id.encode()).digest(), NUMBER_LETTERS),
                received_by=self._book.person(first.device),
                organisation=self._book.organisation(first.device),
                received_at=first.written_at,
                acted_on=tuple(sorted(done, key=lambda one: one[1])),
                printed_at=printed.at,
            )
        )

    def plain_copy(self, concern_id: str) -> str:
        """A concern as plain text for another record system. Raises NoSuchRecord."""
        page = self._concern(concern_id)
        self._note((concern_id, page.child), "copy")
        lines = [tr("{title}. About {child}.", title=page.title, child=page.child_name)]
        lines += [
            f"{view.label}: {side.text}"
            for view in page.fields
            if view.name not in INWARD
            for side in view.sides
            if side.text
        ]
        lines += [
            tr("{title} by {who}, {when}. Why: {reason}", title=row.title, who=row.who, reason=row.reason or tr("not said"),
               when=moment_words(row.written_at))
            for row in page.history if row.kind.endswith(".amended") and row.accepted
        ]  # fmt: skip
        return "\n".join(lines)

    def find(self, code: str) -> FoundCopy | None:
        """The court copy that bears this code, as typed from paper; None when this book made none."""
        asked = code_of(code)
        for said in self._book.store.statements_of_kind(Kind.RECORD_EXPORTED):
            if asked and said.fields.get("code") == asked and said.about:
                return FoundCopy(
                    record=said.about[0],
                    family=_COPIED.get(str(said.fields.get("paper") or ""), "concern"),
                    printed_at=moment_words(said.written_at),
                    by=self._book.person(said.device),
                    same_today=self._code(said.about[0]) == asked,
                )
        return None

    # what goes on a paper

    def _ready(self) -> PaperMakers:
        if self._makers is None:
            raise PrintingUnavailable("this record book cannot make paper copies")
        return self._makers

    def _child(self, child_id: str) -> Folded:
        folded = self._book.store.record(child_id)
        if folded is None or folded.family != "child":
            raise NoSuchRecord("no such child in this record book")
        return folded

    def _concern(self, concern_id: str) -> ConcernPage:
        return self._concerns.page(self._concerns.folded(concern_id))

    def _paper(self, page: ConcernPage, printed: Printed) -> ConcernPaper:
        child = self._book.store.record(page.child) if page.child else None
        born = child_entry(child).born if child is not None else ""
        entry = page.entry
        return ConcernPaper(
            child_name=page.child_name,
            born=born,
            title=_withdrawn(page.title, page.beside),
            fields=tuple(view for view in page.fields if not _is_drawn(view, entry)),
            history=page.history,
            happened=entry.happened,
            noticed=entry.noticed,
            witness=entry.witness,
            informant=entry.informant,
            notes=(entry.notes_made, entry.notes_kept) if entry.from_notes else ("", ""),
            printed=printed,
            drawn=Drawn(entry.body, entry.body_marks),
            photos=page.photos,
        )

    def _note(
        self, records: tuple[str, ...], paper: str, code: str = "", number: str = "", *, shown: str = ""
    ) -> Printed:
        """Say that a copy is made, before it is."""
        said: dict[str, Json] = {"paper": paper}
        said |= {name: text for name, text in (("code", code), ("number", number), ("shown", shown)) if text}
        with self._book.writing() as sheet:
            sheet.say(Kind.RECORD_EXPORTED, tuple(one for one in records if one), said)
        return self._printed(sheet, code)

    def _printed(self, sheet: Sheet, code: str) -> Printed:
        profile = self._book.profile
        return Printed(f"{profile.name}, {profile.role_title}".rstrip(", "), profile.organisation, sheet.now, code)

    def _code(self, record: str) -> str:
        """The code over what a copy of this record shows today: the statements about it, but for its openings and copies."""
        said = self._book.store.statements_about(record)
        return code_over(_shown(said))


def _withdrawn(title: str, beside: Beside) -> str:
    """A record's title; of one that is withdrawn, that it is."""
    return tr("{title} (withdrawn)", title=title) if beside.withdrawn is not None else title


def code_over(statements: Iterable[str]) -> str:
    """Twenty letters over statement ids in ascending order, each followed by a line feed: SHA-256, five bits a letter."""
    joined = "".join(f"{one}\n" for one in sorted(set(statements)))
    return _letters(hashlib.sha256(joined.encode()).digest(), CODE_LETTERS)


def code_of(typed: str) -> str:
    """A code as it was typed from paper: spaces and hyphens do not count, and what is misread is put right."""
    plain = "".join(typed.upper().split()).replace("-", "").translate(str.maketrans("OILU", "011V"))
    return plain if len(plain) == CODE_LETTERS and set(plain) <= set(_ALPHABET) else ""


def spaced(code: str) -> str:
    """A code in groups of four, as it is printed."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def _shown(said: Collection[Statement]) -> Iterable[str]:
    return (one.id for one in said if one.kind not in (Kind.RECORD_OPENED, Kind.RECORD_EXPORTED))


def _letters(drawn: bytes, count: int) -> str:
    bits = int.from_bytes(drawn, "big")
    return "".join(_ALPHABET[bits >> 5 * place & 31] for place in range(count))


def _is_drawn(view: FieldView, entry: ConcernEntry) -> bool:
    """Whether a field is said by the body map that is printed; where two sides differ, both stand as text too."""
    return view.name in {"body", "body_marks"} and view.state == "settled" and bool(entry.body_marks)
