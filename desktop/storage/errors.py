"""What can go wrong with the database of a record book, as one closed tree.

Rules this module keeps: the world's faults only (a mistake of ours is a ``RuntimeError``); ``database.py`` is the one
place that turns SQLCipher's errors into these; no message carries a row's content, a key or a path.
"""

from __future__ import annotations


class StorageError(Exception):
    """The record book's database could not do what was asked. What was saved before still stands."""


class DatabaseMissing(StorageError):
    """There is no database file beside the keys."""


class DatabaseDamaged(StorageError):
    """A page of the database file does not hold, or the file is cut short."""


class DatabaseKeyWrong(StorageError):
    """No page of the file opens with this key: keys and database do not belong together (or its first page is lost)."""


class DatabaseTooNew(StorageError):
    """The database was written by a newer Guardbook."""


class EngineTooOld(StorageError):
    """The SQLite inside this build has a fault that loses committed writes; nothing is opened with it."""


class DiskFull(StorageError):
    """There is no room on the drive. What was being saved was not saved; what was saved before still stands."""


class DriveFault(StorageError):
    """The drive could not be read or written: taken away, read-only or failing."""


class DatabaseBusy(StorageError):
    """Another program has the database file open."""


class NotDurable(StorageError):
    """The connection is not set to keep what it confirms (a setting differs from the vault format)."""


class NoSuchLetter(StorageError):
    """There is no letter of this bundle id."""


class BackupDamaged(StorageError):
    """The backup file is not whole, or is not a backup of a record book."""


class BackupTooNew(StorageError):
    """The backup file was written by a newer Guardbook."""


class BackupUnwritable(StorageError):
    """The backup could not be written where it was asked for. Nothing was left there."""


class RestoreInTheWay(StorageError):
    """There is already something in the folder into which a backup was to be restored."""


class AttachmentsUnwritable(StorageError):
    """A file could not be written to the record book's folder of attachments."""
