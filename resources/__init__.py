"""Files that ship with the program: guidance editions, report templates, fonts, icons, styles, demo texts.

Rules this module keeps: names are fixed in the code, never typed by a person; a file is read, never written.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath

EDITIONS = ("england-2026",)
NEWEST_EDITION = EDITIONS[-1]


def read(name: str) -> bytes:
    """The bytes of ``name``, a relative path with forward slashes. FileNotFoundError when it does not ship."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise FileNotFoundError(name)
    return files(__package__).joinpath(*path.parts).read_bytes()


def folder(name: str) -> Traversable:
    """A folder that ships, for libraries that want to look into one."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise FileNotFoundError(name)
    return files(__package__).joinpath(*path.parts)


def edition(name: str = NEWEST_EDITION) -> bytes:
    """The data of a guidance edition, JSON, for ``Guidance.parse``."""
    return read(f"guidance/{name}/edition.json")


def words() -> tuple[str, ...]:
    """The 7,776 words of the EFF's large list, in their order (words/LICENSE-eff-large.txt)."""
    return tuple(line.split("\t")[1] for line in read("words/eff-large.txt").decode("ascii").splitlines())
