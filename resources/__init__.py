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


def edition(name: str = NEWEST_EDITION) -> dict[str, bytes]:
    """The files of a guidance edition, JSON, by their names, for ``Guidance.read``."""
    found = folder(f"guidance/{name}").iterdir()
    return {file.name: file.read_bytes() for file in found if file.name.endswith(".json")}


def words() -> tuple[str, ...]:
    """The 7,776 words of the EFF's large list, in their order (words/LICENSE-eff-large.txt)."""
    return tuple(line.split("\t")[1] for line in read("words/eff-large.txt").decode("ascii").splitlines())
