"""One conversation with the hub: what a record book asks of it, and what it takes for an answer.

Rules this module keeps: how a call is made is ``hub_line``'s, what a shape must be is ``hub_answers``'s; an answer to something else
than was asked is ``HubAnsweredNonsense`` and is never acted on; what is inside a letter is the record book's to judge.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Self

from bundle.checkpoints import MAX_CHECKPOINT
from bundle.container import MAX_CONTAINER
from bundle.directory import MAX_PACKED
from bundle.encoding import b64u, unb64u
from bundle.keys import DeviceKeys
from bundle.merkle import MAX_PATH
from bundle.receipts import MAX_RECEIPT
from desktop.services.ports import Clock, Random
from desktop.sync.errors import HubAnsweredNonsense, HubRefused
from desktop.sync.hub_answers import (
    MAX_JSON,
    Answer,
    bundle_id,
    check_bundle,
    decimal,
    nonsense,
    text,
    tree_hash,
    whole,
)
from desktop.sync.hub_line import HubLine, HubTimes

ATTACHMENT_PIECE = 2 * 1024 * 1024  # sent or asked for by one call
_TUS = {"Tus-Resumable": "1.0.0"}
MAX_ENROLMENTS = 8 * 1024 * 1024  # as many requests as a hub keeps, each as long as one can be


@dataclass(frozen=True, slots=True)
class MailboxEntry:
    """One waybill that names this device: its place in the hub's log (1 is the first), bundle id, sealed size in bytes."""

    position: int
    bundle: str
    size: int


@dataclass(frozen=True, slots=True)
class MailboxPage:
    entries: tuple[MailboxEntry, ...]
    more: bool
    last: int  # how many bundles the hub's log has


class HubClient:
    """Speak to one hub as one device. Not shared between threads. Use as a context manager, or ``close()`` it."""

    def __init__(
        self,
        *,
        url: str,
        certificate: str,
        keys: DeviceKeys,
        clock: Clock,
        random: Random,
        times: HubTimes | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """``url``: "https://host[:port]"; ``certificate``: PEM to pin, or "". Raises AddressUnsafe, CertificateWrong."""
        self._device = keys.id
        self._line = HubLine(
            url=url,
            certificate=certificate,
            keys=keys,
            clock=clock,
            random=random,
            times=times or HubTimes(),
            monotonic=monotonic,
        )

    @property
    def skew_seconds(self) -> float:
        """The hub's time minus ours, as the last answer told it."""
        return self._line.skew_seconds

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._line.close()

    # letters

    def send_bundle(self, waybill: bytes, sealed: bytes) -> bytes:
        """Deliver one bundle; give back the hub's receipt bytes.

        Raises ``LetterRefused`` when the hub judged the letter itself; every other SyncError leaves it waiting.
        """
        body = len(waybill).to_bytes(4, "big") + waybill + sealed
        answer = self._line.call(
            "POST", "/v1/bundles", body, limit=MAX_RECEIPT, signed=False, kind="application/octet-stream"
        )
        if answer.status not in (200, 201) or not answer.body or answer.kind != "application/vnd.guardbook.receipt":
            raise HubAnsweredNonsense("the answer to a delivery was not a receipt")
        return answer.body

    def mailbox(self, after: int) -> MailboxPage:
        """The waybills for this device beyond the first ``after`` of the log, oldest first."""
        answer = self._line.json("GET", f"/v1/mailbox?after={after}")
        with nonsense():
            entries = tuple(
                MailboxEntry(whole(row["position"]), bundle_id(row["bundle"]), whole(row["size"]))
                for row in answer["entries"]
            )
            page = MailboxPage(entries, answer["more"] is True, whole(answer["last"]))
        positions = [entry.position for entry in page.entries]
        if positions != sorted(set(positions)) or (
            positions and not after < positions[0] <= positions[-1] <= page.last
        ):
            raise HubAnsweredNonsense("the mailbox is not in order")
        return page

    def bundle(self, bundle: str, mailboxes: Collection[str] = ()) -> bytes:
        """One bundle as the container it would have on a stick, with its receipt inside.

        ``mailboxes`` are those of the device's desks. What is not this bundle, whole, for one of them or the device, is ``HubAnsweredNonsense``: the hub checked all that when it
        took the bundle in. What is inside is the record book's to judge.
        """
        answer = self._line.call("GET", f"/v1/bundles/{bundle}", limit=MAX_CONTAINER)
        if answer.status != 200 or answer.kind != "application/vnd.guardbook.bundle":
            raise HubAnsweredNonsense("the answer was not a bundle")
        with nonsense():
            check_bundle(answer.body, bundle, {self._device, *mailboxes})
        return answer.body

    def checkpoint(self) -> bytes:
        """The hub's log as it is now: a signed note, for the record book to judge."""
        answer = self._line.call("GET", "/v1/log/checkpoint", limit=MAX_CHECKPOINT)
        if answer.status != 200 or answer.kind != "application/vnd.guardbook.checkpoint":
            raise HubAnsweredNonsense("the answer was not a checkpoint")
        return answer.body

    def consistency(self, old: int, new: int) -> tuple[bytes, ...] | None:
        """The hub's proof that its log of ``new`` letters begins with that of ``old``; None when it refuses to give one."""
        try:
            answer = self._line.json("GET", f"/v1/log/consistency?from={old}&to={new}")
        except HubRefused as refused:
            if refused.code == "not-here":
                return None
            raise
        with nonsense():
            if len(answer["path"]) > MAX_PATH:
                raise TypeError("not a path")
            return tuple(tree_hash(value) for value in answer["path"])

    def proof(self, waybill_digest: str) -> bytes:
        """The receipt of a letter of ours, or to us, that somebody brought to the hub."""
        answer = self._line.call("GET", f"/v1/log/proof?waybill={waybill_digest}", limit=MAX_RECEIPT)
        if answer.status != 200 or answer.kind != "application/vnd.guardbook.receipt":
            raise HubAnsweredNonsense("the answer was not a receipt")
        return answer.body

    # attachments

    def begin_attachment(self, attachment: str, size: int) -> int:
        """Begin to send an attachment of ``size`` bytes, or go on with it; give how many of them the hub has."""
        answer = self._line.call(
            "POST", f"/v1/attachments/{attachment}", limit=MAX_JSON, extra={**_TUS, "Upload-Length": str(size)}
        )
        return self._offset(answer, size)

    def attachment_offset(self, attachment: str, size: int) -> int:
        """How many bytes of an attachment that was begun the hub has."""
        return self._offset(self._line.call("HEAD", f"/v1/attachments/{attachment}", limit=0, extra=_TUS), size)

    def add_to_attachment(self, attachment: str, offset: int, piece: bytes, size: int) -> int:
        """Send the next piece; give how many bytes the hub has then.

        Raises ``LetterRefused`` when all have come and are not the attachment.
        """
        answer = self._line.call(
            "PATCH",
            f"/v1/attachments/{attachment}",
            piece,
            limit=MAX_JSON,
            kind="application/offset+octet-stream",
            extra={**_TUS, "Upload-Offset": str(offset)},
        )
        if self._offset(answer, size) != offset + len(piece):
            raise HubAnsweredNonsense("the hub has another number of bytes than were sent")
        return offset + len(piece)

    def attachment(self, attachment: str, start: int, size: int) -> bytes:
        """Some bytes of an attachment of ``size`` bytes, from ``start``; at least one. Unverified until all are there."""
        stop = min(size, start + ATTACHMENT_PIECE)
        answer = self._line.call(
            "GET",
            f"/v1/attachments/{attachment}",
            limit=ATTACHMENT_PIECE,
            extra={"Range": f"bytes={start}-{stop - 1}"},
        )
        wanted = f"bytes {start}-{start + len(answer.body) - 1}/{size}"
        if answer.status != 206 or not answer.body or answer.headers.get("content-range", "") != wanted:
            raise HubAnsweredNonsense("the answer was not a piece of the attachment")
        return answer.body

    def _offset(self, answer: Answer, size: int) -> int:
        with nonsense():
            offset = decimal(answer.headers.get("upload-offset", ""))
            if offset > size or decimal(answer.headers.get("upload-length", "")) != size:
                raise ValueError("more than there is")
        return offset

    def acknowledge(self, upto: int) -> None:
        """Tell the hub that everything up to this place in the log is safe here."""
        self._line.json("POST", "/v1/mailbox/acknowledgements", {"upto": upto})

    # the directory and joining

    def directory(self) -> bytes | None:
        """The packed directory the hub holds, or None when it has none yet."""
        try:
            return self._line.call("GET", "/v1/directory", limit=MAX_PACKED).body
        except HubRefused as refused:
            if refused.code == "no-directory":
                return None
            raise

    def publish_directory(self, packed: bytes) -> bytes:
        """Give the hub a directory that follows its own; gives back the same with the hub's own signatures."""
        return self._line.call(
            "PUT", "/v1/directory", packed, limit=MAX_PACKED, kind="application/vnd.guardbook.directory"
        ).body

    def register_invitation(self, token: bytes, expires: datetime) -> None:
        """Administrator: allow one joining request under this one-time token. The hub is given its SHA-256 only."""
        until = int(expires.timestamp())
        self._line.json("POST", "/v1/invitations", {"token": hashlib.sha256(token).hexdigest(), "expires": until})

    def ask_to_join(self, token: bytes, request: bytes) -> None:
        """Leave a joining request for the administrator, under an invitation's token. Not signed: nobody knows us yet."""
        self._line.call(
            "POST",
            "/v1/enrolments",
            request,
            limit=MAX_JSON,
            signed=False,
            kind="application/vnd.guardbook.request",
            extra={"Guardbook-Invitation": b64u(token)},
        )

    def requests_to_join(self) -> tuple[bytes, ...]:
        """Administrator: the joining requests that wait at the hub."""
        answer = self._line.json("GET", "/v1/enrolments", limit=MAX_ENROLMENTS)
        with nonsense():
            return tuple(unb64u(text(row["request"])) for row in answer["requests"])
