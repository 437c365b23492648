"""What the pages about records beside concerns show, in words. No Qt.

Rules this module keeps:

* a form is made from the type's data alone: no type is named here;
* how sure, how late and what stands beside a record is said in words, never by colour or line alone;
* every number of a child stands in a table too, with its day and who wrote it down.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.domain.entry_types import SCORES, THRESHOLD, Asks, EntryField, EntryType
from desktop.domain.guidance import Guidance
from desktop.domain.rules import Prompt
from desktop.services.pages.entries import EntryPage
from desktop.services.pages.fields import Choice
from desktop.ui import times
from desktop.ui.child.screen import Fact, HistoryLine, fact, history_line
from desktop.ui.concern.wording import ANSWERS
from desktop.ui.entries.lines import disagreement_words, due_of, withdrawn_words
from desktop.ui.language import tr

INLINE = frozenset({Asks.ANSWER, Asks.SCORE})
THEY_DECIDE = "they-decide"  # who records a change of level has decided


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a form. ``kind`` is how it is answered (``Asks``)."""

    name: str
    label: str  # what the record calls it
    question: str
    hint: str
    kind: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class FormScreen:
    """The form of one type. ``checks``: the answers are looked through before they are signed."""

    family: str
    title: str
    about: str  # "About Kian Pellow"
    line: str
    asked: tuple[Asked, ...]
    checks: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class MenuLine:
    family: str  # "" is a concern
    title: str
    line: str


@dataclass(frozen=True, slots=True)
class EntryScreen:
    record: str
    title: str
    about: str
    marks: tuple[str, ...]
    due: str
    facts: tuple[Fact, ...]
    history: tuple[HistoryLine, ...]
    withdrawn: str  # who withdrew it, when and why; "" while it stands
    disagreements: tuple[tuple[str, str], ...]  # (who disagrees, what they say)
    closes: bool
    ours: bool
    prompts: tuple[Prompt, ...] = ()


def form_screen(one: EntryType, name: str, guidance: Guidance) -> FormScreen:
    """The form of a type, blank, about a child."""
    note = tr("This stays between the two of you: it is in no letter and on no paper unless you choose it.")
    return FormScreen(
        family=one.family,
        title=tr(one.title),
        about=tr("About {child}", child=name),
        line=tr(one.line),
        asked=tuple(asked(field, guidance) for field in one.asked),
        checks=one.long,
        note=note if one.private else "",
    )


def asked(field: EntryField, guidance: Guidance) -> Asked:
    """One question in words, with what can be chosen."""
    hint, document = tr(field.hint) if field.hint else "", guidance.threshold
    if field.area == THRESHOLD and document.title:
        named = ", ".join(part for part in (document.title, document.version) if part)
        hint = tr("Your area’s document: {named}.", named=named)
    return Asked(field.name, tr(field.label), tr(field.question), hint, field.asks, choices_of(field, guidance))


def choices_of(field: EntryField, guidance: Guidance) -> tuple[Choice, ...]:
    match field.asks:
        case Asks.ANSWER:
            return tuple(Choice(code, tr(words)) for code, words in ANSWERS.items())
        case Asks.LEVEL:
            return tuple(Choice(one.code, one.shown, one.hint) for one in guidance.levels if one.code != THEY_DECIDE)
        case Asks.SCORE:
            return tuple(Choice(score, score) for score in SCORES)
        case _:
            return tuple(Choice(code, tr(words)) for code, words in field.choices)


def menu() -> tuple[MenuLine, ...]:
    """What can be added to a child's record, the concern first."""
    concern = MenuLine("", tr("Concern"), tr("Something you saw, heard or were told, and that worries you."))
    return (concern, *(MenuLine(one.family, tr(one.title), tr(one.line)) for one in ENTRY_TYPES.values()))


def entry_screen(page: EntryPage, now: datetime) -> EntryScreen:
    """One record in words."""
    when = times.event_brief(page.row.event_at, page.row.precision) if page.row.event_at else ""
    marks = (
        (tr("Kept between two people"), page.private),
        (tr("Kept from some people"), page.walled and not page.private),
        (tr("Amended since it was first signed"), page.row.amended),
    )
    return EntryScreen(
        record=page.id,
        title=f"{page.row.title}, {when}" if when else page.row.title,
        about=tr("About {child}", child=page.child_name),
        marks=tuple(said for said, wanted in marks if wanted),
        due=due_of(page.row, now),
        facts=tuple(fact(view) for view in page.fields),
        history=tuple(history_line(row) for row in page.history),
        withdrawn=withdrawn_words(page.beside),
        disagreements=disagreement_words(page.beside),
        closes=page.closes and page.beside.ours,
        ours=page.beside.ours,
        prompts=page.prompts,
    )
