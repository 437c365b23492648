"""A concern written by key events: how each field of ``ConcernEntry`` is answered, in the order of the form.

Rules this module keeps: every field has its hand here, found by the words that the form says; what is blank is not touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

import resources
from desktop.domain.body_marks import Drawn
from desktop.domain.guidance import Guidance
from desktop.domain.involvement import ROLES
from desktop.domain.records import NOT_KNOWN, Alleged, ConcernEntry, InvolvedChild, Person, Quote, Told
from tests.ui.scenarios.body_map import draw
from tests.ui.scenarios.keyboard import BUTTON, Keyboard
from tests.ui.scenarios.moments import day, moment, when
from tests.ui.scenarios.ways import Way

GUIDANCE = Guidance.read(resources.edition())
ANSWERS = {"yes": "Yes", "no": "No", "unknown": "I do not know"}


@dataclass(frozen=True, slots=True)
class Hand:
    """How a field is answered: its question, what is done with its value there, and the button that unfolds it."""

    question: str
    do: Callable[[Keyboard, str, Any], None]
    fold: str = ""


def write_concern(keys: Keyboard, way: Way, entry: ConcernEntry, child: str = "") -> None:
    """Answer every question that ``entry`` answers; ``child`` is whom to look for, "" when the child is chosen already."""
    way.begin()
    for name, hand in HANDS.items():
        value = Drawn(entry.body, entry.body_marks) if name == "body_marks" else getattr(entry, name)
        if value in (getattr(ConcernEntry(), name), Drawn()):
            continue
        if child and name != "accused_works_with_children" and not name.startswith("kept_from"):
            way.come_to(CHILD, "")
            choose_child(keys, child)
            child = ""
        way.come_to(hand.question, hand.fold)
        hand.do(keys, hand.question, value)


def said_of(entry: ConcernEntry) -> Iterator[str]:
    """The words of an entry that are read out before it is signed: all that was typed as text, and the words of its choices."""
    for name in HANDS:
        yield from _texts(getattr(entry, name))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value):
        for one in fields(value):
            yield from _texts(getattr(value, one.name))
    elif isinstance(value, str) and " " in value:
        yield value


CHILD = "Which child is this about?"


def choose_child(keys: Keyboard, name: str) -> None:
    """Search, and choose the one who is found."""
    keys.search(f"{CHILD}: name, date of birth, postcode or number", name)
    keys.push(f"Choose this child: {name}…")
    keys.to("Choose another child", BUTTON)


# one kind of question each


def _text(keys: Keyboard, question: str, text: str) -> None:
    keys.write(question, text)


def _lines(keys: Keyboard, question: str, lines: Sequence[str]) -> None:
    keys.write(question, "\n".join(lines))


def _answer(keys: Keyboard, question: str, answer: str) -> None:
    keys.choose(question, ANSWERS[answer])


def _tick(keys: Keyboard, question: str, _ticked: bool) -> None:
    keys.tick(question)


def _code(keys: Keyboard, question: str, code: str) -> None:
    keys.choose(question, _words()[code])


def _codes(keys: Keyboard, question: str, codes: Sequence[str]) -> None:
    for code in codes:
        keys.tick(f"{question}: {_words()[code]}")


def _listed(name: str) -> Callable[[Keyboard, str, Any], None]:
    """Ticks of one of the edition's lists."""

    def do(keys: Keyboard, question: str, codes: Sequence[str]) -> None:
        for code in codes:
            keys.tick(f"{question}: {GUIDANCE.code_label(name, code)}")

    return do


def _role(keys: Keyboard, question: str, role: str) -> None:
    keys.choose(question, ROLES[role])


def _person(keys: Keyboard, question: str, person: Person) -> None:
    keys.write(f"{question}: name", person.name)
    keys.write(f"{question}: post or relation", person.role)


def _rows(keys: Keyboard, question: str, add: str, values: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    """Each value with how its row is called; rows that are not there yet are added."""
    for number, value in enumerate(values, 1):
        if number > 1:
            keys.push(f"{add}: {question}")
        yield f"{question}, row {number}", value


def quotes(by: str, add: str) -> Callable[[Keyboard, str, Any], None]:
    """Exact words, a row for each; ``by`` is how the question asks whose they are."""

    def do(keys: Keyboard, question: str, said: Sequence[Quote]) -> None:
        for row, quote in _rows(keys, question, add, said):
            keys.write(f"{row}: the words", quote.words)
            if quote.by:
                keys.write(f"{row}: {by}", quote.by)
            if quote.language:
                keys.push(f"{row}: said in another language")
                keys.write(f"{row}: language", quote.language)
                keys.write(f"{row}: in English", quote.translation)
                keys.write(f"{row}: who interpreted", quote.interpreter)

    return do


def _told(keys: Keyboard, question: str, people: Sequence[Told]) -> None:
    for row, told in _rows(keys, question, "Add another person", people):
        for part, text in (
            ("name", told.name),
            ("post or relation", told.role),
            ("how", told.how),
            ("what they said", told.note),
        ):
            if text:
                keys.write(f"{row}: {part}", text)
        if told.at == NOT_KNOWN:
            keys.tick(f"{row}: when they were told is not known")
        else:
            moment(keys, f"{row}: When were they told?", told.at)


def _others(keys: Keyboard, question: str, others: Sequence[InvolvedChild]) -> None:
    for row, other in _rows(keys, question, "Add another child", others):
        keys.search(f"{row}: Name, date of birth, postcode or number of the other child", other.name)
        keys.push(f"{row}: choose {other.name}…")
        keys.choose(f"{row}: What was their part in it?", ROLES[other.role])
        if other.note:
            keys.write(f"{row}: about this child alone", other.note)


def _present(keys: Keyboard, question: str, people: Sequence[Person]) -> None:
    for row, person in _rows(keys, question, "Add another person who was there", people):
        keys.write(f"{row}: name", person.name)
        keys.write(f"{row}: post or relation", person.role)
        keys.write(f"{row}: what they saw or heard", person.how)


def _harmed_by(keys: Keyboard, question: str, people: Sequence[Alleged]) -> None:
    for row, alleged in _rows(keys, question, "Add somebody else", people):
        if alleged.record:
            keys.push(f"{row}: find them in this record book")
            keys.search(f"{row}: Name, post or date of birth", alleged.name)
            keys.push(f"{row}: choose {alleged.name}…")
        else:
            keys.write(f"{row}: name", alleged.name)
        keys.choose(f"{row}: What are they to the child?", GUIDANCE.code_label("harm_relations", alleged.relation))
        if alleged.note:
            keys.write(f"{row}: how this is known", alleged.note)


def _words() -> Mapping[str, str]:
    levels = {row.code: row.shown for row in GUIDANCE.levels} | {"they-decide": "I do not know, they will decide"}
    return (
        {row.code: row.label for row in GUIDANCE.categories}
        | {row.code: row.label for row in GUIDANCE.further}
        | levels
        | {row.code: f"{row.code} {row.label}" for row in GUIDANCE.factors}
    )


MORE = "Add what was asked, or what others said"
MAP = "Draw the marks on a body map"
HANDS: Mapping[str, Hand] = {
    "accused_works_with_children": Hand("Is it about something that an adult who works with children did?", _answer),
    "kept_from": Hand("Who must not see this?", _lines),
    "kept_from_why": Hand("Why must they not see it? (optional)", _text),
    "others": Hand("Which other children were part of it? (optional)", _others, "Other children were part of it"),
    "role": Hand("What was this child’s own part in it? (optional)", _role),
    "safe_now": Hand("Is the child safe now?", _answer),
    "safe_now_note": Hand("What makes you say so? (optional)", _text),
    "seen": Hand("What was seen or heard?", _text),
    "marks": Hand("Any marks on the body? (optional)", _text),
    "body_marks": Hand("Marks on the body map (optional)", draw, MAP),
    "words": Hand("The child’s exact words (optional)", quotes("Who said it, if not this child", "Add more words")),
    "questions": Hand("What was the child asked? (optional)", _text, MORE),
    "reported": Hand("What did others say? (optional)", quotes("Who said it", "Add what somebody else said"), MORE),
    "opinion": Hand("Your opinion or worry (optional)", _text),
    "mobile": Hand("Can the child move about on their own?", _answer),
    "happened": Hand("When did it happen?", when),
    "non_recent": Hand("Did it happen a long time ago?", _answer, "It happened a long time ago"),
    "non_recent_note": Hand("What is known about that time? (optional)", _text),
    "place": Hand("Where did it happen? (optional)", _text),
    "noticed": Hand("When was it noticed? (optional)", when, "It was noticed at another time"),
    "witness": Hand("Who saw or heard it?", _person),
    "informant": Hand("Who told you?", _person),
    "present": Hand("Who else was there? (optional)", _present, "Add who else was there"),
    "harmed_by": Hand("Who is said to have done it? (optional)", _harmed_by, "Say who may have caused harm"),
    "from_notes": Hand("I am entering this from somebody’s notes", _tick),
    "notes_made": Hand("When were the notes made?", _text),
    "notes_kept": Hand("Where is the original kept?", _text),
    "notes_read_back": Hand("Did you read this back to the person who wrote them?", _answer),
    "done": Hand("What did you do?", _text),
    "told": Hand("Who has been told? (optional)", _told),
    "parents_told": Hand("Have the parents or carers been told? (optional)", _answer),
    "parents_told_why": Hand("Why not, or what did they say? (optional)", _text),
    "review_on": Hand("Look at this again on which day? (optional)", day, "Set a day to look at this again"),
    "category": Hand("Which kind comes first? (optional)", _code),
    "categories": Hand("Any further kinds? (optional)", _codes, "Show further kinds of concern"),
    "impact": Hand("How does it affect the child? (optional)", _listed("impacts"), "Add how it affects the child"),
    "impact_note": Hand("More about how it affects the child (optional)", _text),
    "strengths": Hand("What helps and protects the child? (optional)", _listed("strengths"), "Add what helps the child"),
    "strengths_note": Hand("More about what helps (optional)", _text),
    "barriers": Hand("What may keep the child from telling? (optional)", _listed("barriers"), "Add what stops the child telling"),
    "barriers_note": Hand("More about what keeps the child from telling (optional)", _text),
    "level": Hand("What level of need do you see? (optional)", _code),
    "level_why": Hand("Why this level? (optional)", _text),
    "factors": Hand("Which assessment factors do you see? (optional)", _codes, "Add assessment factors"),
}  # fmt: skip
