"""What the person has seen of what needs them, for telling each new need once. No Qt, nothing heavy."""

from __future__ import annotations


class Needs:
    """Whether there is more than the person has seen."""

    def __init__(self) -> None:
        self._seen: int | None = None

    def looked(self) -> None:
        """The window is in front: all that is there is seen."""
        self._seen = None

    def is_more(self, now: int) -> bool:
        """Remember ``now``; True when it is more than the last time, the first look of an absence apart."""
        before, self._seen = self._seen, now
        return before is not None and now > before
