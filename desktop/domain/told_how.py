"""The ways in which something is shared without a letter of ours.

Rules this module keeps: a code that a newer version wrote is shown as it is.
"""

from __future__ import annotations

from desktop.language import mark, tr

TELEPHONE, IN_PERSON, SECURE_EMAIL, OTHER = "telephone", "in-person", "secure-email", "other"
TOLD_HOW = {
    TELEPHONE: mark("By telephone"),
    IN_PERSON: mark("In person"),
    SECURE_EMAIL: mark("By secure e-mail"),
    OTHER: mark("In another way"),
}


def told_how(code: str) -> str:
    """Like "by telephone", to stand inside a sentence."""
    words = tr(TOLD_HOW[code]) if code in TOLD_HOW else code
    return words[:1].lower() + words[1:]
