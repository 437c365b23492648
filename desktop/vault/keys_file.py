"""``keys.json``, version 0: the slots of a record book, as they lie on disk (docs/spec/vault-v0.md).

Rules this module keeps:

* the file is read with strict bounds and one encoding; a checksum tells damage from a wrong passphrase (it is no
  protection against people: that is the associated data of each box);
* every box is AES-256-GCM under a key used for nothing else, with everything that says how to open it, the vault's
  id and the format as associated data, so an edited parameter opens nothing;
* a personal slot wraps 64 bytes: the database key and the personal key. The device's seeds lie in one more box under
  the personal key, so a slot that is not personal can open the records but never sign as the person;
* there is at most one slot of each type; unknown types are kept and passed over; a newer version raises ``VaultTooNew``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

from bundle.encoding import canonical_json, strict_json, unb64u
from bundle.errors import BundleError
from desktop.vault import files
from desktop.vault.errors import KeysDamaged, VaultMissing, VaultTooNew
from desktop.vault.passphrases import KdfCost

KEYS_NAME = "keys.json"
PREVIOUS_NAME = "keys.json.previous"
FORMAT = "guardbook-keys"
VERSION = 0
MAX_FILE = 64 * 1024
MAX_SLOTS = 16
PASSPHRASE, KIT = "passphrase", "recovery-kit"
SALT_BYTES, NONCE_BYTES, TAG_BYTES = 16, 12, 16
KEY_BYTES = 32
SEEDS_BYTES = 96  # signing, cover, age

Json: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class KeysFile:
    """A parsed key file. ``slots`` and ``device`` are checked JSON objects."""

    vault: str
    slots: tuple[Json, ...]
    device: Json

    def associated(self, box: Json) -> bytes:
        """The associated data of one box: all of it but the sealed bytes, and what file it belongs to."""
        shown = {name: value for name, value in box.items() if name != "sealed"}
        return canonical_json({"box": shown, "format": FORMAT, "vault": self.vault, "version": VERSION})

    def slots_of(self, slot_type: str) -> tuple[Json, ...]:
        """The slots of one type."""
        return tuple(slot for slot in self.slots if slot["type"] == slot_type)

    def with_slot(self, slot: Json) -> KeysFile:
        """The same file with every slot of this slot's type replaced by it."""
        others = tuple(kept for kept in self.slots if kept["type"] != slot["type"])
        return replace(self, slots=(*others, slot))

    def to_bytes(self) -> bytes:
        """The file, canonical JSON with its checksum."""
        return canonical_json({**self._body(), "checksum": self._checksum()})

    def _body(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "version": VERSION,
            "vault": self.vault,
            "slots": [dict(slot) for slot in self.slots],
            "device": dict(self.device),
        }

    def _checksum(self) -> str:
        return hashlib.sha256(canonical_json(self._body())).hexdigest()


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
        if isinstance(version, int) and not isinstance(version, bool) and version > VERSION:
            raise VaultTooNew("the key file was written by a newer Guardbook")
        if version != VERSION or isinstance(version, bool):
            raise KeysDamaged("not a key file")
        keys = KeysFile(
            _text(content, "vault", 64), tuple(_slots(content.get("slots"))), _device(content.get("device"))
        )
        if set(content) != {"format", "version", "vault", "slots", "device", "checksum"}:
            raise KeysDamaged("the key file has other members than it should")
    except BundleError as bad:
        raise KeysDamaged("the key file is damaged") from bad
    if content["checksum"] != keys._checksum() or keys.to_bytes() != raw:  # noqa: SLF001 - the same module
        raise KeysDamaged("the key file's checksum does not fit")
    return keys


def cost_of(slot: Json) -> KdfCost:
    """The cost named by a parsed passphrase slot, within the bounds."""
    kdf = slot["kdf"]
    return KdfCost(kdf["memory_kib"], kdf["iterations"], kdf["lanes"])


def _holds(raw: bytes) -> bool:
    try:
        parse(raw)
    except (KeysDamaged, VaultTooNew):
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
        if kind == PASSPHRASE:
            kdf = _members(slot.get("kdf"), {"name", "memory_kib", "iterations", "lanes", "salt"})
            whole = all(type(kdf[name]) is int for name in ("memory_kib", "iterations", "lanes"))
            if kdf["name"] != "argon2id" or not whole or not cost_of(slot).bounded:
                raise KeysDamaged("a slot asks for a key derivation out of bounds")
        elif kind == KIT:
            kdf = _members(slot.get("kdf"), {"name", "salt"})
            if kdf["name"] != "hkdf-sha256":
                raise KeysDamaged("a slot asks for an unknown key derivation")
        else:
            continue
        _bytes(kdf, "salt", SALT_BYTES)
        _members(slot, {"type", "kdf", "cipher", "nonce", "sealed"})
        _box(slot, 2 * KEY_BYTES)
    return listed


def _device(device: object) -> Json:
    box = _members(device, {"cipher", "nonce", "sealed"})
    _box(box, SEEDS_BYTES)
    return box


def _box(box: Json, size: int) -> None:
    if box["cipher"] != "aes-256-gcm":
        raise KeysDamaged("a box names an unknown cipher")
    _bytes(box, "nonce", NONCE_BYTES)
    _bytes(box, "sealed", size + TAG_BYTES)


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
