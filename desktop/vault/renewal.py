"""New keys for a book that exists: after a restore, after a recovery by the organisation, and when an old passphrase may be known.

Rules this module keeps:

* a restored book is a new device with its own keys. Of the old device only the age seed is kept, for reading its mail;
  its signing seeds are gone once the key file is replaced;
* the organisation's recovery opens the database key alone. Whoever recovers becomes a new device of their own;
* a real change (``replacement``) has a new database key and a new personal key, and every slot is made anew: an unknown
  slot would hold the old key, so it goes.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from bundle.encoding import b64u
from bundle.keys import DeviceKeys
from bundle.recipients import Identity
from desktop.vault import keys_file, slots
from desktop.vault.errors import NoRecoverySlot, WrongRecovery
from desktop.vault.keyring import FormerDevice, Opened, new_keys_file, recovery_of, with_device
from desktop.vault.keys_file import KEY_BYTES, MAX_FORMER, ORGANISATION, KeysFile
from desktop.vault.lock_file import VaultLock
from desktop.vault.passphrases import KdfCost, calibrate, check_new
from desktop.vault.slots import Random


def new_device(opened: Opened, random: Random) -> str:
    """Give the open book new device keys; return the id of the device it was. Raises ``KeysUnwritable``.

    The passphrase, the kit and the database key stay as they are.
    """
    was = FormerDevice(opened.keys.card(), opened.keys.age_seed)
    keys, _ = keys_file.read(opened.folder)
    renewed = replace(opened, keys=DeviceKeys.generate(random), former=(*opened.former, was)[-MAX_FORMER:])
    keys_file.write(opened.folder, with_device(keys, renewed, random))
    opened.keys, opened.former = renewed.keys, renewed.former
    return was.id


def recover(
    folder: Path, identity: Identity, passphrase: str, kit: str, random: Random, kdf: KdfCost | None = None
) -> Opened:
    """Open a *copy* of a book with its organisation's recovery, as a new device with a new passphrase and kit.

    Raises ``NoRecoverySlot``, ``WrongRecovery``, ``PassphraseTooShort``, ``KitMistyped``, and as ``keyring.unlock``.
    """
    check_new(passphrase)
    keys_file.read(folder)
    held = VaultLock(folder)
    try:
        keys, _ = keys_file.read(folder)
        opened = Opened(
            folder=folder,
            vault_id=b64u(random(16)),
            database_key=bytearray(recovered_key(keys, identity)),
            personal_key=bytearray(random(KEY_BYTES)),
            keys=DeviceKeys.generate(random),
            held=held,
        )
        made = new_keys_file(opened, passphrase, kit, random, kdf or calibrate())
        keys_file.write(folder, _sealed_again(made, keys, opened.database_key, random))
    except BaseException:
        held.release()
        raise
    return opened


def recovered_key(keys: KeysFile, identity: Identity) -> bytes:
    """The database key of a key file's organisation slot. Raises ``NoRecoverySlot``, ``WrongRecovery``."""
    found = keys.slots_of(ORGANISATION)
    if not found:
        raise NoRecoverySlot("this record book was not sealed to an organisation's recovery")
    for slot in found:
        content = slots.open_organisation(keys, slot, identity)
        if content is not None:
            return content
    raise WrongRecovery("the recovery words are another recovery's")


@dataclass(frozen=True, slots=True)
class Replacement:
    """A key file that is not in place yet, and the two keys that are under it."""

    keys: KeysFile
    database_key: bytearray = field(repr=False)
    personal_key: bytearray = field(repr=False)

    def put_in_place(self, opened: Opened) -> None:
        """Replace the key file; from then on only the new passphrase and the new kit open. Raises ``KeysUnwritable``."""
        keys_file.write(opened.folder, self.keys)

    def adopt(self, opened: Opened) -> None:
        """Let the open book go on with the new keys: the same buffers, filled anew."""
        opened.database_key[:] = self.database_key
        opened.personal_key[:] = self.personal_key
        self.wipe()

    def wipe(self) -> None:
        for secret in (self.database_key, self.personal_key):
            secret[:] = bytes(len(secret))


def replacement(opened: Opened, passphrase: str, kit: str, random: Random, kdf: KdfCost | None = None) -> Replacement:
    """Make new keys for everything but the device, under a new passphrase and a new kit. Nothing is written.

    Raises ``PassphraseTooShort``, ``KitMistyped``, ``NotEnoughMemory``.
    """
    check_new(passphrase)
    before, _ = keys_file.read(opened.folder)
    renewed = replace(opened, database_key=bytearray(random(KEY_BYTES)), personal_key=bytearray(random(KEY_BYTES)))
    made = new_keys_file(renewed, passphrase, kit, random, kdf or calibrate())
    sealed = _sealed_again(made, before, renewed.database_key, random)
    return Replacement(keys_file.parse(sealed.to_bytes()), renewed.database_key, renewed.personal_key)


def _sealed_again(made: KeysFile, before: KeysFile, database_key: bytearray, random: Random) -> KeysFile:
    recipient = recovery_of(before)
    if not recipient:
        return made
    return made.with_slot(slots.organisation_slot(made, database_key, recipient, random))
