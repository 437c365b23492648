"""The help pages in words. No Qt.

Rules this module keeps: plain sentences; what is not so is not promised; every example is invented; numbers come from the record
book, so that the page about ringing is right on this computer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.records import Contacts
from desktop.ui.concern.questions import sections
from desktop.ui.help.fields import FieldHelp, field_help
from desktop.ui.language import mark, tr


@dataclass(frozen=True, slots=True)
class Part:
    """``lines`` are paragraphs; ``example`` is shown in a box; ``rows`` are pairs for a two-column list."""

    heading: str
    lines: tuple[str, ...] = ()
    example: FieldHelp | None = None
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    name: str
    title: str
    lead: str
    parts: tuple[Part, ...]


TITLES = {
    "recording": mark("Recording well"),
    "afterwards": mark("What happens to what I write"),
    "ringing": mark("Whom to ring"),
    "safe": mark("Keeping it safe"),
    "desk": mark("At the desk"),
    "keyboard": mark("Keyboard"),
    "words": mark("Words used here"),
}
PAGES = {
    "concern": "recording", "add_entry": "recording", "call": "ringing", "desk": "desk", "enquiry": "desk", "phone_referral": "desk", "ask": "desk", "settings": "safe",
    "membership": "words", "keyboard": "keyboard",
}  # fmt: skip
_AFTERWARDS = (
    (mark("While you write"), (
        mark("A draft saves itself every few seconds, into your record book on this computer and nowhere else. Locking, a power cut or a "
             "crash does not lose it."),
        mark("A draft can be thrown away. Nobody else sees it."),
    )),
    (mark("When you sign"), (
        mark("Signing puts your name, the time and this computer under every word. From then on nothing in it can be changed or taken "
             "out, by you or by anybody: it can only be added to, and the old text stays readable."),
        mark("What is wrong in part is amended, with a reason. A record that should not count at all is withdrawn: it stays readable, struck "
             "through, and you can take that back. Who disagrees with it is kept beside it."),
        mark("Signing tells nobody. It is in your record book only, until you share it or ring."),
    )),
    (mark("When you share"), (
        mark("You see exactly what leaves, field by field, and can keep fields back. What leaves is sealed on this computer to the "
             "people it is for. The letter service between you carries it and cannot read it."),
        mark("Delivered means that it has arrived. Opened means that a person has it in front of them. Answered means that they decided "
             "and said why. Nothing here says delivered when it only left."),
        mark("A decision not to share is kept too, with its reason."),
    )),
    (mark("Who can read it later"), (
        mark("You, on this computer, with your passphrase; and whoever you shared it with. The child may ask to read it one day, and so may "
             "a parent or a court. Write so that you could read it aloud to them."),
        mark("Opening a record, printing it and copying it are written down as well."),
    )),
)  # fmt: skip
_SAFE = (
    (mark("When somebody comes"), (
        mark("Press Hide, Ctrl+H, or Shift three times quickly. A neutral page comes at once, what you wrote is kept, and the record "
             "book locks."),
    )),
    (mark("When you go away"), (
        mark("Press Lock or Ctrl+L. It also locks by itself after some minutes, and when the computer sleeps or its screen is locked."),
    )),
    (mark("Your passphrase and recovery kit"), (
        mark("Nobody can look your passphrase up. The recovery kit on paper opens the record book if you forget it; keep it away from the "
             "computer. Without both, what is written here cannot be read any more by anybody."),
    )),
    (mark("Backup"), (
        mark("Make one in Settings, onto a stick or a drive that is kept elsewhere. It is sealed: it opens with the passphrase of that day "
             "or with your recovery kit."),
    )),
    (mark("Paper and files"), (
        mark("A PDF that you save is not locked by Guardbook. Print it, keep the paper as you keep other confidential papers, and delete "
             "the file."),
    )),
)  # fmt: skip
_DESK = (
    (mark("A referral comes in"), (
        mark("Today and Desk list it by when a decision is due, the urgent first, with what makes it urgent. Opening it tells the "
             "sender that a person has it."),
        mark("One that came by telephone is written down with “Referral by telephone”. If a letter about the same child follows, join the "
             "two, and say why."),
    )),
    (mark("You decide"), (
        mark("A decision has an outcome, reasons, who will be in touch and when, and what the family may be told. All of it goes back "
             "to everybody who referred the child."),
        mark("What you promised stays on Today until somebody presses “It was done”."),
    )),
    (mark("When there is no connection"), (
        mark("Today says since when no letter could come in. Expect calls: a sender whose letter cannot leave is told to ring."),
    )),
)  # fmt: skip
_WORDS = (
    (mark("Record book"), mark("Everything you keep here, locked with your passphrase.")),
    (mark("Concern"), mark("What worried somebody about a child, written down and signed.")),
    (mark("Chronology"), mark("What happened to a child, in order, from everything in the record book.")),
    (mark("Letter"), mark("What you share, sealed to the people it is for.")),
    (mark("Receipt"), mark("Proof that a letter arrived, and when. It does not mean that anybody has read it.")),
    (mark("Set aside"), mark("A letter that could not be accepted. It is kept, and Letters says why and what to do.")),
    (mark("Partnership"), mark("The organisations of your area that can send each other letters.")),
    (mark("Recovery kit"), mark("Eight groups of letters and figures on paper that open your record book if you forget the passphrase.")),
    (mark("LADO"), mark("The designated officer of your area for allegations about adults who work with children.")),
)  # fmt: skip
_IN_PAGES = (
    (mark("Tab, Shift+Tab"), mark("Next and previous field or button")),
    (mark("Up and Down"), mark("Choose among answers")),
    (mark("Space"), mark("Tick, or press the button that has the keyboard")),
    (mark("Enter"), mark("Press the button; in a one-line field, go on")),
    (mark("Ctrl+Enter"), mark("While recording a concern: check your answers")),
    (
        mark("Ctrl+Page Down, Ctrl+Page Up"),
        mark("While recording one question at a time: next question, question before"),
    ),
    (mark("Escape"), mark("Back to the page before")),
    (mark("Shift three times"), mark("Hide at once and lock")),
)


def topic_for(page: str) -> str:
    """The topic that helps with a page; the recording topic where there is none."""
    return page if page in TITLES else PAGES.get(page, "afterwards")


def topic(name: str, contacts: Contacts, keys: Sequence[tuple[str, str]]) -> Topic:
    """One topic in the person's language. ``keys`` are (keys, what they do) of the whole program."""
    title = tr(TITLES[name])
    match name:
        case "recording":
            return Topic(
                name,
                title,
                tr("Facts, words and opinion apart; soon; and so that the child could read it."),
                _recording(),
            )
        case "ringing":
            return Topic(
                name,
                title,
                tr("If a child is in immediate danger, ring 999. Everything else can wait."),
                _ringing(contacts),
            )
        case "keyboard":
            own = tuple((tr(key), tr(does)) for key, does in _IN_PAGES)
            parts = (Part(tr("In every page"), rows=own), Part(tr("From anywhere"), rows=tuple(keys)))
            return Topic(name, title, tr("Everything can be done without a mouse."), parts)
        case "words":
            return Topic(name, title, "", (Part("", rows=tuple((tr(word), tr(means)) for word, means in _WORDS)),))
        case _:
            return Topic(name, title, "", _said({"safe": _SAFE, "desk": _DESK}.get(name, _AFTERWARDS)))


def _said(parts: Sequence[tuple[str, Sequence[str]]]) -> tuple[Part, ...]:
    return tuple(Part(tr(heading), tuple(tr(line) for line in lines)) for heading, lines in parts)


def _recording() -> tuple[Part, ...]:
    """Every question that has help, in the order of the form."""
    first = Part(
        tr("Six things are needed"),
        (
            tr("Which child, what was seen or said, when, who told you, whether the child is safe now, and what you did. Everything else "
               "can be left blank; a blank means that it was not asked."),
        ),
    )  # fmt: skip
    way = Part(
        tr("One question at a time, or all on one page"),
        (
            tr("The button at the top shows one question a page, and “See all on one page” goes back. It is the same draft: change as often "
               "as you like. Next goes on also when you leave an answer blank; Ctrl+Enter checks what is there."),
        ),
    )  # fmt: skip
    found = [(one.label, field_help(one.field)) for section in sections() for one in section.asked]
    return (first, way, *(Part(label, example=told) for label, told in found if told is not None))


def _ringing(contacts: Contacts) -> tuple[Part, ...]:
    none = tr("not entered yet: see Settings")
    rows = (
        (tr("Danger now"), tr("999, police or ambulance")),
        (
            tr("In office hours ({opens} to {closes})", opens=contacts.opens, closes=contacts.closes),
            _whom(contacts.in_hours_name, contacts.in_hours_number) or none,
        ),
        (tr("At other times"), _whom(contacts.out_of_hours_name, contacts.out_of_hours_number) or none),
        (tr("About an adult who works with children (LADO)"), _whom(contacts.lado_name, contacts.lado_number) or none),
    )
    return (
        Part(tr("The numbers"), rows=rows),
        Part(
            tr("When to ring and not only to write"),
            (
                tr("The child is not safe now, or you think so and do not know. You believe the child may be suffering significant harm "
                   "(level 4). There is a mark or injury on a baby who cannot move about."),
                tr("A letter that was delivered has reached a computer, not a person. Ring."),
            ),
        ),
        Part(
            tr("The red panel"),
            (
                tr("It stands on every page while something urgent has reached nobody, with the number for this hour. “What to say” "
                   "reads half a minute from your record. It goes when a call is logged, or when a person has opened your letter."),
            ),
        ),
    )  # fmt: skip


def _whom(name: str, number: str) -> str:
    return ", ".join(part for part in (name, number) if part) if number else ""
