"""What can go wrong with the keys of a record book.

Rules this module keeps: one closed tree; the world's faults only (our own bugs are ``RuntimeError``); no message
carries a passphrase, a kit, key material, a name or a path.
"""

from __future__ import annotations


class VaultError(Exception):
    """The keys of a record book could not be made, opened or changed."""


class VaultMissing(VaultError):
    """There is no record book in this folder."""


class VaultExists(VaultError):
    """There is already something in the folder where a new record book was to be made."""


class VaultInUse(VaultError):
    """Another program on this computer has this record book open."""


class VaultTooNew(VaultError):
    """The key file was written by a newer Guardbook."""


class KeysAlgorithmUnknown(VaultError):
    """The key file names an algorithm that this version does not know. ``algorithm`` is its name."""

    def __init__(self, algorithm: str) -> None:
        super().__init__(f"the key file names an algorithm that this version does not know: {algorithm}")
        self.algorithm = algorithm


class WrongPassphrase(VaultError):
    """The passphrase opens none of the slots."""


class PassphraseTooShort(VaultError):
    """A new passphrase must have at least ``passphrases.MIN_LENGTH`` characters."""


class KitMistyped(VaultError):
    """A group of the recovery kit does not fit its check character. ``group`` counts from 1; 0 when a group is missing."""

    def __init__(self, group: int) -> None:
        super().__init__(
            f"group {group} of the recovery kit is mistyped" if group else "the recovery kit is incomplete"
        )
        self.group = group


class KitMismatch(VaultError):
    """The kit typed back is well formed but is not the one that was shown."""


class PinTooShort(VaultError):
    """A PIN for the day must have at least ``day_pin.SHORTEST`` figures."""


class WrongPin(VaultError):
    """Not the day's PIN. ``left`` tries are left."""

    def __init__(self, left: int) -> None:
        super().__init__("not the PIN of the day")
        self.left = left


class PinOver(VaultError):
    """No PIN opens this book any more today: another day, too many tries, or changed keys."""


class WrongKit(VaultError):
    """The kit is well formed but opens none of the slots: it belongs to another record book, or to an older kit."""


class KeysDamaged(VaultError):
    """Neither the key file nor its previous copy can be read. Backups of the record book hold another copy."""


class NotEnoughMemory(VaultError):
    """The computer has not enough free memory to check the passphrase as this record book asks for."""


class KeysUnwritable(VaultError):
    """The key file could not be written (disk full, read-only, taken away). What was there before still stands."""


class RecoveryWordsMistyped(VaultError):
    """A holder's recovery words do not hold. ``holder`` counts from 1 in the order they were typed."""

    def __init__(self, holder: int) -> None:
        super().__init__(f"the recovery words of holder {holder} are mistyped or not whole")
        self.holder = holder


class RecoveryWordsTooFew(VaultError):
    """More holders' words are needed. ``needed`` in all, ``given`` so far."""

    def __init__(self, given: int, needed: int) -> None:
        super().__init__(f"the recovery words of {given} holders were given, {needed} are needed")
        self.given, self.needed = given, needed


class RecoveryWordsMixed(VaultError):
    """The recovery words come from two different recoveries, or one holder's were typed twice."""


class NoRecoverySlot(VaultError):
    """This record book was never sealed to an organisation's recovery."""


class RekeyUnfinished(VaultError):
    """New keys were being put in place and it is not sure which are in force; the book was locked and opens with one of them."""


class WrongRecovery(VaultError):
    """The recovery words are whole but belong to another organisation, or to an older recovery."""
