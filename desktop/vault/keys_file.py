"""``keys.json``, version 1: the slots of a record book, as they lie on disk (docs/spec/vault-v1.md).

Rules this module keeps:

* the file is read with strict bounds and one encoding; a checksum tells damage from a wrong passphrase (it is no
  protection against people: that is the associated data of each box);
* every box is AES-256-GCM under a key used for nothing else, with everything that says how to open it, the vault's
  id and the format as associated data, so an edited parameter opens nothing;
* a personal slot wraps 64 bytes: the database key and the personal key. The device's seeds lie in one more box under
  the personal key, so a slot that is not personal can open the records but never sign as the person;
* an organisation's recovery slot is sealed to a public recipient (age v1, hybrid) and holds the database key alone;
* ``former`` are the devices that this book was before a restore: what opens their mail, and nothing that signs;
* there is at most one slot of each type; unknown types are kept and passed over; a newer version raises ``VaultTooNew``,
  an algorithm that this version does not know raises ``KeysAlgorithmUnknown`` with its name.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

from bundle.encoding import canonical_json, strict_json, unb64u
from bundle.errors import BundleError
from bundle.recipients import Recipient
from desktop.vault import files
from desktop.vault.errors import KeysAlgorithmUnknown, KeysDamaged, VaultMissing, VaultTooNew
from desktop.vault.passphrases import KdfCost

KEYS_NAME = "keys.json"
PREVIOUS_NAME = "keys.json.previous"
FORMAT = "guardbook-keys"
VERSION = 1
MAX_FILE = 64 * 1024
MAX_SLOTS = 16
MAX_FORMER = 12  # devices that this book was before
PASSPHRASE, KIT, ORGANISATION = "passphrase", "recovery-kit", "organisation-recovery"
PERSONAL = (PASSPHRASE, KIT)
CIPHER, SEALED_TO = "aes-256-gcm", "age-v1-mlkem768x25519"
SALT_BYTES, NONCE_BYTES, TAG_BYTES = 16, 12, 16
KEY_BYTES = 32
SEEDS_BYTES = 96  # signing, cover, age
FORMER_BYTES = 2016  # Ed25519 public key, age seed, ML-DSA-65 public key
MAX_SEALED = 8 * 1024  # bytes of an age file in a slot
_ALGORITHM = re.compile(r"[a-z0-9][a-z0-9./+-]{0,63}\Z")

Json: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class KeysFile:
    """A parsed key file. ``slots``, ``device`` and ``former`` are checked JSON objects."""

    vault: str
    slots: tuple[Json, ...]
    device: Json
    former: tuple[Json, ...] = ()

    def associated(self, box: Json) -> bytes:
        """The associated data of one box: all of it but the sealed bytes, and what file it belongs to."""
        shown = {name: value for name, value in box.items() if name != "sealed"}
        return canonical_json({"box": shown, "format": FORMAT, "vault": self.vault, "version": VERSION})

    def slots_of(self, slot_type: str) -> tuple[Json, ...]:
        """The slots of one type."""
        return tuple(slot for slot in self.slots if slot["type"] == slot_type)

    def with_slot(self, slot: Json) -> KeysFile:
        """The same file with every slot of this slot's type replaced by it."""
        return replace(self, slots=(*self.without_slots(slot["type"]).slots, slot))

    def without_slots(self, slot_type: str) -> KeysFile:
        """The same file without the slots of one type."""
        return replace(self, slots=tuple(kept for kept in self.slots if kept["type"] != slot_type))

    def with_device(self, device: Json, former: tuple[Json, ...]) -> KeysFile:
        """The same file with other boxes of the device and of the former devices."""
        return replace(self, device=device, former=former)

    def to_bytes(self) -> bytes:
        """The file, canonical JSON with its checksum."""
        body = self._body()
        return canonical_json({**body, "checksum": _digest(body)})

    def _body(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "version": VERSION,
            "vault": self.vault,
            "slots": [dict(slot) for slot in self.slots],
            "device": dict(self.device),
            "former": [dict(box) for box in self.former],
        }


def _digest(body: Json) -> str:
    return hashlib.sha256(canonical_json(body)).hexdigest()


def read(folder: Path) -> tuple[KeysFile, bool]:
    """Return the folder's key file, and whether it is the previous copy because the first one is damaged.

    Raises ``VaultMissing`` (neither file is there), ``VaultTooNew``, ``KeysDamaged``.
    """
    paths = (folder / KEYS_NAME, folder / PREVIOUS_NAME)
    if not any(path.exists() for path in paths):
        raise VaultMissing("there is no record book in this folder")
    for path in paths:
        raw = files.read_bounded(path, MAX_FILE)
        if raw is not None:
            try:
                return parse(raw), path is paths[1]
            except KeysDamaged:
                continue
    raise KeysDamaged("the key file and its previous copy are damaged")


def write(folder: Path, keys: KeysFile) -> None:
    """Put a new key file in place in one step, the old one kept as the previous copy until the new one was read back."""
    raw = keys.to_bytes()
    old = files.read_bounded(folder / KEYS_NAME, MAX_FILE)
    if old is not None and _holds(old):
        files.replace(folder / PREVIOUS_NAME, old)
    files.replace(folder / KEYS_NAME, raw)
    if files.read_bounded(folder / KEYS_NAME, MAX_FILE) != raw:
        raise KeysDamaged("the key file did not read back as written")
    refresh_previous(folder)


def refresh_previous(folder: Path) -> None:
    """Make the previous copy equal to a whole key file, so that no slot that was replaced stays on the disk."""
    current = files.read_bounded(folder / KEYS_NAME, MAX_FILE)
    if current is None or not _holds(current):
        return
    if files.read_bounded(folder / PREVIOUS_NAME, MAX_FILE) != current:
        files.replace(folder / PREVIOUS_NAME, current)


def parse(raw: bytes) -> KeysFile:
    """Return the parsed file; raise ``KeysDamaged`` or ``VaultTooNew``. Nothing is derived or allocated from it here."""
    try:
        content = strict_json(raw, max_bytes=MAX_FILE, max_depth=6)
        if not isinstance(content, dict) or content.get("format") != FORMAT:
            raise KeysDamaged("not a key file")
        version = content.get("version")
        if type(version) is int and version > VERSION:
            raise VaultTooNew("the key file was written by a newer Guardbook")
        if type(version) is not int or version != VERSION:
            raise KeysDamaged("not a key file")
        _members(content, {"format", "version", "vault", "slots", "device", "former", "checksum"})
        body = {name: value for name, value in content.items() if name != "checksum"}
        if content["checksum"] != _digest(body):  # before anything in it is taken at its word
            raise KeysDamaged("the key file's checksum does not fit")
        keys = KeysFile(
            _text(content, "vault", 64),
            tuple(_slots(content["slots"])),
            _box_of(content["device"], SEEDS_BYTES),
            tuple(_former(content["former"])),
        )
    except BundleError as bad:
        raise KeysDamaged("the key file is damaged") from bad
    if keys.to_bytes() != raw:
        raise KeysDamaged("the key file is not written in its one form")
    return keys


def cost_of(slot: Json) -> KdfCost:
    """The cost named by a parsed passphrase slot, within the bounds."""
    kdf = slot["kdf"]
    return KdfCost(kdf["memory_kib"], kdf["iterations"], kdf["lanes"])


def _holds(raw: bytes) -> bool:
    try:
        parse(raw)
    except (KeysAlgorithmUnknown, KeysDamaged, VaultTooNew):
        return False
    return True


def _slots(listed: object) -> list[Json]:
    if not isinstance(listed, list) or not 1 <= len(listed) <= MAX_SLOTS:
        raise KeysDamaged("the key file has no slots, or too many")
    seen: set[str] = set()
    for slot in listed:
        if not isinstance(slot, dict):
            raise KeysDamaged("a slot is not an object")
        kind = _text(slot, "type", 40)
        if kind in seen:
            raise KeysDamaged("the key file has two slots of one type")
        seen.add(kind)
        if kind in PERSONAL:
            _personal(slot, kind)
        elif kind == ORGANISATION:
            _organisation(slot)
    return listed


def _personal(slot: Json, kind: str) -> None:
    _members(slot, {"type", "kdf", "cipher", "nonce", "sealed"})
    kdf, wanted = slot["kdf"], "argon2id" if kind == PASSPHRASE else "hkdf-sha256"
    if not isinstance(kdf, dict) or kdf.get("name") != wanted:
        raise _unknown(kdf.get("name") if isinstance(kdf, dict) else None)
    if kind == PASSPHRASE:
        _members(kdf, {"name", "memory_kib", "iterations", "lanes", "salt"})
        whole = all(type(kdf[name]) is int for name in ("memory_kib", "iterations", "lanes"))
        if not whole or not cost_of(slot).bounded:
            raise KeysDamaged("a slot asks for a key derivation out of bounds")
    else:
        _members(kdf, {"name", "salt"})
    _bytes(kdf, "salt", SALT_BYTES)
    _box(slot, 2 * KEY_BYTES)


def _organisation(slot: Json) -> None:
    _members(slot, {"type", "cipher", "recipient", "sealed"})
    if slot["cipher"] != SEALED_TO:
        raise _unknown(slot["cipher"])
    Recipient.parse(_text(slot, "recipient", 4096))
    if len(unb64u(_text(slot, "sealed", 2 * MAX_SEALED))) > MAX_SEALED:
        raise KeysDamaged("a sealed slot is too long")


def _former(listed: object) -> list[Json]:
    if not isinstance(listed, list) or len(listed) > MAX_FORMER:
        raise KeysDamaged("the key file names too many former devices, or none of the promised form")
    return [_box_of(box, FORMER_BYTES) for box in listed]


def _box_of(value: object, size: int) -> Json:
    box = _members(value, {"cipher", "nonce", "sealed"})
    _box(box, size)
    return box


def _box(box: Json, size: int) -> None:
    if box["cipher"] != CIPHER:
        raise _unknown(box["cipher"])
    _bytes(box, "nonce", NONCE_BYTES)
    _bytes(box, "sealed", size + TAG_BYTES)


def _unknown(name: object) -> KeysAlgorithmUnknown | KeysDamaged:
    """An algorithm of another version is refused by its name; what is no name at all is damage."""
    if isinstance(name, str) and _ALGORITHM.match(name):
        return KeysAlgorithmUnknown(name)
    return KeysDamaged("a part of the key file names no algorithm")


def _members(value: object, names: set[str]) -> dict[str, Any]:
    if not isinstance(value, dict) or set(value) != names:
        raise KeysDamaged("the key file has other members than it should")
    return value


def _text(value: Json, name: str, limit: int) -> str:
    text = value.get(name)
    if not isinstance(text, str) or not 1 <= len(text) <= limit:
        raise KeysDamaged("the key file is damaged")
    return text


def _bytes(value: Json, name: str, size: int) -> bytes:
    raw = unb64u(_text(value, name, 4 * size))
    if len(raw) != size:
        raise KeysDamaged("the key file is damaged")
    return raw
