"""Whether the drive that record books lie on is encrypted, as far as an ordinary program can tell.

Rules this module keeps:

* best effort and honest: "could not tell" is an answer, and a drive that encrypts itself cannot be seen from here;
* nothing is asked that needs an administrator; a command that does not answer within ``PATIENCE`` has not answered;
* it warns and never refuses: the record book is encrypted by itself. What is at stake is everything beside it.
"""

from __future__ import annotations

import enum
import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

PATIENCE = 8.0  # seconds
SEALED_FILESYSTEMS = frozenset({"ecryptfs", "fuse.gocryptfs", "fuse.encfs", "fuse.cryfs"})
DEEPEST = 8  # devices on devices (LVM on RAID on LUKS is three)
BITLOCKER = (
    "powershell", "-NoProfile", "-NonInteractive", "-Command",
    "(New-Object -ComObject Shell.Application).NameSpace('{drive}').Self.ExtendedProperty('System.Volume.BitLockerProtection')",
)  # fmt: skip
BITLOCKER_ON, BITLOCKER_OFF = frozenset("135"), frozenset("24")  # 2 is off, 4 is being decrypted

Runs = Callable[[Sequence[str]], str]


class Drive(enum.Enum):
    ENCRYPTED = "encrypted"
    OPEN = "open"
    UNKNOWN = "unknown"


def ask(command: Sequence[str]) -> str:
    """What a command says; "" when it is not there, fails, or takes too long."""
    quiet = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        told = subprocess.run(
            list(command), capture_output=True, text=True, timeout=PATIENCE, check=False, creationflags=quiet
        )
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
    return told.stdout if not told.returncode else ""


def drive_of(folder: Path, system: str, run: Runs = ask, root: Path = Path("/")) -> Drive:
    """What is known of the drive below ``folder``. ``system`` is ``sys.platform``; ``root`` holds proc and sys."""
    if system.startswith("linux"):
        return _linux(folder, root)
    if system == "darwin":
        said = run(("fdesetup", "status"))
        return (
            Drive.ENCRYPTED
            if "FileVault is On" in said
            else Drive.OPEN
            if "FileVault is Off" in said
            else Drive.UNKNOWN
        )
    if system == "win32":
        said = run([part.format(drive=folder.drive or "C:") for part in BITLOCKER]).strip()
        return Drive.ENCRYPTED if said in BITLOCKER_ON else Drive.OPEN if said in BITLOCKER_OFF else Drive.UNKNOWN
    return Drive.UNKNOWN


def _linux(folder: Path, root: Path) -> Drive:
    """Walk from the folder's mount down through /sys: a device-mapper target whose id begins with CRYPT- is LUKS."""
    try:
        mounts = (root / "proc/self/mountinfo").read_text("utf-8", "surrogateescape").splitlines()
        where = _existing(folder).resolve()
        found = max((m for m in map(_mount, mounts) if where.is_relative_to(m[0])), key=lambda m: len(m[0].parts))
    except (OSError, ValueError, IndexError):
        return Drive.UNKNOWN
    _at, number, kind, source = found
    if kind in SEALED_FILESYSTEMS:
        return Drive.ENCRYPTED
    device = root / "sys/dev/block" / number
    if not device.exists():  # btrfs and others name no device of their own
        device = root / "sys/class/block" / Path(os.path.realpath(root / source.lstrip("/"))).name
    return _device(device, DEEPEST) if source.startswith("/dev/") and device.exists() else Drive.UNKNOWN


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there already."""
    return next((one for one in (folder, *folder.parents) if one.exists()), folder)


def _mount(line: str) -> tuple[Path, str, str, str]:
    """(mount point, major:minor, file system, source) of one line of mountinfo, as proc(5) has it."""
    before, _, after = line.partition(" - ")
    fields, last = before.split(), after.split()
    at = fields[4].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
    return Path(at), fields[2], last[0], last[1]


def _device(device: Path, deeper: int) -> Drive:
    mapped = device / "dm/uuid"
    if mapped.exists() and mapped.read_text("utf-8", "replace").startswith("CRYPT-"):
        return Drive.ENCRYPTED
    if (device / "loop").exists() or not deeper:
        return Drive.UNKNOWN  # a file on another drive
    below = sorted((device / "slaves").iterdir()) if (device / "slaves").is_dir() else []
    if not below:
        return Drive.OPEN
    found = {_device(one, deeper - 1) for one in below}
    return found.pop() if len(found) == 1 else Drive.OPEN if Drive.OPEN in found else Drive.UNKNOWN
