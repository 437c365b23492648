"""The key file and the database, read by docs/spec/vault-v1.md alone: nothing of desktop/vault opens anything here."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop.storage.connection import connect
from desktop.vault.creation import begin
from desktop.vault.passphrases import KdfCost

Random = Callable[[int], bytes]
PASSPHRASE = "larch gate winter"


def raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def opened(keys: dict[str, Any], box: dict[str, Any], key: bytes) -> bytes:
    shown = {name: value for name, value in box.items() if name != "sealed"}
    data = canonical({"box": shown, "format": "guardbook-keys", "vault": keys["vault"], "version": 1})
    return AESGCM(key).decrypt(raw(box["nonce"]), raw(box["sealed"]), data)


def slot(keys: dict[str, Any], slot_type: str) -> dict[str, Any]:
    found: dict[str, Any] = next(slot for slot in keys["slots"] if slot["type"] == slot_type)
    return found


def test_a_book_opens_by_its_specification_alone(folder: Path, kit: str, random: Random) -> None:
    with begin(folder, PASSPHRASE, kit, random, KdfCost(64, 2, 2)) as creation:
        connect(creation.partial / "vault.db", creation.opened.database_key, create=True).close()
        book = creation.commit()

    content = (folder / "keys.json").read_bytes()
    assert content == (folder / "keys.json.previous").read_bytes()
    keys = json.loads(content)
    assert canonical(keys) == content
    body = {name: value for name, value in keys.items() if name != "checksum"}
    assert hashlib.sha256(canonical(body)).hexdigest() == keys["checksum"]

    by_passphrase = slot(keys, "passphrase")
    kdf = by_passphrase["kdf"]
    wrapping = Argon2id(
        salt=raw(kdf["salt"]),
        length=32,
        iterations=kdf["iterations"],
        lanes=kdf["lanes"],
        memory_cost=kdf["memory_kib"],
    ).derive(PASSPHRASE.encode())
    held = opened(keys, by_passphrase, wrapping)
    database_key, personal_key = held[:32], held[32:]

    number = 0
    for group in kit.split("-"):
        for character in group[:4]:
            number = number * 32 + "0123456789ABCDEFGHJKMNPQRSTVWXYZ".index(character)
    by_kit = slot(keys, "recovery-kit")
    wrapping = HKDF(
        algorithm=SHA256(), length=32, salt=raw(by_kit["kdf"]["salt"]), info=b"guardbook-recovery-kit-v1"
    ).derive(number.to_bytes(20, "big"))
    assert opened(keys, by_kit, wrapping) == held

    seeds = opened(keys, keys["device"], personal_key)
    assert seeds == book.keys.signing_seed + book.keys.cover_seed + book.keys.age_seed

    page = (folder / "vault.db").read_bytes()[:8192]
    salt = bytes(byte ^ 0x3A for byte in page[:16])
    mac_key = hashlib.pbkdf2_hmac("sha512", database_key, salt, 2, 32)
    assert hmac.digest(mac_key, page[16:-64] + (1).to_bytes(4, "little"), "sha512") == page[-64:]
    book.lock()
