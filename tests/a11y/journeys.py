"""The journeys, step by step: what the person does, and (from ``Teller``) what Orca says to it.

Rules this module keeps: the words of the screen are asked for, never a place in the tree; after each step something is waited for that
only a working page shows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.a11y.speech import Listener, plain

if TYPE_CHECKING:
    from tests.a11y.screen import Screen

BUTTON, RADIO, PASSWORD, FIELD = "push button", "radio button", "password text", "text"
TABLE = "table"
BY_CHANCE = ("Screen reader on.", "Guardbook")  # heard or not, as Orca meets the window before or after it is painted
DOT = "•"  # what a screen reader hears of a letter that is hidden
ADULT = "Is it about something that an adult who works with children did?"
SEEN = "He held his left arm still and did not take his coat off all morning."
WORDS = "He does it when mum is at work"
WHEN = (("Day", "20"), ("Month", "11"), ("Year", "2026"), ("Time", "9:50"))
REASONS = "Marks in two places, and he names an adult at home."


class Teller:
    """Does a step and notes under it what Orca said."""

    def __init__(self, screen: Screen, listener: Listener) -> None:
        self.screen, self._listener = screen, listener
        self.lines: list[str] = []

    def step(self, title: str, *doing: Callable[[], object]) -> None:
        """Do this; then what Orca says is noted."""
        for do in doing:
            do()
        self.lines.append(f"> {title}")
        for said in map(plain, self._listener.heard()):
            if said in BY_CHANCE:
                continue
            if said != DOT or self.lines[-1] != f"  {DOT}":  # how many letters a secret has is nobody's business
                self.lines.append(f"  {said}")

    def go_to(self, role: str, name: str) -> None:
        """Put the keyboard there."""
        self.step(f"go to {name!r}", lambda: self.screen.focus(role, name))

    def choose(self, name: str, role: str = RADIO) -> None:
        """Go there and choose it."""
        self.go_to(role, name)
        self.step("choose it", lambda: self.screen.choose(role, name))

    def write(self, name: str, text: str, role: str = FIELD) -> None:
        """Go there and write."""
        self.go_to(role, name)
        self.step("write", lambda: self.screen.write(name, text))

    def type(self, name: str, secret: str) -> None:
        """Go to the field of a secret and type it over what stands there, letter by letter."""
        self.go_to(PASSWORD, name)
        self.step("type", lambda: self.screen.type(PASSWORD, name, secret))

    def key(self, key: str, cell: str) -> None:
        """In a table: press an arrow; ``cell`` is chosen then."""
        self.step(f"key {key}", lambda: self.screen.key(key), lambda: self.screen.chosen("table cell", cell))

    def press(self, name: str, then: str, role: str = BUTTON) -> None:
        """Press it; ``then`` stands on the screen when that is done."""
        self.step(f"press {name!r}", lambda: self.screen.press(role, name), lambda: self.screen.sees(then))


def unlock(teller: Teller, passphrase: str) -> None:
    """From the closed book to Today."""
    teller.step("the window opens", lambda: teller.screen.sees("Open my record book"))
    teller.go_to(BUTTON, "Open")
    teller.type("Passphrase", "not this one at all")
    teller.press("Open", "does not open this record book")
    teller.type("Passphrase", passphrase)
    teller.press("Open", "This has not reached anyone")


def record(teller: Teller, _passphrase: str) -> None:
    """A concern, from the navigation to signed."""
    teller.press("Record a concern", ADULT)
    teller.choose(f"{ADULT}: No")
    teller.write("Which child is this about?: name, date of birth, postcode or number", "Pellow")
    teller.press("Search", "Choose this child: ")
    teller.press("Choose this child: …", "Choose another child")
    teller.choose("Is the child safe now?: Yes")
    teller.write("What was seen or heard?", SEEN)
    teller.write("The child’s exact words (optional), row 1: the words", WORDS)
    for part, text in WHEN:
        teller.write(f"When did it happen?: {part}", text)
    teller.choose("When did it happen?: How sure are you of this?: I know exactly")
    teller.write("Who saw or heard it?: name", "Odette Farrow")
    teller.write("What did you do?", "Sat with him and told nobody else.")
    teller.choose("Which kind comes first? (optional): Physical abuse")
    teller.press("Check your answers", "Check before you sign")
    teller.press("Sign and save", "Saved and signed")


def chronology(teller: Teller, _passphrase: str) -> None:
    """The child's page, and its chronology line by line."""
    teller.press("Open the child’s page", "Who opened this record")
    teller.go_to(TABLE, "Chronology")
    teller.key("Down", "Physical abuse. Two round purple-yellow marks…")
    teller.key("Up", "Physical abuse. He held his left arm still…")
    teller.key("Right", "Odette Farrow…")


def share(teller: Teller, _passphrase: str) -> None:
    """To the desk, signed and sealed."""
    screen = teller.screen
    screen.press(BUTTON, "Share, or decide not to")
    screen.choose(RADIO, "What do you decide?: Share it")
    screen.choose(RADIO, "To whom?: Ashmere MASH")
    screen.choose(RADIO, "Why is it shared?: Refer a child who may be at risk of harm")
    for number in (1, 2):  # of that day there are two: from the child's page neither is ticked
        screen.choose("check box", f"Concern of 20 November 2026: physical abuse ({number}), …")
    screen.choose(RADIO, "Does the family know?: No")
    screen.write("What did they say? Or why were they not told?", "It could put him at more risk.")
    screen.write("Your reasons", REASONS)
    screen.press(BUTTON, "Check what leaves")
    screen.sees("Exactly what leaves")
    screen.sees(WORDS)
    screen.press(BUTTON, "Sign and send to Ashmere MASH")
    screen.press(BUTTON, "Go to Letters and send now")
    screen.sees("Waiting to leave")


def guided(teller: Teller, _passphrase: str) -> None:
    """A concern one question at a time: each page says where one is."""
    teller.step("what the journey before still says")
    teller.lines.clear()
    teller.press("Record a concern", ADULT)
    teller.press("One question at a time", "Before you write")
    teller.choose(f"{ADULT}: No")
    teller.press("Next", "Which child is this about?")
    teller.press("Next", "Which other children were part of it? (optional)")
    teller.press("Next", "Is the child safe now?")
    teller.choose("Is the child safe now?: No")
    teller.press("Next", "What makes you say so? (optional)")
    teller.press("Back to the question before", "Is the child safe now?")
    teller.press("See all on one page", "Check your answers")
    teller.press("Save the draft and close", "Unfinished")


ALL = {"unlock": unlock, "record": record, "chronology": chronology, "share": share, "guided": guided}
SPOKEN = ("unlock", "record", "chronology", "guided")  # what Orca says to these is kept
