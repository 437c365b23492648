"""Whether the drive is encrypted, on three systems, from what each of them says."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from desktop.vault.drive import Drive, ask, drive_of


def _linux(root: Path, source: str = "/dev/dm-1", kind: str = "ext4", number: str = "254:1") -> Path:
    """A pretended /proc and /sys below ``root``, and a home on that mount."""
    home = root / "home" / "odette"
    home.mkdir(parents=True)
    (root / "proc/self").mkdir(parents=True)
    lines = (
        "21 1 8:1 / / rw - ext4 /dev/sda1 rw",
        f"22 21 {number} / {root}/home rw,relatime shared:1 - {kind} {source} rw",
    )
    (root / "proc/self/mountinfo").write_text("\n".join(lines) + "\n")
    return home / "Guardbook" / "not there yet"


def _device(root: Path, number: str, *, uuid: str = "", slaves: Sequence[str] = (), loop: bool = False) -> Path:
    device = root / "sys/dev/block" / number
    device.mkdir(parents=True)
    if uuid:
        (device / "dm").mkdir()
        (device / "dm/uuid").write_text(uuid + "\n")
    for slave in slaves:
        (device / "slaves").mkdir(exist_ok=True)
        (device / "slaves" / slave).symlink_to(root / "sys/dev/block" / slave)
    if loop:
        (device / "loop").mkdir()
    return device


def test_luks_is_found_directly_and_below_lvm(tmp_path: Path) -> None:
    folder = _linux(tmp_path)
    _device(tmp_path, "8:2")
    _device(tmp_path, "254:0", uuid="CRYPT-LUKS2-0123-crypt", slaves=["8:2"])
    _device(tmp_path, "254:1", uuid="LVM-0123", slaves=["254:0"])
    assert drive_of(folder, "linux", root=tmp_path) is Drive.ENCRYPTED


def test_a_plain_partition_and_a_mixed_volume_are_open(tmp_path: Path) -> None:
    folder = _linux(tmp_path)
    _device(tmp_path, "8:2")
    _device(tmp_path, "254:0", uuid="CRYPT-LUKS2-0123-crypt")
    _device(tmp_path, "254:1", uuid="LVM-0123", slaves=["254:0", "8:2"])
    assert drive_of(folder, "linux", root=tmp_path) is Drive.OPEN


@pytest.mark.parametrize("kind", ["ecryptfs", "fuse.gocryptfs"])
def test_an_encrypted_home_folder_counts(tmp_path: Path, kind: str) -> None:
    assert drive_of(_linux(tmp_path, "/home/.odette", kind, "0:50"), "linux", root=tmp_path) is Drive.ENCRYPTED


@pytest.mark.parametrize("source", ["tmpfs", "server:/homes", "/dev/none"])
def test_memory_a_server_and_an_unknown_device_cannot_be_told(tmp_path: Path, source: str) -> None:
    assert drive_of(_linux(tmp_path, source, "other", "0:51"), "linux", root=tmp_path) is Drive.UNKNOWN


def test_a_file_as_a_drive_and_a_system_without_proc_cannot_be_told(tmp_path: Path) -> None:
    folder = _linux(tmp_path)
    _device(tmp_path, "254:1", loop=True)
    assert drive_of(folder, "linux", root=tmp_path) is Drive.UNKNOWN
    assert drive_of(folder, "linux", root=tmp_path / "empty") is Drive.UNKNOWN
    assert drive_of(folder, "plan9", root=tmp_path) is Drive.UNKNOWN


@pytest.mark.parametrize(
    ("system", "said", "found"),
    [
        ("darwin", "FileVault is On.\n", Drive.ENCRYPTED),
        ("darwin", "FileVault is Off.\n", Drive.OPEN),
        ("darwin", "", Drive.UNKNOWN),
        ("win32", "1\r\n", Drive.ENCRYPTED),
        ("win32", "2\r\n", Drive.OPEN),
        ("win32", "0\r\n", Drive.UNKNOWN),
        ("win32", "", Drive.UNKNOWN),
    ],
)
def test_windows_and_mac_are_asked_by_their_own_commands(tmp_path: Path, system: str, said: str, found: Drive) -> None:
    asked: list[Sequence[str]] = []

    def run(command: Sequence[str]) -> str:
        asked.append(command)
        return said

    assert drive_of(tmp_path, system, run) is found
    assert asked[0][0] in {"fdesetup", "powershell"}


def test_a_command_that_is_not_there_or_fails_has_said_nothing() -> None:
    assert ask(("a-command-that-nobody-has",)) == ""
    assert ask((sys.executable, "-c", "print('x'); raise SystemExit(3)")) == ""
    assert ask((sys.executable, "-c", "print('x')")) == "x\n"
