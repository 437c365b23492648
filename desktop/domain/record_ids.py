"""Record ids that say who may begin the record.

Rules this module keeps:

* an id is 32 characters of base64url: 16 of a nonce of 12 random bytes, and 16 of the first 12 bytes of
  SHA-256("guardbook record v1" || 0x00 || device id || 0x00 || nonce);
* so a record can be begun by the device that made its id, and by no other that heard of it;
* an id tells nobody who made it: to check it one must know the device;
* an id of another form proves nothing and is never made here.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable

NONCE_BYTES = 12
TAG_BYTES = 12
_CONTEXT = b"guardbook record v1"
_FORM = re.compile(r"[A-Za-z0-9_-]{32}")


def mint(random: Callable[[int], bytes], device: str) -> str:
    """A fresh record id of ``device`` (a device id), 32 characters. ``random`` is drawn once, 12 bytes."""
    nonce = random(NONCE_BYTES)
    return _text(nonce) + _text(_tag(nonce, device))


def may_begin(record: str, device: str) -> bool:
    """Whether ``device`` may begin ``record``: an id of 32 characters may be begun by the device that made it alone."""
    if not _FORM.fullmatch(record):
        return True
    nonce = base64.urlsafe_b64decode(record[:16])
    return record[16:] == _text(_tag(nonce, device))


def _tag(nonce: bytes, device: str) -> bytes:
    return hashlib.sha256(b"\0".join((_CONTEXT, device.encode(), nonce))).digest()[:TAG_BYTES]


def _text(raw: bytes) -> str:
    """Base64url without padding; 12 bytes are 16 characters, so there are no spare bits."""
    return base64.urlsafe_b64encode(raw).decode("ascii")
