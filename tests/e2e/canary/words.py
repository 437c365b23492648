"""Made-up words, each different, that stand in no dictionary and in no file of ours."""

from __future__ import annotations

import secrets


class Words:
    """``named`` maps each word to the field that it was typed into."""

    def __init__(self) -> None:
        self.named: dict[str, str] = {}

    def new(self, field: str) -> str:
        """A fresh word for a field."""
        word = "Zq" + "".join(secrets.choice("bcdfghjklmnpqrstvwxz") for _ in range(12))
        self.named[word] = field
        return word

    @property
    def all(self) -> list[str]:
        return list(self.named)
