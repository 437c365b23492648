"""What the sharing pages show: boxes to choose from, the preview, and what was decided.

Rules this module keeps: what must not be disclosed is locked; a record with a wall starts unticked; "sent" is never said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop.domain.records import SharingEntry
from desktop.services.pages.fields import Choice
from desktop.services.pages.letters import LetterRow
from desktop.services.pages.shares import Decided, ShareableStatement, ShareChoices, SharePreview
from desktop.ui import times
from desktop.ui.language import mark, tr

THEY_DECIDE = "they-decide"
NOT_JOINED = mark(
    "This record book has not joined an area yet, so nothing can be sent from here. You can still record a decision. "
    "If a child may be at risk, ring."
)


@dataclass(frozen=True, slots=True)
class FieldBox:
    """One field with its checkbox. A locked one never leaves, and the screen says so."""

    name: str
    label: str
    text: str
    locked: bool


@dataclass(frozen=True, slots=True)
class StatementBox:
    id: str
    title: str
    written: str
    ticked: bool
    note: str
    fields: tuple[FieldBox, ...]


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
    earlier: tuple[str, ...] = ()  # a line for each letter about this child that was sent already, the newest first


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
    reasons: str
    button: str
    share: bool
    review_on: str = ""  # in words


@dataclass(frozen=True, slots=True)
class SharedScreen:
    title: str
    lines: tuple[str, ...]
    letters: bool


def choices_screen(choices: ShareChoices, sent: Sequence[LetterRow] = ()) -> ChoicesScreen:
    """Say what can be shared, with whom and why; "they will decide" stands beside the bases."""
    usual = next((basis.label for basis in choices.bases if basis.code == choices.suggested_basis), "")
    hint = tr("Then “{usual}” is kept, the usual one for an organisation like yours.", usual=usual) if usual else ""
    unsure = Choice(THEY_DECIDE, tr("I do not know, they will decide"), hint)
    return ChoicesScreen(
        list_old=choices.list_old,
        boxes=tuple(_box(statement) for statement in choices.statements),
        recipients=tuple(
            Choice(each.id, each.name, tr("%n person/people can open it", n=each.people)) for each in choices.recipients
        ),
        purposes=tuple(_plain(purpose) for purpose in choices.purposes),
        bases=(*(_plain(basis) for basis in choices.bases), unsure),
        suggested_basis=choices.suggested_basis,
        note="" if choices.recipients else tr(NOT_JOINED),
        child=choices.child_name,
        earlier=tuple(_earlier(row) for row in sorted(sent, key=lambda row: row.written_at, reverse=True)),
    )


def _earlier(row: LetterRow) -> str:
    """Say of one letter with whom it was shared and when, and whether it got there."""
    to, signed = row.who, times.when(row.written_at)
    if row.delivered_at is None:
        return tr("To {to}: signed {signed}, and not delivered yet.", to=to, signed=signed)
    return tr("To {to}: signed {signed}, delivered {when}.", to=to, signed=signed, when=times.when(row.delivered_at))


def preview_screen(entry: SharingEntry, preview: SharePreview | None) -> PreviewScreen:
    """Say what would leave. Without a preview the decision is not to share."""
    if preview is None:
        again = times.day(entry.review_on) if entry.review_on else ""
        return PreviewScreen("", (), (), (), (), entry.reasons, tr("Sign: do not share"), share=False, review_on=again)
    return PreviewScreen(
        preview.to,
        preview.people,
        _groups(preview.leaves),
        _groups(preview.stays),
        preview.warnings,
        entry.reasons,
        tr("Sign and send to {to}", to=preview.to),
        share=True,
    )


def done_screen(entry: SharingEntry, decided: Decided) -> SharedScreen:
    """Say what was decided, and what has not happened yet."""
    if not entry.share:
        return SharedScreen(
            tr("Decision kept: not shared"),
            (tr("Nothing has left this record book."), tr("The decision and your reasons are on the child’s page.")),
            letters=False,
        )
    return SharedScreen(
        tr("Signed, sealed and waiting to leave"),
        (
            tr("It has not reached anyone yet. It goes by itself when the area can be reached."),
            tr("Letters shows when it is delivered, and when a person has opened it."),
            tr("If a child may be in danger, ring. Do not wait for an answer here."),
        ),
        letters=bool(decided.letters),
    )


def delivered_screen(at: datetime) -> SharedScreen:
    """Say that it has arrived, and that this is not yet a person who read it."""
    return SharedScreen(
        tr("Delivered to the area"),
        (
            tr("Delivered {when}. Nobody has opened it yet, as far as is known here.", when=times.when(at)),
            tr("Letters shows when a person has opened it."),
            tr("If a child may be in danger, ring. Do not wait for an answer here."),
        ),
        letters=False,
    )


def _plain(choice: Choice) -> Choice:
    """The choice in plain words: articles of law are never asked of a school or a club."""
    hint = "" if choice.hint.startswith("UK GDPR") else choice.hint
    return Choice(choice.code, choice.label, hint[:1].upper() + hint[1:])


def _box(statement: ShareableStatement) -> StatementBox:
    note = tr("Kept from some people. Tick it only if you are sure.") if statement.walled else ""
    fields = tuple(FieldBox(name, label, text, withheld) for name, label, text, withheld in statement.fields)
    written = tr("Written {when}", when=times.when(statement.written_at))
    return StatementBox(statement.id, statement.title, written, not statement.walled, note, fields)


def _groups(rows: tuple[tuple[str, str, str], ...]) -> tuple[PreviewGroup, ...]:
    gathered: dict[str, list[tuple[str, str]]] = {}
    for title, label, text in rows:
        gathered.setdefault(title, []).append((label, text))
    return tuple(PreviewGroup(title, tuple(pairs)) for title, pairs in gathered.items())
