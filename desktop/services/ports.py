"""What the use cases need from the outside world: small protocols, implemented by storage, vault and sync.

Rules this module keeps:

* everything written in one ``transaction()`` is durable together when its block ends, or not at all;
* an append is idempotent by statement id; when the same statement comes with more fields disclosed, the fuller copy stays;
* reads outside a transaction see the last committed state;
* nothing here knows SQL, Qt, files or sockets.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import BinaryIO, Protocol

from desktop.domain.acceptance import Moved, Withdrawal
from desktop.domain.folding import Folded
from desktop.domain.matching import LookedFor
from desktop.domain.statements import Changes, Json, Position, Statement
from desktop.domain.terms import NO_TERMS, Terms
from desktop.services.stored import (
    ChildHit,
    IncomingLetter,
    JournalEntry,
    LetterState,
    OutboxRow,
    OutgoingLetter,
    RecordLine,
    StoredDraft,
    ToldLine,
)


class Clock(Protocol):
    def now(self) -> datetime:
        """The time now, aware, UTC."""
        ...


class Random(Protocol):
    def __call__(self, size: int, /) -> bytes: ...


class NewFile(Protocol):
    """A file of the record book that is being sealed into."""

    def write(self, piece: bytes | memoryview, /) -> int: ...
    def keep(self, attachment: str) -> None:
        """Make what was written durable under its id."""
        ...


class SealedFiles(Protocol):
    """The sealed files of attachments in the record book's folder, each named by the SHA-256 of its bytes."""

    def new(self) -> AbstractContextManager[NewFile]: ...
    def ids(self) -> tuple[str, ...]: ...
    def size(self, attachment: str) -> int | None:
        """The bytes of a whole file, or None when it is not here."""
        ...

    def open(self, attachment: str) -> BinaryIO | None: ...
    def coming(self, attachment: str) -> int:
        """How many bytes of a file that comes in pieces are here."""
        ...

    def add(self, attachment: str, offset: int, piece: bytes, size: int) -> bool:
        """Add the next piece, durable; True when the file is whole. Raises DigestMismatch (bundle)."""
        ...

    def erase(self, attachment: str) -> None: ...


class Writer(Protocol):
    """Open inside ``Store.transaction()``."""

    def append(self, entries: Sequence[JournalEntry]) -> Changes:
        """Add statements; fold every record they are about; update views and search."""
        ...

    def put_draft(self, draft: StoredDraft) -> Changes: ...
    def drop_draft(self, draft_id: str) -> Changes: ...
    def queue(self, letter: OutgoingLetter) -> Changes: ...
    def update_letter(
        self,
        bundle: str,
        *,
        state: LetterState,
        receipt: bytes | None = None,
        delivered_at: datetime | None = None,
        reason: str = "",
        attempts: int | None = None,
    ) -> Changes: ...
    def keep_incoming(self, letter: IncomingLetter) -> Changes:
        """Insert, or replace the row of the same bundle id (a set-aside bundle that was tried again)."""
        ...

    def put_setting(self, name: str, value: Json) -> None: ...
    def keep_waiting(self, named: str, waiting: Mapping[str, str]) -> None:
        """Keep these records in a list beside the journal, each with a word about it, and no others."""
        ...

    def put_waiting(self, named: str, record: str, word: str | None) -> None:
        """Keep one record in such a list with its word; None takes it out."""
        ...

    def keep_directory(self, files: bytes) -> Changes:
        """Keep the packed directory, and judge the acceptance of every statement again."""
        ...

    def set_membership(
        self,
        members: Sequence[tuple[str, str, str, str]],
        withdrawn: Mapping[str, Withdrawal] = ...,
        compromised: Mapping[str, Withdrawal] = ...,
        earlier: Mapping[str, tuple[Moved, ...]] = ...,
        desks: Collection[str] | None = None,
    ) -> Changes:
        """(device, person, organisation id, role) of every known device, for acceptance in the fold.

        ``withdrawn`` says from when a device is withdrawn, ``compromised`` from when its key may be in other hands,
        ``earlier`` the roles before the present one. ``desks`` are the organisations that keep one; None: not known.
        """
        ...


class Store(Protocol):
    """The journal and the views folded from it."""

    def transaction(self) -> AbstractContextManager[Writer]: ...

    # the journal
    def head(self, device: str) -> Position | None:
        """The position of the statement of this device that was appended last with source OWN; None before the first.

        Own statements that come back in letters (source = bundle id) never move the head.
        """
        ...

    def head_statement(self, device: str) -> str | None:
        """The id of the statement at ``head``: the next statement's ``prev``."""
        ...

    def last_own_device(self) -> str:
        """The device whose statement was appended last with source OWN, or ""."""
        ...

    def statement(self, statement_id: str) -> Statement | None: ...
    def token(self, statement_id: str) -> str | None: ...
    def received_at(self, statement_id: str) -> datetime | None: ...
    def source(self, statement_id: str) -> str | None: ...
    def statements_about(self, record: str) -> tuple[Statement, ...]: ...
    def statements_of_kind(self, kind: str) -> tuple[Statement, ...]: ...
    def all_tokens(self) -> Sequence[tuple[str, str]]:
        """(id, token) of every statement, in the order received."""
        ...

    def kept(self) -> Iterator[tuple[str, str, Statement | None]]:
        """(id, token, what the views take it to say) of every statement, in the order received."""
        ...

    def records_count(self) -> int:
        """How many records the statements are about."""
        ...

    def forked_devices(self) -> frozenset[str]: ...
    def standing_holds(self) -> frozenset[str]:
        """The ids of the legal holds that keep something now."""
        ...

    # views
    def record(self, record: str) -> Folded | None: ...
    def children(
        self, text: str = "", limit: int = 200, order: str = "name", terms: Terms = NO_TERMS
    ) -> tuple[ChildHit, ...]:
        """All children, or those whose names, identifiers, address or records match ``text``, or the other words of its ``terms``.

        ``order``: "name", "born", "address", "concerns" or "last" (the last entry), with "-" before it for the other way.
        """
        ...

    def hits(self, children: Collection[str]) -> tuple[ChildHit, ...]:
        """The rows of these children, as ``children`` gives them."""
        ...

    def alike(self, wanted: LookedFor) -> tuple[ChildHit, ...]:
        """Children who may be the one looked for; their concerns and last entry are not counted."""
        ...

    def at_home(self, postcode: str, address: str, besides: Collection[str] = ()) -> tuple[ChildHit, ...]:
        """Children with this postcode, or whose address may read like ``address`` (its letters and digits, in small)."""
        ...

    def relations_to(self, record: str) -> tuple[Folded, ...]:
        """The relations that lead to this person or child; those that lead from a child are ``records_of_child``."""
        ...

    def persons(self, text: str = "", limit: int = 50) -> tuple[Folded, ...]:
        """Persons whose record holds every word of ``text``."""
        ...

    def persons_sounding(self, given: Collection[str], family: Collection[str], limit: int = 50) -> tuple[Folded, ...]:
        """Persons with one of these sounds (``names.sounds_of``) in their given and one in their family names."""
        ...

    def once(self) -> AbstractContextManager[None]:
        """While this is open, a record that was read is not read again, until something is written."""
        ...

    def statements_of_kinds(self, records: Iterable[str], kinds: Iterable[str]) -> dict[str, list[Statement]]:
        """For each of these records the statements of these kinds about it, in the order written."""
        ...

    def unsearched(self, children: Collection[str], families: Collection[str]) -> tuple[str, ...]:
        """Records of these families about these children that no search finds by their words: those with a wall."""
        ...

    def found(self, text: str, limit: int, terms: Terms = NO_TERMS) -> tuple[tuple[str, str], ...]:
        """(record, child) of the records in which every word of ``text`` stands, the latest taken in first; a withdrawn one among them."""
        ...

    def walled(self, among: Collection[str]) -> frozenset[str]:
        """Those of these records that our own organisation keeps from someone."""
        ...

    def records_of_child(self, child: str, family: str, since: datetime | None = None) -> tuple[Folded, ...]:
        """A child's records of one family, by when they were last written; only those written in since then."""
        ...

    def records(self, ids: Sequence[str]) -> tuple[Folded, ...]:
        """Those of these records that are here, in this order."""
        ...

    def lines_of_child(self, child: str) -> tuple[RecordLine, ...]:
        """A line for each record about a child, of every family; none of them is read for it."""
        ...

    def told(self, records: Collection[str], kinds: Collection[str], among: Collection[str]) -> tuple[ToldLine, ...]:
        """A line for each statement of these kinds that is first of all about one of these records, and about one of ``among``;
        none of them is read for it.
        """
        ...

    def statements(self, ids: Collection[str]) -> dict[str, Statement]:
        """Those of these statements that are here, by id."""
        ...

    def said_last(
        self,
        records: Collection[str],
        kinds: Collection[str],
        most: int,
        leave_out: Collection[str] = (),
        *,
        first: bool = False,
    ) -> tuple[tuple[tuple[str, Statement], ...], int]:
        """The latest statements of these kinds about these records, ``most`` of them but those left out, each with its record;
        and how many there are in all. With ``first`` only those that are first of all about the record.
        """
        ...

    def records_of_family(self, family: str) -> tuple[Folded, ...]: ...
    def records_with(self, field: str) -> tuple[Folded, ...]:
        """The records in which a field of this name has a value, or had one."""
        ...

    # drafts, letters, settings, directory
    def drafts(self) -> tuple[StoredDraft, ...]: ...
    def draft(self, draft_id: str) -> StoredDraft | None: ...
    def outbox(self, *states: LetterState, share: str = "") -> tuple[OutboxRow, ...]:
        """Letters in these states (all when none is named), of one share when it is named; oldest first."""
        ...

    def outgoing_letter(self, bundle: str) -> OutgoingLetter | None:
        """One letter with its very bytes."""
        ...

    def incoming(self, *states: LetterState) -> tuple[IncomingLetter, ...]:
        """Letters in these states (all when none is named), oldest first, without the bytes of those set aside."""
        ...

    def incoming_of_share(self, share: str) -> tuple[IncomingLetter, ...]: ...
    def incoming_letter(self, bundle: str) -> IncomingLetter | None:
        """One letter, with its bytes while it is set aside."""
        ...

    def incoming_of_waybill(self, digest: str) -> tuple[IncomingLetter, ...]:
        """The letters of a waybill digest, with their bytes; none for ""."""
        ...

    def set_aside_of(self, sender: str) -> tuple[tuple[str, int, str], ...]:
        """(name, bytes kept, reason) of the letters set aside that name a sender ("": none), oldest first."""
        ...

    def set_aside_under(self, bundle: str, most: int) -> tuple[str, ...]:
        """The names of letters set aside with their bytes that bear a bundle id, whoever they say sent them, oldest first."""
        ...

    def incoming_bytes(self) -> int:
        """How many bytes of letters set aside are kept."""
        ...

    def last_sent(self, recipient: str) -> tuple[int, str] | None:
        """(number, digest) of the last bundle made for this recipient device."""
        ...

    def setting(self, name: str) -> Json: ...
    def waiting(self, named: str) -> dict[str, str]:
        """The records of a list kept beside the journal, each with its word."""
        ...

    def directory(self) -> bytes | None: ...
    def file_problems(self) -> tuple[str, ...]:
        """Damaged pages or index entries, as short codes; empty when the file is whole."""
        ...

    def views_differ(self, tick: Callable[[int], None]) -> bool:
        """Whether a view is other than its statements make it. ``tick`` gets the number of records looked at so far,
        and may raise to break off.
        """
        ...

    def rebuild_views(self) -> None:
        """Throw every view away and fold it again from the journal."""
        ...

    def close(self) -> None: ...
