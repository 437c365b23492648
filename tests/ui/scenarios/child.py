"""A child added by key events: how each field of ``ChildEntry`` is answered, in the order of the form.

Rules this module keeps: every field has its hand here, found by the words that the form says; what is blank is not touched.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from desktop.domain.records import Attended, ChildEntry, Relative
from desktop.ui.children.child_codes import child_codes
from tests.ui.scenarios.concern import ANSWERS, GUIDANCE
from tests.ui.scenarios.keyboard import Keyboard
from tests.ui.scenarios.moments import day

SEXES = {"F": "Female", "M": "Male", "U": "Not known, or not yet born"}
CODES = child_codes(GUIDANCE).choices
Hand = tuple[str, Callable[[Keyboard, str, Any], None]]


def add_child(keys: Keyboard, entry: ChildEntry, search: str) -> None:
    """Search first, as one must; then the form, as far as ``entry`` answers it, and save."""
    keys.push("Children")
    keys.search("Find a child", search)
    keys.push("Add a child")
    unfolded = False
    for name, (question, answer) in HANDS.items():
        value = getattr(entry, name)
        if value == getattr(ChildEntry(), name):
            continue
        if name in MORE and not unfolded:
            keys.push("More about this child")
            unfolded = True
        answer(keys, question, value)
    keys.push("Save the child")


def _text(keys: Keyboard, question: str, text: str) -> None:
    keys.write(question, text)


def _lines(keys: Keyboard, question: str, lines: Sequence[str]) -> None:
    keys.write(question, "\n".join(lines))


def _answer(keys: Keyboard, question: str, answer: str) -> None:
    keys.choose(question, ANSWERS[answer])


def _tick(keys: Keyboard, question: str, _ticked: bool) -> None:
    keys.tick(question)


def _sex(keys: Keyboard, question: str, sex: str) -> None:
    keys.choose(question, SEXES[sex])


def _date(choice: str) -> Callable[[Keyboard, str, str], None]:
    """The day that ``choice`` opens."""

    def do(keys: Keyboard, question: str, iso: str) -> None:
        keys.choose("When was the child born?", choice)
        day(keys, question, iso)

    return do


def _code(name: str) -> Callable[[Keyboard, str, str], None]:
    return lambda keys, question, code: keys.choose(question, _label(name, code))


def _codes(name: str) -> Callable[[Keyboard, str, Sequence[str]], None]:
    def do(keys: Keyboard, question: str, codes: Sequence[str]) -> None:
        for code in codes:
            keys.tick(f"{question}: {_label(name, code)}")

    return do


def _label(name: str, code: str) -> str:
    return next(choice.label for choice in CODES[name] if choice.code == code)


def _people(keys: Keyboard, question: str, people: Sequence[Relative]) -> None:
    for number, relative in enumerate(people, 1):
        if number > 1:
            keys.push(f"Add another person: {question}")
        row = f"Family, row {number}"
        keys.write(f"{row}: name", relative.name)
        keys.write(f"{row}: relation", relative.relation)
        if relative.parental_responsibility:
            keys.choose(f"{row}: Do they have parental responsibility?", ANSWERS[relative.parental_responsibility])
        if relative.household:
            keys.choose(f"{row}: Do they live with the child?", ANSWERS[relative.household])


def _schools(keys: Keyboard, question: str, schools: Sequence[Attended]) -> None:
    for number, attended in enumerate(schools, 1):
        if number > 1:
            keys.push(f"Add another school: {question}")
        row = f"Earlier school, row {number}"
        keys.write(f"{row}: name", attended.name)
        keys.write(f"{row}: from", attended.since)
        keys.write(f"{row}: until", attended.until)


FIRST: Mapping[str, Hand] = {
    "given_names": ("Given names", _text),
    "family_name": ("Family name", _text),
    "known_as": ("Known as (optional)", _text),
    "born": ("Date of birth", _date("On this day")),
    "expected": ("When is the baby expected?", _date("Not yet born")),
    "sex": ("Sex", _sex),
    "address": ("Address (optional)", _text),
    "postcode": ("Postcode (optional)", _text),
    "address_withheld": ("The address must not be disclosed", _tick),
    "nhs_number": ("NHS number (optional)", _text),
    "upn": ("Unique pupil number (UPN) (optional)", _text),
    "setting": ("School, nursery or club (optional)", _text),
    "setting_withheld": ("The school must not be disclosed", _tick),
    "people": ("Family and household (optional)", _people),
}
MORE: Mapping[str, Hand] = {
    "flags": ("What must whoever opens this know at once? (optional)", _lines),
    "gp": ("GP surgery (optional)", _text),
    "disabilities": ("Disabilities (optional)", _codes("disabilities")),
    "mobile": ("Can they move about on their own? (optional)", _answer),
    "special_needs": ("Special educational needs (optional)", _text),
    "communication": ("Communication needs (optional)", _text),
    "language": ("First language (optional)", _text),
    "interpreter": ("Is an interpreter needed? (optional)", _answer),
    "ethnicity": ("Ethnicity (optional)", _code("ethnicity")),
    "religion": ("Religion (optional)", _text),
    "identity": ("Culture and identity (optional)", _text),
    "schools": ("Earlier schools, nurseries and clubs (optional)", _schools),
    "upn_unknown": ("Why is there no UPN? (optional)", _code("upn_unknown")),
    "placement": ("Where do they live now? (optional)", _code("placement")),
    "safeguards": ("If they live away from home, what keeps them safe there? (optional)", _text),
    "legal_status": ("Legal status (optional)", _code("legal_status")),
    "uasc": ("Are they unaccompanied and seeking asylum? (optional)", _answer),
    "age_assessment": ("Was their age assessed? (optional)", _text),
    "immigration": ("Immigration (optional)", _text),
}
HANDS: Mapping[str, Hand] = {**FIRST, **MORE}
