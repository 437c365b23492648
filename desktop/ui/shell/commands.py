"""Everything one can do from anywhere in an open book, in one list: the menu, the search box and the keyboard read it. No Qt.

Rules this module keeps: each has a name, and where it has keys they are its own; what the role does not have is not in the list;
nothing here is a child's.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from desktop.ui.language import mark, tr
from desktop.ui.shell.routes import Go, Place

GO, DO, LOOK, HELP = "go", "do", "look", "help"
GROUPS = {GO: mark("Go to"), DO: mark("Do"), LOOK: mark("Text size"), HELP: mark("Help")}


@dataclass(frozen=True, slots=True)
class Command:
    """``name`` is never shown; ``also`` are further words by which it is found; ``keys`` as Qt writes them."""

    name: str
    title: str
    group: str
    run: Callable[[], None]
    keys: str = ""
    also: str = ""


@dataclass(frozen=True, slots=True)
class Deeds:
    """What the shell itself does when asked."""

    back: Callable[[], None]
    forward: Callable[[], None]
    find: Callable[[], None]
    lock: Callable[[], None]
    hide: Callable[[], None]
    close: Callable[[], None]
    text_size: Callable[[int], None]
    """Steps larger (1) or smaller (-1); 0 is the usual size."""


def commands(pages: Collection[str], go: Go, deeds: Deeds, here: Callable[[], Place]) -> tuple[Command, ...]:
    """``pages`` are those this person has; ``here`` is where they are when they ask for help."""
    listed = [
        *_pages(go),
        Command("lock", tr("Lock"), DO, deeds.lock, "Ctrl+L", tr("close the record book, go away")),
        Command("hide", tr("Hide now"), DO, deeds.hide, "Ctrl+H", tr("neutral page, somebody is coming")),
        Command(
            "papers",
            tr("Print an empty form, or check a court copy"),
            DO,
            lambda: go(Place("papers")),
            "",
            tr("paper, code"),
        ),
        Command(
            "log_call",
            tr("Log a call about a concern"),
            DO,
            lambda: go(_calls(here())),
            "",
            tr("call, ring, rang, telephone"),
        ),
        Command("find", tr("Find a child, a record or an action"), DO, deeds.find, "Ctrl+K", tr("search")),
        Command("back", tr("Back"), DO, deeds.back, "Alt+Left", tr("page before")),
        Command("forward", tr("Forward"), DO, deeds.forward, "Alt+Right", tr("next page")),
        Command("close", tr("Close Guardbook"), DO, deeds.close, "Ctrl+Q", tr("quit, exit, end")),
        Command("larger", tr("Larger text"), LOOK, lambda: deeds.text_size(1), "Ctrl++", tr("bigger, zoom in")),
        Command("smaller", tr("Smaller text"), LOOK, lambda: deeds.text_size(-1), "Ctrl+-", tr("zoom out")),
        Command("usual", tr("Usual text size"), LOOK, lambda: deeds.text_size(0), "Ctrl+0", tr("reset zoom")),
        Command(
            "help",
            tr("Help with this page"),
            HELP,
            lambda: go(Place("help", here().page)),
            "F1",
            tr("guide, manual, print"),
        ),
        Command("keys", tr("Keyboard help"), HELP, lambda: go(Place("help", "keyboard")), "Shift+F1", tr("shortcuts")),
    ]
    return tuple(one for one in listed if _has(one, pages))


def _calls(place: Place) -> Place:
    """The log of the call about the concern that is open; else the question about which one it was."""
    return Place("call", place.id if place.page == "concern_page" else "", "me")


def _pages(go: Go) -> Sequence[Command]:
    def to(page: str) -> Callable[[], None]:
        return lambda: go(Place(page))

    return [
        Command("today", tr("Today"), GO, to("today"), "Ctrl+1", tr("what needs me, clocks, drafts, call, ring")),
        Command("children", tr("Children"), GO, to("children"), "Ctrl+2", tr("list, chronology, print, save as PDF")),
        Command("concern", tr("Record a concern"), GO, to("concern"), "Ctrl+3", tr("new, write down, worry")),
        Command("letters", tr("Letters"), GO, to("letters"), "Ctrl+4", tr("post, outbox, inbox, copy to a USB stick")),
        Command("desk", tr("Desk"), GO, to("desk"), "Ctrl+5", tr("referrals, enquiries")),
        Command("settings", tr("Settings"), GO, to("settings"), "Ctrl+6", tr("passphrase, backup, PIN, verify, colours, calendar")),
        Command("add_child", tr("Add a child"), GO, to("add_child"), "Ctrl+Shift+N", tr("new child")),
        Command("phone_referral", tr("Referral by telephone"), GO, to("phone_referral"), "", tr("call, ring")),
        Command("membership", tr("Your partnership"), GO, to("membership"), "", tr("join, people, devices")),
    ]  # fmt: skip


DESK_ONLY = frozenset({"desk", "phone_referral"})
_NEEDS = {"keys": "help"}


def _has(command: Command, pages: Collection[str]) -> bool:
    """Whether its page is there for this person; what is no page always is."""
    page = _NEEDS.get(command.name, command.name)
    return page in pages if command.group in {GO, HELP} else True
