"""A directory as one file (``.guarddirectory``), for USB sticks, the hub's HTTP call and the record book.

Rules this module keeps:

* the file is a ZIP of the TUF files under their own names, so standard tools can look into it;
* packing judges nothing: what was unpacked is still only bytes until ``verify_directory``.
"""

from __future__ import annotations

from bundle.directory.contents import MAX_DIRECTORY
from bundle.directory.metadata import CONTENTS_FILE, MAX_METADATA, SNAPSHOT_FILE, TARGETS_FILE, TIMESTAMP_FILE
from bundle.directory.signing import MAX_ROOTS, DirectoryFiles, root_name
from bundle.errors import Malformed, TooLarge
from bundle.stored_zip import read_members, write_members

MIMETYPE = b"application/vnd.guardbook.directory+zip"
MAX_PACKED = 16_000_000
_ORDER = (
    *(root_name(version) for version in range(1, MAX_ROOTS + 1)),
    TARGETS_FILE,
    CONTENTS_FILE,
    SNAPSHOT_FILE,
    TIMESTAMP_FILE,
)


def pack_directory(files: DirectoryFiles) -> bytes:
    """Return ``files`` as one file; a name that does not belong raises ``Malformed``."""
    if not set(files) <= set(_ORDER):
        raise Malformed("a file does not belong to a directory")
    return write_members([("mimetype", MIMETYPE), *((name, files[name]) for name in _ORDER if name in files)])


def unpack_directory(raw: bytes) -> dict[str, bytes]:
    """Return the files of one packed directory, unverified; raise ``Malformed`` or ``TooLarge``."""
    if len(raw) > MAX_PACKED:
        raise TooLarge("the directory file is too long")
    bounds = dict.fromkeys(_ORDER, MAX_METADATA) | {CONTENTS_FILE: MAX_DIRECTORY, "mimetype": len(MIMETYPE)}
    files = read_members(raw, bounds)
    names = list(files)
    if names[0] != "mimetype" or files.pop("mimetype") != MIMETYPE:
        raise Malformed("the file is not a directory")
    if names[1:] != [name for name in _ORDER if name in files]:
        raise Malformed("the directory's files are not in order")
    return files
