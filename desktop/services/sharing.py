"""Sharing: choose, look at exactly what leaves, decide; deciding not to share is recorded the same way.

Rules this module keeps:

* what the preview shows is computed by the same code that seals it;
* a record with a wall (``kept_from``) is offered as such, so that it is not ticked unasked, and is warned about;
* the decision, its letters and the own copy are written in one transaction, sealed before anything can leave;
* a shared amendment brings the bare shells of the statements it builds on.
"""

from __future__ import annotations

from bundle.letters import MailboxKey
from bundle.statements import parse
from desktop.domain.folding import Folded
from desktop.domain.kinds import family_of
from desktop.domain.listing import REFERRAL
from desktop.domain.records import Answer, SharingEntry
from desktop.domain.statements import Json, Kind, Statement
from desktop.language import tr
from desktop.services.book import OpenBook, Sheet
from desktop.services.clock_skew import noted
from desktop.services.concern_pages import ConcernPages
from desktop.services.entry_pages import EntryPages
from desktop.services.errors import Incomplete, NoRecipient, NoSuchRecord, NothingToShare, ReasonNeeded
from desktop.services.histories import Histories
from desktop.services.list_age import announcements, meet, too_old
from desktop.services.outgoing import (
    DESK,
    OWN_COPY,
    Envelope,
    ancestors,
    own_devices,
    queue,
    signed,
)
from desktop.services.pages.fields import Choice, Missing
from desktop.services.pages.shares import Decided, ShareChoices, SharePreview
from desktop.services.redaction import Handed, extracted_of, hand_on, left_out_of, withheld_fields
from desktop.services.reviews import is_to_come
from desktop.services.same import Sameness
from desktop.services.share_offers import ShareOffers
from desktop.services.share_readers import ShareReaders
from desktop.services.signing import to_domain
from desktop.services.times import moment_of

CLOCK_NOTES = 2  # the last times this computer's clock was found wrong, or right again, go with the letter


class Sharing:
    def __init__(
        self, book: OpenBook, histories: Histories, concerns: ConcernPages, entries: EntryPages, same: Sameness
    ) -> None:
        self._same = same
        self._book, self._histories, self._concerns = book, histories, concerns
        self._offers = ShareOffers(book, histories, concerns, entries)
        self._readers = ShareReaders(book)

    def choices(self, child_id: str) -> ShareChoices:
        """What could be shared about a child, with whom, for which purposes. Recipients are none before joining.

        ``walled`` statements are not to be ticked unasked. Raises NoSuchRecord.
        """
        child = self._offers.child(child_id)
        guidance, kind = self._book.guidance, self._book.profile.organisation_kind
        bases = guidance.bases_for(kind.value, self._book.today())
        return ShareChoices(
            statements=tuple(self._offers.offer(said, child) for said in self._offers.shareable(child_id)),
            recipients=self._offers.recipients(),
            purposes=tuple(Choice(one.code, one.label, one.hint) for one in guidance.purposes),
            bases=tuple(Choice(one.code, one.label, one.hint or one.text) for one in bases),
            suggested_basis=self._book.guidance.suggested_basis(kind, self._book.today()).code if bases else "",
            list_old=too_old(self._book),
            child_name=self._concerns.child_name(child_id),
            joined=tuple(map(self._same.name_of, self._same.group_of(child_id)[1:])),
        )

    def check(self, entry: SharingEntry) -> tuple[Missing, ...]:
        """What the decision still needs, by SharingEntry field name."""
        told, by_letter = entry.share and entry.without_letter, entry.share and not entry.without_letter
        needed = [
            ("statements", bool(entry.statements) or not entry.share, tr("Choose what to share")),
            ("recipient", bool(entry.recipient) or not by_letter, tr("Choose who to share with")),
            ("purpose", bool(entry.purpose) or not by_letter, tr("Say what it is for")),
            ("told_how", bool(entry.told_how) or not told, tr("Say how you shared it")),
            ("told_whom", bool(entry.told_whom.strip()) or not told, tr("Say who was told")),
            ("told_at", bool(entry.told_at) or not told, tr("Say when they were told")),
            ("told_at", not told or self._is_past(entry.told_at), tr("This must not be in the future")),
            ("basis", bool(entry.basis) or not entry.share, tr("Choose the basis")),
            (
                "reasons",
                bool(entry.reasons.strip()),
                tr("Say why") if entry.share else tr("Say why you are not sharing"),
            ),
            (
                "list_old_why",
                bool(entry.list_old_why.strip()) or not by_letter or not too_old(self._book),
                tr("Say why it cannot wait for a newer list of people"),
            ),
            (
                "review_on",
                entry.share or not entry.review_on or is_to_come(entry.review_on, self._book.today()),
                tr("Give a day that is still to come"),
            ),
            ("family_told", bool(entry.family_told), tr("Say whether the family was told")),
            (
                "family_told_why",
                bool(entry.family_told_why.strip()) or entry.family_told != Answer.NO,
                tr("Say why the family was not told"),
            ),
        ]
        return tuple(Missing(field, message) for field, held, message in needed if not held)

    def preview(self, entry: SharingEntry) -> SharePreview:
        """Exactly what would leave, field by field, and what stays and why. Raises NoSuchRecord."""
        child = self._offers.child(entry.child)
        handed = self._handed(entry, child)
        chosen = set(entry.statements)
        leaves, stays = [], []
        for one in handed:
            title = self._offers.title(one.whole.id, child)
            leaves += [(title, label, text) for _, label, text in self._offers.texts(one.leaves)]
            stays += [
                (title, label, one.stays[name]) for name, label, _ in self._offers.texts(one.whole) if name in one.stays
            ]
            stays += [
                (title, f"{label}: {text}", one.stays[row])
                for _, row, label, text in self._offers.rows(to_domain(one.whole))
                if row in one.stays
            ]
        stays += [
            (self._offers.title(said.id, child), "", tr("you did not choose it"))
            for said in self._offers.shareable(entry.child)
            if said.id not in chosen
        ]
        people = self._readers.people(entry) if entry.share else ()
        to = next((one.name for one in self._offers.recipients() if one.id == entry.recipient), "")
        return SharePreview(tuple(leaves), tuple(stays), to, people, tuple(self._warnings(entry, child, handed)))

    def decide(self, entry: SharingEntry) -> Decided:
        """Record the decision and, when it is to share by letter, seal and queue its letters.

        Raises NoSuchRecord, NothingToShare, ReasonNeeded, Incomplete, NotJoined, NoRecipient.
        """
        child = self._offers.child(entry.child)
        if entry.share and not entry.statements:
            raise NothingToShare("no statement was chosen")
        if not entry.reasons.strip():
            raise ReasonNeeded("a decision about sharing is recorded with its reasons")
        missing = self.check(entry)
        if missing:
            raise Incomplete(missing)
        offered = {said.id for said in self._offers.shareable(entry.child)}
        if not set(entry.statements) <= offered:
            raise NoSuchRecord("a chosen statement cannot be shared from this record book")
        recipients: tuple[MailboxKey, ...] = ()
        by_letter = entry.share and not entry.without_letter
        if by_letter:
            directory = self._book.joined()
            if entry.recipient not in directory.organisations:
                raise NoRecipient("the recipient is not in the partnership")
            recipients = self._readers.boxes(entry)
            if not recipients:
                raise NoRecipient("the recipient has nobody who could open the letter")
        handed = self._handed(entry, child)
        share = self._book.new_id()
        letters: list[str] = []
        with self._book.writing() as sheet:
            decided = sheet.say(
                Kind.SHARING_DECIDED, (share, child.id, *_concerns(handed)), self._said(entry, handed), entry.statements
            )
            if by_letter:
                to = self._book.joined().organisations[entry.recipient].name
                out = Envelope(share, DESK, to, decided.id, entry.purpose, entry.basis)
                meet(sheet, entry.recipient)
                letters.append(queue(self._book, sheet, out, recipients, self._for_them(sheet, decided, handed)))
                own = Envelope(share, OWN_COPY, self._book.profile.organisation, decided.id, entry.purpose, entry.basis)
                letters.append(
                    queue(self._book, sheet, own, own_devices(self._book), self._for_us(sheet, decided, child, handed))
                )
        return Decided(decided.id, share, tuple(letters), sheet.changes)

    def _is_past(self, told_at: str) -> bool:
        at = moment_of(told_at)
        return not told_at or (
            told_at[:10] <= self._book.today().isoformat() and (at is None or at <= self._book.now())
        )

    # what is said and what is sealed

    def _said(self, entry: SharingEntry, handed: tuple[Handed, ...]) -> dict[str, Json]:
        by_letter = entry.share and not entry.without_letter
        left_out: list[Json] = [
            {"statement": one.whole.id, "fields": sorted(one.stays)} for one in handed if one.stays and by_letter
        ]
        said: dict[str, Json] = {
            "share": entry.share,
            "recipient": "" if entry.without_letter else entry.recipient,
            "purpose": "" if entry.without_letter else entry.purpose,
            "basis": entry.basis,
            "reasons": entry.reasons.strip(),
            "family_told": entry.family_told,
            "family_told_why": entry.family_told_why.strip(),
            "list_old_why": entry.list_old_why.strip() if by_letter else "",
            "consent": entry.consent.strip(),
            "requested_by": entry.requested_by.strip(),
            "statements": list(entry.statements),
            "left_out": left_out,
            "review_on": "" if entry.share else entry.review_on,
            "no_call_why": "" if entry.share else entry.no_call_why.strip(),
        }
        if entry.share and entry.without_letter:
            said |= {"told_how": entry.told_how, "told_whom": entry.told_whom.strip(), "told_at": entry.told_at}
        return {name: value for name, value in said.items() if value not in ("", [])}

    def _for_them(self, sheet: Sheet, decided: Statement, handed: tuple[Handed, ...]) -> list[str]:
        chosen = [one.whole.id for one in handed]
        shells = [signed(self._book, earlier).bare().token for earlier in ancestors(self._book, chosen)]
        cover = parse(sheet.tokens[decided.id]).without(position=True).token
        clock = [signed(self._book, said.id) for said in noted(self._book, self._book.device)[-CLOCK_NOTES:]]
        return [
            *shells,
            *(one.leaves.token for one in handed),
            *(one.without(position=True).token for one in clock),
            cover,
        ]

    def _for_us(self, sheet: Sheet, decided: Statement, child: Folded, handed: tuple[Handed, ...]) -> list[str]:
        chosen = [one.whole.id for one in handed]
        record = [said.id for said in child.statements if family_of(said.kind) == "child"]
        wanted = dict.fromkeys((*record, *ancestors(self._book, chosen), *chosen))
        return [*(signed(self._book, one).token for one in wanted), sheet.tokens[decided.id]]

    def _handed(self, entry: SharingEntry, child: Folded) -> tuple[Handed, ...]:
        extracted = extracted_of(self._book, entry.statements)
        return tuple(
            hand_on(self._book, child, one, left_out_of(entry, one), extracted.get(one, ())) for one in entry.statements
        )

    def _warnings(self, entry: SharingEntry, child: Folded, handed: tuple[Handed, ...]) -> list[str]:
        warnings = []
        if any(self._offers.walled(said) for one in handed if (said := self._book.store.statement(one.whole.id))):
            warnings.append(
                tr("One of these records says who must not see it. Check that the letter does not reach them.")
            )
        warnings += self._readers.warnings(entry) if entry.share else ()
        kept_back = withheld_fields(child)
        if "address" in kept_back:
            warnings.append(tr("The address and setting must not be disclosed. They stay here."))
        elif kept_back:
            warnings.append(tr("The school must not be disclosed. It stays here."))
        if entry.share and not any(family_of(one.whole.kind) == "child" for one in handed):
            warnings.append(
                tr("The child's details are not chosen. The people who open this may not know who it is about.")
            )
        if lacking := self._lacking(entry, child, handed):
            warnings.append(lacking)
        if entry.share and self._book.directory is None:
            warnings.append(tr("You have not joined a partnership yet, so nothing can be sent. Ring instead."))
        if entry.share and self._book.directory is not None and self._book.directory.expires <= self._book.now():
            warnings.append(tr("The list of people in the partnership is old. Someone may have left since."))
        if entry.share:
            warnings += announcements(self._book, entry.recipient)
        return warnings

    def _lacking(self, entry: SharingEntry, child: Folded, handed: tuple[Handed, ...]) -> str:
        """What a desk will ask for first, when a referral does not bring it. Nothing is held up by it."""
        if not entry.share or entry.purpose != REFERRAL:
            return ""
        there = {name for one in handed if family_of(one.whole.kind) == "child" for name in one.leaves.fields}
        wanted = [name for name in ("address", "sex") if name not in there | set(withheld_fields(child))]
        if not wanted:
            return ""
        names = ", ".join(self._histories.words.label("child", name).lower() for name in wanted)
        return tr(
            "Not in it: {names}. They will need that, and a number to ring. You can send it as it is.", names=names
        )


def _concerns(handed: tuple[Handed, ...]) -> list[str]:
    """The concerns that the chosen statements belong to."""
    return [one.whole.about[0] for one in handed if family_of(one.whole.kind) != "child" and one.whole.about]
