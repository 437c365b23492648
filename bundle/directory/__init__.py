"""The partnership's signed directory: who may send, to whom mail is sealed, and which hub carries it.

TUF metadata (specification 1.0.31) around one target, ``directory.json``. Import everything from here.
"""

from bundle.directory.contents import (
    DESK_ROLE,
    Contacts,
    Desk,
    DeviceEntry,
    DirectoryContents,
    Organisation,
)
from bundle.directory.packing import MAX_PACKED, pack_directory, unpack_directory
from bundle.directory.signing import (
    DirectoryFiles,
    Lifetimes,
    add_signature,
    found_directory,
    hub_sign,
    partnership_of,
    sign_next,
    sign_root,
)
from bundle.directory.trusted import CLOCK_TOLERANCE, Directory
from bundle.directory.verifying import verify_directory

__all__ = [
    "CLOCK_TOLERANCE",
    "DESK_ROLE",
    "MAX_PACKED",
    "Contacts",
    "Desk",
    "DeviceEntry",
    "Directory",
    "DirectoryContents",
    "DirectoryFiles",
    "Lifetimes",
    "Organisation",
    "add_signature",
    "found_directory",
    "hub_sign",
    "pack_directory",
    "partnership_of",
    "sign_next",
    "sign_root",
    "unpack_directory",
    "verify_directory",
]
