"""Taking up a partnership's directory: verified against the one in use, or against the invitation that was accepted.

Rules this module keeps:

* an older directory never replaces a newer one;
* the first directory must have this device in it; later ones may withdraw it, and then say so;
* when the directory changes, every statement is judged again and every set-aside letter is tried again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise

from bundle.directory import Directory, DirectoryFiles, unpack_directory, verify_directory
from bundle.errors import BundleError, DirectoryInvalid, DirectoryRollback
from desktop.domain.acceptance import Moved, Withdrawal
from desktop.domain.statements import Changes
from desktop.services.book import COUNTERSIGNED, PARTNERSHIP, OpenBook, Sheet
from desktop.services.errors import DirectoryNotOurs, NotJoined, ServiceError
from desktop.services.incoming import Incoming
from desktop.services.list_age import begin
from desktop.services.proving import challenge

CURSOR = "mailbox cursor"  # setting: the hub's log index up to which the mailbox was read
REACHES_BACK = timedelta(days=14)  # as at the hub: so far back may a device be taken out by what only a file says
INVITED = "invited to"  # setting: partnership fingerprint and hub of the invitation that was accepted


@dataclass(frozen=True, slots=True)
class Adopted:
    """What became of a directory that came in. ``problem`` is an error class name or ""."""

    fresh: bool
    ours_is_newer: bool = False
    problem: str = ""
    changes: Changes = field(default_factory=Changes)


class Adopting:
    def __init__(self, book: OpenBook, incoming: Incoming) -> None:
        self._book, self._incoming = book, incoming
        self._learners: list[Callable[[], Changes]] = []

    def watch(self, learner: Callable[[], Changes]) -> None:
        """Be asked after a directory was taken up."""
        self._learners.append(learner)

    def adopt(self, packed: bytes) -> Changes:
        """Verify and keep a packed directory; the same one again is quiet.

        Raises NotJoined (no invitation was accepted), DirectoryNotOurs, and bundle's DirectoryInvalid,
        DirectoryExpired, DirectoryRollback.
        """
        if packed == self._book.store.directory() and self._book.directory is not None:
            return Changes()
        files, held = unpack_directory(packed), self._book.directory
        directory = self._verified(files)
        unseen = held is not None and COUNTERSIGNED not in files and directory.threshold > 1  # no hub judged its dates
        if (
            unseen
            and held is not None
            and directory.contents.reaches_back(held.contents, self._book.now() - REACHES_BACK, 0)
        ):
            raise DirectoryInvalid("a device is taken out of use from long ago, and no hub has seen it")
        if held is not None and directory.version == held.version and COUNTERSIGNED not in files:
            return Changes()
        if self._book.me is None and self._book.device not in directory.devices:
            raise DirectoryNotOurs("this directory does not have this device in it")
        with self._book.writing() as sheet:
            self.keep(sheet, packed, directory)
        self._book.load_directory()
        changes = sheet.changes | challenge(self._book)
        for taken in self._incoming.retry():
            changes |= taken.changes
        for learner in self._learners:
            changes |= learner()
        return changes

    def try_to(self, packed: bytes) -> Adopted:
        """The same for the courier: what is wrong with a directory is told, not raised."""
        held = self._book.directory
        try:
            changes = self.adopt(packed)
        except DirectoryRollback as older:
            problem = "" if held else type(older).__name__
            return Adopted(fresh=False, ours_is_newer=held is not None, problem=problem)
        except (BundleError, ServiceError) as bad:
            return Adopted(fresh=False, problem=type(bad).__name__)
        now = self._book.directory
        fresh = now is not None and (held is None or now.version > held.version)
        return Adopted(fresh=fresh, changes=changes)

    def keep(self, sheet: Sheet, packed: bytes, directory: Directory) -> None:
        """Store a verified directory and who belongs to it."""
        sheet.writer.put_setting(PARTNERSHIP, directory.partnership)
        self._read_again(sheet, directory)
        begin(sheet, directory)
        members = [
            (device, entry.person, entry.organisation, entry.role)
            for device, entry in sorted(directory.devices.items())
        ]
        sheet.add(sheet.writer.keep_directory(packed))
        sheet.add(
            sheet.writer.set_membership(
                members,
                _since(directory, "revoked_from"),
                _since(directory, "compromised_from"),
                _earlier(directory),
                {desk.organisation for desk in directory.desks},
            )
        )
        sheet.add(Changes(families=frozenset({"standing"})))

    def _read_again(self, sheet: Sheet, directory: Directory) -> None:
        """Read the mailbox from its beginning when this device may fetch more than before: it came to a desk."""
        book, held = self._book, self._book.directory
        before = held.mailboxes_of(book.device, book.now()) if held is not None else ()
        if held is not None and not set(directory.mailboxes_of(book.device, book.now())) <= set(before):
            sheet.writer.put_setting(CURSOR, 0)

    def _verified(self, files: DirectoryFiles) -> Directory:
        kept, partnership = self._book.store.directory(), self._book.store.setting(PARTNERSHIP)
        trusted: str | DirectoryFiles
        if kept is not None and self._book.directory is not None:
            trusted = unpack_directory(kept)
        elif isinstance(partnership, str):  # what was kept does not hold any more
            trusted = partnership
        else:
            invited = self._book.store.setting(INVITED)
            if not isinstance(invited, dict):
                raise NotJoined("no invitation was accepted yet")
            trusted = str(invited["partnership"])
        return verify_directory(
            files,
            trusted=trusted,
            now=self._book.now(),
            allow_expired_timestamp=True,
            require_hub=COUNTERSIGNED in files,  # by files alone it may come before the hub saw it
        )


def _since(directory: Directory, which: str) -> dict[str, Withdrawal]:
    """From when a device (``revoked_from``), or its key (``compromised_from``), counts no more, by device."""
    found = ((device, getattr(entry, which)) for device, entry in directory.devices.items())
    return {device: Withdrawal(one.at, one.index) for device, one in found if one is not None}


def _earlier(directory: Directory) -> dict[str, tuple[Moved, ...]]:
    """The roles that each person had before the present one, with when the next one began."""
    return {
        device: tuple(Moved(held.role, Withdrawal(later.since, later.index)) for held, later in pairwise(entry.roles))
        for device, entry in directory.devices.items()
    }
