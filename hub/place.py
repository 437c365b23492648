"""The hub's folder: what the hub is, its secrets, and where its things lie.

Rules this module keeps:

* ``hub.json`` says what the hub is; ``keys.json`` holds its secrets and is for the hub's user alone (mode 0600);
  ``hub-card.json`` is what administrators are given; ``hub.db`` and ``sealed/`` are the store's;
* a folder that holds a hub is never made into another one;
* whoever has ``keys.json`` can sign receipts and timestamps; nobody can admit a device or read a letter with it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bundle.encoding import b64u, canonical_json, strict_json, unb64u
from bundle.errors import BundleError
from bundle.hub_cards import HubCard, HubKeys
from hub.errors import (
    HubCertificateUnreadable,
    HubDamaged,
    HubExists,
    HubMissing,
    HubTooNew,
    HubTooOld,
    PlainHttpRefused,
)
from hub.loopback import is_loopback

VERSION = 1
MAX_FILE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Place:
    """An opened hub folder."""

    folder: Path
    card: HubCard
    keys: HubKeys
    database_key: bytes = field(repr=False)  # 32 bytes


def make_place(folder: Path, *, name: str, address: str, certificate: str, random: Callable[[int], bytes]) -> Place:
    """Make a hub's folder. ``certificate``: PEM of the hub's own TLS certificate, or "".

    Raises HubExists, HubDamaged (nothing can be written there, or the name or address is not one).
    """
    if (folder / "hub.json").exists() or (folder / "keys.json").exists():
        raise HubExists("the folder holds a hub already")
    parts = urlsplit(address)
    if parts.scheme != "https" and not is_loopback(parts.hostname or ""):
        raise PlainHttpRefused("the address must begin with https:// unless it is this machine's own")
    if certificate and "BEGIN CERTIFICATE" not in certificate:
        raise HubCertificateUnreadable("the certificate is not PEM")
    keys = HubKeys.generate(random)
    database_key = random(32)
    try:
        card = keys.card(name, address, certificate)
    except BundleError:
        raise HubDamaged("the name or the address cannot be a hub's") from None
    secrets = canonical_json(
        {
            "v": VERSION,
            "hub": b64u(keys.seed),
            "log": b64u(keys.log_seed),
            "origin": keys.origin,
            "database": b64u(database_key),
        }
    )
    about = canonical_json({"v": VERSION, "name": name, "address": address, "certificate": certificate})
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / "keys.json", secrets, mode=0o600)
        _write(folder / "hub-card.json", card.to_bytes(), mode=0o644)
        _write(folder / "hub.json", about, mode=0o644)
    except OSError:
        raise HubDamaged("the hub's folder cannot be written") from None
    return Place(folder, card, keys, database_key)


def open_place(folder: Path) -> Place:
    """Open a hub's folder. Raises HubMissing, HubDamaged, HubTooNew, HubTooOld."""
    about = _read(folder / "hub.json")
    secrets = _read(folder / "keys.json")
    try:
        keys = HubKeys(unb64u(secrets["hub"]), unb64u(secrets["log"]), secrets["origin"])
        database_key = unb64u(secrets["database"])
        card = keys.card(about["name"], about["address"], about["certificate"])
    except (BundleError, KeyError, TypeError, ValueError, AttributeError):
        raise HubDamaged("a file of the hub's folder is not what it should be") from None
    if len(database_key) != 32:
        raise HubDamaged("a file of the hub's folder is not what it should be")
    return Place(folder, card, keys, database_key)


def _read(path: Path) -> dict[str, Any]:
    try:
        value = strict_json(path.read_bytes(), max_bytes=MAX_FILE, max_depth=2)
    except FileNotFoundError:
        raise HubMissing("the folder holds no hub") from None
    except (OSError, BundleError):
        raise HubDamaged("a file of the hub's folder cannot be read") from None
    if not isinstance(value, dict) or type(value.get("v")) is not int:
        raise HubDamaged("a file of the hub's folder is not what it should be")
    if value["v"] > VERSION:
        raise HubTooNew("the hub's folder was written by a newer program")
    if value["v"] < VERSION:
        raise HubTooOld("the hub's folder is from before the first release; make a new one with init")
    return value


def _write(path: Path, content: bytes, *, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
