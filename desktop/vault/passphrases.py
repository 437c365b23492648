"""From a passphrase to a key: Argon2id (RFC 9106) with its cost named beside it.

Rules this module keeps:

* a new slot costs about half a second on the computer that makes it, and never less than ``FLOOR``;
* a cost read from a file is bounded before it is used, so that a hostile file cannot ask for 100 GB or a year;
* a passphrase is NFC-normalised UTF-8, so that the same keys typed on another system give the same bytes.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from desktop.vault.errors import NotEnoughMemory, PassphraseTooShort, WrongPassphrase

MIN_LENGTH = 10  # characters of a new passphrase
MAX_LENGTH = 1024
KEY_BYTES = 32
MAX_MEMORY_KIB = 1024 * 1024
MAX_ITERATIONS = 64
MAX_LANES = 16
MAX_WORK_KIB = 8 * 1024 * 1024  # memory times iterations


@dataclass(frozen=True, slots=True)
class KdfCost:
    """What one guess costs: memory in KiB, passes over it, lanes."""

    memory_kib: int
    iterations: int
    lanes: int

    @property
    def bounded(self) -> bool:
        """Whether this program would run it at all."""
        return (
            1 <= self.lanes <= MAX_LANES
            and 8 * self.lanes <= self.memory_kib <= MAX_MEMORY_KIB
            and 1 <= self.iterations <= MAX_ITERATIONS
            and self.memory_kib * self.iterations <= MAX_WORK_KIB
        )


FLOOR = KdfCost(memory_kib=64 * 1024, iterations=3, lanes=4)


def calibrate(seconds: float = 0.5, *, timer: Callable[[], float] = time.perf_counter) -> KdfCost:
    """Return the cost that takes about ``seconds`` here; never under ``FLOOR``, never over 512 MiB of memory."""
    started = timer()
    derive("calibration", bytes(16), FLOOR)
    spent = max(timer() - started, 1e-3)
    factor = max(1.0, seconds / spent)
    memory = FLOOR.memory_kib
    while factor >= 2 and memory < 512 * 1024:  # memory first: it is what hurts guessing hardware
        memory *= 2
        factor /= 2
    return KdfCost(memory, min(int(FLOOR.iterations * factor), MAX_WORK_KIB // memory), FLOOR.lanes)


def derive(passphrase: str, salt: bytes, cost: KdfCost) -> bytes:
    """Return the 32-byte key of a passphrase. Raises ``WrongPassphrase`` when it is too long to be one, ``NotEnoughMemory``."""
    if not cost.bounded:
        raise ValueError("the cost of a passphrase is out of bounds")
    if len(passphrase) > MAX_LENGTH:
        raise WrongPassphrase("too long to be a passphrase")
    text = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    try:
        return Argon2id(
            salt=salt,
            length=KEY_BYTES,
            iterations=cost.iterations,
            lanes=cost.lanes,
            memory_cost=cost.memory_kib,
        ).derive(text)
    except MemoryError as short:
        raise NotEnoughMemory("not enough memory to check the passphrase") from short


def check_new(passphrase: str) -> None:
    """Raise ``PassphraseTooShort`` for a passphrase that may not be set."""
    if not MIN_LENGTH <= len(passphrase) <= MAX_LENGTH:
        raise PassphraseTooShort(f"a passphrase has {MIN_LENGTH} to {MAX_LENGTH} characters")
