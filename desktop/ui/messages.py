"""What is said when something goes wrong: what happened, what is safe, what to do next.

Rules this module keeps: plain words, no blame, no codes, nothing about a child; no Qt and no imports of the error trees,
so that it loads in no time: classes are looked up by name, nearest class first.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.ui.language import mark, tr
from desktop.ui.sentences import book, letters, records


@dataclass(frozen=True, slots=True)
class Said:
    """Three sentences."""

    happened: str
    safe: str
    next: str

    def __str__(self) -> str:
        return f"{self.happened} {self.safe} {self.next}"


BUG = Said(
    mark("Guardbook met something it did not expect and stopped what it was doing."),
    mark("It changed nothing that was saved before; what you typed is still on the screen."),
    mark("Try again; if it happens again, tell the person who looks after Guardbook in your area what you were doing."),
)

SAID: dict[str, Said] = {
    name: Said(*three) for name, three in (book.SENTENCES | letters.SENTENCES | records.SENTENCES).items()
}


def say(error: BaseException) -> Said:
    """The three sentences for an error, by its class or the nearest class above it."""
    return say_name(*(kind.__name__ for kind in type(error).__mro__))


def say_name(*names: str) -> Said:
    """The three sentences for the first class name that has some (a letter set aside keeps only the name)."""
    said = next((SAID[name] for name in names if name in SAID), BUG)
    return Said(tr(said.happened), tr(said.safe), tr(said.next))
