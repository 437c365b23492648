"""May this author say this kind about this record?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Acceptance:
    """``accepted``, or the reason in plain words."""

    accepted: bool
    reason: str = ""


ACCEPTED = Acceptance(True)


@dataclass(frozen=True, slots=True)
class Member:
    device: str
    person: str
    organisation: str  # organisation id in the directory
    role: str  # "recorder", "lead", "desk", "administrator"
