"""Taking in a bundle: verify while it streams, judge the sender now, keep, and answer with the receipt.

Rules this module keeps, in this order:

1. the waybill is whole and small; it parses, is for this partnership, and its sender is admitted *now* and signed it;
2. a waybill whose payload is in the log already gets a receipt for the same leaf: same index, same time;
3. the sealed part streams into a file beside its place; its size and digest must be the waybill's;
4. the part is durable before the log names it, and the log is durable before the receipt leaves;
5. nothing is opened, nothing can be: the hub has no key for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from functools import partial

from sqlalchemy.engine import Connection
from starlette.concurrency import run_in_threadpool

from bundle.container import Parts
from bundle.errors import BundleError, DigestMismatch, SenderRevoked, TooLarge, UnknownSender
from bundle.waybills import Waybill, check_waybill
from hub.clock import Clock
from hub.errors import AttachmentMissing, LetterRefused, NotAdmitted, QuotaFull
from hub.limits import Limits
from hub.log import Log
from hub.membership import Current, Membership
from hub.store import LogEntry, Store, ledger

LENGTH_BYTES = 4


@dataclass(frozen=True, slots=True)
class Taken:
    """The log's entry for a bundle, and whether this call made it."""

    entry: LogEntry
    fresh: bool


class Intake:
    """Takes in bundles, from HTTP calls and from sticks, by the same steps."""

    def __init__(self, store: Store, membership: Membership, log: Log, clock: Clock, limits: Limits) -> None:
        self._store = store
        self._membership = membership
        self._book = log
        self._clock = clock
        self._limits = limits

    def judge(self, envelope: bytes) -> Waybill:
        """Step 1. Raises NotAdmitted, LetterRefused."""
        current = self._current()
        try:
            waybill = check_waybill(envelope, current.directory, self._clock.now())
        except (UnknownSender, SenderRevoked):
            raise NotAdmitted("the sender is not in the directory, or was withdrawn") from None
        except BundleError as fault:
            raise LetterRefused(type(fault).__name__) from None
        if waybill.sealed_size > self._limits.sealed:
            raise LetterRefused(TooLarge.__name__)
        return waybill

    def known(self, waybill: Waybill) -> LogEntry | None:
        """Step 2."""
        return self._store.ask(lambda connection: ledger.entry_of_payload(connection, waybill.digest))

    async def receive(self, body: AsyncIterator[bytes], admit: Callable[[Waybill], None]) -> Taken:
        """Take in a bundle from a call's body; ``admit`` may refuse a sender that sends too much.

        Raises NotAdmitted, LetterRefused, StoreFull, and what ``admit`` raises.
        """
        reader = _Reader(body)
        length = int.from_bytes(await reader.exactly(LENGTH_BYTES), "big")
        if not 0 < length <= self._limits.waybill:
            raise LetterRefused(TooLarge.__name__)
        envelope = await reader.exactly(length)
        waybill = await run_in_threadpool(self.judge, envelope)
        known = await run_in_threadpool(self.known, waybill)
        if known is not None:
            return Taken(known, fresh=False)
        await run_in_threadpool(self._attachments_of, waybill)
        admit(waybill)  # only now: every recipient has the waybill, and could use up what its sender may send
        await run_in_threadpool(self._room_for, waybill)
        with self._store.parts.receive(waybill.sealed_digest, waybill.sealed_size) as part:
            try:
                async for piece in reader.rest():
                    part.write(piece)
                await run_in_threadpool(part.keep)
            except DigestMismatch:
                raise LetterRefused(DigestMismatch.__name__) from None
        return await asyncio.wrap_future(self._store.change(lambda c: self._log(c, envelope, waybill)))

    def take(self, parts: Parts) -> Taken:
        """Take in a bundle that came in a container. Raises NotAdmitted, LetterRefused, StoreFull."""
        waybill = self.judge(parts.waybill_envelope)
        known = self.known(waybill)
        if known is not None:
            return Taken(known, fresh=False)
        self._attachments_of(waybill)
        self._room_for(waybill)
        with self._store.parts.receive(waybill.sealed_digest, waybill.sealed_size) as part:
            try:
                part.write(parts.sealed)
                part.keep()
            except DigestMismatch:
                raise LetterRefused(DigestMismatch.__name__) from None
        return self._store.change(lambda c: self._log(c, parts.waybill_envelope, waybill)).result()

    def _attachments_of(self, waybill: Waybill) -> None:
        """Raise AttachmentMissing unless every attachment of the waybill is here, whole: what is logged can be fetched."""
        for row in waybill.attachments:
            size = self._store.attachments.size(row.id)
            if size is None:
                raise AttachmentMissing("an attachment has not come yet")
            if size != row.size:
                raise LetterRefused(DigestMismatch.__name__)

    def _room_for(self, waybill: Waybill) -> None:
        """Raise QuotaFull when the sender, or its organisation, has as much here as it may."""
        devices = self._current().directory.devices
        organisation = devices[waybill.sender].organisation
        colleagues = [device for device, entry in devices.items() if entry.organisation == organisation]
        size = waybill.sealed_size + sum(row.size for row in waybill.attachments)
        for who, most, of in (
            ([waybill.sender], self._limits.device_bytes, "device"),
            (colleagues, self._limits.organisation_bytes, "organisation"),
        ):
            if self._store.ask(partial(ledger.bytes_of, senders=who)) + size > most:
                raise QuotaFull(of)

    def _current(self) -> Current:
        current = self._membership.current()
        if current is None:
            raise NotAdmitted("the hub has no directory yet")
        return current

    def _log(self, connection: Connection, envelope: bytes, waybill: Waybill) -> Taken:
        seconds = int(self._clock.now().timestamp())
        entry, fresh = ledger.append(
            connection,
            payload_digest=waybill.digest,
            bundle=waybill.bundle,
            sender=waybill.sender,
            waybill=envelope,
            sealed_digest=waybill.sealed_digest,
            sealed_size=waybill.sealed_size,
            mailboxes=waybill.mailboxes,
            received_at=seconds,
            leaf=self._book.leaf,
            named=waybill.attachments,
        )
        return Taken(entry, fresh)


class _Reader:
    """Reads a fixed number of bytes off the front of a stream, then hands on the rest."""

    def __init__(self, body: AsyncIterator[bytes]) -> None:
        self._body = body
        self._ahead = b""

    async def exactly(self, size: int) -> bytes:
        while len(self._ahead) < size:
            try:
                self._ahead += await anext(self._body)
            except StopAsyncIteration:
                raise LetterRefused("Malformed") from None
        taken, self._ahead = self._ahead[:size], self._ahead[size:]
        return taken

    async def rest(self) -> AsyncIterator[bytes]:
        if self._ahead:
            yield self._ahead
        async for piece in self._body:
            yield piece
