"""The one place that touches python-tuf: read, check and sign TUF metadata (TUF specification 1.0.31).

Rules this module keeps:

* no clock is read: python-tuf's own trusted set takes the system clock, so the metadata objects are used instead;
* whatever python-tuf or securesystemslib throws at hostile input leaves here as ``DirectoryInvalid``;
* a key is Ed25519 in exactly one form under the id computed from it, so a threshold that counts ids counts keys;
* the four top-level roles only: a delegation, another kind of key or another target is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from securesystemslib.exceptions import Error as SecureSystemsError
from tuf.api.exceptions import RepositoryError

from bundle.directory.contents import MAX_DIRECTORY
from bundle.directory.tuf_api import (
    CryptoSigner,
    Key,
    Metadata,
    Root,
    Signed,
    Snapshot,
    SSlibKey,
    TargetFile,
    Targets,
    Timestamp,
)
from bundle.encoding import canonical_json, strict_json
from bundle.errors import BundleError, DirectoryInvalid, TooLarge
from bundle.hub_cards import is_fingerprint
from bundle.keys import DeviceKeys, KeyCard, thumbprint

TARGETS_FILE = "targets.json"
SNAPSHOT_FILE = "snapshot.json"
TIMESTAMP_FILE = "timestamp.json"
CONTENTS_FILE = "directory.json"
ROLES = ("root", "targets", "snapshot", "timestamp")
MAX_METADATA = 512 * 1024
MAX_SIGNATURES = 64
MAX_KEYS = 64

Role = TypeVar("Role", Root, Targets, Snapshot, Timestamp)


@contextmanager
def refusing() -> Iterator[None]:
    """Turn whatever python-tuf and securesystemslib throw into ``DirectoryInvalid``; our own errors pass."""
    try:
        yield
    except BundleError:
        raise
    except (
        RepositoryError,
        SecureSystemsError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        OverflowError,
        RecursionError,
    ) as bad:
        raise DirectoryInvalid("directory metadata does not hold") from bad


def read(role: type[Role], raw: bytes) -> Metadata[Role]:
    """Parse one metadata file of ``role``; nothing is verified yet. Raise ``DirectoryInvalid`` or ``TooLarge``."""
    with refusing():
        value = strict_json(raw, max_bytes=MAX_METADATA, max_depth=8)
        if not isinstance(value, dict) or set(value) != {"signatures", "signed"}:
            raise DirectoryInvalid("not metadata")
        if len(value["signatures"]) > MAX_SIGNATURES:
            raise TooLarge("metadata has too many signatures")
        if value["signed"]["_type"] != role.type or type(value["signed"]["version"]) is not int:
            raise DirectoryInvalid("metadata is of another role")
        metadata: Metadata[Role] = Metadata.from_dict(value)
        signed: Signed = metadata.signed
        if isinstance(signed, Root):
            _check_root(signed)
        if isinstance(signed, Targets) and signed.delegations is not None:
            raise DirectoryInvalid("version 0 delegates nothing")
        metadata.signed_bytes  # noqa: B018 - must be possible to encode, or nothing can be verified
        if (
            canonical_json(metadata.to_dict()) != raw
        ):  # python-tuf fills in what is missing, and signs what it filled in
            raise DirectoryInvalid("metadata is written in exactly one form")
        return metadata


def write(metadata: Metadata[Role]) -> bytes:
    """Return the one encoding of ``metadata`` that ``read`` accepts."""
    with refusing():
        return canonical_json(metadata.to_dict())


def verify(root: Root, role: str, metadata: Metadata[Any]) -> None:
    """Check that enough distinct keys of ``role`` in ``root`` signed ``metadata``; raise ``DirectoryInvalid``."""
    with refusing():
        root.verify_delegate(role, metadata.signed_bytes, metadata.signatures)


def key_of(signing: bytes) -> Key:
    """Return the TUF key of a raw Ed25519 public key (32 bytes)."""
    with refusing():
        return SSlibKey.from_crypto(Ed25519PublicKey.from_public_bytes(signing))


def sign(metadata: Metadata[Any], private: Ed25519PrivateKey) -> None:
    """Add one signature to ``metadata``, beside those it has."""
    with refusing():
        metadata.sign(CryptoSigner(private), append=True)


def sign_all(metadata: Metadata[Any], signers: Sequence[DeviceKeys]) -> None:
    """Sign ``metadata`` anew with every one of ``signers``, and with nobody else."""
    metadata.signatures.clear()
    for keys in signers:
        sign(metadata, keys.http_private_key())


def devices_of_role(root: Root, role: str) -> frozenset[str]:
    """Return the device ids (thumbprints) of the keys that ``root`` gives ``role``."""
    return frozenset(
        thumbprint(bytes.fromhex(str(root.keys[keyid].keyval["public"]))) for keyid in root.roles[role].keyids
    )


def set_root_roles(root: Root, administrators: Sequence[KeyCard], online: bytes, threshold: int) -> None:
    """Make ``administrators`` the keys of root and targets, and the hub's ``online`` key that of the other two."""
    with refusing():
        if not 1 <= threshold <= len({card.id for card in administrators}):
            raise DirectoryInvalid("a threshold needs that many administrators")
        root.keys.clear()
        for role in ROLES:
            root.roles[role].keyids.clear()
            root.roles[role].threshold = 1
        for role in ("root", "targets"):
            for card in administrators:
                root.add_key(key_of(card.signing), role)
            root.roles[role].threshold = threshold
        for role in ("snapshot", "timestamp"):
            root.add_key(key_of(online), role)


def digest_of(metadata: Metadata[Any]) -> str:
    """Return the SHA-256, hex, of what is signed (OLPC canonical JSON): the same however many have signed it."""
    with refusing():
        return hashlib.sha256(metadata.signed_bytes).hexdigest()


def check_contents_target(targets: Targets, contents: bytes) -> None:
    """Check that ``targets`` names ``contents`` by length and SHA-256, and names nothing else."""
    with refusing():
        if set(targets.targets) != {CONTENTS_FILE}:
            raise DirectoryInvalid("targets name exactly the directory")
        target: TargetFile = targets.targets[CONTENTS_FILE]
        if set(target.hashes) != {"sha256"} or type(target.length) is not int or target.length > MAX_DIRECTORY:
            raise DirectoryInvalid("the directory is named by its length and SHA-256")
        target.verify_length_and_hashes(contents)


def _check_root(root: Root) -> None:
    if len(root.keys) > MAX_KEYS:
        raise TooLarge("root has too many keys")
    for keyid, key in root.keys.items():
        public = str(key.keyval.get("public"))
        if not is_fingerprint(public):  # the same form: 64 lower-case hex digits
            raise DirectoryInvalid("root has a key that is not Ed25519 in its one form")
        if key.to_dict() != key_of(bytes.fromhex(public)).to_dict() or keyid != key_of(bytes.fromhex(public)).keyid:
            raise DirectoryInvalid("root has a key under an id that is not its own")
    for role in root.roles.values():
        if type(role.threshold) is not int or not 1 <= role.threshold <= len(role.keyids):
            raise DirectoryInvalid("root has a role that nobody can sign")
        if not all(isinstance(keyid, str) and keyid in root.keys for keyid in role.keyids):
            raise DirectoryInvalid("root has a role with a key that it does not show")
