"""Makes the project ready on a bare machine: ``.venv`` from the lock file, and the system libraries Qt needs.

Standard library only, because it runs before anything is installed. It does nothing when all is in place.
A missing system library is installed when we are root on a Debian-like machine, else named with the exact command.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "set-up.sha256"

# library that must load -> Debian package that has it (Qt 6.12, offscreen; then the X11 ones)
OFFSCREEN = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
ON_X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

# purpose -> program that it uses -> Debian packages that have it
PROGRAMS = {
    "--for-tests": {"cc": ["gcc", "libc6-dev"], "dbus-daemon": ["dbus-daemon"]},
    "--for-interop": {"age": ["age"], "npm": ["npm"]},
    "--for-proof": {"age": ["age"], "minisign": ["minisign"], "keepassxc": ["keepassxc"], "Xvfb": ["xvfb"]},
    "--for-a11y": {
        "Xvfb": ["xvfb"],
        "orca": ["orca", "at-spi2-core", "python3-pyatspi"],
        "dbus-run-session": ["dbus-daemon"],
        "openbox": ["openbox"],
        "xdotool": ["xdotool"],
    },
}
PROOF = ROOT / "requirements-proof.lock"  # fuzzer and peers: `make soak`, `make bench`
PROOF_STAMP = VENV / "set-up-proof.sha256"


def main() -> int:
    """Return 0 when everything is in place; print what is missing and return 1 when it is not."""
    if sys.version_info < (3, 11):  # noqa: UP036 - it runs with whatever Python the machine has
        print(
            f"Guardbook needs Python 3.11 or newer; this is {sys.version.split()[0]}. Try: make PYTHON=python3.11 run"
        )
        return 1
    asked = set(sys.argv[1:]) & set(PROGRAMS)
    fault = make_environment() or system_libraries(on_x11="DISPLAY" in os.environ or "--for-a11y" in asked)
    if not fault and "--for-proof" in asked:
        fault = install_locked(PROOF, PROOF_STAMP)
    for purpose in asked:
        programs(PROGRAMS[purpose])
    return fault


def make_environment() -> int:
    """Create ``.venv`` and install the locked packages, checking every hash."""
    wanted = hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()
    if STAMP.exists() and STAMP.read_text() == wanted and python().exists():
        return 0
    print("Setting up: the Python packages, once (about 300 MB to fetch)", flush=True)
    try:
        venv.create(VENV, with_pip=True, clear=not made_by_this_python())
    except (subprocess.CalledProcessError, OSError) as error:
        print(f"Python cannot make a virtual environment here ({error}). On Debian: apt-get install python3.11-venv")
        return 1
    return install_locked(LOCK, STAMP)


def install_locked(lock: Path, stamp: Path) -> int:
    """Install what a lock file names into ``.venv``, unless its stamp says that this was done."""
    wanted = hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return 0
    pip = [python(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", lock]
    done = subprocess.run(list(map(str, pip)), check=False)
    if done.returncode:
        print("The packages could not be installed; the lines above say why. Nothing else was changed; run it again.")
        return 1
    stamp.write_text(wanted)
    return 0


def made_by_this_python() -> bool:
    """Whether the environment can be brought up to date in place."""
    recorded = VENV / "pyvenv.cfg"
    return recorded.exists() and f"version = {sys.version.split()[0]}" in recorded.read_text()


def system_libraries(*, on_x11: bool) -> int:
    """Install, or name, the shared libraries that Qt loads on Linux."""
    if not sys.platform.startswith("linux"):
        return 0
    needed = OFFSCREEN | (ON_X11 if on_x11 else {})
    packages = [package for library, package in needed.items() if not loads(library)]
    if not packages:
        return 0
    if install("system libraries", packages):
        return 0
    print("Qt needs system libraries that are not here. Install them, then run this again:")
    print("  sudo apt-get install", *packages)
    return 1


def programs(needed: dict[str, list[str]]) -> None:
    """Install, or name, the programs a purpose uses; what needs a program that is not here is skipped, and says so."""
    packages = [package for program, names in needed.items() if shutil.which(program) is None for package in names]
    if packages and not install("programs", packages):
        print("Some of this will be skipped. To have all of it: sudo apt-get install", *packages)


def install(what: str, packages: list[str]) -> bool:
    """Install Debian packages when we are root on a Debian-like machine."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    print(f"Setting up: {what}:", *packages, flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        done = subprocess.run(["apt-get", *command], stdout=subprocess.DEVNULL, env=environment, check=False)
    return done.returncode == 0


def loads(library: str) -> bool:
    """Say whether the dynamic linker finds this library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def python() -> Path:
    """The environment's interpreter."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


if __name__ == "__main__":
    sys.exit(main())
