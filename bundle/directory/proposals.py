"""A change that still lacks signatures: looked at whole, so that whoever countersigns knows what it says.

Rules this module keeps:

* everything but the thresholds is judged as in ``verify_directory``: form, digests, what follows from what;
* a signature that is there is by a key that counts, and fits;
* who would sign what is part of a proposal, whether or not its contents change: keys are told as the devices whose they are;
* nothing here vouches for anything: a proposal is not a directory, and no part of it is used until it has become one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bundle.directory import metadata as tuf_files
from bundle.directory.contents import DirectoryContents
from bundle.directory.files import TARGETS_FILE, DirectoryFiles, organisation_of, role_of, root_name
from bundle.directory.signing import missing_signatures, read_roots
from bundle.directory.tuf_api import Root, Targets
from bundle.directory.verifying import follow_unsigned


@dataclass(frozen=True, slots=True)
class Signers:
    """The device ids whose keys sign a file, and how many of them it takes."""

    devices: frozenset[str]
    threshold: int


@dataclass(frozen=True, slots=True)
class Authority:
    """Who signs what: the chain of roots, the targets, what the hub signs, and each organisation's (by id) people."""

    root: Signers
    targets: Signers
    snapshot: Signers
    timestamp: Signers
    organisations: Mapping[str, Signers]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a proposal would put in force. ``missing`` counts the signatures of the file that lacks most.

    ``signers`` are the device ids whose signature it still takes, ``signed`` those that gave one to a file that lacks
    others; ``administrators`` and ``threshold`` are those it would have. ``before`` says who signs what in the directory in
    force, ``after`` who would.
    """

    contents: DirectoryContents
    version: int
    administrators: frozenset[str]
    threshold: int
    missing: int
    signers: frozenset[str]
    signed: frozenset[str]
    before: Authority
    after: Authority


def authority(files: DirectoryFiles) -> Authority:
    """Return who signs what as ``files`` say; raise ``DirectoryInvalid``."""
    root, targets = read_roots(files)[-1].signed, tuf_files.read(Targets, files[TARGETS_FILE]).signed
    delegations = tuf_files.delegations_of(targets)
    top = {role: _signers(root, role, root.roles[role].threshold) for role in tuf_files.ROLES}
    return Authority(
        root=top["root"],
        targets=top["targets"],
        snapshot=top["snapshot"],
        timestamp=top["timestamp"],
        organisations=MappingProxyType(
            {one: _signers(targets, role_of(one), most) for one, (_, most) in delegations.items()}
        ),
    )


def _signers(delegator: Root | Targets, role: str, threshold: int) -> Signers:
    return Signers(tuf_files.devices_of_role(delegator, role), threshold)


def look_at_proposal(files: DirectoryFiles, *, trusted: DirectoryFiles) -> Proposal:
    """Return what ``files`` would change in ``trusted``, the directory in force.

    Raises what ``verify_directory`` raises, but for missing signatures and for age.
    """
    contents, version = follow_unsigned(files, trusted)
    roots = read_roots(files)
    root = roots[-1].signed
    lacking = missing_signatures(files)
    may: set[str] = set()
    have: set[str] = set()
    targets = tuf_files.read(Targets, files[TARGETS_FILE])
    for name in lacking:
        if name == root_name(len(roots)):
            for by in roots[-2:]:
                may |= tuf_files.devices_of_role(by.signed, "root")
            have |= tuf_files.signers_of(roots[-1], [by.signed for by in roots[-2:]], "root")
        elif name == TARGETS_FILE:
            may |= tuf_files.devices_of_role(root, "targets")
            have |= tuf_files.signers_of(targets, [root], "targets")
        else:
            role = role_of(organisation_of(name))
            may |= tuf_files.devices_of_role(targets.signed, role)
            have |= tuf_files.signers_of(tuf_files.read(Targets, files[name]), [targets.signed], role)
    return Proposal(
        contents=contents,
        version=version,
        administrators=tuf_files.devices_of_role(root, "targets"),
        threshold=root.roles["targets"].threshold,
        missing=max(lacking.values(), default=0),
        signers=frozenset(may - have),
        signed=frozenset(have),
        before=authority(trusted),
        after=authority(files),
    )
