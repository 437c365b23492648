"""Whether a page of a SQLCipher 4 file belongs to a key, without opening the database.

Rules this module keeps:

* SQLCipher says "file is not a database" for a wrong key and for a damaged first page alike; people need to know which.
  If any page's HMAC fits the key, the key is right and the file is damaged;
* the layout is that of SQLCipher 4 with a raw key (https://www.zetetic.net/sqlcipher/design): salt in the first 16
  bytes of the file; at each page's end an IV (16) and an HMAC-SHA512 (64) over content, IV and page number;
* a bounded number of pages is read.
"""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

PAGE_BYTES = 8192
_SALT = 16
_MAC = 64
_TRIED = 64  # pages


def any_page_fits(path: Path, key: bytearray) -> bool:
    """Whether one of the first pages of the file was written under ``key``."""
    with path.open("rb") as file:
        salt = file.read(_SALT)
        if len(salt) < _SALT:
            return False
        mac_salt = bytes(byte ^ 0x3A for byte in salt)
        mac_key = hashlib.pbkdf2_hmac("sha512", key, mac_salt, 2, 32)
        for number in range(1, _TRIED + 1):
            file.seek((number - 1) * PAGE_BYTES)
            page = file.read(PAGE_BYTES)
            if len(page) < PAGE_BYTES:
                return False
            signed = page[_SALT if number == 1 else 0 : -_MAC] + number.to_bytes(4, "little")
            if hmac.compare_digest(hmac.digest(mac_key, signed, "sha512"), page[-_MAC:]):
                return True
    return False
