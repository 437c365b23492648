"""What the hub answers, read strictly: a refusal becomes its typed error, another shape than the hub gives is nonsense.

Rules this module keeps: what does not look like the hub's answer is ``HubAnsweredNonsense`` and is never acted on; a bundle is the
hub's answer only when it is whole and the one that was asked for, otherwise the mailbox cursor would pass a letter that never came.
"""

from __future__ import annotations

import binascii
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from bundle.container import unpack
from bundle.encoding import strict_json
from bundle.errors import BundleError, UnknownVersion
from bundle.merkle import HASH_BYTES
from bundle.waybills import is_bundle_id, parse_waybill
from desktop.sync.errors import (
    ClockWrong,
    DeviceNotAdmitted,
    HubAnsweredNonsense,
    HubAway,
    HubBusy,
    HubQuotaFull,
    HubRefused,
    LetterRefused,
)

MAX_JSON = 256 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer read whole. ``kind`` is its media type, ``retry`` its Retry-After."""

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


def _seconds(retry_after: str) -> float | None:
    if not retry_after.isascii() or not retry_after.isdigit() or len(retry_after) > 12:
        return None
    return float(min(int(retry_after), 3600))


def tree_hash(value: object) -> bytes:
    """A hash of the log's tree from its base64. Raises TypeError, ValueError, as all these readers."""
    if not isinstance(value, str):
        raise TypeError("not a hash")
    raw = binascii.a2b_base64(value, strict_mode=True)
    if len(raw) != HASH_BYTES:
        raise ValueError("not a hash")
    return raw


def whole(value: object) -> int:
    """A whole number that is not negative."""
    if type(value) is not int or value < 0:
        raise TypeError("not a whole number")
    return value


def decimal(text: str) -> int:
    """A number of bytes from a header."""
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise TypeError("not a number of bytes")
    return int(text)


def bundle_id(value: object) -> str:
    """A bundle id of the form that they have."""
    if not isinstance(value, str) or not is_bundle_id(value):
        raise TypeError("not a bundle id")
    return value


def check_bundle(container: bytes, bundle: str, mine: set[str]) -> None:
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


def text(value: object) -> str:
    """A text that is not empty."""
    if not isinstance(value, str) or not value:
        raise TypeError("not a text")
    return value


@contextmanager
def nonsense() -> Iterator[None]:
    """Turn what the readers here raise into ``HubAnsweredNonsense``."""
    try:
        yield
    except (BundleError, KeyError, TypeError, ValueError) as error:
        raise HubAnsweredNonsense("the answer has another shape than the hub gives") from error
