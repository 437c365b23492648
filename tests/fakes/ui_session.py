"""A record book with state for the tests of presenters: what is written can be read again, and can be made to fail."""

# ruff: noqa: ARG002  # a stand-in takes what the real one takes

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from desktop.domain.clocks import Due
from desktop.domain.records import (
    Answer,
    ChildEntry,
    ConcernEntry,
    Contacts,
    OrganisationKind,
    Profile,
    SharingEntry,
)
from desktop.domain.rules import Prompt
from desktop.domain.statements import Changes
from desktop.domain.urgency import Number
from desktop.domain.working_days import WorkingDays
from desktop.services.errors import NoSuchRecord
from desktop.services.pages.children import ChildPage, ChildRow, Depth, Duplicate, Earlier, Registered
from desktop.services.pages.concerns import ConcernPage, Draft, DraftRow, Recorded
from desktop.services.pages.enquiries import EnquiryPage, EnquiryRow, PhoneReferral
from desktop.services.pages.fields import Choice, FieldSide, FieldView, Missing
from desktop.services.pages.letters import Exchange, Freshness, LetterRow
from desktop.services.pages.shares import Decided, Recipient, ShareableStatement, ShareChoices, SharePreview
from desktop.services.pages.waiting import Alert

NOW = datetime(2026, 11, 20, 9, 41, tzinfo=UTC)
BABY = Prompt("non-mobile-bruise", "A mark on a baby who cannot move about", "Refer now by phone.", True, "phone-now")


class DiskIsFull(Exception):
    """A fault of the world, for tests."""


@dataclass
class FakeChildren:
    entries: dict[str, ChildEntry] = field(default_factory=dict)
    opened: list[str] = field(default_factory=list)
    amended: list[tuple[str, Mapping[str, object], str]] = field(default_factory=list)
    told_apart: list[tuple[str, ...]] = field(default_factory=list)

    def search(self, text: str = "", order: str = "name") -> tuple[ChildRow, ...]:
        wanted = text.lower()
        found = [
            self.row(child)
            for child, entry in self.entries.items()
            if wanted in f"{entry.given_names} {entry.family_name} {entry.known_as} {entry.postcode}".lower()
        ]
        if order != "name":
            found.sort(key=lambda row: getattr(row, order.removeprefix("-")), reverse=order.startswith("-"))
        return tuple(found)

    def row(self, child: str) -> ChildRow:
        entry = self.entries[child]
        name = f"{entry.given_names} {entry.family_name}".strip()
        return ChildRow(child, name, entry.known_as, entry.born, entry.expected, entry.address, 0, None)

    def likely_duplicates(self, entry: ChildEntry) -> tuple[Duplicate, ...]:
        return tuple(
            Duplicate(self.row(child), "same date of birth and a name that sounds alike")
            for child, other in self.entries.items()
            if other.born and other.born == entry.born and other.family_name == entry.family_name
        )

    def same_address(self, entry: ChildEntry) -> tuple[ChildRow, ...]:
        return tuple(
            self.row(child)
            for child, other in self.entries.items()
            if entry.postcode and other.postcode == entry.postcode and other.address == entry.address
        )

    def register(
        self, entry: ChildEntry, *, duplicates_seen: bool = False, not_same: Collection[str] = ()
    ) -> Registered:
        assert duplicates_seen
        self.told_apart.append(tuple(not_same))
        child = f"c{len(self.entries) + 1}"
        self.entries[child] = entry
        return Registered(child, Changes(frozenset({child}), frozenset({"child"})))

    def amend(self, child_id: str, changes: Mapping[str, object], reason: str) -> Changes:
        self.amended.append((child_id, changes, reason))
        return Changes(frozenset({child_id}), frozenset({"child"}))

    def entry(self, child_id: str) -> ChildEntry:
        if child_id not in self.entries:
            raise NoSuchRecord
        return self.entries[child_id]

    def earlier(self, child_id: str, part: str, shown: Collection[str]) -> Earlier:
        return Earlier()

    def page(self, child_id: str, depth: Depth | None = None, also: Collection[str] = ()) -> ChildPage:
        entry = self.entry(child_id)
        self.opened.append(child_id)
        side = FieldSide(entry.born, "Odette Farrow", NOW, "s1")
        return ChildPage(
            id=child_id,
            name=self.row(child_id).name,
            known_as=entry.known_as,
            fields=(FieldView("born", "Date of birth", "settled", (side,)),),
            history=(),
            chronology=(),
            concerns=(),
            shares=(),
            openings=(),
            same_address=(),
            clocks=(),
        )


@dataclass
class FakeConcerns:
    kept: dict[str, Draft] = field(default_factory=dict)
    recorded: list[tuple[str, ConcernEntry]] = field(default_factory=list)
    amended: list[tuple[str, Mapping[str, object], str, str]] = field(default_factory=list)
    saves: int = 0
    fails: Exception | None = None
    speaks: tuple[Prompt, ...] = ()  # what the guidance says of every entry

    def save_draft(self, draft_id: str | None, child_id: str | None, entry: ConcernEntry) -> str:
        if self.fails is not None:
            raise self.fails
        self.saves += 1
        draft = draft_id or f"d{len(self.kept) + 1}"
        self.kept[draft] = Draft(draft, child_id or "", entry, NOW)
        return draft

    def draft(self, draft_id: str) -> Draft:
        return self.kept[draft_id]

    def drafts(self) -> tuple[DraftRow, ...]:
        return tuple(DraftRow(d.id, d.child, "", d.entry.seen, d.saved_at) for d in self.kept.values())

    def discard_draft(self, draft_id: str) -> Changes:
        self.kept.pop(draft_id, None)
        return Changes(families=frozenset({"draft"}))

    def prompts(self, child_id: str | None, entry: ConcernEntry) -> tuple[Prompt, ...]:
        return (BABY,) if entry.marks and entry.mobile == Answer.NO else self.speaks

    def begin_other(self, concern_id: str, child_id: str) -> str:
        return f"draft of {child_id} from {concern_id}"

    def check(self, entry: ConcernEntry, child_id: str | None = "?") -> tuple[Missing, ...]:
        missing = []
        if not entry.safe_now:
            missing.append(Missing("safe_now", "Say whether the child is safe now"))
        if not entry.seen and not entry.words:
            missing.append(Missing("seen", "Say what was seen or heard"))
        return tuple(missing)

    def record(self, child_id: str, entry: ConcernEntry, draft_id: str | None = None) -> Recorded:
        if self.fails is not None:
            raise self.fails
        self.recorded.append((child_id, entry))
        self.kept.pop(draft_id or "", None)
        prompts = self.prompts(child_id, entry)
        concern = f"r{len(self.recorded)}"
        return Recorded(concern, "s1", prompts, BABY in prompts, Changes(frozenset({concern, child_id})))

    def page(self, concern_id: str) -> ConcernPage:
        child, entry = self.recorded[int(concern_id[1:]) - 1]
        return ConcernPage(concern_id, child, "Kian Pellow", "Concern", (), (), False, False, entry)

    def amend(self, concern_id: str, changes: Mapping[str, object], reason: str, as_told_by: str = "") -> Changes:
        self.amended.append((concern_id, changes, reason, as_told_by))
        return Changes(frozenset({concern_id}), frozenset({"concern"}))


@dataclass
class FakeRinging:
    concerns: FakeConcerns

    def contacts(self) -> Contacts:
        return Contacts("Ashmere MASH", "01632 960100", "Ashmere Emergency Duty Team", "01632 960199")

    def number(self) -> Number:
        return Number("Ashmere MASH", "01632 960100", "in", None)

    def alerts(self) -> tuple[Alert, ...]:
        number = Number("Ashmere MASH", "01632 960100", "in", None)
        return tuple(
            Alert(f"r{n}", child, "Kian Pellow", "a rule fired", number, "I am ringing about a child.", NOW)
            for n, (child, entry) in enumerate(self.concerns.recorded, 1)
            if entry.mobile == Answer.NO
        )

    def script(self, concern: str) -> str:
        return f"I am ringing about {concern}."


@dataclass
class FakeSharing:
    decided: list[SharingEntry] = field(default_factory=list)
    joined: bool = True

    def choices(self, child_id: str) -> ShareChoices:
        fields = (("seen", "Seen or heard", "A mark", False), ("address", "Address", "", True))
        return ShareChoices(
            statements=(
                ShareableStatement("s1", "concern.recorded", "Concern", NOW, fields, walled=False, record="r1"),
                ShareableStatement(
                    "s2", "concern.recorded", "Concern about staff", NOW, fields, walled=True, record="r2"
                ),
            ),
            recipients=(Recipient("o1", "Ashmere MASH", OrganisationKind.HUB, 2),) if self.joined else (),
            purposes=(Choice("refer", "Refer a child"),),
            bases=(Choice("public-task", "Our public task"),),
            suggested_basis="public-task",
        )

    def check(self, entry: SharingEntry) -> tuple[Missing, ...]:
        return () if entry.reasons else (Missing("reasons", "Give your reasons"),)

    def preview(self, entry: SharingEntry) -> SharePreview:
        return SharePreview(
            leaves=(("Concern", "Seen or heard", "A mark"), ("Concern", "Marks", "One")),
            stays=(("Concern", "Address", "Must not be disclosed"),),
            to="Ashmere MASH",
            people=("Lewis Aske",),
            warnings=(),
        )

    def decide(self, entry: SharingEntry) -> Decided:
        self.decided.append(entry)
        return Decided("s9", "share1", ("b1",) if entry.share else (), Changes(frozenset({"share1"})))


@dataclass
class FakeLetters:
    rows: list[LetterRow] = field(default_factory=list)
    fresh: Freshness = field(default_factory=lambda: Freshness(True, NOW - timedelta(days=3), 4, "Ashmere MASH"))

    def outbox(self) -> tuple[LetterRow, ...]:
        return tuple(row for row in self.rows if row.direction == "out")

    def inbox(self) -> tuple[LetterRow, ...]:
        return tuple(row for row in self.rows if row.direction == "in")

    def set_aside(self) -> tuple[LetterRow, ...]:
        return tuple(row for row in self.rows if row.state == "set aside")

    def freshness(self) -> Freshness:
        return self.fresh

    def acknowledge(self, bundle_id: str) -> Changes:
        self.rows = [replace(row, seen=True) if row.bundle == bundle_id else row for row in self.rows]
        return Changes(families=frozenset({"letter"}))


@dataclass
class FakeCourier:
    """Delivers everything that waits; ``fails`` stands for a hub that is away."""

    letters: FakeLetters
    fails: Exception | None = None
    skew: float = 0.0

    def exchange(self) -> Exchange:
        if self.fails is not None:
            raise self.fails
        sent = sum(row.state == "sealed" for row in self.letters.rows)
        self.letters.rows = [
            replace(row, state="delivered", delivered_at=NOW) if row.state == "sealed" else row
            for row in self.letters.rows
        ]
        return Exchange(sent, 0, 0, self.skew, Changes(families=frozenset({"letter"})))

    def to_folder(self, path: Path, going: Callable[[], bool], /) -> int:
        if not going():
            return 0
        return sum(row.state == "sealed" for row in self.letters.rows)

    def from_folder(self, path: Path, /) -> Exchange:
        return Exchange(0, 2, 1, 0.0, Changes(families=frozenset({"letter"})))


def enquiry(enquiry_id: str, **changes: Any) -> EnquiryRow:
    row = EnquiryRow(
        id=enquiry_id,
        kind="letter",
        child_name="Esme Rook",
        organisation="0-19 service",
        sender="Bronagh Tiller",
        received_at=NOW,
        due=Due(NOW + timedelta(days=1), True, "by Mon 23 Nov 2026"),
        state="today",
        opened=False,
        joined_with=(),
        urgent=True,
        outcome="",
    )
    return replace(row, **changes)


@dataclass
class FakeDesk:
    rows: dict[str, EnquiryRow] = field(default_factory=lambda: {"e1": enquiry("e1"), "e2": enquiry("e2")})
    decisions: list[tuple[str, str, str, str, str]] = field(default_factory=list)
    calls: list[PhoneReferral] = field(default_factory=list)

    def enquiries(self) -> tuple[EnquiryRow, ...]:
        return tuple(self.rows.values())

    def joined(self, enquiry_id: str) -> EnquiryPage:
        was = self.rows[enquiry_id].opened
        page = self.open(enquiry_id)
        self.rows[enquiry_id] = replace(self.rows[enquiry_id], opened=was)
        return replace(page, row=self.rows[enquiry_id])

    def open(self, enquiry_id: str) -> EnquiryPage:
        self.rows[enquiry_id] = replace(self.rows[enquiry_id], opened=True)
        return EnquiryPage(
            row=self.rows[enquiry_id],
            child_fields=(),
            concerns=(),
            purpose="Refer a child",
            basis="",
            family_told="no",
            reasons="",
            call=(),
            times=(("Written", NOW, "Bronagh Tiller’s computer"),),
            decisions=(),
            outcomes=(Choice("referral-strategy", "Strategy discussion"),),
            clocks=(),
        )

    def join(self, first: str, second: str, reason: str) -> Changes:
        self.rows[first] = replace(self.rows[first], joined_with=(second,))
        self.rows[second] = replace(self.rows[second], joined_with=(first,))
        return Changes(frozenset({first, second}))

    def decide(
        self, enquiry_id: str, outcome: str, reasons: str, next_contact: str = "", tell_family: str = ""
    ) -> Changes:
        self.decisions.append((enquiry_id, outcome, reasons, next_contact, tell_family))
        self.rows[enquiry_id] = replace(self.rows[enquiry_id], outcome="Strategy discussion")
        return Changes(frozenset({enquiry_id}))

    def check_phone_referral(self, referral: PhoneReferral) -> tuple[Missing, ...]:
        return () if referral.said else (Missing("said", "Say what they said"),)

    def take_phone_referral(self, referral: PhoneReferral) -> str:
        self.calls.append(referral)
        self.rows["p1"] = enquiry("p1", kind="telephone")
        return "p1"


@dataclass
class FakePapers:
    made: list[str] = field(default_factory=list)

    def chronology_pdf(self, child_id: str) -> bytes:
        self.made.append(child_id)
        return b"%PDF-1.7 invented"


class FakeSession:
    """One open record book."""

    def __init__(self) -> None:
        self.children = FakeChildren()
        self.concerns = FakeConcerns()
        self.ringing = FakeRinging(self.concerns)
        self.sharing = FakeSharing()
        self.letters = FakeLetters()
        self.courier = FakeCourier(self.letters)
        self.desk = FakeDesk()
        self.papers = FakePapers()
        self.profile = Profile(
            "Odette Farrow", "Designated safeguarding lead", "Larkmere Primary", OrganisationKind.SCHOOL
        )

    def now(self) -> datetime:
        return NOW

    @property
    def calendar(self) -> WorkingDays:
        return WorkingDays(frozenset(), date(2027, 12, 31))
