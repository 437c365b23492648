"""Is it urgent, whom to ring now, and what to say in half a minute.

Rules this module keeps:

* level 4, a child who is not safe now, or an urgent prompt is urgent: nothing urgent waits in silence;
* one function, ``asks_to_ring``, says when somebody must ring: the form, a kept draft and a signed record ask it alike;
* in hours are the opening times on working days; a day that the list of bank holidays does not reach counts by its
  weekday, because a number must always be shown;
* a child who is not safe now is 999 first, and the area's number after it;
* without an out-of-hours number the police number is shown: 101, and 999 for danger now;
* the script is read from the record; it keeps what was seen apart from what was said, and never says "sent".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from desktop.domain.body_marks import standing
from desktop.domain.body_words import all_marks
from desktop.domain.dates import LONDON, age_words, event_words, local, long_day, parse_day
from desktop.domain.errors import CalendarEnds
from desktop.domain.records import Answer, ChildEntry, ConcernEntry, Contacts, Profile
from desktop.domain.rules import Prompt
from desktop.domain.working_days import WorkingDays
from desktop.language import mark, tr

ACUTE_LEVEL = "4"
POLICE_NAME = mark("Police (999 if a child is in danger now)")
POLICE_NUMBER = "101"
EMERGENCY = "999"
UNSURE = "unknown"
_SEEN_WORDS = 45  # about a third of the half minute
_QUOTE_WORDS = 20


@dataclass(frozen=True, slots=True)
class Number:
    """The number to ring now. ``until`` is when the other number takes over (aware), or None."""

    name: str
    number: str
    hours: str  # "in" or "out"
    until: datetime | None


class Labels(Protocol):
    """What the script needs of an edition."""

    def category_label(self, code: str) -> str: ...


def is_urgent(entry: ConcernEntry, prompts: Iterable[Prompt]) -> bool:
    return entry.level == ACUTE_LEVEL or entry.safe_now == Answer.NO or any(prompt.urgent for prompt in prompts)


def asks_to_ring(entry: ConcernEntry, prompts: Iterable[Prompt]) -> bool:
    """Whether what is written asks for a call: urgent, or marks while nobody knows whether the child is safe now."""
    return is_urgent(entry, prompts) or (entry.safe_now == Answer.UNKNOWN and has_marks(entry))


def has_marks(entry: ConcernEntry) -> bool:
    """Whether anything is written or drawn about marks on the body."""
    return bool(entry.marks.strip() or standing(entry.body_marks))


def number_for(contacts: Contacts, now: datetime, calendar: WorkingDays) -> Number:
    """Whom to ring at an aware moment, by London's clock."""
    here = local(now)
    opens, closes = _time(contacts.opens, calendar.opens), _time(contacts.closes, calendar.closes)
    if _is_working(here.date(), calendar) and opens <= here.time() < closes and contacts.in_hours_number:
        until = datetime.combine(here.date(), closes, LONDON)
        return Number(contacts.in_hours_name, contacts.in_hours_number, "in", until)
    name, number = contacts.out_of_hours_name, contacts.out_of_hours_number
    if not number:
        name, number = tr(POLICE_NAME), POLICE_NUMBER
    until_open = _next_opening(here, opens, calendar) if contacts.in_hours_number else None
    return Number(name, number, "out", until_open)


def call_script(
    entry: ConcernEntry, child: ChildEntry, profile: Profile, prompts: Iterable[Prompt], guidance: Labels, today: date
) -> str:
    """What to say on the telephone, in about thirty seconds; one sentence a line, blanks left out."""
    lines = [
        tr(
            "My name is {name}, {lower_first} at {organisation}.",
            name=profile.name,
            lower_first=_lower_first(profile.role_title),
            organisation=profile.organisation,
        ),
        tr("I am ringing with a safeguarding referral for a child."),
        _who(child, today),
        _where(child),
        *_what(entry),
        _safe(entry),
        *(f"{prompt.title}." for prompt in prompts if prompt.urgent and prompt.route != "999"),
        _worry(entry, guidance),
        _family(entry),
        tr("What happens next, and may I have your name and a reference?"),
    ]
    return "\n".join(line for line in lines if line)


def _who(child: ChildEntry, today: date) -> str:
    name = f"{child.given_names} {child.family_name}".strip() or tr("a child whose name I do not have")
    born, expected = parse_day(child.born), parse_day(child.expected)
    if born:
        age = age_words(born, today)
        day = long_day(born)
        if not age:
            return tr("The child is {name}, born {day}.", name=name, day=day)
        return tr("The child is {name}, born {day}, {age} old.", name=name, day=day, age=age)
    if expected:
        return tr("The child is unborn, expected {long_day}: {name}.", long_day=long_day(expected), name=name)
    return tr("The child is {name}; I do not have the date of birth.", name=name)


def _where(child: ChildEntry) -> str:
    if child.address_withheld:
        return tr("The address must not be disclosed: I will give it when I know whom I am speaking to.")
    parts = [part for part in (child.address, child.postcode) if part]
    return tr("The address is {value}.", value=", ".join(parts)) if parts else ""


def _what(entry: ConcernEntry) -> list[str]:
    happened, when = entry.happened, ""
    if happened.at and happened.precision != UNSURE:
        when = _upper_first(event_words(happened.at, happened.precision))
    elif not happened.at and entry.noticed.at:
        when = tr("Noticed {event_words}", event_words=event_words(entry.noticed.at, entry.noticed.precision))
    marks = all_marks(entry.marks, entry.body_marks)
    seen = _shorten(entry.seen or marks, _SEEN_WORDS)
    lines = [f"{f'{when}: ' if when else ''}{seen}" if seen else "", _unsure(entry)]
    if entry.witness.name:
        who = ", ".join(part for part in (entry.witness.name, entry.witness.role) if part)
        lines.append(tr("The one who saw or heard it is {who}.", who=who))
    if marks and entry.seen:
        lines.append(tr("Marks: {shorten}", shorten=_shorten(marks, _QUOTE_WORDS)))
    lines += [
        tr("The child said: “{shorten}”", shorten=_shorten(quote.words, _QUOTE_WORDS)) for quote in entry.words[:1]
    ]
    lines += [
        tr(
            "{who} said: “{words}”",
            who=_upper_first(quote.by + ("," if "," in quote.by else "")) or tr("Someone"),
            words=_shorten(quote.words, _QUOTE_WORDS),
        )
        for quote in entry.reported[:1]
    ]
    return lines


def _unsure(entry: ConcernEntry) -> str:
    """That the time is not known is said of the time, and never before what was seen."""
    if entry.happened.precision != UNSURE:
        return ""
    day = event_words(entry.happened.at)
    if day:
        return tr("I am not certain of the time; it may have been {day}.", day=day)
    return "" if entry.noticed.at else tr("The time when it happened is not known.")


def _safe(entry: ConcernEntry) -> str:
    match entry.safe_now:
        case Answer.NO:
            return tr("The child is NOT safe now.")
        case Answer.YES:
            return tr("The child is safe at this moment.")
        case Answer.UNKNOWN:
            return tr("I do not know if the child is safe now.")
        case _:
            return ""


def _worry(entry: ConcernEntry, guidance: Labels) -> str:
    worry = guidance.category_label(entry.category).lower() if entry.category else ""
    level = tr("level {level}", level=entry.level) if entry.level.isdigit() else ""
    if worry and level:
        return tr("I am worried about {worry}, and I think this is {level}.", worry=worry, level=level)
    return (
        tr("I am worried about {worry}.", worry=worry)
        if worry
        else tr("I think this is {level}.", level=level)
        if level
        else ""
    )


def _family(entry: ConcernEntry) -> str:
    match entry.parents_told:
        case Answer.YES:
            return tr("The family has been told.")
        case Answer.NO:
            return tr("The family has not been told.")
        case _:
            return ""


def _shorten(text: str, words: int) -> str:
    said = text.split()
    return " ".join(said) if len(said) <= words else " ".join(said[:words]) + " …"


def _lower_first(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _time(text: str, usual: time) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        return usual


def _is_working(day: date, calendar: WorkingDays) -> bool:
    try:
        return calendar.is_working(day)
    except CalendarEnds:
        return calendar.beyond().is_working(day)


def _next_opening(here: datetime, opens: time, calendar: WorkingDays) -> datetime:
    day = here.date() if here.time() < opens else here.date() + timedelta(days=1)
    while not _is_working(day, calendar):
        day += timedelta(days=1)
    return datetime.combine(day, opens, LONDON)
