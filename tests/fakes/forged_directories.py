"""A directory in hostile hands: any member can be changed, and any file signed again with whatever keys were stolen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from securesystemslib.formats import encode_canonical

from bundle.directory import metadata as tuf_files
from bundle.directory.files import AREA_FILE, SNAPSHOT_FILE, TARGETS_FILE, TIMESTAMP_FILE, organisation_of
from bundle.encoding import canonical_json
from bundle.hub_cards import HubKeys
from bundle.keys import DeviceKeys

Change = Callable[[dict[str, Any]], object]
Signer = DeviceKeys | HubKeys


@dataclass
class ForgedDirectory:
    """Files of a directory, with the keys that the forger has. ``hub`` is None when the hub is honest."""

    files: dict[str, bytes]
    hub: HubKeys | None = None
    thieves: Sequence[DeviceKeys] = field(default_factory=tuple)

    def edit(self, name: str, change: Change, *signers: Signer, resign: bool = True) -> ForgedDirectory:
        """Change what is signed in a file of metadata, and sign it with ``signers`` (the stolen keys when none)."""
        value = json.loads(self.files[name])
        change(value["signed"])
        if resign:
            value["signatures"] = [signature(value["signed"], one) for one in signers or self.thieves]
        self.files[name] = canonical_json(value)
        return self

    def sign_too(self, name: str, signer: Signer) -> ForgedDirectory:
        """Put one more signature under a file."""
        value = json.loads(self.files[name])
        value["signatures"].append(signature(value["signed"], signer))
        self.files[name] = canonical_json(value)
        return self

    def rewrite(self, name: str, change: Change, *signers: Signer, version: int = 1) -> ForgedDirectory:
        """Change ``area.json`` or an organisation's people, and have its metadata vouch for it, ``version`` later."""
        value = json.loads(self.files[name])
        change(value)
        raw = self.files[name] = canonical_json(value)
        vouches = TARGETS_FILE if name == AREA_FILE else f"org.{organisation_of(name)}.json"

        def vouch(signed: dict[str, Any]) -> None:
            signed["version"] += version
            signed["targets"][name] = {"length": len(raw), "hashes": {"sha256": hashlib.sha256(raw).hexdigest()}}

        return self.edit(vouches, vouch, *signers)

    def publish(self) -> ForgedDirectory:
        """Have the hub name the files as they are now."""
        assert self.hub is not None
        names = [TARGETS_FILE, *sorted(name for name in self.files if organisation_of(name, "org"))]

        def snapshot(signed: dict[str, Any]) -> None:
            signed["version"] += 1
            signed["meta"] = {name: self._named(name) for name in names}

        def timestamp(signed: dict[str, Any]) -> None:
            signed["version"] += 1
            signed["meta"] = {SNAPSHOT_FILE: self._named(SNAPSHOT_FILE)}

        return self.edit(SNAPSHOT_FILE, snapshot, self.hub).edit(TIMESTAMP_FILE, timestamp, self.hub)

    def _named(self, name: str) -> dict[str, Any]:
        raw = self.files[name]
        version = json.loads(raw)["signed"]["version"]
        return {"version": version, "length": len(raw), "hashes": {"sha256": hashlib.sha256(raw).hexdigest()}}


def signature(signed: dict[str, Any], signer: Signer) -> dict[str, str]:
    """One TUF signature over ``signed``, made without the library that checks it."""
    encoded = encode_canonical(signed)
    assert encoded is not None
    made = signer.sign(encoded.encode("utf-8"))
    public = signer.online if isinstance(signer, HubKeys) else signer.card().signing
    return {"keyid": tuf_files.key_of(public).keyid, "sig": made.hex()}
