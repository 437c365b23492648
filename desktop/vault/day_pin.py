"""A short PIN that opens a locked record book again on the same day.

Rules this module keeps:

* what opens the book is sealed under the PIN in this process's memory and nowhere else: never on the drive, gone with the program;
* it is over at midnight, after three wrong tries, and when the passphrase or the keys change; then the passphrase is needed;
* a PIN is short: somebody who copies the memory of the running program can try all of them. Three tries hold off a person at the
  keyboard, and nothing more is promised (SECURITY.md).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desktop.vault import keyring
from desktop.vault.errors import PinOver, PinTooShort, WrongPin
from desktop.vault.keyring import Opened
from desktop.vault.keys_file import NONCE_BYTES, SALT_BYTES
from desktop.vault.passphrases import KdfCost, derive
from desktop.vault.slots import Random

SHORTEST, TRIES = 4, 3
COST = KdfCost(64 * 1024, 3, 1)  # a fifth of a second here: a person types it often


class DayPin:
    """One book's PIN for one day. ``today`` is the date where the person is."""

    def __init__(self, opened: Opened, pin: str, today: date, random: Random, cost: KdfCost = COST) -> None:
        """Raises ``PinTooShort``."""
        if len(pin) < SHORTEST:
            raise PinTooShort("the PIN is too short")
        self._day, self._left, self._cost = today, TRIES, cost
        self._salt, self._nonce = random(SALT_BYTES), random(NONCE_BYTES)
        self._book = opened.vault_id.encode()
        self._sealed: bytes | None = AESGCM(self._key(pin)).encrypt(self._nonce, keyring.content_of(opened), self._book)

    def holds(self, today: date) -> bool:
        """Whether it still opens the book on this day."""
        return self._sealed is not None and today == self._day

    def unlock(self, folder: Path, pin: str, today: date) -> Opened:
        """Open the book again. Raises ``WrongPin`` (tries are left), ``PinOver``, and as ``keyring.unlock``."""
        if not self.holds(today) or self._sealed is None:
            self.forget()
            raise PinOver("this PIN was for another day, or its tries are used up")
        try:
            content = AESGCM(self._key(pin)).decrypt(self._nonce, self._sealed, self._book)
        except InvalidTag:
            self._left -= 1
            if not self._left:
                self.forget()
                raise PinOver("three wrong tries") from None
            raise WrongPin(self._left) from None
        opened = keyring.unlock_again(folder, content)
        self._left = TRIES
        return opened

    def forget(self) -> None:
        """Open nothing any more."""
        self._sealed = None

    def _key(self, pin: str) -> bytes:
        return derive(pin, self._salt, self._cost)


class DayPins:
    """The PINs of the books of this computer, by folder, as long as the program runs."""

    def __init__(self) -> None:
        self._pins: dict[Path, DayPin] = {}

    def keep(self, folder: Path, pin: DayPin) -> None:
        self._pins[folder] = pin

    def forget(self, folder: Path) -> None:
        if (pin := self._pins.pop(folder, None)) is not None:
            pin.forget()

    def of(self, folder: Path, today: date) -> DayPin | None:
        """The PIN that opens this book today, or None."""
        pin = self._pins.get(folder)
        if pin is not None and not pin.holds(today):
            self.forget(folder)
            return None
        return pin
