"""The boxes of ``keys.json``: how each is sealed and opened (docs/spec/vault-v1.md, "Boxes" and "Slots").

Rules this module keeps:

* a box is AES-256-GCM with everything that says how to open it as associated data;
* a personal slot seals the database key and the personal key; an organisation's slot seals the database key alone, to a
  public recipient, bound to its own parameters by their digest inside;
* opening gives None for a key that does not fit, never a part.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from io import BytesIO
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bundle.encoding import b64u, unb64u
from bundle.errors import BundleError
from bundle.recipients import Identity
from bundle.sealing import seal, unseal
from desktop.vault import keys_file
from desktop.vault.keys_file import (
    CIPHER,
    KEY_BYTES,
    KIT,
    NONCE_BYTES,
    ORGANISATION,
    PASSPHRASE,
    SALT_BYTES,
    SEALED_TO,
    Json,
    KeysFile,
)
from desktop.vault.kit import kit_secret
from desktop.vault.passphrases import KdfCost, derive

Random = Callable[[int], bytes]
KIT_INFO = b"guardbook-recovery-kit-v1"


class Held(Protocol):
    """The two keys that a personal slot seals, 32 bytes each."""

    @property
    def database_key(self) -> bytearray: ...
    @property
    def personal_key(self) -> bytearray: ...


def passphrase_slot(keys: KeysFile, held: Held, passphrase: str, random: Random, cost: KdfCost) -> Json:
    """A slot that the passphrase opens. Raises ``NotEnoughMemory``."""
    salt = random(SALT_BYTES)
    kdf = {
        "name": "argon2id",
        "memory_kib": cost.memory_kib,
        "iterations": cost.iterations,
        "lanes": cost.lanes,
        "salt": b64u(salt),
    }
    return _filled(keys, held, _slot(PASSPHRASE, kdf, random), derive(passphrase, salt, cost))


def kit_slot(keys: KeysFile, held: Held, kit: str, random: Random) -> Json:
    """A slot that the typed recovery kit opens. Raises ``KitMistyped``."""
    salt = random(SALT_BYTES)
    slot = _slot(KIT, {"name": "hkdf-sha256", "salt": b64u(salt)}, random)
    return _filled(keys, held, slot, kit_key(kit_secret(kit), salt))


def organisation_slot(keys: KeysFile, database_key: bytearray, recipient: str, random: Random) -> Json:
    """A slot that the holder of ``recipient``'s identity opens: the database key, never the personal one.

    Raises ``Malformed`` (bundle) for anything but an age hybrid recipient.
    """
    slot = {"type": ORGANISATION, "cipher": SEALED_TO, "recipient": recipient}
    sealed = BytesIO()
    seal(BytesIO(bytes(database_key) + _bound(keys, slot)), sealed, [recipient], random)
    return {**slot, "sealed": b64u(sealed.getvalue())}


def open_passphrase(keys: KeysFile, slot: Json, passphrase: str) -> bytes | None:
    """The 64 bytes of a passphrase slot. Raises ``WrongPassphrase`` (too long to be one), ``NotEnoughMemory``."""
    return open_box(keys, slot, derive(passphrase, unb64u(slot["kdf"]["salt"]), keys_file.cost_of(slot)))


def open_kit(keys: KeysFile, slot: Json, secret: bytes) -> bytes | None:
    """The 64 bytes of a kit slot; ``secret`` is ``kit.kit_secret`` of what was typed."""
    return open_box(keys, slot, kit_key(secret, unb64u(slot["kdf"]["salt"])))


def open_organisation(keys: KeysFile, slot: Json, identity: Identity) -> bytes | None:
    """The database key of an organisation's slot, or None when the slot is not for ``identity`` or was changed."""
    opened = BytesIO()
    try:
        unseal(BytesIO(unb64u(slot["sealed"])), opened, [identity])
    except BundleError:
        return None
    content = opened.getvalue()
    if len(content) != 2 * KEY_BYTES or not hmac.compare_digest(content[KEY_BYTES:], _bound(keys, slot)):
        return None
    return content[:KEY_BYTES]


def new_box(keys: KeysFile, key: bytes, content: bytes, random: Random) -> Json:
    """A plain box under ``key``: the device's seeds, a former device."""
    box = {"cipher": CIPHER, "nonce": b64u(random(NONCE_BYTES))}
    return {**box, "sealed": _seal(keys, box, key, content)}


def open_box(keys: KeysFile, box: Json, key: bytes) -> bytes | None:
    """The content of a box, or None when the key or any parameter is not the one it was sealed with."""
    try:
        return AESGCM(key).decrypt(unb64u(box["nonce"]), unb64u(box["sealed"]), keys.associated(box))
    except InvalidTag:
        return None


def kit_key(secret: bytes, salt: bytes) -> bytes:
    """The wrapping key of a kit's 20 bytes (RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=KIT_INFO).derive(secret)


def _slot(slot_type: str, kdf: Json, random: Random) -> Json:
    return {"type": slot_type, "kdf": dict(kdf), "cipher": CIPHER, "nonce": b64u(random(NONCE_BYTES))}


def _filled(keys: KeysFile, held: Held, slot: Json, key: bytes) -> Json:
    return {**slot, "sealed": _seal(keys, slot, key, bytes(held.database_key + held.personal_key))}


def _seal(keys: KeysFile, box: Json, key: bytes, content: bytes) -> str:
    return b64u(AESGCM(key).encrypt(unb64u(box["nonce"]), content, keys.associated(box)))


def _bound(keys: KeysFile, slot: Json) -> bytes:
    return hashlib.sha256(keys.associated(slot)).digest()
