"""What the recording form asks, in its order, and how an answer is said back.

Rules this module keeps:

* one list of questions serves the form, the check-your-answers page and the error summary;
* fact, the child's words, what others said and opinion are asked apart, in that order;
* a blank is said as "Not answered", never as "no".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.domain.records import Answer, ConcernEntry, Person, Quote, Told, When
from desktop.ui import times
from desktop.ui.language import mark, tr

BLANK = mark("Not answered")
ANSWERS: dict[str, str] = {Answer.YES: mark("Yes"), Answer.NO: mark("No"), Answer.UNKNOWN: mark("I do not know")}
NINE_NINE_NINE = mark("If a child is in immediate danger, ring 999 now. This form can wait.")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: its field in the entry, its label, a shorter one for summaries, and a hint."""

    field: str
    label: str
    short: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    lead: str
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A row of check your answers. ``field`` is where Change leads."""

    field: str
    label: str
    text: str
    blank: bool


@dataclass(frozen=True, slots=True)
class AnswerSection:
    title: str
    rows: tuple[AnswerRow, ...]


SECTIONS: tuple[Section, ...] = (
    Section(
        mark("Before you write"),
        "",
        (
            Asked(
                "accused_works_with_children",
                mark("Is it about something that an adult who works with children did?"),
                mark("An adult who works with children"),
                mark(
                    "Paid or unpaid: staff, a volunteer, a coach, a carer. Not one who only saw it. It decides who may see what you write."
                ),
            ),
            Asked(
                "kept_from",
                mark("Who must not see this?"),
                mark("Must not be seen by"),
                mark("One name on each line: the person it is about, and anyone close to them."),
            ),
            Asked("kept_from_why", mark("Why must they not see it? (optional)"), mark("Why they must not see it")),
        ),
    ),
    Section(mark("Which child"), "", (Asked("child", mark("Which child is this about?"), mark("Child")),)),
    Section(
        mark("When and where"),
        "",
        (
            Asked(
                "happened",
                mark("When did it happen?"),
                mark("It happened"),
                mark("If you only know roughly, say so. It is better than a guess."),
            ),
            Asked(
                "noticed",
                mark("When was it noticed? (optional)"),
                mark("It was noticed"),
                mark("If that was at another time."),
            ),
            Asked("place", mark("Where did it happen? (optional)"), mark("Where")),
        ),
    ),
    Section(
        mark("Who saw it, who told you, who is typing"),
        mark("These are often three people. Each is kept."),
        (
            Asked("witness", mark("Who saw or heard it?"), mark("Saw or heard it")),
            Asked(
                "informant",
                mark("Who told you?"),
                mark("Told me"),
                mark("Leave blank if you saw or heard it yourself."),
            ),
            Asked("typed_by", mark("Who is typing"), mark("Typed by")),
            Asked("from_notes", mark("I am entering this from somebody’s notes"), mark("Entered from notes")),
            Asked(
                "notes_made",
                mark("When were the notes made?"),
                mark("Notes made"),
                mark("For example, 20 November 2026 at 09:20."),
            ),
            Asked("notes_kept", mark("Where is the original kept?"), mark("Original kept")),
            Asked("notes_read_back", mark("Did you read this back to the person who wrote them?"), mark("Read back")),
        ),
    ),
    Section(
        mark("What was seen and said"),
        mark("Keep facts, words and opinion in their own boxes."),
        (
            Asked(
                "seen",
                mark("What was seen or heard?"),
                mark("Seen or heard"),
                mark("Only what happened, in the order it happened. Your opinion has its own box below."),
            ),
            Asked(
                "marks",
                mark("Any marks on the body? (optional)"),
                mark("Marks on the body"),
                mark(
                    "Where, how big, what shape and colour. Do not undress a child to look and do not take photographs."
                ),
            ),
            Asked(
                "words",
                mark("The child’s exact words (optional)"),
                mark("The child’s words"),
                mark("As they were said, slang and all. Use a new row for each thing said."),
            ),
            Asked(
                "questions",
                mark("What was the child asked? (optional)"),
                mark("The child was asked"),
                mark("For example, “Tell me about your arm.”"),
            ),
            Asked("reported", mark("What did others say? (optional)"), mark("Others said")),
            Asked(
                "opinion",
                mark("Your opinion or worry (optional)"),
                mark("Opinion"),
                mark("Kept apart from the facts. Say what makes you think so."),
            ),
        ),
    ),
    Section(
        mark("What kind of concern"),
        "",
        (
            Asked(
                "mobile",
                mark("Can the child move about on their own? (optional)"),
                mark("Moves about on their own"),
                mark("Rolling, crawling, cruising or walking. A mark on a child who cannot is always urgent."),
            ),
            Asked("category", mark("Which kind comes first?"), mark("Main category")),
            Asked("categories", mark("Any further kinds? (optional)"), mark("Further categories")),
            Asked(
                "level",
                mark("What level of need do you see?"),
                mark("Level of need"),
                mark("It guides; it does not decide for you."),
            ),
            Asked("level_why", mark("Why this level? (optional)"), mark("Why this level")),
        ),
    ),
    Section(
        mark("Is the child safe now"),
        NINE_NINE_NINE,
        (
            Asked("safe_now", mark("Is the child safe now?"), mark("Safe now")),
            Asked("safe_now_note", mark("What makes you say so? (optional)"), mark("Why we say so")),
        ),
    ),
    Section(
        mark("What you did"),
        "",
        (
            Asked(
                "done",
                mark("What did you do?"),
                mark("What you did"),
                mark("First aid, comfort, who you fetched, what you kept."),
            ),
            Asked("told", mark("Who has been told? (optional)"), mark("Told")),
            Asked("parents_told", mark("Have the parents or carers been told?"), mark("Parents or carers told")),
            Asked(
                "parents_told_why",
                mark("Why not, or what did they say? (optional)"),
                mark("Parents: why not, or what they said"),
                mark("Not telling them is right when telling could put the child at risk."),
            ),
        ),
    ),
)


def sections() -> tuple[Section, ...]:
    """Return the questions in the person's language."""
    return tuple(Section(tr(one.title), tr(one.lead), tuple(_said(each) for each in one.asked)) for one in SECTIONS)


def _said(one: Asked) -> Asked:
    return Asked(one.field, tr(one.label), tr(one.short), tr(one.hint))


def asked(field: str) -> Asked:
    """Return the question of one entry field; KeyError for a field that the form does not ask."""
    for section in SECTIONS:
        for question in section.asked:
            if question.field == field:
                return _said(question)
    raise KeyError(field)


def person(value: Person) -> str:
    """Return "R. Quill, teaching assistant (saw)"; "" when nothing was answered."""
    said = ", ".join(part for part in (value.name, value.role) if part)
    return f"{said} ({value.how})" if said and value.how else said or value.how


def quote(value: Quote) -> str:
    """Return the words in quotation marks, with whose they are and how they were translated."""
    said = f"“{value.words}”"
    if value.by:
        said = f"{value.by}: {said}"
    if value.language:
        said += tr(" in {language}", language=value.language)
    if value.translation:
        said += f" (“{value.translation}”" + (
            tr(", interpreted by {interpreter})", interpreter=value.interpreter) if value.interpreter else ")"
        )
    return said


def told(value: Told) -> str:
    """Return "Ms Farrow, lead, 09:10, in person: took over"."""
    said = ", ".join(part for part in (value.name, value.role, value.at, value.how) if part)
    return f"{said}: {value.note}" if value.note else said


def in_words(field: str, entry: ConcernEntry, labels: Mapping[str, str]) -> str:
    """Return one answer as text. ``labels`` turns codes of the edition into words; "" is a blank."""
    value = getattr(entry, field)
    if isinstance(value, bool):
        return tr("Yes") if value else ""
    if isinstance(value, tuple):
        return "\n".join(_part(each, labels) for each in value)
    return _part(value, labels)


def _part(value: object, labels: Mapping[str, str]) -> str:
    if isinstance(value, When):
        return times.moment(value)
    if isinstance(value, Person):
        return person(value)
    if isinstance(value, Quote):
        return quote(value)
    if isinstance(value, Told):
        return told(value)
    text = str(value)
    return tr(ANSWERS[text]) if text in ANSWERS else labels.get(text, text)


def answers(
    entry: ConcernEntry, child_name: str, typed_by: str, labels: Mapping[str, str]
) -> tuple[AnswerSection, ...]:
    """Return every answer for checking; questions that were not shown on the form are left out."""
    hidden: set[str] = set()
    if entry.accused_works_with_children != Answer.YES:
        hidden |= {"kept_from", "kept_from_why"}
    if not entry.from_notes:
        hidden |= {"from_notes", "notes_made", "notes_kept", "notes_read_back"}
    sections = []
    for section in sections():
        rows = []
        for question in section.asked:
            if question.field in hidden:
                continue
            if question.field == "child":
                text = child_name
            elif question.field == "typed_by":
                text = typed_by
            else:
                text = in_words(question.field, entry, labels)
            rows.append(AnswerRow(question.field, question.short, text or tr(BLANK), not text))
        sections.append(AnswerSection(section.title, tuple(rows)))
    return tuple(sections)
