"""What the sharing pages show: boxes to choose from, the preview, and what was decided.

Rules this module keeps: what must not be disclosed is locked; "sent" is never said. Ticked at first are who the child is and the
one concern that one comes from, with what was added to it: never another concern, never a record with a wall.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop.domain.dates import event_words
from desktop.domain.records import SharingEntry
from desktop.domain.told_how import TOLD_HOW
from desktop.domain.urgency import Number
from desktop.services.pages.fields import Choice
from desktop.services.pages.letters import LetterRow
from desktop.services.pages.shares import Decided, ShareableStatement, ShareChoices, SharePreview
from desktop.ui import times
from desktop.ui.concern.wording import ANSWERS
from desktop.ui.language import mark, tr
from desktop.ui.ring_panel.presenter import hours_words

THEY_DECIDE = "they-decide"
CONCERN = "concern.recorded"
NOT_JOINED = mark(
    "This record book has not joined an area yet, so nothing can be sent from here. If a child may be at risk, ring. You can record "
    "here that you shared it by telephone or another way, or that you decided not to."
)


@dataclass(frozen=True, slots=True)
class FieldBox:
    """One field with its checkbox. A locked one never leaves, and the screen says so. ``rows`` are (name, text) of what can be
    left out of it alone.
    """

    name: str
    label: str
    text: str
    locked: bool
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class StatementBox:
    id: str
    title: str
    written: str
    ticked: bool
    note: str
    fields: tuple[FieldBox, ...]
    record: str = ""
    meant: bool = False  # walled, and the one that one comes from: ticked while nothing of it leaves


@dataclass(frozen=True, slots=True)
class ChoicesScreen:
    """``note`` says why nothing can be sent; blank when there is somebody to send to."""

    boxes: tuple[StatementBox, ...]
    recipients: tuple[Choice, ...]
    purposes: tuple[Choice, ...]
    bases: tuple[Choice, ...]
    suggested_basis: str
    note: str
    child: str = ""
    list_old: bool = False  # ask why it cannot wait for a newer list of people
    ring: str = ""  # whom to ring at this hour, with the number
    rings: tuple[str, ...] = ()  # why records about this child ask for a call that nobody has made
    joined: tuple[str, ...] = ()  # names in the child's other records
    earlier: tuple[str, ...] = ()  # a line for each letter about this child that was sent already, the newest first
    several: str = ""  # why records stand in the list unticked
    concern: str = ""  # the one that one comes from


@dataclass(frozen=True, slots=True)
class PreviewGroup:
    """What leaves, or stays, of one statement: (label, text or why)."""

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PreviewScreen:
    to: str
    people: tuple[str, ...]
    leaves: tuple[PreviewGroup, ...]
    stays: tuple[PreviewGroup, ...]
    warnings: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]  # (label, text) of what is signed besides
    button: str
    share: bool  # by letter
    title: str = ""


@dataclass(frozen=True, slots=True)
class SharedScreen:
    title: str
    lines: tuple[str, ...]
    letters: bool
    head: str = ""  # what was done, and with whom


def choices_screen(
    choices: ShareChoices,
    sent: Sequence[LetterRow] = (),
    number: Number | None = None,
    rings: Sequence[str] = (),
    concern: str = "",
) -> ChoicesScreen:
    """Say what can be shared, with whom and why; "they will decide" stands beside the bases. ``concern`` is the one that one
    comes from.
    """
    usual = next((basis.label for basis in choices.bases if basis.code == choices.suggested_basis), "")
    hint = tr("Then “{usual}” is kept, the usual one for an organisation like yours.", usual=usual) if usual else ""
    unsure = Choice(THEY_DECIDE, tr("I do not know, they will decide"), hint)
    return ChoicesScreen(
        list_old=choices.list_old,
        boxes=tuple(_box(one, concern or _only_concern(choices)) for one in choices.statements),
        several=_unticked_note(choices, concern),
        recipients=tuple(
            Choice(each.id, each.name, tr("%n person/people can open it", n=each.people)) for each in choices.recipients
        ),
        purposes=tuple(_plain(purpose) for purpose in choices.purposes),
        bases=(*(_plain(basis) for basis in choices.bases), unsure),
        suggested_basis=choices.suggested_basis,
        note="" if choices.recipients else tr(NOT_JOINED),
        child=choices.child_name,
        concern=concern,
        joined=choices.joined,
        ring=_whom_to_ring(number) if number else "",
        rings=tuple(dict.fromkeys(rings)),
        earlier=tuple(_earlier(row) for row in sorted(sent, key=lambda row: row.written_at, reverse=True)),
    )


def _earlier(row: LetterRow) -> str:
    """Say of one letter with whom it was shared and when, and whether it got there."""
    to, signed = row.who, times.when(row.written_at)
    if row.delivered_at is None:
        return tr("To {to}: signed {signed}, and not delivered yet.", to=to, signed=signed)
    return tr("To {to}: signed {signed}, delivered {when}.", to=to, signed=signed, when=times.when(row.delivered_at))


def _whom_to_ring(number: Number) -> str:
    said = tr("If a child is in danger now, ring 999. Else ring {who}:", who=number.name)
    return f"{said} {number.number}. {hours_words(number)}."


def preview_screen(entry: SharingEntry, preview: SharePreview | None, about: Sequence[str] = ()) -> PreviewScreen:
    """Say what would be signed, and what would leave. Without a preview no letter is made; ``about`` are then the records."""
    rows = [(tr("What it is about"), "\n".join(about))] if preview is None else []
    if entry.without_letter:
        rows.append((tr("Told"), told_words(entry)))
    family = tr(ANSWERS[entry.family_told]) if entry.family_told in ANSWERS else entry.family_told
    family = ". ".join(part for part in (family, entry.family_told_why.strip()) if part)
    reasons = tr("Your reasons (they go with it)") if preview is not None else tr("Your reasons")
    knows = tr("Does the family know? (goes with it)") if preview is not None else tr("Does the family know?")
    goes = tr("{label} (goes with it)") if preview is not None else "{label}"
    rows.append((knows, family))
    rows.append((goes.format(label=tr("Agreement")), entry.consent.strip()))
    rows.append((goes.format(label=tr("Who asked for it")), entry.requested_by.strip()))
    rows.append((reasons, entry.reasons))
    rows.append((tr("Why nobody has to be rung"), entry.no_call_why.strip()))
    rows.append((tr("Look at this again on"), times.day(entry.review_on) if entry.review_on else ""))
    said = tuple((label, text) for label, text in rows if text)
    if preview is None and entry.share:
        button = tr("Sign: I shared it another way")
        return PreviewScreen("", (), (), (), (), said, button, share=False, title=tr("Check that it was shared"))
    if preview is None:
        button = tr("Sign: do not share")
        return PreviewScreen("", (), (), (), (), said, button, share=False, title=tr("Check: do not share"))
    return PreviewScreen(
        preview.to,
        preview.people,
        _groups(preview.leaves),
        _groups(preview.stays),
        preview.warnings,
        said,
        tr("Sign and send to {to}", to=preview.to),
        share=True,
        title=tr("Exactly what leaves"),
    )


def told_words(entry: SharingEntry) -> str:
    """With whom it was shared, how and when."""
    how = tr(TOLD_HOW.get(entry.told_how, entry.told_how))
    return f"{entry.told_whom.strip()}. {how}, {event_words(entry.told_at)}"


def done_screen(entry: SharingEntry, decided: Decided, to: str = "") -> SharedScreen:
    """Say what was decided, and what has not happened yet."""
    if entry.share and entry.without_letter:
        return SharedScreen(
            tr("Kept: shared another way"),
            (
                tr("No letter was made, and nothing has left this record book."),
                tr("If a red bar asks for a call, write the call down there too: then it goes."),
                tr("The decision and your reasons are on the child’s page."),
            ),
            letters=False,
            head=tr("Signed. Told: {told}", told=told_words(entry)),
        )
    if not entry.share:
        stays = tr("If a red bar asks for a call, it stays until a call is written down.")
        lines = (
            tr("Nothing has left this record book."),
            "" if entry.no_call_why.strip() else stays,
            tr("The decision and your reasons are on the child’s page."),
        )
        return SharedScreen(tr("Decision kept: not shared"), tuple(filter(None, lines)), letters=False)
    return SharedScreen(
        tr("Signed, sealed and waiting to leave"),
        (
            tr("It has not reached anyone yet. It goes by itself when the area can be reached."),
            tr("Letters shows when it is delivered, and when a person has opened it."),
            tr("If a child may be in danger, ring. Do not wait for an answer here."),
        ),
        letters=bool(decided.letters),
        head=tr("Signed, for {to}", to=to) if to else "",
    )


def delivered_screen(at: datetime, to: str) -> SharedScreen:
    """Say that it has arrived, and that this is not yet a person who read it."""
    return SharedScreen(
        tr("Delivered to {to}", to=to) if to else tr("Delivered"),
        (
            tr("Nobody has opened it yet, as far as is known here."),
            tr("Letters shows when a person has opened it."),
            tr("If a child may be in danger, ring. Do not wait for an answer here."),
        ),
        letters=False,
        head=tr("Delivered to {to} {when}", to=to, when=times.when(at)),
    )


def _plain(choice: Choice) -> Choice:
    """The choice in plain words: articles of law are never asked of a school or a club."""
    hint = "" if choice.hint.startswith("UK GDPR") else choice.hint
    return Choice(choice.code, choice.label, hint[:1].upper() + hint[1:])


def _ticked(statement: ShareableStatement, concern: str) -> bool:
    """Nothing but the child's details and the one concern, with what was added to it, is ticked unasked; a walled one never is."""
    about_child = statement.kind.startswith("child.")
    return not statement.walled and (about_child or (bool(concern) and statement.record == concern))


def _only_concern(choices: ShareChoices) -> str:
    """The concern, when there is no other record it could be taken for; "" when there are several or none."""
    concerns = {one.record for one in choices.statements if one.kind == CONCERN}
    return concerns.pop() if len(concerns) == 1 else ""


def _unticked_note(choices: ShareChoices, concern: str) -> str:
    """Say why records that could leave stand unticked; "" when none does."""
    named = concern or _only_concern(choices)
    ticked = [one for one in choices.statements if _ticked(one, named)]
    if all(one in ticked or one.walled for one in choices.statements):
        return ""
    if any(one.record == named for one in ticked):
        return tr("Only this concern is ticked, and who the child is. Tick another record if it is needed too.")
    return tr("Only who the child is has a tick. Tick each record that is needed.")


def _box(statement: ShareableStatement, concern: str) -> StatementBox:
    note = tr("Kept from some people. Tick it only if you are sure.") if statement.walled else ""
    fields = tuple(
        FieldBox(
            name, label, text, withheld, tuple((row, said) for within, row, said in statement.rows if within == name)
        )
        for name, label, text, withheld in statement.fields
    )
    written = tr("Written {when}", when=times.when(statement.written_at))
    meant = statement.walled and bool(concern) and statement.record == concern
    ticked = _ticked(statement, concern)
    return StatementBox(statement.id, statement.title, written, ticked, note, fields, statement.record, meant)


def _groups(rows: tuple[tuple[str, str, str], ...]) -> tuple[PreviewGroup, ...]:
    gathered: dict[str, list[tuple[str, str]]] = {}
    for title, label, text in rows:
        gathered.setdefault(title, []).append((label, text))
    return tuple(PreviewGroup(title, tuple(pairs)) for title, pairs in gathered.items())
