"""One open record book, with every verb a screen can ask for.

Rules this module keeps:

* joined here, once, from parts that were given: no service looks anything up for itself;
* every call runs on the one database worker thread;
* after ``lock()`` nothing here works again; the vault wipes what it can of the keys (SECURITY.md says what it cannot).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from bundle.keys import DeviceKeys
from desktop.domain.guidance import Guidance
from desktop.domain.records import Profile
from desktop.domain.statements import Changes, Kind
from desktop.domain.working_days import WorkingDays
from desktop.services.adopting import Adopting
from desktop.services.attachments import Attachments
from desktop.services.book import PROFILE, FormerDevice, OpenBook, profile_from, profile_to
from desktop.services.children import Children
from desktop.services.chronology import Chronologies
from desktop.services.chronology_paper import chronologies_of
from desktop.services.chronology_telling import ChronologyTelling
from desktop.services.colleagues import Colleagues
from desktop.services.comparing import people_of
from desktop.services.concern_pages import ConcernPages
from desktop.services.concerns import Concerns
from desktop.services.countersigning import Countersigning
from desktop.services.decisions import Decisions
from desktop.services.desk import Desk
from desktop.services.desk_keys import DeskKeys
from desktop.services.diagnostics import Diagnostics
from desktop.services.enquiries import Enquiries
from desktop.services.enquiry_pages import EnquiryPages
from desktop.services.entries import Entries
from desktop.services.entry_pages import EntryPages
from desktop.services.erasing import Erasing
from desktop.services.errors import TransferUnavailable
from desktop.services.extracts import Extracts
from desktop.services.finding import Finding
from desktop.services.guides import Guides
from desktop.services.histories import Histories
from desktop.services.incoming import Incoming
from desktop.services.keeping import RECOVERED, RESTORED, Keeper, Keeping
from desktop.services.letters import Letters
from desktop.services.local_editions import LocalEditions
from desktop.services.mailroom import Courier, Mailroom
from desktop.services.membership import Membership
from desktop.services.note_photos import NotePhotos
from desktop.services.papers import PaperMakers, Papers
from desktop.services.ports import Clock, Random, SealedFiles, Store
from desktop.services.preferences import Preferring
from desktop.services.promises import Promises
from desktop.services.questions import Questions
from desktop.services.reading_out import ReadingOut
from desktop.services.recovery import Recovering
from desktop.services.reviews import Reviews
from desktop.services.ringing import Ringing
from desktop.services.share_offers import ShareOffers
from desktop.services.shares import Shares
from desktop.services.sharing import Sharing
from desktop.services.timelimits import TimeLimits
from desktop.services.today import Today
from desktop.services.undecided import Undecided
from desktop.services.unfinished import Unfinished
from desktop.services.withdrawing import Withdrawing


def begin_book(
    store: Store, keys: DeviceKeys, clock: Clock, random: Random, guidance: Guidance, profile: Profile
) -> Changes:
    """Write a new book's first statement (device.started) and its profile, in one transaction. Call once."""
    book = OpenBook(store, keys, clock, random, guidance)
    with book.writing() as sheet:
        book.keep_profile(profile, sheet)
        said = {"name": profile.name, "role_title": profile.role_title, "organisation": profile.organisation}
        sheet.say(Kind.DEVICE_STARTED, (book.device,), said)
    return sheet.changes


def take_over(store: Store, name: str, role_title: str) -> None:
    """Let a recovered book be kept by another person of its organisation from now on, before it is opened.

    What was written stays as it was; so do the organisation and whom to ring.
    """
    profile = replace(profile_from(store.setting(PROFILE)), name=name, role_title=role_title)
    with store.transaction() as writer:
        writer.put_setting(PROFILE, profile_to(profile))
        writer.put_setting(RESTORED, RECOVERED)


class Session:
    """The API of the screens. ``make_courier`` gets the mailroom; ``makers`` make PDFs.

    ``keys_mended``: opening found the key file damaged and mended it; the person is told until the book is locked.
    ``readers``: the devices that this book was before a restore, by device id; with what opens their mail.
    """

    def __init__(
        self,
        store: Store,
        keys: DeviceKeys,
        clock: Clock,
        random: Random,
        guidance: Guidance,
        keeper: Keeper,
        make_courier: Callable[[Mailroom], Courier] | None = None,
        makers: PaperMakers | None = None,
        *,
        keys_mended: bool = False,
        readers: Mapping[str, FormerDevice] = MappingProxyType({}),
        sealed_files: SealedFiles | None = None,
    ) -> None:
        self.book = book = OpenBook(store, keys, clock, random, guidance, readers)
        book.keys_mended = keys_mended
        book.sealed_files = sealed_files
        book.read_profile()
        histories = Histories(book)
        pages = ConcernPages(book, histories)
        shares = Shares(book, histories.words)
        entry_pages = EntryPages(book, histories, pages)
        chronologies = Chronologies(book, histories.words, entry_pages)
        limits = TimeLimits(book, shares, pages)
        enquiries = Enquiries(book)
        self.erasing = Erasing(book)
        incoming = Incoming(book, self.erasing.finish)
        adopting = Adopting(book, incoming)
        self.ringing = Ringing(book, pages, shares)
        undecided = Undecided(book, pages)
        self.same, self.people, self.comparing = people_of(book, histories)
        self.children = Children(
            book,
            histories,
            pages,
            shares,
            chronologies,
            limits,
            self.ringing,
            undecided,
            entry_pages,
            self.people,
            self.same,
        )
        self.concerns, self.entries = Concerns(book, pages), Entries(book, entry_pages)
        self.withdrawing = Withdrawing(book, pages, entry_pages)
        self.colleagues = Colleagues(book, pages, entry_pages)
        self.chronology_telling = ChronologyTelling(book, self.colleagues)
        self.finding = Finding(book, self.children, pages, entry_pages)
        self.sharing = Sharing(book, histories, pages, entry_pages, self.same)
        self.letters = Letters(book, shares, pages)
        asked = EnquiryPages(book, histories, pages, limits, entry_pages)
        self.desk = Desk(book, enquiries, asked)
        self.questions = Questions(book, enquiries, pages)
        self.reviews = Reviews(book, self.concerns, pages, self.entries, entry_pages)
        self.promises = Promises(book, self.desk, enquiries, asked)
        self.countersigning = Countersigning(book, adopting)
        self.desk_keys = DeskKeys(book)
        self.membership = Membership(book, adopting, self.countersigning, self.desk_keys)
        self.mailroom = Mailroom(book, incoming, adopting)
        self.keeping = Keeping(book, keeper)
        self.recovery = Recovering(book, self.membership, keeper.recovery)
        adopting.watch(self.keeping.learn_recovery)
        self.today = Today(
            book, self.ringing, self.concerns, self.letters, self.desk, shares, limits, self.membership, self.promises,
            self.keeping.last_backup, self.questions, self.reviews, undecided,
            self.colleagues, self.entries,
        )  # fmt: skip
        self.reading_out = ReadingOut(book, histories.words)
        self.decisions = Decisions(book, histories, pages, ShareOffers(book, histories, pages, entry_pages))
        self.chronology, printing = chronologies_of(book, histories, chronologies, pages, entry_pages, self.people)
        self.papers = Papers(
            book, histories, printing, pages, self.ringing, makers, entry_pages, self.decisions, self.people
        )
        self.unfinished, self.preferring = Unfinished(book), Preferring(book)
        self.guides = Guides(book, self.ringing, makers.guide if makers is not None else None)
        self.local_editions, self.diagnostics, self.extracts = LocalEditions(book), Diagnostics(book), Extracts(book)
        self._attachments = Attachments(book, sealed_files) if sealed_files is not None else None
        self.note_photos = NotePhotos(book, lambda one: pages.page(pages.folded(one)), self._attachments)
        self._keeper = keeper
        self._courier = make_courier(self.mailroom) if make_courier else None
        self.erasing.finish()

    @property
    def courier(self) -> Courier:
        """Raises TransferUnavailable when the book was opened without one."""
        if self._courier is None:
            raise TransferUnavailable("this record book was opened without a way to send and fetch letters")
        return self._courier

    @property
    def attachments(self) -> Attachments:
        """Files attached to records. Raises TransferUnavailable when the book was opened without a folder for them."""
        if self._attachments is None:
            raise TransferUnavailable("this record book was opened without a folder for attachments")
        return self._attachments

    @property
    def profile(self) -> Profile:
        """Who keeps this book."""
        return self.book.profile

    @property
    def device(self) -> str:
        """This device's id (thumbprint of its signing key)."""
        return self.book.device

    @property
    def guidance(self) -> Guidance:
        """The guidance edition in force here."""
        return self.book.guidance

    @property
    def uses_codes(self) -> bool:
        """Whether the keeper of this book works with the census's codes: by kind of organisation, or role in the list."""
        me = self.book.me
        return self.guidance.uses_codes(self.profile.organisation_kind, me.role if me else "")

    @property
    def calendar(self) -> WorkingDays:
        """The edition's working days."""
        return self.book.calendar

    def now(self) -> datetime:
        """Aware, UTC."""
        return self.book.now()

    def change_profile(self, profile: Profile) -> Changes:
        """Keep changed contacts or title; what was signed before stays as it was."""
        with self.book.writing() as sheet:
            self.book.keep_profile(profile, sheet)
            sheet.add(Changes(families=frozenset({"standing"})))
        return sheet.changes

    def lock(self) -> None:
        """Close everything and wipe the keys; quiet when done already."""
        self._keeper.lock()
