"""Opening a record book's keys, and changing what opens them.

Rules this module keeps:

* the database key, the personal key and the device's seeds are random; a changed passphrase wraps them again, and only
  ``renewal.py`` makes new ones;
* whoever opens the keys holds the folder's lock until ``Opened.lock()``, which also wipes the database key;
* keys are changed only through an ``Opened``, and the old passphrase is asked for again by ``check_passphrase``;
* a new book is made in ``<folder>.partial`` and exists only once that was renamed (creation.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bundle.keys import DeviceKeys, KeyCard
from bundle.recipients import Identity
from desktop.vault import keys_file, slots
from desktop.vault.errors import KeysDamaged, KeysUnwritable, PinOver, WrongKit, WrongPassphrase
from desktop.vault.keys_file import KEY_BYTES, KIT, ORGANISATION, PASSPHRASE, Json, KeysFile
from desktop.vault.kit import kit_secret
from desktop.vault.lock_file import VaultLock
from desktop.vault.passphrases import KdfCost, calibrate, check_new
from desktop.vault.slots import Random


@dataclass(frozen=True, slots=True)
class FormerDevice:
    """A device that this book was before a restore: its public card, and the age seed that opens what was sealed to it."""

    card: KeyCard
    age_seed: bytes = field(repr=False)

    @property
    def id(self) -> str:
        """The device id."""
        return self.card.id

    @property
    def identity(self) -> Identity:
        """What reads that device's mail. Nothing of it signs."""
        return Identity(self.age_seed)

    def to_bytes(self) -> bytes:
        """The content of its box: Ed25519 public key, age seed, ML-DSA-65 public key."""
        return self.card.signing + self.age_seed + self.card.cover

    @classmethod
    def from_bytes(cls, raw: bytes) -> FormerDevice:
        """Read what ``to_bytes`` gave. Raises ``Malformed`` (bundle)."""
        age_seed = raw[KEY_BYTES : 2 * KEY_BYTES]
        return cls(KeyCard(raw[:KEY_BYTES], raw[2 * KEY_BYTES :], Identity(age_seed).recipient), age_seed)


@dataclass(slots=True)
class Opened:
    """The keys of an open record book.

    ``database_key`` is 32 bytes that storage may read until ``lock()``; ``used_previous`` says that the key file was
    found damaged: its previous copy was used, and put in its place.
    """

    folder: Path
    vault_id: str
    database_key: bytearray = field(repr=False)
    personal_key: bytearray = field(repr=False)
    keys: DeviceKeys = field(repr=False)
    held: VaultLock = field(repr=False)
    former: tuple[FormerDevice, ...] = ()
    used_previous: bool = False
    locked: bool = False

    def lock(self) -> None:
        """Wipe the keys and give the folder's lock back. Doing it again does nothing."""
        for secret in (self.database_key, self.personal_key):
            secret[:] = bytes(len(secret))
        self.locked = True
        self.held.release()


def unlock(folder: Path, passphrase: str) -> Opened:
    """Open with the passphrase.

    Raises ``VaultMissing``, ``VaultInUse``, ``VaultTooNew``, ``KeysAlgorithmUnknown``, ``KeysDamaged``, ``WrongPassphrase``.
    """

    def content(keys: KeysFile, slot: Json) -> bytes | None:
        return slots.open_passphrase(keys, slot, passphrase)

    return _unlock(folder, PASSPHRASE, content, WrongPassphrase("the passphrase opens no slot"))


def unlock_with_kit(folder: Path, kit: str) -> Opened:
    """Open with the typed recovery kit. Raises ``KitMistyped`` (nothing was tried), ``WrongKit``, and as ``unlock``."""
    secret = kit_secret(kit)

    def content(keys: KeysFile, slot: Json) -> bytes | None:
        return slots.open_kit(keys, slot, secret)

    return _unlock(folder, KIT, content, WrongKit("the recovery kit opens no slot"))


def content_of(opened: Opened) -> bytes:
    """What every slot of an open book seals: its database key and its personal key."""
    return bytes(opened.database_key + opened.personal_key)


def _still_the_keys(keys: keys_file.KeysFile, content: bytes) -> None:
    if slots.open_box(keys, keys.device, content[KEY_BYTES:]) is None:
        raise PinOver("the keys were changed")


def unlock_again(folder: Path, content: bytes) -> Opened:
    """Open with what a slot of this book held (``day_pin.py``). Raises as ``unlock``, and ``PinOver`` when the keys were changed since."""
    held = VaultLock(folder)
    try:
        keys, previous = keys_file.read(folder)
        _still_the_keys(keys, content)
        opened = _opened(folder, keys, content, held)
    except BaseException:
        held.release()
        raise
    opened.used_previous = previous
    return opened


def check_passphrase(folder: Path, opened: Opened, passphrase: str) -> None:
    """Raise ``WrongPassphrase`` unless it opens this open book. Used before a change is allowed."""
    keys, _ = keys_file.read(folder)
    for slot in keys.slots_of(PASSPHRASE):
        if slots.open_passphrase(keys, slot, passphrase) == bytes(opened.database_key + opened.personal_key):
            return
    raise WrongPassphrase("the passphrase opens no slot")


def change_passphrase(
    folder: Path,
    opened: Opened,
    new: str,
    random: Random,
    kdf: KdfCost | None = None,
) -> None:
    """Wrap the keys under a new passphrase; the old one opens nothing afterwards. Raises ``PassphraseTooShort``, ``KeysUnwritable``."""
    check_new(new)
    keys, _ = keys_file.read(folder)
    keys_file.write(folder, keys.with_slot(slots.passphrase_slot(keys, opened, new, random, kdf or calibrate())))


def change_kit(folder: Path, opened: Opened, kit: str, random: Random) -> None:
    """Wrap the keys under a new recovery kit; the old kit opens nothing afterwards. Raises ``KitMistyped``, ``KeysUnwritable``."""
    keys, _ = keys_file.read(folder)
    keys_file.write(folder, keys.with_slot(slots.kit_slot(keys, opened, kit, random)))


def set_recovery(folder: Path, opened: Opened, recipient: str, random: Random) -> bool:
    """Seal the database key to an organisation's recovery recipient, or to none when it is "".

    Says whether anything changed. Raises ``Malformed`` (bundle) for what is no recipient, ``KeysUnwritable``.
    """
    keys, _ = keys_file.read(folder)
    if recovery_of(keys) == recipient:
        return False
    changed = keys.without_slots(ORGANISATION)
    if recipient:
        changed = changed.with_slot(slots.organisation_slot(keys, opened.database_key, recipient, random))
    keys_file.write(folder, changed)
    return True


def holds_device(keys: KeysFile, opened: Opened) -> bool:
    """Whether a key file is sealed under the personal key of ``opened``: its device box opens."""
    return slots.open_box(keys, keys.device, bytes(opened.personal_key)) is not None


def recovery_of(keys: KeysFile) -> str:
    """The recovery recipient that a book is sealed to, or ""."""
    return next((str(slot["recipient"]) for slot in keys.slots_of(ORGANISATION)), "")


def new_keys_file(opened: Opened, passphrase: str, kit: str, random: Random, kdf: KdfCost) -> KeysFile:
    """Return a key file with both personal slots, the device and the former devices of ``opened``."""
    check_new(passphrase)
    keys = with_device(KeysFile(opened.vault_id, (), {}), opened, random)
    keys = keys.with_slot(slots.passphrase_slot(keys, opened, passphrase, random, kdf))
    return keys.with_slot(slots.kit_slot(keys, opened, kit, random))


def with_device(keys: KeysFile, opened: Opened, random: Random) -> KeysFile:
    """The same file with the device and the former devices of ``opened``."""
    personal = bytes(opened.personal_key)
    seeds = opened.keys.signing_seed + opened.keys.cover_seed + opened.keys.age_seed
    device = slots.new_box(keys, personal, seeds, random)
    former = tuple(slots.new_box(keys, personal, one.to_bytes(), random) for one in opened.former)
    return keys.with_device(device, former)


def _unlock(
    folder: Path,
    slot_type: str,
    content_of: Callable[[KeysFile, Json], bytes | None],
    wrong: WrongPassphrase | WrongKit,
) -> Opened:
    keys_file.read(folder)  # says first of all what is missing, damaged or too new
    held = VaultLock(folder)
    try:
        keys, previous = keys_file.read(folder)
        contents = (content_of(keys, slot) for slot in keys.slots_of(slot_type))
        content = next((content for content in contents if content is not None), None)
        opened = _opened(folder, keys, content, held) if content is not None else None
    except BaseException:
        held.release()
        raise
    if opened is None:
        held.release()
        raise wrong
    opened.used_previous = previous
    _tidy(folder, keys if previous else None)
    return opened


def _opened(folder: Path, keys: KeysFile, content: bytes, held: VaultLock) -> Opened:
    personal = content[KEY_BYTES:]
    seeds = slots.open_box(keys, keys.device, personal)
    former = [slots.open_box(keys, box, personal) for box in keys.former]
    if seeds is None or None in former:
        raise KeysDamaged("the device's keys do not open")
    signing, cover, age = (seeds[start : start + KEY_BYTES] for start in range(0, len(seeds), KEY_BYTES))
    return Opened(
        folder=folder,
        vault_id=keys.vault,
        database_key=bytearray(content[:KEY_BYTES]),
        personal_key=bytearray(personal),
        keys=DeviceKeys(signing, cover, age),
        held=held,
        former=tuple(FormerDevice.from_bytes(raw) for raw in former if raw is not None),
    )


def _tidy(folder: Path, whole: KeysFile | None) -> None:
    """Put a whole key file back in the place of a damaged one, and take replaced slots out of the previous copy.

    A power cut in a change can leave such a slot there. A drive that cannot be written keeps both as they are.
    """
    try:
        if whole is not None:
            keys_file.write(folder, whole)
        keys_file.refresh_previous(folder)
    except KeysUnwritable:
        return
