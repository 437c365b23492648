"""A child added by key events: the form of a child, in its order."""

from __future__ import annotations

from desktop.domain.records import ChildEntry
from tests.ui.scenarios.concern import ANSWERS
from tests.ui.scenarios.keyboard import Keyboard
from tests.ui.scenarios.moments import day

SEXES = {"F": "Female", "M": "Male", "U": "Not known, or not yet born"}


def add_child(keys: Keyboard, entry: ChildEntry, search: str) -> None:
    """Search first, as one must; then the form, as far as ``entry`` answers it, and save."""
    keys.push("Children")
    keys.search("Find a child", search)
    keys.push("Add a child")
    keys.write("Given names", entry.given_names)
    keys.write("Family name", entry.family_name)
    if entry.born:
        keys.choose("When was the child born?", "On this day")
        day(keys, "Date of birth", entry.born)
    if entry.expected:
        keys.choose("When was the child born?", "Not yet born")
        day(keys, "When is the baby expected?", entry.expected)
    keys.choose("Sex", SEXES[entry.sex])
    for question, text in (
        ("Address (optional)", entry.address), ("Postcode (optional)", entry.postcode), ("NHS number (optional)", entry.nhs_number),
        ("Unique pupil number (UPN) (optional)", entry.upn), ("School, nursery or club (optional)", entry.setting),
    ):  # fmt: skip
        if text:
            keys.write(question, text)
    for number, relative in enumerate(entry.people, 1):
        if number > 1:
            keys.push("Add another person: Family and household (optional)")
        row = f"Family, row {number}"
        keys.write(f"{row}: name", relative.name)
        keys.write(f"{row}: relation", relative.relation)
        if relative.parental_responsibility:
            keys.choose(f"{row}: Do they have parental responsibility?", ANSWERS[relative.parental_responsibility])
        if relative.household:
            keys.choose(f"{row}: Do they live with the child?", ANSWERS[relative.household])
    keys.push("Save the child")
