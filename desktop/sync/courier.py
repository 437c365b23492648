"""The courier carries letters: to the hub and back, or to a folder and back.

Rules this module keeps:

* a letter is alone in its fate: one that the hub refuses is set aside with the reason, and the next one is tried;
* a fault of the network sets nothing aside; the letter keeps waiting, for ever, with the same bytes;
* the mailbox cursor moves only past bundles that are durable here, taken in or set aside;
* the database is touched only in short steps through the ``StepRunner``; no step waits for the network;
* a hub whose log contradicts itself is refused before anything is sent to it; a stick works as before;
* sending comes before fetching, so that what is urgent here leaves first;
* a stick carries for many: letters on it that name another device are left there, and nothing of them is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from bundle import errors
from bundle.checkpoints import size_of
from bundle.container import unpack
from bundle.errors import BundleError, NotARecipient
from bundle.waybills import Waybill, parse_waybill
from desktop.domain.statements import Changes
from desktop.services.pages.letters import Exchange
from desktop.services.ports import Clock
from desktop.sync.errors import (
    DeviceNotAdmitted,
    FolderUnreadable,
    HubAnsweredNonsense,
    HubHistoryChanged,
    HubRefused,
    LetterRefused,
    NotJoined,
    SenderReplaced,
    SyncError,
)
from desktop.sync.folder import Folder
from desktop.sync.ports import HubAddress, Mailroom, StepRunner, TakenIn, run_here

MOST_PAGES = 1000  # of the mailbox in one exchange; the next one goes on from there
PATIENCE = 2  # nonsensical answers about single letters before the whole exchange is given up
if TYPE_CHECKING:  # the network's parts are loaded when there is somebody to reach
    from desktop.sync.hub_client import HubClient

ClientFactory: TypeAlias = "Callable[[HubAddress], HubClient]"


@dataclass(slots=True)
class _Tally:
    sent: int = 0
    fetched: int = 0
    set_aside: int = 0
    skew: float = 0.0
    changes: Changes = field(default_factory=Changes)
    problems: list[str] = field(default_factory=list)
    nonsense: int = 0

    def count(self, taken: TakenIn) -> None:
        self.changes |= taken.changes
        if taken.set_aside:
            self.set_aside += int(taken.fresh)
        else:
            self.fetched += int(taken.fresh)

    def note(self, fault: Exception) -> None:
        name = type(fault).__name__
        if name not in self.problems:
            self.problems.append(name)

    def tolerate(self, fault: SyncError) -> None:
        """Note a fault that concerns one thing; raise it when it looks as if it concerned everything."""
        self.note(fault)
        if isinstance(fault, HubAnsweredNonsense):
            self.nonsense += 1
            if self.nonsense > PATIENCE:
                raise fault


class Courier:
    """Carries between one record book and its hub. Its methods wait for the network: never call them on the GUI thread
    or the database worker's thread, unless ``steps`` is ``run_here`` and that is meant.
    """

    def __init__(
        self, mailroom: Mailroom, client_factory: ClientFactory, clock: Clock, *, steps: StepRunner = run_here
    ) -> None:
        self._mailroom = mailroom
        self._client_factory = client_factory
        self._clock = clock
        self._steps = steps

    def exchange(self) -> Exchange:
        """Send what waits, adopt a newer directory, fetch what came. Raises SyncError when the hub could not be spoken
        to; everything done until then is durable, and a later exchange goes on from there.
        """
        address = self._steps(self._mailroom.hub)
        if address is None:
            raise NotJoined("no directory yet")
        tally = _Tally()
        try:
            with self._client_factory(address) as client:
                self._directory(client, tally)
                self._witness(client, tally)
                self._send(client, tally)
                self._fetch(client, tally)
                self._download(client, tally)
                self._witness_again(client, tally)
                tally.skew = client.skew_seconds
            tally.changes |= self._steps(self._mailroom.reached, self._clock.now(), tally.skew)
        except SyncError as fault:
            fault.changes |= tally.changes  # so that the screens show what was done before it broke
            raise
        return self._exchanged(tally)

    def to_folder(self, path: Path, going: Callable[[], bool] = lambda: True) -> int:
        """Copy every waiting letter, and our directory, into a folder; give the number of letters.

        ``going`` is asked before each letter; when it says no, the rest stays. It needs no network: it may run while an
        exchange waits for one, on another thread.
        Raises FolderMissing, FolderUnwritable, FolderFull; letters copied until then are whole.
        """
        folder = Folder(path)
        folder.check_writable()
        directory = self._steps(self._mailroom.directory)
        if directory is not None:
            folder.write_directory(directory)
        carried = 0
        for bundle in self._steps(self._mailroom.waiting):
            if not going():
                break
            letter = self._steps(self._mailroom.letter, bundle)
            if letter is None:
                continue
            with ExitStack() as stack:
                rows = parse_waybill(letter.waybill).attachments
                found = [(row.id, self._steps(self._mailroom.sealed_attachment, row.id)) for row in rows]
                held = [(name, stack.enter_context(source)) for name, source in found if source is not None]
                whole = held if len(held) == len(rows) else []  # a bundle brings all of its attachments, or none
                folder.write_letter(letter.bundle, letter.waybill, letter.sealed, attachments=whole)
            self._steps(self._mailroom.carried, bundle)
            carried += 1
        return carried

    def from_folder(self, path: Path) -> Exchange:
        """Take in every directory, letter and receipt that a folder holds, each alone in its fate.

        Raises FolderMissing, FolderUnreadable when the folder itself cannot be read.
        """
        folder = Folder(path)
        tally = _Tally()
        for packed in folder.directories(tally.note):
            self._adopt(packed, tally)
        receipts = dict(folder.receipts(tally.note))
        for bundle in self._steps(self._mailroom.waiting):
            if bundle in receipts:
                self._delivered(bundle, receipts[bundle], tally)
        me, ours, others = self._mailroom.keys.id, 0, 0
        mine = set(self._steps(self._mailroom.mailboxes))
        for name, container in folder.letters(tally.note):
            outside = _outside(container)
            if outside is None or not mine.isdisjoint(outside.mailboxes):
                ours += 1
                self._take_in(container, name, tally)
                self._copy_attachments(folder, name, outside, tally)
            elif outside.sender != me:
                others += 1
        if others and not ours:
            tally.note(NotARecipient("every letter in the folder is for somebody else"))
        return self._exchanged(tally)

    def _copy_attachments(self, folder: Folder, name: str, outside: Waybill | None, tally: _Tally) -> None:
        """Take what a letter that is in the record book still waits for from the stick."""
        to_come = self._steps(self._mailroom.attachments_to_come) if outside and outside.attachments else ()
        for row in set(to_come) & set(outside.attachments if outside else ()):
            try:
                offset = self._steps(self._mailroom.attachment_coming, row.id)
                for piece in folder.attachment(name, row.id, offset):
                    tally.changes |= self._steps(self._mailroom.take_piece, row, offset, piece)
                    offset += len(piece)
            except (BundleError, FolderUnreadable) as fault:
                tally.note(fault)

    # parts of an exchange

    def _exchanged(self, tally: _Tally) -> Exchange:
        return Exchange(
            sent=tally.sent,
            fetched=tally.fetched,
            set_aside=tally.set_aside,
            skew_seconds=tally.skew,
            changes=tally.changes,
            problems=tuple(tally.problems),
            waiting=len(self._steps(self._mailroom.waiting)),
        )

    def _directory(self, client: HubClient, tally: _Tally) -> None:
        """Take the hub's directory when it is newer; give it ours when ours is. Its faults do not stop the letters."""
        ours = self._steps(self._mailroom.directory)
        try:
            theirs = None
            ours_is_newer = True
            try:
                theirs = client.directory()
            except DeviceNotAdmitted:
                if ours is None:
                    raise  # we wait to be admitted
            if theirs is not None:
                ours_is_newer = theirs != ours and self._adopt(theirs, tally)
            if ours_is_newer and ours is not None:
                self._adopt(client.publish_directory(ours), tally)
        except DeviceNotAdmitted:
            raise
        except (HubRefused, HubAnsweredNonsense) as fault:
            tally.tolerate(fault)

    def _witness(self, client: HubClient, tally: _Tally) -> None:
        """Have the hub prove that its log only grew since it was seen, here and by those who wrote to us.

        Raises HubHistoryChanged when it cannot, now or at any time before: nothing is sent to such a hub.
        """
        self._refuse_disputed()
        wanted = self._steps(self._mailroom.wanted)
        note = client.checkpoint()
        try:
            size = size_of(note)
            paths = {old: client.consistency(old, size) if 0 < old < size else () for old in wanted}
            tally.changes |= self._steps(self._mailroom.witness, note, paths)
        except BundleError:
            raise HubAnsweredNonsense("the checkpoint is not this hub's") from None
        self._refuse_disputed()

    def _witness_again(self, client: HubClient, tally: _Tally) -> None:
        """What letters told of the log is judged before the exchange ends, so that a split view is told today."""
        if len(self._steps(self._mailroom.wanted)) > 1:
            self._witness(client, tally)
        self._refuse_disputed()

    def _refuse_disputed(self) -> None:
        reason = self._steps(self._mailroom.disputed)
        if reason:
            raise HubHistoryChanged(reason)

    def _adopt(self, packed: bytes, tally: _Tally) -> bool:
        adopted = self._steps(self._mailroom.adopt_directory, packed)
        tally.changes |= adopted.changes
        if adopted.problem and adopted.problem not in tally.problems:
            tally.problems.append(adopted.problem)
        return adopted.ours_is_newer

    def _send(self, client: HubClient, tally: _Tally) -> None:
        for bundle in self._steps(self._mailroom.waiting):
            letter = self._steps(self._mailroom.letter, bundle)
            if letter is None:
                continue
            self._steps(self._mailroom.attempted, bundle)
            try:
                self._upload(client, letter.waybill)
                receipt = client.send_bundle(letter.waybill, letter.sealed)
            except LetterRefused as refused:
                tally.set_aside += 1
                tally.changes |= self._steps(self._mailroom.set_aside, bundle, _reason(refused))
            except DeviceNotAdmitted:
                if parse_waybill(letter.waybill).sender == self._mailroom.keys.id:
                    raise
                self._of_a_lost_computer(client, bundle, letter.waybill, tally)
            except (HubRefused, HubAnsweredNonsense) as fault:
                tally.tolerate(fault)
            else:
                self._delivered(bundle, receipt, tally)

    def _of_a_lost_computer(self, client: HubClient, bundle: str, waybill: bytes, tally: _Tally) -> None:
        """A letter in a restored book that the computer before it signed, which was taken out since: the receipt, when it
        left after all before the computer was lost; else it is set aside, and stops no other letter.
        """
        try:
            receipt = client.proof(parse_waybill(waybill).digest)
        except HubRefused:
            tally.set_aside += 1
            tally.changes |= self._steps(self._mailroom.set_aside, bundle, SenderReplaced.__name__)
        else:
            self._delivered(bundle, receipt, tally)

    def _upload(self, client: HubClient, waybill: bytes) -> None:
        """Send the letter's attachments before it, each from where the hub has it. What is not here any more is left
        out; the hub then says that it has not come.
        """
        from desktop.sync.hub_client import ATTACHMENT_PIECE  # noqa: PLC0415 - see the top

        for row in parse_waybill(waybill).attachments:
            source = self._steps(self._mailroom.sealed_attachment, row.id)
            if source is None:
                continue
            with source:
                offset = client.begin_attachment(row.id, row.size)
                while offset < row.size:
                    source.seek(offset)
                    piece = source.read(min(ATTACHMENT_PIECE, row.size - offset))
                    offset = client.add_to_attachment(row.id, offset, piece, row.size)

    def _download(self, client: HubClient, tally: _Tally) -> None:
        """Fetch what letters named, from where it is here; each attachment is alone in its fate."""
        for row in self._steps(self._mailroom.attachments_to_come):
            try:
                offset = self._steps(self._mailroom.attachment_coming, row.id)
                while offset < row.size:
                    piece = client.attachment(row.id, offset, row.size)
                    tally.changes |= self._steps(self._mailroom.take_piece, row, offset, piece)
                    offset += len(piece)
            except DeviceNotAdmitted:
                raise
            except (HubRefused, HubAnsweredNonsense) as fault:
                tally.tolerate(fault)
            except BundleError as fault:
                tally.note(fault)

    def _delivered(self, bundle: str, receipt: bytes, tally: _Tally) -> None:
        try:
            tally.changes |= self._steps(self._mailroom.delivered, bundle, receipt)
            tally.sent += 1
        except BundleError as fault:  # not this hub's receipt for this letter: the letter keeps waiting
            tally.note(fault)

    def _fetch(self, client: HubClient, tally: _Tally) -> None:
        """Read the mailbox to its end. The cursor stays before the first bundle that did not come."""
        position = cursor = self._steps(self._mailroom.cursor)
        whole = True
        page = client.mailbox(position)
        if page.last < position:  # the hub was put back to an earlier day: read its log anew, what is here is known
            tally.note(HubAnsweredNonsense("the hub's log is shorter than it was"))
            position = cursor = 0
            page = client.mailbox(position)
        for _ in range(MOST_PAGES):
            for entry in page.entries:
                position = entry.position
                whole = self._fetch_one(client, entry.bundle, tally) and whole
                if whole:
                    cursor = entry.position
                    self._steps(self._mailroom.advance, cursor)
            if not page.entries or not page.more:
                break
            page = client.mailbox(position)
        if cursor:
            try:
                client.acknowledge(cursor)
            except (HubRefused, HubAnsweredNonsense) as fault:
                tally.tolerate(fault)

    def _fetch_one(self, client: HubClient, bundle: str, tally: _Tally) -> bool:
        if self._steps(self._mailroom.known, bundle):
            return True
        try:
            container = client.bundle(bundle, self._steps(self._mailroom.mailboxes))
        except DeviceNotAdmitted:
            raise
        except (HubRefused, HubAnsweredNonsense) as fault:
            tally.tolerate(fault)
            return False
        return self._take_in(container, bundle, tally)

    def _take_in(self, container: bytes, name: str, tally: _Tally) -> bool:
        """Whether the letter is in the record book now. A step does not raise because a letter is bad; should one do so
        all the same, the letters behind it must not wait for that to be mended.
        """
        try:
            tally.count(self._steps(self._mailroom.take_in, container, name))
        except BundleError as fault:
            tally.note(fault)
            return False
        return True


def _outside(container: bytes) -> Waybill | None:
    """What is written on a letter, unverified; None when it cannot be read (the mailroom sets it aside)."""
    try:
        return parse_waybill(unpack(container).waybill_envelope)
    except BundleError:
        return None


def _reason(refused: LetterRefused) -> str:
    """The error class whose words say why: the step that failed at the hub, or that the hub refused, without more."""
    kind = getattr(errors, refused.code, None)
    known = isinstance(kind, type) and issubclass(kind, BundleError)
    return refused.code if known else type(refused).__name__
