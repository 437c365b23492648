"""Prompts: what the guidance says about an entry while it is being written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Prompt:
    """A rule of the edition that fired. ``route`` is a code: "phone-now", "police", "lado", "" ..."""

    id: str
    title: str
    text: str
    urgent: bool
    route: str
