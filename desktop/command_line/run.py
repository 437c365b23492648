"""Doing one command, from its arguments to its exit code.

Rules this module keeps:

* no Qt; the record book's parts are joined by ``desktop/books.py``, as for the window;
* a book that was opened is locked again whatever happens;
* the world's faults end in three sentences and a code; a bug of ours ends in a traceback without case text.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bundle.errors import BundleError
from desktop.command_line import arguments, console, outside, words
from desktop.command_line.arguments import Asked
from desktop.command_line.backups import is_backup
from desktop.command_line.console import BROKEN_OFF, COULD_NOT, DOES_NOT_HOLD, HELD, Console
from desktop.command_line.errors import CommandLineError, FileInTheWay, FileUnreadable
from desktop.services.books import BookPlace
from desktop.services.errors import ServiceError
from desktop.storage.backup import restore
from desktop.storage.backup_file import made_at
from desktop.storage.errors import BackupDamaged, DatabaseDamaged, StorageError
from desktop.vault.errors import KeysDamaged, VaultError

if TYPE_CHECKING:
    from desktop.services.session import Session

Unlock = Callable[[Path, str], "Session"]
_DAMAGE = (BundleError, BackupDamaged, DatabaseDamaged, KeysDamaged)


def main(given: list[str], terminal: Console | None = None, unlock: Unlock | None = None) -> int:
    """Do the command and return its exit code. ``unlock(folder, passphrase)`` opens a record book."""
    asked = arguments.read(given)
    terminal = terminal or Console.of_process()
    try:
        return _COMMANDS[asked.command](asked, terminal, unlock or _unlock)
    except KeyboardInterrupt:
        terminal.err.write("\nBroken off. Nothing was changed.\n")
        return BROKEN_OFF
    except (BundleError, CommandLineError, ServiceError, StorageError, VaultError) as error:
        terminal.tell_error(error)
        return DOES_NOT_HOLD if isinstance(error, _DAMAGE) else COULD_NOT


def _inspect(asked: Asked, terminal: Console, _: Unlock) -> int:
    if is_backup(asked.path):
        terminal.tell(*words.of_backup(made_at(asked.path), asked.path.stat().st_size), as_json=asked.json)
        return HELD
    with outside.taken_apart(asked.path) as opened:
        seen = outside.look(opened)
    terminal.tell(*words.of_outside(seen), as_json=asked.json)
    return (
        HELD
        if seen.sealed_as_said and (seen.leaf is None or seen.leaf.waybill == seen.waybill.digest)
        else DOES_NOT_HOLD
    )


def _verify(asked: Asked, terminal: Console, unlock: Unlock) -> int:
    if asked.path.is_dir():
        with _opened(asked.path, terminal, unlock) as session:
            verified = session.keeping.verify(terminal.progress)
            keeper = ", ".join(part for part in (session.profile.name, session.profile.organisation) if part)
        terminal.tell(*words.of_book(verified, keeper), as_json=asked.json)
        return DOES_NOT_HOLD if verified.problems else HELD
    if is_backup(asked.path):
        return _verify_backup(asked, terminal, unlock)
    with outside.taken_apart(asked.path) as opened:
        checked = outside.check(opened, asked.directory, datetime.now(UTC), asked.partnership or "")
    terminal.tell(*words.of_check(checked), as_json=asked.json)
    return HELD if checked.holds else DOES_NOT_HOLD


def _verify_backup(asked: Asked, terminal: Console, unlock: Unlock) -> int:
    """Restore it into a private folder of the system's, check every entry there, and take the folder away again."""
    made = made_at(asked.path)
    with tempfile.TemporaryDirectory(prefix="guardbook-") as private:
        folder = Path(private) / "backup"
        restore(asked.path, folder)
        with _opened(folder, terminal, unlock) as session:
            verified = session.keeping.verify(terminal.progress)
            keeper = ", ".join(part for part in (session.profile.name, session.profile.organisation) if part)
    terminal.tell(*words.of_verified_backup(verified, keeper, made), as_json=asked.json)
    return DOES_NOT_HOLD if verified.problems else HELD


def _open(asked: Asked, terminal: Console, unlock: Unlock) -> int:
    assert asked.vault is not None  # argparse asks for it
    with contextlib.ExitStack() as ending:
        opened = ending.enter_context(outside.taken_apart(asked.path))
        handle = ending.enter_context(_new_file(asked.to)) if asked.to else None
        session = ending.enter_context(_opened(asked.vault, terminal, unlock))
        lines, said = words.of_letter(session.reading_out.letter(opened.parts))
        if handle is None:
            terminal.tell(lines, said, as_json=asked.json)
        else:
            handle(console.written(lines, said, as_json=asked.json))
    return HELD


@contextlib.contextmanager
def _opened(folder: Path, terminal: Console, unlock: Unlock) -> Iterator[Session]:
    if not folder.is_dir():
        raise FileUnreadable("there is no such folder")
    session = unlock(folder, terminal.ask_passphrase())
    try:
        yield session
    finally:
        session.lock()


@contextlib.contextmanager
def _new_file(path: Path) -> Iterator[Callable[[str], None]]:
    """A file that was not there, readable by its owner only; taken away again when nothing was written to it."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as fault:
        raise FileInTheWay("the result cannot be written there") from fault
    done = False

    def write(text: str) -> None:
        nonlocal done
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
        except OSError as fault:
            raise FileInTheWay("the result cannot be written there") from fault
        done = True

    try:
        yield write
    finally:
        if not done:
            with contextlib.suppress(OSError):
                os.close(handle)
            path.unlink(missing_ok=True)


def _unlock(folder: Path, passphrase: str) -> Session:
    from desktop import places
    from desktop.books import LocalBooks

    return LocalBooks(places.home()).unlock(BookPlace(folder, ""), passphrase)


_COMMANDS: dict[str, Callable[[Asked, Console, Unlock], int]] = {"inspect": _inspect, "verify": _verify, "open": _open}
