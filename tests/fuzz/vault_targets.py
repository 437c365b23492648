"""Fuzz targets: the key file of a record book, and a recovery kit as a person types it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from random import Random
from typing import Any

from bundle.encoding import b64u
from desktop.vault import keys_file, kit
from desktop.vault.errors import VaultError
from tests.fuzz import mutants
from tests.fuzz.sealed_targets import identity
from tests.fuzz.target import Target

WORD = "A" * 22  # 16 bytes of zeros in base64url


def box(size: int) -> dict[str, Any]:
    return {"cipher": keys_file.CIPHER, "nonce": "A" * 16, "sealed": text_of(size + keys_file.TAG_BYTES)}


def text_of(size: int) -> str:
    return b64u(bytes(size))


def body() -> dict[str, Any]:
    personal = {**box(2 * keys_file.KEY_BYTES), "type": keys_file.PASSPHRASE}
    personal["kdf"] = {
        "name": "argon2id",
        "memory_kib": 65536,
        "iterations": 3,
        "lanes": 4,
        "salt": text_of(keys_file.SALT_BYTES),
    }
    kit_slot = {
        **box(2 * keys_file.KEY_BYTES),
        "type": keys_file.KIT,
        "kdf": {"name": "hkdf-sha256", "salt": text_of(keys_file.SALT_BYTES)},
    }
    organisation = {
        "type": keys_file.ORGANISATION,
        "cipher": keys_file.SEALED_TO,
        "recipient": identity().recipient,
        "sealed": text_of(1800),
    }
    return {
        "format": keys_file.FORMAT,
        "version": keys_file.VERSION,
        "vault": "vault_A",
        "slots": [personal, kit_slot, organisation, {"type": "fido2-later", "anything": 1}],
        "device": box(keys_file.SEEDS_BYTES),
        "former": [box(keys_file.FORMER_BYTES)],
    }


def write(value: Any) -> bytes:
    """The body with a checksum that fits it."""
    if not isinstance(value, dict):
        return mutants.canonical(value)
    return mutants.canonical({**value, "checksum": hashlib.sha256(mutants.canonical(value)).hexdigest()})


def good() -> list[bytes]:
    return [write(body())]


def bad() -> Iterator[bytes]:
    yield from mutants.of_text(good()[0])
    yield from mutants.of_json(body(), write)
    yield from mutants.of_json(json.loads(good()[0]))
    long = body()
    long["slots"][2]["sealed"] = text_of(keys_file.MAX_SEALED + 3)
    yield write(long)


def mutate(raw: bytes, random: Random) -> bytes:
    return write(mutants.random_json(body(), random))


def kits() -> list[bytes]:
    return [kit.new_kit(Random(number).randbytes).encode() for number in range(3)]


def run_kit(raw: bytes) -> object:
    return kit.kit_secret(raw.decode("utf-8", "replace"))


def bad_kits() -> Iterator[bytes]:
    for raw in kits():
        yield from mutants.of_bytes(raw)
        yield from (raw.lower(), raw.replace(b"-", b" "), raw.replace(b"-", b""), raw * 2, raw + b" " * 100_000)
    yield "Ａ１".encode() * 20


TARGETS = (
    Target(
        "keys.json",
        keys_file.parse,
        VaultError,
        good,
        tuple(
            f"desktop/vault/keys_file.py::{name}"
            for name in (
                "parse",
                "_slots",
                "_personal",
                "_organisation",
                "_former",
                "_box",
                "_members",
                "_text",
                "_bytes",
                "_unknown",
            )
        ),
        bad,
        mutate,
    ),
    Target(
        "recovery kit",
        run_kit,
        VaultError,
        kits,
        tuple(f"desktop/vault/kit.py::{name}" for name in ("normalise_kit", "kit_secret")),
        bad_kits,
    ),
)
