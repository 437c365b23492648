"""The one place that touches python-tuf: read, check and sign TUF metadata (TUF specification 1.0.31).

Rules this module keeps:

* no clock is read: python-tuf's own trusted set takes the system clock, so the metadata objects are used instead;
* whatever python-tuf or securesystemslib throws at hostile input leaves here as ``DirectoryInvalid``;
* a key is of a scheme we list, in exactly one form under the id computed from it, so a threshold that counts ids
  counts keys; a key of another scheme is refused by name (``UnknownAlgorithm``);
* the four top-level roles and one delegated role for each organisation, ``org.<id>``, which vouches for
  ``people.<id>.json`` alone and delegates nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from securesystemslib.exceptions import Error as SecureSystemsError
from tuf.api.exceptions import RepositoryError

from bundle.directory.contents import MAX_DIRECTORY, MAX_ORGANISATIONS
from bundle.directory.files import organisation_of, people_file, role_of
from bundle.directory.tuf_api import (
    CryptoSigner,
    DelegatedRole,
    Delegations,
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
from bundle.errors import BundleError, DirectoryInvalid, TooLarge, UnknownAlgorithm
from bundle.hub_cards import is_fingerprint
from bundle.keys import DeviceKeys, KeyCard, thumbprint

ROLES = ("root", "targets", "snapshot", "timestamp")
MAX_METADATA = 512 * 1024
MAX_SIGNATURES = 64
MAX_KEYS = 64
MAX_DELEGATED_KEYS = 2 * MAX_ORGANISATIONS

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


def _ed25519(public: str) -> Key:
    if not is_fingerprint(public):  # the same form: 64 lower-case hex digits
        raise DirectoryInvalid("a key is not Ed25519 in its one form")
    return SSlibKey.from_crypto(Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)))


Schemes = Mapping[tuple[str, str], Callable[[str], Key]]
SCHEMES: Schemes = MappingProxyType({("ed25519", "ed25519"): _ed25519})  # (keytype, scheme): the key of its public half


def read(role: type[Role], raw: bytes, schemes: Schemes = SCHEMES) -> Metadata[Role]:
    """Parse one metadata file of ``role``; nothing is verified yet.

    Raises ``DirectoryInvalid``, ``TooLarge``, or ``UnknownAlgorithm`` for a key of no scheme in ``schemes``.
    """
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
            _check_keys(signed.keys, schemes, MAX_KEYS)
            for top in signed.roles.values():
                _check_threshold(top.threshold, top.keyids, signed.keys)
        if isinstance(signed, Targets) and signed.delegations is not None:
            _check_delegations(signed.delegations, schemes)
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


def verify(delegator: Root | Targets, role: str, metadata: Metadata[Any]) -> None:
    """Check that enough distinct keys of ``role`` in ``delegator`` signed ``metadata``; raise ``DirectoryInvalid``."""
    with refusing():
        delegator.verify_delegate(role, metadata.signed_bytes, metadata.signatures)


def lacking(delegator: Root | Targets, role: str, metadata: Metadata[Any]) -> int:
    """Return how many signatures of ``role`` in ``delegator`` are still missing under ``metadata``; 0 when it holds."""
    with refusing():
        result = delegator.get_verification_result(role, metadata.signed_bytes, metadata.signatures)
        return max(0, int(result.threshold) - len(result.signed))


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


def signers_of(metadata: Metadata[Any], delegators: Sequence[Root | Targets], role: str) -> frozenset[str]:
    """Return the device ids whose keys ``delegators`` give ``role`` and whose signatures under ``metadata`` fit."""
    with refusing():
        found: set[str] = set()
        for delegator in delegators:
            result = delegator.get_verification_result(role, metadata.signed_bytes, metadata.signatures)
            found |= {thumbprint(bytes.fromhex(str(key.keyval["public"]))) for key in result.signed.values()}
        return frozenset(found)


def devices_of_role(delegator: Root | Targets, role: str) -> frozenset[str]:
    """Return the device ids (thumbprints) of the keys that ``delegator`` gives ``role``."""
    with refusing():
        if isinstance(delegator, Root):
            keys, keyids = delegator.keys, delegator.roles[role].keyids
        else:
            delegations = _delegations(delegator)
            keys, keyids = delegations.keys, _roles(delegations)[role].keyids
        return frozenset(thumbprint(bytes.fromhex(str(keys[keyid].keyval["public"]))) for keyid in keyids)


def keys_of_role(root: Root, role: str) -> tuple[bytes, ...]:
    """Return the raw public keys (32 bytes each) that ``root`` gives ``role``."""
    with refusing():
        return tuple(bytes.fromhex(str(root.keys[keyid].keyval["public"])) for keyid in root.roles[role].keyids)


def delegations_of(targets: Targets) -> dict[str, tuple[frozenset[bytes], int]]:
    """Return the raw keys and the threshold of each organisation id that ``targets`` delegates to."""
    with refusing():
        delegations = _delegations(targets)
        return {
            organisation_of(f"{name}.json", "org"): (
                frozenset(bytes.fromhex(str(delegations.keys[keyid].keyval["public"])) for keyid in role.keyids),
                role.threshold,
            )
            for name, role in _roles(delegations).items()
        }


def make_delegations(keys: Mapping[str, tuple[Collection[bytes], int]]) -> Delegations:
    """Return the delegations that give each organisation id its raw keys and threshold."""
    with refusing():
        known: dict[str, Key] = {}
        roles: dict[str, DelegatedRole] = {}
        for organisation in sorted(keys):
            publics, threshold = keys[organisation]
            if not 1 <= threshold <= len(set(publics)):
                raise DirectoryInvalid("a threshold needs that many keys")
            mine = sorted((key_of(public) for public in set(publics)), key=lambda key: str(key.keyid))
            known |= {key.keyid: key for key in mine}
            name = role_of(organisation)
            paths = [people_file(organisation)]
            roles[name] = DelegatedRole(name, [key.keyid for key in mine], threshold, terminating=True, paths=paths)
        return Delegations(known, roles)


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


def check_target(targets: Targets, name: str, content: bytes) -> None:
    """Check that ``targets`` names ``content`` as ``name``, by length and SHA-256, and names nothing else."""
    with refusing():
        if set(targets.targets) != {name}:
            raise DirectoryInvalid("targets name exactly the file that they vouch for")
        target: TargetFile = targets.targets[name]
        if set(target.hashes) != {"sha256"} or type(target.length) is not int or target.length > MAX_DIRECTORY:
            raise DirectoryInvalid("a file is named by its length and SHA-256")
        target.verify_length_and_hashes(content)


def _check_keys(keys: Mapping[str, Key], schemes: Schemes, most: int) -> None:
    if len(keys) > most:
        raise TooLarge("metadata has too many keys")
    for keyid, key in keys.items():
        make = schemes.get((key.keytype, key.scheme))
        if make is None:
            raise UnknownAlgorithm("a key is of an algorithm that this program does not know")
        known = make(str(key.keyval.get("public")))
        if key.to_dict() != known.to_dict() or keyid != known.keyid:
            raise DirectoryInvalid("a key is under an id that is not its own")


def _check_threshold(threshold: object, keyids: Sequence[object], keys: Mapping[str, Key]) -> None:
    if type(threshold) is not int or not 1 <= threshold <= len(keyids):
        raise DirectoryInvalid("a role cannot be signed by anybody")
    if not all(isinstance(keyid, str) and keyid in keys for keyid in keyids):
        raise DirectoryInvalid("a role has a key that is not shown")


def _check_delegations(delegations: Delegations, schemes: Schemes) -> None:
    _check_keys(delegations.keys, schemes, MAX_DELEGATED_KEYS)
    roles = _roles(delegations)
    if len(roles) > MAX_ORGANISATIONS:
        raise TooLarge("targets delegate to too many organisations")
    for name, role in roles.items():
        organisation = organisation_of(f"{name}.json", "org")
        if not organisation or role.paths != [people_file(organisation)] or role.terminating is not True:
            raise DirectoryInvalid("a delegated role vouches for its organisation's file and no other")
        _check_threshold(role.threshold, role.keyids, delegations.keys)


def _delegations(targets: Targets) -> Delegations:
    if targets.delegations is None:
        raise DirectoryInvalid("targets delegate to each organisation")
    return targets.delegations


def _roles(delegations: Delegations) -> dict[str, DelegatedRole]:
    if delegations.roles is None:
        raise DirectoryInvalid("targets delegate to roles by name")
    return delegations.roles
