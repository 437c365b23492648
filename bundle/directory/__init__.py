"""The partnership's signed directory: who may send, to whom mail is sealed, and which hub carries it.

TUF metadata (specification 1.0.31): targets vouch for the area, one delegated role for each organisation's people.
Import everything from here.
"""

from bundle.directory.contents import DirectoryContents
from bundle.directory.entries import (
    DESK_ROLE,
    Contacts,
    Desk,
    DeskEpoch,
    DeviceEntry,
    Organisation,
    RoleHeld,
    Withdrawal,
    is_desk_id,
)
from bundle.directory.files import SIGNED_BY_HUB, DirectoryFiles, by_administrators
from bundle.directory.packing import MAX_PACKED, pack_directory, unpack_directory
from bundle.directory.proposals import Authority, Proposal, Signers, look_at_proposal
from bundle.directory.signing import (
    Lifetimes,
    add_signature,
    found_directory,
    hub_sign,
    missing_signatures,
    partnership_of,
    read_contents,
    sign_next,
    sign_root,
)
from bundle.directory.trusted import CLOCK_TOLERANCE, Directory
from bundle.directory.verifying import verify_directory

__all__ = [
    "CLOCK_TOLERANCE",
    "DESK_ROLE",
    "MAX_PACKED",
    "SIGNED_BY_HUB",
    "Authority",
    "Contacts",
    "Desk",
    "DeskEpoch",
    "DeviceEntry",
    "Directory",
    "DirectoryContents",
    "DirectoryFiles",
    "Lifetimes",
    "Organisation",
    "Proposal",
    "RoleHeld",
    "Signers",
    "Withdrawal",
    "add_signature",
    "by_administrators",
    "found_directory",
    "hub_sign",
    "is_desk_id",
    "look_at_proposal",
    "missing_signatures",
    "pack_directory",
    "partnership_of",
    "read_contents",
    "sign_next",
    "sign_root",
    "unpack_directory",
    "verify_directory",
]
