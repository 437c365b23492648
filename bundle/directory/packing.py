"""A directory as one file (``.guarddirectory``), for USB sticks, the hub's HTTP call and the record book.

Rules this module keeps:

* the file is a ZIP of the TUF files under their own names, so standard tools can look into it;
* packing judges nothing: what was unpacked is still only bytes until ``verify_directory``;
* a proposal is the same under another media type, so that one is never taken for the other.
"""

from __future__ import annotations

from bundle.directory.contents import MAX_DIRECTORY, MAX_ORGANISATIONS
from bundle.directory.files import (
    AREA_FILE,
    MAX_ROOTS,
    SNAPSHOT_FILE,
    TARGETS_FILE,
    TIMESTAMP_FILE,
    DirectoryFiles,
    is_directory_file,
    organisation_of,
    people_file,
    root_name,
)
from bundle.directory.metadata import MAX_METADATA
from bundle.errors import Malformed, TooLarge
from bundle.stored_zip import read_members, write_members

MIMETYPE = b"application/vnd.guardbook.directory.v1+zip"
PROPOSAL = b"application/vnd.guardbook.directory-proposal.v1+zip"
MAX_PACKED = 16_000_000
MAX_FILES = 1 + MAX_ROOTS + 4 + 2 * MAX_ORGANISATIONS


class _Bounds(dict[str, int]):
    """The most bytes of each file that may occur, by its name; there are too many names to list them."""

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and (name == "mimetype" or is_directory_file(name))

    def __getitem__(self, name: str) -> int:
        if name == "mimetype":
            return len(PROPOSAL)
        return MAX_DIRECTORY if name == AREA_FILE or organisation_of(name, "people") else MAX_METADATA


def pack_directory(files: DirectoryFiles, *, proposal: bool = False) -> bytes:
    """Return ``files`` as one file; a name that does not belong raises ``Malformed``."""
    if not all(map(is_directory_file, files)):
        raise Malformed("a file does not belong to a directory")
    kind = PROPOSAL if proposal else MIMETYPE
    return write_members([("mimetype", kind), *((name, files[name]) for name in _in_order(files))])


def unpack_directory(raw: bytes, *, proposal: bool = False) -> dict[str, bytes]:
    """Return the files of one packed directory, unverified; raise ``Malformed`` or ``TooLarge``."""
    if len(raw) > MAX_PACKED:
        raise TooLarge("the directory file is too long")
    files = read_members(raw, _Bounds(), most=MAX_FILES)
    names = list(files)
    if names[0] != "mimetype" or files.pop("mimetype") != (PROPOSAL if proposal else MIMETYPE):
        raise Malformed("the file is not a directory")
    if names[1:] != _in_order(files):
        raise Malformed("the directory's files are not in order")
    return files


def _in_order(files: DirectoryFiles) -> list[str]:
    """Roots by number, targets and the area's file, each organisation's two by its id, then what the hub signed."""
    order = [root_name(version) for version in range(1, MAX_ROOTS + 1)] + [TARGETS_FILE, AREA_FILE]
    for organisation in sorted({organisation_of(name) for name in files} - {""}):
        order += [f"org.{organisation}.json", people_file(organisation)]
    order += [SNAPSHOT_FILE, TIMESTAMP_FILE]
    return [name for name in order if name in files] + sorted(set(files) - set(order))
