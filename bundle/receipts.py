"""Receipts: the hub's signed word that it received a waybill, when, and as which entry of its log.

Rules this module keeps:

* a receipt names the waybill by the digest of its payload, so it is for one bundle from one sender;
* ``received_at`` is the hub's clock, in whole seconds; it is the time at which a sender is judged and a desk's clock
  begins;
* version 0 is signed by the hub's key alone; proofs that the log is append-only come with the next version.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import datetime

from securesystemslib.dsse import Envelope

from bundle.encoding import MAX_INTEGER, canonical_json, strict_json
from bundle.envelopes import read_unverified
from bundle.errors import Malformed, ReceiptInvalid, SignatureInvalid, UnknownVersion
from bundle.hub_cards import MAX_TEXT, HubCard, HubKeys, is_fingerprint
from bundle.times import from_seconds, to_seconds, whole_seconds

PAYLOAD_TYPE = "application/vnd.guardbook.receipt.v0+json"
MAX_RECEIPT = 8 * 1024
_MEMBERS = {"v", "index", "waybill", "received_at", "origin"}

__all__ = ["MAX_RECEIPT", "PAYLOAD_TYPE", "HubCard", "HubKeys", "Receipt", "open_receipt", "sign_receipt"]


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt. ``index`` counts the hub's log from 0, ``waybill_digest`` is hex SHA-256, ``origin`` names the log."""

    index: int
    waybill_digest: str
    received_at: datetime
    origin: str

    def __post_init__(self) -> None:
        if type(self.index) is not int or not 0 <= self.index <= MAX_INTEGER:
            raise ReceiptInvalid("a receipt has a log index")
        if not is_fingerprint(self.waybill_digest):
            raise ReceiptInvalid("a receipt names a waybill by 64 hex digits")
        if not isinstance(self.origin, str) or not 0 < len(self.origin) <= MAX_TEXT:
            raise ReceiptInvalid("a receipt names its log")
        object.__setattr__(self, "received_at", whole_seconds(self.received_at))

    def payload(self) -> bytes:
        """Return the bytes that are signed."""
        return canonical_json(
            {
                "v": 0,
                "index": self.index,
                "waybill": self.waybill_digest,
                "received_at": to_seconds(self.received_at),
                "origin": self.origin,
            }
        )

    def check_for(self, waybill_digest: str) -> None:
        """Raise ``ReceiptInvalid`` unless this receipt is for the waybill of that digest."""
        if self.waybill_digest != waybill_digest:
            raise ReceiptInvalid("the receipt is for another waybill")


def sign_receipt(index: int, waybill_payload_digest: str, received_at: datetime, origin: str, keys: HubKeys) -> bytes:
    """Return a signed receipt. The same arguments give the same bytes."""
    payload = Receipt(index, waybill_payload_digest, received_at, origin).payload()
    signature = keys.sign(Envelope(payload, PAYLOAD_TYPE, {}).pae())
    return canonical_json(
        {
            "payload": base64.b64encode(payload).decode("ascii"),
            "payloadType": PAYLOAD_TYPE,
            "signatures": [{"keyid": keys.id, "sig": base64.b64encode(signature).decode("ascii")}],
        }
    )


def open_receipt(raw: bytes, hub_card: HubCard) -> Receipt:
    """Return the receipt if it is the hub's; raise ``ReceiptInvalid``, ``TooLarge`` or ``UnknownVersion``."""
    try:
        payload = read_unverified(raw, PAYLOAD_TYPE, max_bytes=MAX_RECEIPT)
        hub_card.verify(_signature(raw, hub_card), Envelope(payload, PAYLOAD_TYPE, {}).pae())
        return _read(payload)
    except (Malformed, SignatureInvalid) as bad:
        raise ReceiptInvalid("the receipt is not the hub's, or not whole") from bad


def _signature(raw: bytes, hub_card: HubCard) -> bytes:
    """Return the one signature of an envelope whose form ``read_unverified`` has checked."""
    signatures = json.loads(raw)["signatures"]
    if [signature["keyid"] for signature in signatures] != [hub_card.id]:
        raise SignatureInvalid("a receipt carries exactly the hub's signature")
    return base64.b64decode(signatures[0]["sig"])


def _read(payload: bytes) -> Receipt:
    value = strict_json(payload, max_bytes=MAX_RECEIPT, max_depth=1)
    if not isinstance(value, dict) or type(value.get("v")) is not int:
        raise Malformed("not a receipt")
    if value["v"] != 0:
        raise UnknownVersion("a receipt of an unknown version")
    if set(value) != _MEMBERS:
        raise Malformed("a receipt has exactly its named members")
    receipt = Receipt(value["index"], value["waybill"], from_seconds(value["received_at"]), value["origin"])
    if receipt.payload() != payload:
        raise Malformed("a receipt is written in exactly one form")
    return receipt
