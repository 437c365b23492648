"""One conversation with the hub over HTTP: signed calls, bounded answers, typed errors.

Rules this module keeps:

* HTTPS only, with the certificate of the directory pinned when there is one; plain HTTP only to this computer;
* every call has a time limit, every answer a size limit; what does not look like the hub's answer is
  ``HubAnsweredNonsense`` and is never acted on. A bundle is the hub's answer only when it is whole and the one that
  was asked for: otherwise the mailbox cursor would pass a letter that never came;
* no redirect is followed, no proxy of the environment is used, nothing is written to any log;
* a bundle proves its own sender; every other call is signed with the device's key (RFC 9421), with a nonce when it
  changes something;
* the hub's clock is learnt from ``Date`` of each answer; ``skew_seconds`` is the hub's time minus ours.
"""

from __future__ import annotations

import binascii
import hashlib
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import httpx

from bundle.checkpoints import MAX_CHECKPOINT
from bundle.container import MAX_CONTAINER, unpack
from bundle.directory import MAX_PACKED
from bundle.encoding import b64u, canonical_json, strict_json, unb64u
from bundle.errors import BundleError, UnknownVersion
from bundle.keys import DeviceKeys
from bundle.merkle import HASH_BYTES, MAX_PATH
from bundle.receipts import MAX_RECEIPT
from bundle.waybills import is_bundle_id, parse_waybill
from desktop.services.ports import Clock, Random
from desktop.sync.errors import (
    AddressUnsafe,
    CertificateWrong,
    ClockWrong,
    DeviceNotAdmitted,
    HubAnsweredNonsense,
    HubAway,
    HubBusy,
    HubQuotaFull,
    HubRefused,
    LetterRefused,
    SyncError,
)
from desktop.sync.signing import sign_request
from desktop.sync.transport import PatientTransport
from desktop.sync.trust import tls_context

MAX_JSON = 256 * 1024
ATTACHMENT_PIECE = 2 * 1024 * 1024  # sent or asked for by one call
_TUS = {"Tus-Resumable": "1.0.0"}
MAX_ENROLMENTS = 8 * 1024 * 1024  # as many requests as a hub keeps, each as long as one can be
MAX_SKEW = 100 * 366 * 86_400.0  # seconds; a Date beyond it is no clock's
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class HubTimes:
    """Time limits in seconds. ``whole`` bounds a whole answer, however slowly its bytes come."""

    connect: float = 10.0
    quiet: float = 30.0  # no byte came or could be sent for so long
    whole: float = 300.0


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
        try:
            parts, _ = urlsplit(url), httpx.URL(url)
        except (ValueError, httpx.InvalidURL):
            raise AddressUnsafe("the hub's address is not an address") from None
        plain = parts.scheme == "http" and parts.hostname in LOOPBACK
        if not parts.hostname or (not plain and parts.scheme != "https"):
            raise AddressUnsafe("the hub's address is neither HTTPS nor on this computer")
        self._base = url.rstrip("/")
        self._keys = keys
        self._clock = clock
        self._random = random
        self._times = times or HubTimes()
        self._monotonic = monotonic
        self.skew_seconds = 0.0
        self._http = httpx.Client(
            transport=PatientTransport(
                context=None if plain else tls_context(certificate), whole=self._times.whole, monotonic=monotonic
            ),
            timeout=httpx.Timeout(self._times.quiet, connect=self._times.connect),
            follow_redirects=False,
            trust_env=False,
            headers={"User-Agent": "guardbook", "Accept-Encoding": "identity"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    # letters

    def send_bundle(self, waybill: bytes, sealed: bytes) -> bytes:
        """Deliver one bundle; give back the hub's receipt bytes.

        Raises ``LetterRefused`` when the hub judged the letter itself; every other SyncError leaves it waiting.
        """
        body = len(waybill).to_bytes(4, "big") + waybill + sealed
        answer = self._call(
            "POST", "/v1/bundles", body, limit=MAX_RECEIPT, signed=False, kind="application/octet-stream"
        )
        if answer.status not in (200, 201) or not answer.body or answer.kind != "application/vnd.guardbook.receipt":
            raise HubAnsweredNonsense("the answer to a delivery was not a receipt")
        return answer.body

    def mailbox(self, after: int) -> MailboxPage:
        """The waybills for this device beyond the first ``after`` of the log, oldest first."""
        answer = self._json("GET", f"/v1/mailbox?after={after}")
        with _nonsense():
            entries = tuple(
                MailboxEntry(_whole(row["position"]), _bundle_id(row["bundle"]), _whole(row["size"]))
                for row in answer["entries"]
            )
            page = MailboxPage(entries, answer["more"] is True, _whole(answer["last"]))
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
        answer = self._call("GET", f"/v1/bundles/{bundle}", limit=MAX_CONTAINER)
        if answer.status != 200 or answer.kind != "application/vnd.guardbook.bundle":
            raise HubAnsweredNonsense("the answer was not a bundle")
        with _nonsense():
            _check_bundle(answer.body, bundle, {self._keys.id, *mailboxes})
        return answer.body

    def checkpoint(self) -> bytes:
        """The hub's log as it is now: a signed note, for the record book to judge."""
        answer = self._call("GET", "/v1/log/checkpoint", limit=MAX_CHECKPOINT)
        if answer.status != 200 or answer.kind != "application/vnd.guardbook.checkpoint":
            raise HubAnsweredNonsense("the answer was not a checkpoint")
        return answer.body

    def consistency(self, old: int, new: int) -> tuple[bytes, ...] | None:
        """The hub's proof that its log of ``new`` letters begins with that of ``old``; None when it refuses to give one."""
        try:
            answer = self._json("GET", f"/v1/log/consistency?from={old}&to={new}")
        except HubRefused as refused:
            if refused.code == "not-here":
                return None
            raise
        with _nonsense():
            if len(answer["path"]) > MAX_PATH:
                raise TypeError("not a path")
            return tuple(_hash(value) for value in answer["path"])

    def proof(self, waybill_digest: str) -> bytes:
        """The receipt of a letter of ours, or to us, that somebody brought to the hub."""
        answer = self._call("GET", f"/v1/log/proof?waybill={waybill_digest}", limit=MAX_RECEIPT)
        if answer.status != 200 or answer.kind != "application/vnd.guardbook.receipt":
            raise HubAnsweredNonsense("the answer was not a receipt")
        return answer.body

    # attachments

    def begin_attachment(self, attachment: str, size: int) -> int:
        """Begin to send an attachment of ``size`` bytes, or go on with it; give how many of them the hub has."""
        answer = self._call(
            "POST", f"/v1/attachments/{attachment}", limit=MAX_JSON, extra={**_TUS, "Upload-Length": str(size)}
        )
        return self._offset(answer, size)

    def attachment_offset(self, attachment: str, size: int) -> int:
        """How many bytes of an attachment that was begun the hub has."""
        return self._offset(self._call("HEAD", f"/v1/attachments/{attachment}", limit=0, extra=_TUS), size)

    def add_to_attachment(self, attachment: str, offset: int, piece: bytes, size: int) -> int:
        """Send the next piece; give how many bytes the hub has then.

        Raises ``LetterRefused`` when all have come and are not the attachment.
        """
        answer = self._call(
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
        answer = self._call(
            "GET",
            f"/v1/attachments/{attachment}",
            limit=ATTACHMENT_PIECE,
            extra={"Range": f"bytes={start}-{stop - 1}"},
        )
        wanted = f"bytes {start}-{start + len(answer.body) - 1}/{size}"
        if answer.status != 206 or not answer.body or answer.headers.get("content-range", "") != wanted:
            raise HubAnsweredNonsense("the answer was not a piece of the attachment")
        return answer.body

    def _offset(self, answer: _Answer, size: int) -> int:
        with _nonsense():
            offset = _decimal(answer.headers.get("upload-offset", ""))
            if offset > size or _decimal(answer.headers.get("upload-length", "")) != size:
                raise ValueError("more than there is")
        return offset

    def acknowledge(self, upto: int) -> None:
        """Tell the hub that everything up to this place in the log is safe here."""
        self._json("POST", "/v1/mailbox/acknowledgements", {"upto": upto})

    # the directory and joining

    def directory(self) -> bytes | None:
        """The packed directory the hub holds, or None when it has none yet."""
        try:
            return self._call("GET", "/v1/directory", limit=MAX_PACKED).body
        except HubRefused as refused:
            if refused.code == "no-directory":
                return None
            raise

    def publish_directory(self, packed: bytes) -> bytes:
        """Give the hub a directory that follows its own; gives back the same with the hub's own signatures."""
        return self._call(
            "PUT", "/v1/directory", packed, limit=MAX_PACKED, kind="application/vnd.guardbook.directory"
        ).body

    def register_invitation(self, token: bytes, expires: datetime) -> None:
        """Administrator: allow one joining request under this one-time token. The hub is given its SHA-256 only."""
        until = int(expires.timestamp())
        self._json("POST", "/v1/invitations", {"token": hashlib.sha256(token).hexdigest(), "expires": until})

    def ask_to_join(self, token: bytes, request: bytes) -> None:
        """Leave a joining request for the administrator, under an invitation's token. Not signed: nobody knows us yet."""
        self._call(
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
        answer = self._json("GET", "/v1/enrolments", limit=MAX_ENROLMENTS)
        with _nonsense():
            return tuple(unb64u(_text(row["request"])) for row in answer["requests"])

    # one call

    def _json(self, method: str, path: str, value: object = None, *, limit: int = MAX_JSON) -> dict[str, Any]:
        body = b"" if value is None else canonical_json(value)
        answer = self._call(method, path, body, limit=limit, kind="application/json" if body else "")
        with _nonsense():
            parsed = strict_json(answer.body, max_bytes=limit, max_depth=6)
            if not isinstance(parsed, dict):
                raise TypeError("not an object")
            return parsed

    def _call(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        *,
        limit: int,
        signed: bool = True,
        kind: str = "",
        extra: dict[str, str] | None = None,
    ) -> _Answer:
        for attempt in (1, 2):
            answer = self._once(method, path, body, limit=limit, signed=signed, kind=kind, extra=extra or {})
            code = answer.code()
            if code == "clock" and attempt == 1 and abs(self.skew_seconds) > 1:
                continue  # sign again by the hub's clock, which we have just learnt
            answer.raise_for_refusal(path, self.skew_seconds)
            return answer
        raise ClockWrong(self.skew_seconds)

    def _once(
        self, method: str, path: str, body: bytes, *, limit: int, signed: bool, kind: str, extra: dict[str, str]
    ) -> _Answer:
        request = self._http.build_request(method, self._base + path, content=body or None, headers=extra)
        if kind:
            request.headers["Content-Type"] = kind
        if signed:
            created = self._clock.now() + timedelta(seconds=self.skew_seconds)
            sign_request(request, body, keys=self._keys, created=created, nonce=b64u(self._random(16)))
        with _faults():
            response = self._http.send(request, stream=True)
            try:
                content = self._read(response, limit)
            finally:
                response.close()
        self._learn_clock(response.headers.get("date", ""))
        return _Answer(
            response.status_code,
            response.headers.get("content-type", ""),
            response.headers.get("retry-after", ""),
            content,
            response.headers,
        )

    def _read(self, response: httpx.Response, limit: int) -> bytes:
        began = self._monotonic()
        content = bytearray()
        for piece in response.iter_raw():
            content += piece
            if len(content) > limit:
                raise HubAnsweredNonsense("the answer is larger than any the hub gives")
            if self._monotonic() - began > self._times.whole:
                raise HubAway("the answer came too slowly")
        return bytes(content)

    def _learn_clock(self, date: str) -> None:
        try:
            skew = (parsedate_to_datetime(date) - self._clock.now()).total_seconds()
        except (ValueError, TypeError, OverflowError):  # no date, one without a zone, one that no calendar has
            return
        if abs(skew) <= MAX_SKEW:
            self.skew_seconds = skew


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    kind: str
    retry: str
    body: bytes
    headers: httpx.Headers

    def code(self) -> str:
        """The problem's code, or "" when this is not a problem of RFC 9457."""
        if self.kind.split(";")[0].strip() != "application/problem+json" or self.status < 400:
            return ""
        try:
            problem = strict_json(self.body, max_bytes=MAX_JSON, max_depth=4)
        except BundleError:
            return ""
        code = problem.get("code") if isinstance(problem, dict) else None
        return code if isinstance(code, str) and code.isascii() and len(code) <= 60 else ""

    def raise_for_refusal(self, path: str, skew: float) -> None:
        """Raise the typed error of a refusal; nothing for 2xx."""
        if 200 <= self.status < 300:
            return
        code = self.code()
        if not code:
            if self.status in (502, 503, 504):
                raise HubAway("something in front of the hub says it is away")
            raise HubAnsweredNonsense("the answer is not one the hub gives")
        if self.status in (429, 503):
            raise HubBusy(_seconds(self.retry))
        if code == "clock":
            raise ClockWrong(skew)
        if code in ("not-admitted", "not-signed", "replayed"):
            raise DeviceNotAdmitted(code, self.status)
        if code in ("quota-device", "quota-organisation"):
            raise HubQuotaFull(code, self.status)
        if path.startswith(("/v1/bundles", "/v1/attachments")) and code.startswith("letter-"):
            raise LetterRefused(code.removeprefix("letter-"), self.status)
        raise HubRefused(code, self.status)


def _hash(value: object) -> bytes:
    if not isinstance(value, str):
        raise TypeError("not a hash")
    raw = binascii.a2b_base64(value, strict_mode=True)
    if len(raw) != HASH_BYTES:
        raise ValueError("not a hash")
    return raw


def _seconds(retry_after: str) -> float | None:
    if not retry_after.isascii() or not retry_after.isdigit() or len(retry_after) > 12:
        return None
    return float(min(int(retry_after), 3600))


def _whole(value: object) -> int:
    if type(value) is not int or value < 0:
        raise TypeError("not a whole number")
    return value


def _decimal(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise TypeError("not a number of bytes")
    return int(text)


def _bundle_id(value: object) -> str:
    if not isinstance(value, str) or not is_bundle_id(value):
        raise TypeError("not a bundle id")
    return value


def _check_bundle(container: bytes, bundle: str, mine: set[str]) -> None:
    """Raise unless the container is whole and holds this bundle, for one of our mailboxes."""
    parts = unpack(container)
    try:
        waybill = parse_waybill(parts.waybill_envelope)
    except UnknownVersion:
        return  # a newer hub carries what a newer record book wrote; ours keeps it until it can read it
    if waybill.bundle != bundle or mine.isdisjoint(waybill.mailboxes) or parts.receipt is None:
        raise ValueError("another bundle, or one without its receipt")
    if len(parts.sealed) != waybill.sealed_size or hashlib.sha256(parts.sealed).hexdigest() != waybill.sealed_digest:
        raise ValueError("the sealed part is damaged")


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError("not a text")
    return value


@contextmanager
def _nonsense() -> Iterator[None]:
    try:
        yield
    except (BundleError, KeyError, TypeError, ValueError) as error:
        raise HubAnsweredNonsense("the answer has another shape than the hub gives") from error


@contextmanager
def _faults() -> Iterator[None]:
    """Turn httpx's errors into ours, and never let their texts (which hold addresses) out."""
    try:
        yield
    except SyncError:
        raise
    except httpx.ConnectError as error:
        if "CERTIFICATE_VERIFY_FAILED" in str(error) or "certificate" in str(error).lower():
            raise CertificateWrong("the certificate is not the one in the directory") from None
        raise HubAway("the hub cannot be reached") from None
    except (httpx.TimeoutException, httpx.NetworkError, httpx.ProxyError):
        raise HubAway("the hub did not answer in time") from None
    except (httpx.RemoteProtocolError, httpx.DecodingError, httpx.StreamError):
        raise HubAnsweredNonsense("the answer was not HTTP as the hub speaks it") from None
    except (httpx.HTTPError, UnicodeError):  # UnicodeError: a name that cannot be looked up
        raise HubAway("the hub cannot be reached") from None
