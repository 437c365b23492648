"""The port ``desktop.services.ports.Store``, over one database connection.

Rules this module keeps:

* everything written between the beginning and the end of ``transaction()`` is durable together, or not at all: the
  journal, the views and the search index of one append among it;
* the store is made and used on one thread (the database worker);
* ``close()`` leaves one file: the write-ahead log is folded in and cut to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from types import MappingProxyType

from bundle.errors import BundleError
from bundle.statements import parse
from desktop.domain.acceptance import Moved, Withdrawal
from desktop.domain.folding import Folded
from desktop.domain.kinds import family_of
from desktop.domain.matching import LookedFor
from desktop.domain.statements import Changes, Json, Position, Statement
from desktop.domain.terms import NO_TERMS, Terms
from desktop.services.signing import to_domain
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
from desktop.storage.comparing import Comparing
from desktop.storage.database import Database
from desktop.storage.desk_drawer import DeskDrawer
from desktop.storage.erasing import UNFINISHED, Erasures, concerns_erasing
from desktop.storage.errors import DatabaseDamaged, StorageError
from desktop.storage.journal import Journal
from desktop.storage.letters import Letters
from desktop.storage.lists import Lists
from desktop.storage.looking_up import LookingUp
from desktop.storage.rebuilding import Rebuilding
from desktop.storage.tokens import Tokens
from desktop.storage.views import Views


class Writer:
    """What may be written; open inside ``Store.transaction()`` only."""

    def __init__(
        self, journal: Journal, views: Views, letters: Letters, drawer: DeskDrawer, erasures: Erasures
    ) -> None:
        self._journal, self._views, self._letters, self._drawer = journal, views, letters, drawer
        self.put_draft = drawer.put_draft
        self.drop_draft = drawer.drop_draft
        self.put_setting = drawer.put_setting
        self.keep_waiting = drawer.keep_waiting
        self.put_waiting = drawer.put_waiting
        self.queue = letters.queue
        self.update_letter = letters.update
        self.keep_incoming = letters.keep
        self._erasures = erasures
        self.erased = False

    def append(self, entries: Sequence[JournalEntry]) -> Changes:
        """Put statements into the journal and fold every record they move. The same statement again changes nothing."""
        put = [found for found in map(self._journal.put, entries) if found is not None]
        if not put:
            return Changes()
        devices = {
            found.statement.device
            for found in put
            if found.forked and self._journal.mark_forked(found.statement.device)
        }
        if any(found.new_own_device for found in put):
            devices |= self._journal.own_devices() | set(self._drawer.members())
        rows = [found.row for found in put]
        if concerns_erasing(found.statement for found in put) or any(found.new_own_device for found in put):
            rows += self._erase()
        records = self._journal.records_moved_by(rows=rows, devices=devices)
        records |= {found.about_before[0] for found in put if found.about_before}
        families = self._views.refold(records) | {family_of(found.statement.kind) for found in put}
        about = {record for found in put for record in found.statement.about}  # a child's page shows its concerns
        return Changes(frozenset(records | about), families | self._views.families_of(about))

    def _erase(self) -> tuple[int, ...]:
        """Carry out the tombstones that are due; return the journal rows that say less now."""
        carried = self._erasures.carry_out(self._views.members())
        if carried.rows or carried.attachments:
            waiting = self._drawer.setting(UNFINISHED)
            before = [str(one) for one in waiting] if isinstance(waiting, list) else []
            self._drawer.put_setting(UNFINISHED, sorted({*before, *carried.attachments}))
            self.erased = True
        return carried.rows

    def keep_directory(self, files: bytes) -> Changes:
        """Keep the packed directory. What it says of members comes by ``set_membership``, which judges again."""
        self._drawer.keep_directory(files)
        return Changes(frozenset(), frozenset({"directory"}))

    def set_membership(
        self,
        members: Sequence[tuple[str, str, str, str]],
        withdrawn: Mapping[str, Withdrawal] = MappingProxyType({}),
        compromised: Mapping[str, Withdrawal] = MappingProxyType({}),
        earlier: Mapping[str, tuple[Moved, ...]] = MappingProxyType({}),
        desks: Collection[str] | None = None,
    ) -> Changes:
        """Replace the members, and judge again every statement that this can move."""
        devices = self._drawer.replace_members(members, withdrawn, compromised, earlier, desks)
        if not devices:
            return Changes()
        own = self._journal.own_devices()
        if devices & own:  # which organisation is ours may be another: every wall and every fold may move
            devices |= own | {device for device, *_ in members}
        records = self._journal.records_moved_by(rows=self._erase(), devices=devices)
        return Changes(frozenset(records), self._views.refold(records) | {"directory"})


class Store:
    def __init__(self, database: Database) -> None:
        self.database = database
        self._journal = Journal(database)
        self._drawer = DeskDrawer(database)
        self._views = Views(database, self._journal, self._drawer)
        self._lists = Lists(database, self._journal)
        self._letters = Letters(database)
        self._looking_up = LookingUp(database, self._views)
        self._comparing = Comparing(database, self._journal, self._views)
        self._rebuilding = Rebuilding(database, self._journal, self._views, self._drawer)
        self._rebuilding.go_on()
        if self._drawer.setting(UNFINISHED) is not None:
            self._finish_erasing()

    @contextmanager
    def transaction(self) -> Iterator[Writer]:
        self._views.forget()
        with self.database.transaction():
            writer = Writer(
                self._journal, self._views, self._letters, self._drawer, Erasures(self.database, self._journal)
            )
            yield writer
        self._views.forget()
        if writer.erased:
            self._finish_erasing()

    def _finish_erasing(self) -> None:
        """Cut the log, and remove older copies beside the database, which hold what was erased."""
        for copy in self.database.path.parent.glob(f"{self.database.path.name}.before-*"):
            copy.unlink(missing_ok=True)
        self.database.checkpoint()

    # the journal

    def head(self, device: str) -> Position | None:
        found = self._journal.head(device)
        return found[1] if found else None

    def head_statement(self, device: str) -> str | None:
        found = self._journal.head(device)
        return found[0] if found else None

    def last_own_device(self) -> str:
        return self._journal.last_own_device()

    def statement(self, statement_id: str) -> Statement | None:
        return self._journal.statement(statement_id)

    def token(self, statement_id: str) -> str | None:
        return self._journal.token(statement_id)

    def received_at(self, statement_id: str) -> datetime | None:
        return self._journal.received_at(statement_id)

    def source(self, statement_id: str) -> str | None:
        return self._journal.source(statement_id)

    def statements_about(self, record: str) -> tuple[Statement, ...]:
        return self._journal.about(record)

    def statements_of_kind(self, kind: str) -> tuple[Statement, ...]:
        return self._journal.of_kind(kind)

    def all_tokens(self) -> Tokens:
        return self._journal.tokens()

    def kept(self) -> Iterator[tuple[str, str, Statement | None]]:
        return self._journal.kept()

    def records_count(self) -> int:
        return len(self._journal.records())

    def forked_devices(self) -> frozenset[str]:
        return self._journal.forked_devices()

    def standing_holds(self) -> frozenset[str]:
        return Erasures(self.database, self._journal).standing_holds(self._views.members())

    # views

    def once(self) -> AbstractContextManager[None]:
        return self._views.once()

    def statements_of_kinds(self, records: Iterable[str], kinds: Iterable[str]) -> dict[str, list[Statement]]:
        return self._journal.of_kinds_about(records, kinds)

    def record(self, record: str) -> Folded | None:
        return self._views.record(record)

    def children(
        self, text: str = "", limit: int = 200, order: str = "name", terms: Terms = NO_TERMS
    ) -> tuple[ChildHit, ...]:
        return self._looking_up.children(text, limit, order, terms)

    def hits(self, children: Collection[str]) -> tuple[ChildHit, ...]:
        return self._looking_up.hits(children)

    def alike(self, wanted: LookedFor) -> tuple[ChildHit, ...]:
        return self._looking_up.alike(wanted)

    def at_home(self, postcode: str, address: str, besides: Collection[str] = ()) -> tuple[ChildHit, ...]:
        return self._looking_up.at_home(postcode, address, besides)

    def relations_to(self, record: str) -> tuple[Folded, ...]:
        return self._views.relations_to(record)

    def persons(self, text: str = "", limit: int = 50) -> tuple[Folded, ...]:
        return self._looking_up.persons(text, limit)

    def persons_sounding(self, given: Collection[str], family: Collection[str], limit: int = 50) -> tuple[Folded, ...]:
        return self._looking_up.persons_sounding(given, family, limit)

    def unsearched(self, children: Collection[str], families: Collection[str]) -> tuple[str, ...]:
        return self._looking_up.unsearched(children, families)

    def found(self, text: str, limit: int, terms: Terms = NO_TERMS) -> tuple[tuple[str, str], ...]:
        return self._looking_up.found(text, limit, terms)

    def records_of_child(self, child: str, family: str, since: datetime | None = None) -> tuple[Folded, ...]:
        return self._views.of_child(child, family, since)

    def records(self, ids: Sequence[str]) -> tuple[Folded, ...]:
        return self._views.records(ids)

    def lines_of_child(self, child: str) -> tuple[RecordLine, ...]:
        return self._lists.of_child(child)

    def told(self, records: Collection[str], kinds: Collection[str], among: Collection[str]) -> tuple[ToldLine, ...]:
        return self._lists.told(records, kinds, among)

    def statements(self, ids: Collection[str]) -> dict[str, Statement]:
        return self._journal.statements(ids)

    def said_last(
        self,
        records: Collection[str],
        kinds: Collection[str],
        most: int,
        leave_out: Collection[str] = (),
        *,
        first: bool = False,
    ) -> tuple[tuple[tuple[str, Statement], ...], int]:
        return self._lists.said_last(records, kinds, most, leave_out, first=first)

    def records_of_family(self, family: str) -> tuple[Folded, ...]:
        return self._views.of_family(family)

    def records_with(self, field: str) -> tuple[Folded, ...]:
        return self._views.with_field(field)

    def walled(self, among: Collection[str]) -> frozenset[str]:
        return self._views.walled(among)

    def rebuild_views(self) -> None:
        """Throw every view away and make it anew, in many small transactions; what is broken off goes on when the book opens."""
        self._rebuilding.from_tokens()

    def views_digest(self) -> str:
        """A digest of every view; equal wherever the same statements and members are held."""
        return self._comparing.digest()

    # drafts, letters, settings, directory

    def drafts(self) -> tuple[StoredDraft, ...]:
        return self._drawer.drafts()

    def draft(self, draft_id: str) -> StoredDraft | None:
        return self._drawer.draft(draft_id)

    def outbox(self, *states: LetterState, share: str = "") -> tuple[OutboxRow, ...]:
        return self._letters.outbox(states, share)

    def outgoing_letter(self, bundle: str) -> OutgoingLetter | None:
        return self._letters.outgoing_letter(bundle)

    def outgoing(self, *states: LetterState) -> tuple[OutgoingLetter, ...]:
        """As ``outbox``, each with all its bytes: for looking at a book from outside, not for lists."""
        return self._letters.outgoing(*states)

    def outgoing_of_share(self, share: str) -> tuple[OutgoingLetter, ...]:
        return self._letters.outgoing_of_share(share)

    def incoming(self, *states: LetterState) -> tuple[IncomingLetter, ...]:
        return self._letters.incoming(*states)

    def incoming_of_share(self, share: str) -> tuple[IncomingLetter, ...]:
        return self._letters.incoming_of_share(share)

    def incoming_letter(self, bundle: str) -> IncomingLetter | None:
        return self._letters.incoming_letter(bundle)

    def incoming_of_waybill(self, digest: str) -> tuple[IncomingLetter, ...]:
        return self._letters.incoming_of_waybill(digest)

    def set_aside_of(self, sender: str) -> tuple[tuple[str, int, str], ...]:
        return self._letters.set_aside_of(sender)

    def set_aside_under(self, bundle: str, most: int) -> tuple[str, ...]:
        return self._letters.set_aside_under(bundle, most)

    def incoming_bytes(self) -> int:
        return self._letters.incoming_bytes()

    def last_sent(self, recipient: str) -> tuple[int, str] | None:
        return self._letters.last_sent(recipient)

    def setting(self, name: str) -> Json:
        return self._drawer.setting(name)

    def waiting(self, named: str) -> dict[str, str]:
        return self._drawer.waiting(named)

    def directory(self) -> bytes | None:
        return self._drawer.directory()

    # the file

    def problems(self) -> tuple[str, ...]:
        """Damage, as short codes: ``page``, ``tables``, ``search``, ``statements``, ``views``; empty when all is whole."""
        found = self.file_problems()
        if found:
            return found
        try:
            stale = any(said != to_domain(parse(token)) for _, token, said in self._journal.kept())
        except BundleError:
            return ("statements",)
        return ("views",) if stale or self.views_differ() else ()

    def file_problems(self) -> tuple[str, ...]:
        """Damage of the file, as short codes: ``page``, ``tables``, ``search``."""
        found: list[str] = []
        try:
            found += [f"page: {said}" for (said,) in self.database.rows("PRAGMA cipher_integrity_check")]
            found += [f"tables: {said}" for (said,) in self.database.rows("PRAGMA integrity_check") if said != "ok"]
            if found:
                self.database.damage_found()
            with self.database.rehearsal():
                self.database.run("INSERT INTO search (search, rank) VALUES ('integrity-check', 0)")
        except DatabaseDamaged:
            found.append("search" if not found else "tables")
        return tuple(found)

    def views_differ(self, tick: Callable[[int], None] = lambda _: None) -> bool:
        """Whether a view is other than its statements make it. ``tick`` gets the number of records looked at."""
        return self._comparing.differ(tick)

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the file."""
        self.database.checkpoint()

    def close(self) -> None:
        """Fold the log in and close. Doing it again does nothing."""
        if self.database.closed:
            return
        try:
            self.database.checkpoint()
        except StorageError:
            pass  # the log is whole and is folded in at the next opening
        finally:
            self.database.close()
