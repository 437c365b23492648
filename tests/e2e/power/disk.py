"""The disk as it is after the power went: only what was synced is there.

``record_writes.c`` records what a program asked of the disk. ``after_power_cut`` plays that record up to one moment and writes the folder as it would be found:
data of a file only as far as its last sync, names only as far as the last sync of their folder (a synced new file keeps its name, as on ext4 and NTFS).
"""

from __future__ import annotations

import shutil
import struct
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

HEADER = struct.Struct("<cQQII")
SHIM = Path(__file__).with_name("record_writes.c")


class NoCompiler(Exception):
    """There is no C compiler here, so the shim cannot be made."""


def build_shim(folder: Path) -> Path:
    """Compile the shim into ``folder``."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        raise NoCompiler
    made = folder / "record_writes.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", made, SHIM, "-ldl", "-lpthread"], check=True, timeout=60)
    return made


@dataclass(frozen=True, slots=True)
class Operation:
    kind: str
    inode: int
    offset: int
    path: str
    data: bytes


def operations(log: Path) -> Iterator[Operation]:
    """The recorded operations, in order; a record cut short at the end is dropped."""
    raw = log.read_bytes()
    at = 0
    while at + HEADER.size <= len(raw):
        kind, inode, offset, path_length, data_length = HEADER.unpack_from(raw, at)
        at += HEADER.size
        end = at + path_length + data_length
        if end > len(raw):
            return
        yield Operation(kind.decode(), inode, offset, raw[at : at + path_length].decode(), raw[at + path_length : end])
        at = end


@dataclass(slots=True)
class File:
    content: bytearray = field(default_factory=bytearray)
    durable: bytes = b""
    ever_synced: bool = False


class Disk:
    """Plays operations; ``names`` is what the program sees, ``durable_names`` what survives."""

    def __init__(self, before: dict[str, bytes]) -> None:
        """``before``: what lay durably on the disk when the record began, by path."""
        self.names = {path: File(bytearray(content), content, ever_synced=True) for path, content in before.items()}
        self.durable_names = dict(self.names)
        self.by_inode: dict[int, File] = {}

    def play(self, operation: Operation) -> None:
        match operation.kind:
            case "O":
                self._open(operation)
            case "W":
                content = self._file(operation).content
                if len(content) < operation.offset:
                    content.extend(bytes(operation.offset - len(content)))
                content[operation.offset : operation.offset + len(operation.data)] = operation.data
            case "T":
                content = self._file(operation).content
                del content[operation.offset :]
                content.extend(bytes(operation.offset - len(content)))
            case "S":
                file = self._file(operation)
                file.durable, file.ever_synced = bytes(file.content), True
                if not any(kept is file for kept in self.durable_names.values()):
                    self.durable_names[operation.path] = file
            case "D":
                self._sync_folder(operation.path)
            case "R":
                self._rename(operation.path, operation.data.decode())
            case "U":
                self.names.pop(operation.path, None)
            case _:
                pass  # folders appear with their files

    def _open(self, operation: Operation) -> None:
        file = self.names.get(operation.path)
        if file is None:
            file = self.names[operation.path] = File()
        self.by_inode[operation.inode] = file
        if operation.offset:
            file.content.clear()

    def _file(self, operation: Operation) -> File:
        return self.by_inode.setdefault(operation.inode, self.names.setdefault(operation.path, File()))

    def _rename(self, source: str, target: str) -> None:
        for name in [name for name in self.names if name == source or name.startswith(source + "/")]:
            self.names[target + name[len(source) :]] = self.names.pop(name)

    def _sync_folder(self, folder: str) -> None:
        below = folder + "/"
        for name in [name for name in self.durable_names if name.startswith(below)]:
            if name not in self.names:
                del self.durable_names[name]
        for name, file in self.names.items():
            if name.startswith(below):
                for old in [old for old, kept in self.durable_names.items() if kept is file and old != name]:
                    del self.durable_names[old]
                self.durable_names[name] = file


def contents(root: Path) -> dict[str, bytes]:
    """Every file below ``root``, by path."""
    return {str(path): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def after_power_cut(before: dict[str, bytes], log: list[Operation], moment: int, root: Path, target: Path) -> None:
    """Write to ``target`` what ``root`` holds if the power goes after ``moment`` operations."""
    disk = Disk(before)
    for operation in log[:moment]:
        disk.play(operation)
    for name, file in disk.durable_names.items():
        if name.endswith("-shm"):
            continue  # shared memory; SQLite makes it anew
        path = target / Path(name).relative_to(root)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.durable)
