"""The names of a directory's files, and what each is.

Rules this module keeps: a name is one of a fixed few, or has an organisation id in it and nothing else that is free.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from bundle.directory.entries import is_organisation_id

DirectoryFiles: TypeAlias = Mapping[str, bytes]
AREA_FILE = "area.json"
TARGETS_FILE = "targets.json"
SNAPSHOT_FILE = "snapshot.json"
TIMESTAMP_FILE = "timestamp.json"
SIGNED_BY_HUB = frozenset({SNAPSHOT_FILE, TIMESTAMP_FILE})
MAX_ROOTS = 64
_ROOT = re.compile(r"([1-9][0-9]?)\.root\.json\Z")
_ONE_EACH = frozenset({AREA_FILE, TARGETS_FILE}) | SIGNED_BY_HUB


def root_name(version: int) -> str:
    """Return the file name of a root version."""
    return f"{version}.root.json"


def role_of(organisation: str) -> str:
    """Return the name of the role that vouches for an organisation's people."""
    return f"org.{organisation}"


def role_file(organisation: str) -> str:
    """Return the name of the metadata that an organisation's keys sign."""
    return f"org.{organisation}.json"


def people_file(organisation: str) -> str:
    """Return the name of an organisation's file of people."""
    return f"people.{organisation}.json"


def organisation_of(name: str, kind: str = "") -> str:
    """Return the organisation id in a file name, ``""`` when there is none; ``kind`` is ``org`` or ``people``."""
    parts = name.split(".")
    kinds = (kind,) if kind else ("org", "people")
    named = len(parts) == 3 and parts[0] in kinds and parts[2] == "json" and is_organisation_id(parts[1])
    return parts[1] if named else ""


def is_root_file(name: str) -> bool:
    """Say whether ``name`` is that of a root, of a version up to 64."""
    match = _ROOT.match(name)
    return match is not None and int(match[1]) <= MAX_ROOTS


def is_directory_file(name: str) -> bool:
    """Say whether a file of this name may be in a directory."""
    return name in _ONE_EACH or is_root_file(name) or bool(organisation_of(name))


def by_administrators(files: DirectoryFiles) -> dict[str, bytes]:
    """Return the files without the two that the hub signs."""
    return {name: raw for name, raw in files.items() if name not in SIGNED_BY_HUB}
