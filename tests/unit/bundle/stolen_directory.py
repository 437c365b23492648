"""A directory of an invented partnership, and what a thief of its keys makes of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bundle.directory import (
    DeviceEntry,
    verify_directory,
)
from bundle.errors import (
    BundleError,
)
from bundle.keys import DeviceKeys
from tests.fakes.forged_directories import ForgedDirectory
from tests.unit.bundle.partnership import NOW, Partnership, device

DAY = timedelta(days=1)


P = Partnership()


FILES = P.files()


AT = int(NOW.timestamp())


def forged(*thieves: DeviceKeys, files: dict[str, bytes] | None = None) -> ForgedDirectory:
    return ForgedDirectory(dict(files or FILES), P.hub, thieves)


def refused(files: dict[str, bytes], error: type[BundleError], *, hub: bool = True) -> None:
    with pytest.raises(error):
        verify_directory(files, trusted=FILES, now=NOW, require_hub=hub)


def amir() -> DeviceEntry:
    return DeviceEntry(device("amir").card(), "Amir Haddon", "lead", "", "larkmere", NOW)
