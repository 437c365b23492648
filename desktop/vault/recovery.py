"""An organisation's recovery: one age hybrid identity whose seed is split among several people (SLIP-39, k of n).

Rules this module keeps:

* the seed and the words exist in memory only, from the moment they are made until they are printed; nothing here stores them;
* what a record book is sealed to is the public recipient; the words of k holders give the identity back, fewer give nothing;
* words that do not hold are named by holder, never repeated: the library's messages quote them, so none of its errors
  leaves here, not even as a cause;
* recovery opens records. It holds no personal key, so it can never sign as the person.

The library draws the shares' own randomness from the system (https://github.com/satoshilabs/slips/blob/master/slip-0039.md).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from shamir_mnemonic import MnemonicError, Share, combine_mnemonics, generate_mnemonics  # type: ignore[import-untyped]  # it ships no types

from bundle.recipients import Identity
from desktop.vault.errors import RecoveryWordsMistyped, RecoveryWordsMixed, RecoveryWordsTooFew, WrongRecovery

SEED_BYTES = 32
WORDS = 33  # of one holder
MOST_HOLDERS = 16
_PASSPHRASE = b""  # SLIP-39 can ask for one more; a wrong one would give another seed without a word


@dataclass(frozen=True, slots=True)
class MadeRecovery:
    """A new recovery: its public recipient, and each holder's words. The words are shown once and kept nowhere."""

    recipient: str
    needed: int
    words: tuple[str, ...] = field(repr=False)


def make(needed: int, holders: int, random: Callable[[int], bytes]) -> MadeRecovery:
    """Make a recovery that ``needed`` of ``holders`` people open together (2 to 16; ``ValueError`` otherwise)."""
    if not 2 <= needed <= holders <= MOST_HOLDERS:
        raise ValueError("a recovery is opened by two or more of its holders, sixteen at most")
    seed = random(SEED_BYTES)
    (words,) = generate_mnemonics(1, [(needed, holders)], seed, _PASSPHRASE)
    made = MadeRecovery(Identity(seed).recipient, needed, tuple(words))
    combine(made.words[:needed], made.recipient)  # what cannot be read back is not handed out
    return made


def combine(typed: Sequence[str], recipient: str = "") -> Identity:
    """Return the identity of the holders' words; with ``recipient``, check that it is that one's.

    Raises ``RecoveryWordsMistyped`` (naming the holder), ``RecoveryWordsMixed``, ``RecoveryWordsTooFew``, ``WrongRecovery``.
    """
    shares = [_share(number, words) for number, words in enumerate(typed, 1)]
    if not shares:
        raise RecoveryWordsTooFew(0, 2)
    first, places = shares[0], {share.index for share in shares}
    if any(share.group_parameters() != first.group_parameters() for share in shares) or len(places) != len(shares):
        raise RecoveryWordsMixed("the recovery words do not belong together, or one holder's were typed twice")
    if len(shares) < first.member_threshold:
        raise RecoveryWordsTooFew(len(shares), first.member_threshold)
    try:
        seed = combine_mnemonics([share.mnemonic() for share in shares[: first.member_threshold]], _PASSPHRASE)
    except MnemonicError:
        raise RecoveryWordsMixed("the recovery words do not belong together") from None
    identity = Identity(seed)
    if recipient and identity.recipient != recipient:
        raise WrongRecovery("the recovery words are another recovery's")
    return identity


def _share(number: int, words: str) -> Share:
    spaced = " ".join(words.replace(",", " ").split()).lower()
    try:
        share = Share.from_mnemonic(spaced)
    except (MnemonicError, IndexError, ValueError, OverflowError):
        raise RecoveryWordsMistyped(number) from None
    if len(share.value) != SEED_BYTES or (share.group_threshold, share.group_count) != (1, 1):
        raise RecoveryWordsMistyped(number)
    return share
