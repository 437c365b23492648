"""What the recovery screens say, and what was typed of holders' words. No Qt.

Rules this module keeps: in each record book it is said plainly who can open it besides its keeper; words are compared one by one and
never repeated in a message.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from desktop.services.pages.fields import Missing
from desktop.ui import times
from desktop.ui.language import mark, tr

WORDS = 33  # of one holder
CAN = mark(
    "The words of enough holders open a copy of a colleague's records, to read and to print. The copy belongs to whoever opens it, with "
    "a passphrase of their own."
)
CANNOT = mark(
    "They never sign as the colleague, never change the colleague's own record book, and do not open letters that came after the copy or "
    "the backup was made. That the records were opened, and by whom, is written down in the copy."
)


class Scheme(Protocol):
    """To whom an organisation's record books are sealed, and how many of how many holders open them together."""

    @property
    def recipient(self) -> str: ...
    @property
    def needed(self) -> int: ...
    @property
    def holders(self) -> int: ...


class State(Scheme, Protocol):
    """services.recovery.RecoveryState."""

    @property
    def organisation(self) -> str: ...
    @property
    def since(self) -> str: ...
    @property
    def joined(self) -> bool: ...


def state_words(state: State) -> tuple[str, str]:
    """Who can open this record book besides its keeper: the plain sentence, and what follows from it."""
    if not state.recipient:
        said = tr("Nobody else can open these records. Your organisation has no recovery words.")
        if not state.joined:
            return said, tr(
                "Recovery words come with a partnership. Until then your passphrase and recovery kit are the only ways in."
            )
        return said, tr("If you fall ill or leave, what you did not send cannot be read. Who looks after the partnership can change that.")  # fmt: skip
    who, needed, holders = state.organisation, state.needed, state.holders
    if not needed:
        said = tr("{who} can open these records with recovery words made earlier.", who=who)
    elif not state.since:
        said = tr(
            "{who} can open these records with the words of {needed} of {holders} holders.",
            who=who,
            needed=needed,
            holders=holders,
        )
    else:
        said = tr(
            "{who} can open these records with the words of {needed} of {holders} holders since {since}.",
            who=who,
            needed=needed,
            holders=holders,
            since=times.day(state.since),
        )
    return said, tr("They can read them and print them. They can never sign as you.")


def typed_problem(shown: str, typed: str) -> str:
    """Compare the words typed back with the ones shown; names the first that differs, or gives ``""``."""
    wanted, given = shown.split(), plain(typed).split()
    if not given:
        return tr("Type the words as they stand on the paper")
    for place, word in enumerate(wanted):
        if place >= len(given):
            return tr("There are only {count} words; {all} are needed", count=len(given), all=len(wanted))
        if given[place] != word:
            return tr("Look at word {number} again; it is not the same as the one shown", number=place + 1)
    return tr("There is something after the last word") if len(given) > len(wanted) else ""


def plain(typed: str) -> str:
    """Words in small letters with one space between; numbers, commas and stops between them do not matter."""
    return " ".join("".join(c if c.isalpha() else " " for c in typed.lower()).split())


def holders_given(typed: Sequence[str]) -> tuple[list[str], list[int]]:
    """The words that were typed, and in which field (from 1) each stands."""
    given = [(plain(words), place) for place, words in enumerate(typed, 1) if words.strip()]
    return [words for words, _place in given], [place for _words, place in given]


def holder_problems(error: Exception, places: Sequence[int]) -> list[Missing]:
    """What is wrong with one holder's words, at the field where they were typed; none when it is about all of them."""
    holder = getattr(error, "holder", 0)
    if not 0 < holder <= len(places):
        return []
    said = tr(
        "A word is wrong, missing or out of its place; compare them with the paper, one by one, to number {words}",
        words=WORDS,
    )
    return [Missing(f"holder{places[holder - 1]}", said)]
