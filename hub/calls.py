"""The hub's calls: what each endpoint reads, asks and answers.

Rules this module keeps:

* a call that is not proved is refused before anything is asked of the store for it, and before a large body is read;
* what somebody unknown does uses up nothing of what members may do;
* recipients see their own mail and nobody else's: what is not theirs is "not here";
* an answer has JSON or bytes of a fixed kind, and is never cached on its way;
* nothing of a call is written to any log.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from bundle.container import Parts, pack
from bundle.directory import Directory
from bundle.encoding import b64u, canonical_json, strict_json, unb64u
from bundle.enrolment import read_request
from bundle.errors import BundleError
from bundle.hub_cards import is_fingerprint
from bundle.waybills import Waybill, is_bundle_id
from hub import metrics
from hub.attachment_calls import AttachmentCalls
from hub.authentication import Call, Caller, authenticate, prove
from hub.clock import Clock
from hub.errors import (
    DirectoryNotTaken,
    Expired,
    InvitationUnknown,
    MalformedCall,
    NoDirectory,
    NotAdmitted,
    NotAllowed,
    NotHere,
    NotSigned,
)
from hub.intake import Intake
from hub.limits import Allowance, Door, Limits
from hub.log import Log
from hub.membership import Membership
from hub.store import Store, ledger, tree
from hub.streams import pieces, whole

RECEIPT = "application/vnd.guardbook.receipt"
CHECKPOINT = "application/vnd.guardbook.checkpoint"
BUNDLE = "application/vnd.guardbook.bundle"
DIRECTORY = "application/vnd.guardbook.directory"
JSON = "application/json"
AUTHORITY = re.compile(r"[A-Za-z0-9.:\[\]-]{1,255}\Z")
TARGET = re.compile(r"[!-\"$-~]*\Z")  # "#" would end what the signature covers, and not what the call asks
MAX_POSITION = 2**53
INVITATION_HEADER = "guardbook-invitation"


class Calls:
    """The endpoints, over what they need. One for each hub."""

    def __init__(
        self,
        store: Store,
        membership: Membership,
        log: Log,
        clock: Clock,
        limits: Limits,
        *,
        monotonic: Callable[[], float],
    ) -> None:
        self._store = store
        self._membership = membership
        self._book = log
        self._intake = Intake(store, membership, log, clock, limits)
        self._clock = clock
        self._limits = limits
        self._monotonic = monotonic
        self._calls = Allowance(most=limits.calls, a_second=limits.calls_a_second, monotonic=monotonic)
        self._bytes = Allowance(most=limits.bytes_at_once, a_second=limits.bytes_a_second, monotonic=monotonic)
        self.refusals: Counter[str] = Counter()  # by code, since the start
        self.attachments = AttachmentCalls(
            store, limits, self._caller, self._body, self._bytes, membership.mailboxes_of
        )
        self._members, self._strangers = Door(limits.directories_at_once), Door(limits.strangers_at_once)

    async def health(self, _: Request) -> Response:
        """``GET /healthz``: the database can be asked."""
        await run_in_threadpool(self._store.whole)
        return _json({"status": "ok"})

    async def metrics(self, request: Request) -> Response:
        """``GET /metrics``: counts, for the operator's own computer."""
        if not metrics.is_operators(request):
            raise NotHere("counts are for the operator")
        totals = await run_in_threadpool(self._store.ask, ledger.totals)
        head = await run_in_threadpool(self._store.ask, tree.newest)
        return _bytes(metrics.written(totals, head, self.refusals), metrics.KIND)

    async def get_checkpoint(self, request: Request) -> Response:
        """``GET /v1/log/checkpoint``: the log as it is now, signed."""
        await self._caller(request)
        signed = await run_in_threadpool(self._book.checkpoint)
        return _bytes(signed.note, CHECKPOINT)

    async def get_consistency(self, request: Request) -> Response:
        """``GET /v1/log/consistency?from=m&to=n``: the proof that the log of ``n`` begins with the log of ``m``."""
        await self._caller(request)
        old, new = (_number(request.query_params.get(name, "")) for name in ("from", "to"))
        path = await run_in_threadpool(self._book.consistency, old, new)
        if path is None:
            raise NotHere("the log never had such a size")
        return _json({"from": old, "to": new, "path": [base64.b64encode(value).decode("ascii") for value in path]})

    async def get_proof(self, request: Request) -> Response:
        """``GET /v1/log/proof?waybill=<digest>``: the receipt of a logged waybill, for its sender and its recipients.

        A device that replaces the sender gets it too.
        """
        caller = await self._caller(request)
        digest = request.query_params.get("waybill", "")
        if not is_fingerprint(digest):
            raise MalformedCall("not a waybill's digest")
        entry = await run_in_threadpool(self._store.ask, lambda c: ledger.entry_of_payload(c, digest))
        if entry is not None and entry.sender != caller.device:
            bundle, sender = entry.bundle, entry.sender
            boxes = await run_in_threadpool(self._membership.mailboxes_of, caller.device)
            if sender not in boxes:
                entry = await run_in_threadpool(self._store.ask, lambda c: ledger.entry_of_bundle(c, bundle, boxes))
        if entry is None:
            raise NotHere("no such waybill for this device")
        return _bytes(await run_in_threadpool(self._book.receipt, entry), RECEIPT)

    async def post_bundle(self, request: Request) -> Response:
        """``POST /v1/bundles``: 201 with the receipt; 200 with one for the same leaf when it came before."""

        def admit(waybill: Waybill) -> None:
            self._calls.take(waybill.sender)
            self._bytes.take(waybill.sender, float(waybill.sealed_size))

        taken = await self._intake.receive(pieces(request, self._limits, self._monotonic), admit)
        receipt = await run_in_threadpool(self._book.receipt, taken.entry)
        return _bytes(receipt, RECEIPT, status=201 if taken.fresh else 200)

    async def mailbox(self, request: Request) -> Response:
        """``GET /v1/mailbox?after=n``: the waybills for this device and its desks beyond the first ``n`` of the log."""
        caller = await self._caller(request)
        after = _number(request.query_params.get("after", "0"))
        most = self._limits.page
        boxes = await run_in_threadpool(self._membership.mailboxes_of, caller.device)
        entries = await run_in_threadpool(self._store.ask, lambda c: ledger.mail_for(c, boxes, after, most + 1))
        last = await run_in_threadpool(self._store.ask, ledger.last_position)
        rows = [{"position": e.position, "bundle": e.bundle, "size": e.sealed_size} for e in entries[:most]]
        return _json({"entries": rows, "more": len(entries) > most, "last": last})

    async def get_bundle(self, request: Request) -> Response:
        """``GET /v1/bundles/{id}``: the container with its receipt, for its recipients."""
        caller = await self._caller(request)
        bundle = request.path_params["bundle"]
        if not is_bundle_id(bundle):
            raise NotHere("not a bundle id")
        boxes = await run_in_threadpool(self._membership.mailboxes_of, caller.device)
        entry = await run_in_threadpool(self._store.ask, lambda c: ledger.entry_of_bundle(c, bundle, boxes))
        if entry is None:
            raise NotHere("no such bundle for this device")
        if entry.expired_at is not None:
            raise Expired("everyone acknowledged it")
        self._bytes.take(caller.device, float(entry.sealed_size))
        sealed = await run_in_threadpool(self._store.parts.read, entry.sealed_digest)
        receipt = await run_in_threadpool(self._book.receipt, entry)
        container = await run_in_threadpool(pack, Parts(entry.waybill, sealed), receipt)
        return _bytes(container, BUNDLE)

    async def acknowledge(self, request: Request) -> Response:
        """``POST /v1/mailbox/acknowledgements`` with ``{"upto": n}``."""
        body = await self._body(request, self._limits.small_body)
        caller = await self._caller(request, body, changes=True)
        upto = _members(body, "upto")["upto"]
        last = await run_in_threadpool(self._store.ask, ledger.last_position)
        if type(upto) is not int or not 0 <= upto <= last:
            raise MalformedCall("not a place in the log")
        now = self._seconds()
        await run_in_threadpool(
            lambda: self._store.change(lambda c: ledger.acknowledge(c, caller.device, upto, now)).result()
        )
        return _json({"upto": upto})

    async def get_directory(self, request: Request) -> Response:
        """``GET /v1/directory``: the packed directory. Members only, since it names people."""
        if await run_in_threadpool(self._membership.current) is None:
            raise NoDirectory("no directory yet")
        await self._caller(request)
        return _bytes(await run_in_threadpool(self._membership.hand_out), DIRECTORY)

    async def put_directory(self, request: Request) -> Response:
        """``PUT /v1/directory``: a directory that follows the one in force; answers with it, signed by the hub too."""
        member = await self._is_of_a_member(request)
        if not member:
            self._calls.take("strangers")
        with (self._members if member else self._strangers).inside():
            return await self._offered(request)

    async def _offered(self, request: Request) -> Response:
        body = await self._body(request, self._limits.directory)
        try:
            offered = await run_in_threadpool(self._membership.look_at, body)
            await self._caller(request, body, changes=True, offered=offered)
            current = await run_in_threadpool(self._membership.adopt, body)
        except BundleError as fault:
            raise DirectoryNotTaken(type(fault).__name__) from None
        return _bytes(current.packed, DIRECTORY)

    async def post_invitation(self, request: Request) -> Response:
        """``POST /v1/invitations`` with ``{"token": SHA-256 hex, "expires": seconds}``, by an administrator."""
        body = await self._body(request, self._limits.small_body)
        caller = await self._administrator(request, body, changes=True)
        members = _members(body, "token", "expires")
        token, expires = members["token"], members["expires"]
        now = self._seconds()
        latest = now + int(timedelta(days=self._limits.invitation_days).total_seconds())
        if not isinstance(token, str) or not re.fullmatch(r"[0-9a-f]{64}", token) or type(expires) is not int:
            raise MalformedCall("not an invitation")
        if expires <= now:
            raise MalformedCall("the invitation has run out")
        most, until = self._limits.open_invitations, min(expires, latest)
        await run_in_threadpool(
            lambda: self._store.change(
                lambda c: ledger.register_invitation(c, token, caller.device, expires=until, now=now, most=most)
            ).result()
        )
        return _json({"expires": until}, status=201)

    async def post_enrolment(self, request: Request) -> Response:
        """``POST /v1/enrolments``: a joining request under an invitation's token (header ``Guardbook-Invitation``)."""
        digest, now = _token_digest(request.headers.get(INVITATION_HEADER, "")), self._seconds()
        if not await run_in_threadpool(self._store.ask, lambda c: ledger.invitation_is_open(c, digest, now)):
            raise InvitationUnknown("no open invitation fits")
        self._calls.take(f"invitation {digest}")
        body = await self._body(request, self._limits.request_to_join)
        try:
            await run_in_threadpool(read_request, body)
        except BundleError:
            raise MalformedCall("not a joining request") from None
        await run_in_threadpool(
            lambda: self._store.change(lambda c: ledger.leave_request(c, digest, body, now=now)).result()
        )
        return _json({"waiting": True}, status=201)

    async def get_enrolments(self, request: Request) -> Response:
        """``GET /v1/enrolments``: the joining requests that wait, for an administrator."""
        await self._administrator(request, b"")
        now = self._seconds()
        found = await run_in_threadpool(self._store.ask, lambda c: ledger.requests(c, now))
        current = self._membership.current()
        admitted = set() if current is None else set(current.directory.devices)
        rows = [
            {"request": b64u(stored.request), "at": stored.requested_at}
            for stored in found
            if read_request(stored.request).card.id not in admitted
        ]
        return _json({"requests": rows})

    # who calls

    async def _body(self, request: Request, most: int) -> bytes:
        return await whole(request, most, self._limits, self._monotonic)

    async def _is_of_a_member(self, request: Request) -> bool:
        """Whether a call with a body is signed by a device of the directory in force; its body is not read yet."""
        try:
            await run_in_threadpool(
                prove,
                _call(request),
                has_body=True,
                key_of=self._membership.key_of,
                now=self._seconds(),
                seconds=self._limits.signature_seconds,
            )
        except NotAdmitted:
            return False
        return True

    async def _administrator(self, request: Request, body: bytes, *, changes: bool = False) -> Caller:
        caller = await self._caller(request, body, changes=changes)
        current = self._membership.current()
        if current is None or caller.device not in current.directory.administrators:
            raise NotAllowed("only an administrator may")
        return caller

    async def _caller(
        self, request: Request, body: bytes = b"", *, changes: bool = False, offered: Directory | None = None
    ) -> Caller:
        now = self._seconds()
        caller = await run_in_threadpool(
            authenticate,
            _call(request),
            body,
            key_of=lambda device: self._membership.key_of(device, offered),
            now=now,
            seconds=self._limits.signature_seconds,
        )
        self._calls.take(caller.device)
        if changes:
            until = caller.created + 2 * self._limits.signature_seconds
            await run_in_threadpool(
                lambda: self._store.change(
                    lambda c: ledger.use_nonce(c, caller.device, caller.nonce, now=now, until=until)
                ).result()
            )
        return caller

    def _seconds(self) -> int:
        return int(self._clock.now().timestamp())


def _call(request: Request) -> Call:
    """What was signed: the path and query as they came on the wire, and the ``Host`` that was asked for."""
    hosts = request.headers.getlist("host")
    if len(hosts) != 1 or not AUTHORITY.match(hosts[0]):
        raise NotSigned("no one host")
    for name in ("signature", "signature-input", "content-digest"):
        if len(request.headers.getlist(name)) > 1:
            raise NotSigned("a header of the signature is there twice")
    path = request.scope["raw_path"].decode("latin-1")
    query = request.scope["query_string"].decode("latin-1")
    if not TARGET.match(path) or not TARGET.match(query):
        raise NotSigned("a path or query that a signature cannot cover")
    url = f"{request.scope['scheme']}://{hosts[0]}{path}{'?' + query if query else ''}"
    return Call(request.method, url, dict(request.headers))


def _token_digest(header: str) -> str:
    try:
        token = unb64u(header)
    except BundleError:
        raise InvitationUnknown("not a token") from None
    if len(token) != 32:
        raise InvitationUnknown("not a token")
    return hashlib.sha256(token).hexdigest()


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 16 or int(text) > MAX_POSITION:
        raise MalformedCall("not a place in the log")
    return int(text)


def _members(body: bytes, *names: str) -> dict[str, Any]:
    try:
        value = strict_json(body, max_bytes=len(body), max_depth=2)
    except BundleError:
        raise MalformedCall("not JSON as this hub reads it") from None
    if not isinstance(value, dict) or set(value) != set(names):
        raise MalformedCall("not exactly the named members")
    return value


def _json(value: object, status: int = 200) -> Response:
    return _bytes(canonical_json(value), JSON, status)


def _bytes(content: bytes, kind: str, status: int = 200) -> Response:
    return Response(content, status_code=status, media_type=kind, headers={"Cache-Control": "no-store"})
