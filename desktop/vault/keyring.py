"""Opening a record book's keys, and changing what opens them.

Rules this module keeps:

* the database key, the personal key and the device's seeds are random and never change with a passphrase: changing
  the passphrase wraps them again;
* whoever opens the keys holds the folder's lock until ``Opened.lock()``, which also wipes the database key;
* keys are changed only through an ``Opened``, and the old passphrase is asked for again by ``check_passphrase``;
* a new book is made in ``<folder>.partial`` and exists only once that was renamed (creation.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bundle.encoding import b64u, unb64u
from bundle.keys import DeviceKeys
from desktop.vault import keys_file
from desktop.vault.errors import KeysDamaged, KeysUnwritable, WrongKit, WrongPassphrase
from desktop.vault.keys_file import KEY_BYTES, KIT, NONCE_BYTES, PASSPHRASE, SALT_BYTES, Json, KeysFile
from desktop.vault.kit import kit_secret
from desktop.vault.lock_file import VaultLock
from desktop.vault.passphrases import KdfCost, calibrate, check_new, derive

Random = Callable[[int], bytes]


@dataclass(slots=True)
class Opened:
    """The keys of an open record book.

    ``database_key`` is 32 bytes that storage may read until ``lock()``; ``used_previous`` says that the key file was
    found damaged: its previous copy was used, and put in its place.
    """

    folder: Path
    vault_id: str
    database_key: bytearray = field(repr=False)
    personal_key: bytearray = field(repr=False)
    keys: DeviceKeys = field(repr=False)
    held: VaultLock = field(repr=False)
    used_previous: bool = False
    locked: bool = False

    def lock(self) -> None:
        """Wipe the keys and give the folder's lock back. Doing it again does nothing."""
        for secret in (self.database_key, self.personal_key):
            secret[:] = bytes(len(secret))
        self.locked = True
        self.held.release()


def unlock(folder: Path, passphrase: str) -> Opened:
    """Open with the passphrase. Raises ``VaultMissing``, ``VaultInUse``, ``VaultTooNew``, ``KeysDamaged``, ``WrongPassphrase``."""

    def wrapping_key(slot: Json) -> bytes:
        return derive(passphrase, unb64u(slot["kdf"]["salt"]), keys_file.cost_of(slot))

    return _unlock(folder, PASSPHRASE, wrapping_key, WrongPassphrase("the passphrase opens no slot"))


def unlock_with_kit(folder: Path, kit: str) -> Opened:
    """Open with the typed recovery kit. Raises ``KitMistyped`` (nothing was tried), ``WrongKit``, and as ``unlock``."""
    secret = kit_secret(kit)

    def wrapping_key(slot: Json) -> bytes:
        return _kit_key(secret, unb64u(slot["kdf"]["salt"]))

    return _unlock(folder, KIT, wrapping_key, WrongKit("the recovery kit opens no slot"))


def check_passphrase(folder: Path, opened: Opened, passphrase: str) -> None:
    """Raise ``WrongPassphrase`` unless it opens this open book. Used before a change is allowed."""
    keys, _ = keys_file.read(folder)
    for slot in keys.slots_of(PASSPHRASE):
        key = derive(passphrase, unb64u(slot["kdf"]["salt"]), keys_file.cost_of(slot))
        if _open(keys, slot, key) == bytes(opened.database_key + opened.personal_key):
            return
    raise WrongPassphrase("the passphrase opens no slot")


def change_passphrase(
    folder: Path,
    opened: Opened,
    new: str,
    random: Random,
    kdf: KdfCost | None = None,
) -> None:
    """Wrap the keys under a new passphrase; the old one opens nothing afterwards. Raises ``PassphraseTooShort``, ``KeysUnwritable``."""
    check_new(new)
    keys, _ = keys_file.read(folder)
    keys_file.write(folder, keys.with_slot(_passphrase_slot(keys, opened, new, random, kdf or calibrate())))


def change_kit(folder: Path, opened: Opened, kit: str, random: Random) -> None:
    """Wrap the keys under a new recovery kit; the old kit opens nothing afterwards. Raises ``KitMistyped``, ``KeysUnwritable``."""
    keys, _ = keys_file.read(folder)
    keys_file.write(folder, keys.with_slot(_kit_slot(keys, opened, kit, random)))


def new_keys_file(
    opened: Opened,
    passphrase: str,
    kit: str,
    random: Random,
    kdf: KdfCost,
) -> KeysFile:
    """Return the first key file of a new book."""
    check_new(passphrase)
    device: dict[str, Any] = {"cipher": "aes-256-gcm", "nonce": b64u(random(NONCE_BYTES))}
    bare = KeysFile(opened.vault_id, (), device)
    seeds = opened.keys.signing_seed + opened.keys.cover_seed + opened.keys.age_seed
    keys = KeysFile(opened.vault_id, (), {**device, "sealed": _seal(bare, device, bytes(opened.personal_key), seeds)})
    keys = keys.with_slot(_passphrase_slot(keys, opened, passphrase, random, kdf))
    return keys.with_slot(_kit_slot(keys, opened, kit, random))


def _unlock(
    folder: Path,
    slot_type: str,
    wrapping_key: Callable[[Json], bytes],
    wrong: WrongPassphrase | WrongKit,
) -> Opened:
    keys_file.read(folder)  # says first of all what is missing, damaged or too new
    held = VaultLock(folder)
    try:
        keys, previous = keys_file.read(folder)
        contents = (_open(keys, slot, wrapping_key(slot)) for slot in keys.slots_of(slot_type))
        content = next((content for content in contents if content is not None), None)
        opened = _opened(folder, keys, content, held) if content is not None else None
    except BaseException:
        held.release()
        raise
    if opened is None:
        held.release()
        raise wrong
    opened.used_previous = previous
    _tidy(folder, keys if previous else None)
    return opened


def _opened(folder: Path, keys: KeysFile, content: bytes, held: VaultLock) -> Opened:
    personal = content[KEY_BYTES:]
    seeds = _open(keys, keys.device, personal)
    if seeds is None:
        raise KeysDamaged("the device's keys do not open")
    signing, cover, age = (seeds[start : start + KEY_BYTES] for start in range(0, len(seeds), KEY_BYTES))
    return Opened(
        folder=folder,
        vault_id=keys.vault,
        database_key=bytearray(content[:KEY_BYTES]),
        personal_key=bytearray(personal),
        keys=DeviceKeys(signing, cover, age),
        held=held,
    )


def _tidy(folder: Path, whole: KeysFile | None) -> None:
    """Put a whole key file back in the place of a damaged one, and take replaced slots out of the previous copy.

    A power cut in a change can leave such a slot there. A drive that cannot be written keeps both as they are.
    """
    try:
        if whole is not None:
            keys_file.write(folder, whole)
        keys_file.refresh_previous(folder)
    except KeysUnwritable:
        return


def _passphrase_slot(keys: KeysFile, opened: Opened, passphrase: str, random: Random, cost: KdfCost) -> Json:
    salt = random(SALT_BYTES)
    kdf = {
        "name": "argon2id",
        "memory_kib": cost.memory_kib,
        "iterations": cost.iterations,
        "lanes": cost.lanes,
        "salt": b64u(salt),
    }
    return _filled(keys, opened, _slot(PASSPHRASE, kdf, random), derive(passphrase, salt, cost))


def _kit_slot(keys: KeysFile, opened: Opened, kit: str, random: Random) -> Json:
    salt = random(SALT_BYTES)
    slot = _slot(KIT, {"name": "hkdf-sha256", "salt": b64u(salt)}, random)
    return _filled(keys, opened, slot, _kit_key(kit_secret(kit), salt))


def _slot(slot_type: str, kdf: Json, random: Random) -> Json:
    return {"type": slot_type, "kdf": dict(kdf), "cipher": "aes-256-gcm", "nonce": b64u(random(NONCE_BYTES))}


def _filled(keys: KeysFile, opened: Opened, slot: Json, key: bytes) -> Json:
    return {**slot, "sealed": _seal(keys, slot, key, bytes(opened.database_key + opened.personal_key))}


def _kit_key(secret: bytes, salt: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=b"guardbook-recovery-kit-v0").derive(secret)


def _seal(keys: KeysFile, box: Json, key: bytes, content: bytes) -> str:
    return b64u(AESGCM(key).encrypt(unb64u(box["nonce"]), content, keys.associated(box)))


def _open(keys: KeysFile, box: Json, key: bytes) -> bytes | None:
    """The content of a box, or None when the key or any parameter is not the one it was sealed with."""
    try:
        return AESGCM(key).decrypt(unb64u(box["nonce"]), unb64u(box["sealed"]), keys.associated(box))
    except InvalidTag:
        return None
