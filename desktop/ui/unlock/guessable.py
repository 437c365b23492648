"""Passphrases that anyone tries first. No Qt, nothing heavy: the unlock page needs it.

Rules this module keeps: a small rule, said in words, not a score; what is not among the first tries passes.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from desktop.ui.language import tr

ROWS = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")
FIRST_TRIES = ("password", "passphrase", "passwort", "letmein", "guardbook", "safeguarding", "welcome", "iloveyou")
FEW = 4  # letters and figures beside a word that everybody tries
_PLAIN = str.maketrans("@$!013457", "asioleast")


def too_guessable(passphrase: str, names: Iterable[str] = ()) -> str:
    """Why this is among the first that anyone tries, as a sentence; "" when it is not. ``names``: of the keeper and the organisation."""
    plain = "".join(c for c in passphrase.lower() if c.isalnum())
    if len(set(plain)) <= 3 or any(plain == (plain[:n] * len(plain))[: len(plain)] for n in range(1, 5)):
        return tr("This repeats a few letters or figures; anyone tries that first. Take three or four words")
    steps = sum(_follow(a, b) for a, b in pairwise(plain))
    if steps >= 0.75 * (len(plain) - 1):
        return tr("This is a row of keys or figures; anyone tries that first. Take three or four words")
    read = "".join(c for c in passphrase.lower().translate(_PLAIN) if c.isalnum())
    for word in FIRST_TRIES:
        if any(word in text and len(text) - len(word) <= FEW for text in (plain, read)):
            return tr("This is one of the first that anyone tries. Take three or four words of your own")
    own = [part for name in names for part in name.lower().split() if len(part) >= 3]
    left = plain
    for part in own:
        left = left.replace("".join(c for c in part if c.isalnum()), "")
    if left != plain and sum(c.isalpha() for c in left) <= FEW:
        return tr(
            "This is your own name or your organisation's; anyone tries that first. Take three or four other words"
        )
    return ""


def _follow(a: str, b: str) -> bool:
    return a == b or any(a + b in row or b + a in row for row in ROWS)
