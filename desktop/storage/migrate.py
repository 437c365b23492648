"""The numbered steps from one schema to the next.

Rules this module keeps:

* the schema's number is ``PRAGMA user_version``; a file ``migrations/NNNN_words.sql`` brings it from NNNN-1 to NNNN;
* before the first step on a database that holds something, a sealed copy is made beside it under the same key
  (``vault.db.before-NNNN``), synced, and kept until the next one;
* each step is one transaction with its new number: a power cut leaves the old schema or the new one;
* a newer number is refused before anything is written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from desktop.storage.database import Database
from desktop.storage.errors import DatabaseDamaged, DatabaseTooNew, DriveFault
from desktop.storage.folders import sync_file, sync_folder

Opener = Callable[[Path, bytearray], Database]


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: the schema's number afterwards, and its SQL, statement by statement."""

    number: int
    statements: tuple[str, ...]


def shipped() -> tuple[Migration, ...]:
    """The steps of this version, in order and without a gap."""
    folder = files("desktop.storage").joinpath("migrations")
    found = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".sql")), key=lambda entry: entry.name)
    steps = tuple(Migration(int(entry.name[:4]), split(entry.read_text(encoding="utf-8"))) for entry in found)
    if [step.number for step in steps] != list(range(1, len(steps) + 1)) or not steps:
        raise RuntimeError("the migrations are not numbered without a gap")
    return steps


def split(sql: str) -> tuple[str, ...]:
    """The statements of a migration: each ends with a semicolon at a line's end; a comment is a line of its own."""
    lines = [line for line in sql.splitlines() if line.strip() and not line.lstrip().startswith("--")]
    statements = [part.strip() for part in "\n".join(lines).split(";\n")]
    return tuple(part.removesuffix(";") for part in statements if part)


def version(database: Database) -> int:
    """The number of the schema in the file; 0 for an empty one."""
    number = database.pragma("user_version")
    return number if isinstance(number, int) else 0


def refuse_newer(database: Database, steps: Sequence[Migration]) -> None:
    """Raise ``DatabaseTooNew`` for a schema that these steps do not know."""
    number = version(database)
    if number > len(steps):
        raise DatabaseTooNew("the database was written by a newer Guardbook")
    if number < 0:
        raise DatabaseDamaged("the database has no schema number")


def bring_up(database: Database, key: bytearray, steps: Sequence[Migration], opener: Opener) -> None:
    """Run the steps that are missing, after a copy was made of what is there."""
    number = version(database)
    waiting = [step for step in steps if step.number > number]
    if waiting and number:
        _keep_copy(database, key, waiting[-1].number, opener)
    for step in waiting:
        with database.transaction():
            for statement in step.statements:
                database.run(statement)
            database.run(f"PRAGMA user_version={step.number}")


def _keep_copy(database: Database, key: bytearray, number: int, opener: Opener) -> None:
    path = database.path.with_name(f"{database.path.name}.before-{number:04d}")
    beside = path.with_name(path.name + ".new")
    beside.unlink(missing_ok=True)
    try:
        copy = opener(beside, key)
        try:
            database.copy_to(copy)
        finally:
            copy.close()
        sync_file(beside)
        beside.replace(path)
        sync_folder(path.parent)
    except OSError as fault:
        raise DriveFault("the copy before an upgrade could not be made") from fault
    finally:
        beside.unlink(missing_ok=True)
