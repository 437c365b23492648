"""What is typed in the first run, and what is wrong with it. No Qt.

Rules this module keeps: numbers are asked before any partnership is joined; a passphrase and a kit are never part of what is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from desktop.domain.records import Contacts, OrganisationKind, Profile
from desktop.services.pages.fields import Missing
from desktop.ui.language import tr
from desktop.ui.unlock.presenter import passphrase_problems
from desktop.ui.widgets.dates import NotATime, read_time

SECRET = ("passphrase", "again", "typed_kit")
_READ_AS = str.maketrans("ILO", "110")


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything typed in the first run."""

    name: str = ""
    role_title: str = ""
    organisation: str = ""
    kind: str = ""
    in_name: str = ""
    in_number: str = ""
    out_name: str = ""
    out_number: str = ""
    opens: str = "09:00"
    closes: str = "17:00"
    passphrase: str = ""
    again: str = ""
    typed_kit: str = ""
    lado_name: str = ""
    lado_number: str = ""
    later: bool = False  # the numbers are not at hand


def kept_of(answers: Answers) -> dict[str, str | bool]:
    """What may be kept until the book is made: all but the secrets."""
    return {field.name: getattr(answers, field.name) for field in fields(answers) if field.name not in SECRET}


def answers_of(kept: Mapping[str, str | bool]) -> Answers:
    """What was kept, put back; what is not an answer of ours is passed over."""
    known: dict[str, Any] = {  # each has the type of its default
        field.name: kept[field.name]
        for field in fields(Answers)
        if field.name not in SECRET and type(kept.get(field.name)) is type(field.default)
    }
    return replace(Answers(), **known)


def profile_of(answers: Answers) -> Profile:
    return Profile(
        name=answers.name,
        role_title=answers.role_title,
        organisation=answers.organisation,
        organisation_kind=OrganisationKind(answers.kind),
        contacts=contacts_of(answers),
    )


def contacts_of(answers: Answers) -> Contacts:
    return Contacts(
        answers.in_name, answers.in_number, answers.out_name, answers.out_number, read_time(answers.opens),
        read_time(answers.closes), answers.lado_name, answers.lado_number,
    )  # fmt: skip


def who_problems(answers: Answers) -> list[Missing]:
    needed = (
        ("name", answers.name, tr("Give your name")),
        ("role_title", answers.role_title, tr("Give your role")),
        ("organisation", answers.organisation, tr("Give the name of your organisation")),
        ("kind", answers.kind, tr("Choose what kind of organisation it is")),
    )
    return [Missing(field, message) for field, value, message in needed if not value]


def ring_problems(answers: Answers) -> list[Missing]:
    """Numbers are needed: something urgent may come before any partnership is joined.

    Whoever does not have them goes on ``later``, and Today keeps reminding; a number that is typed must be one.
    """
    needed = (
        ("in_number", answers.in_number, tr("Give the number to ring in office hours")),
        ("out_number", answers.out_number, tr("Give the number to ring at other times")),
    )
    problems = [
        Missing(field, message if not value else tr("A telephone number has figures in it"))
        for field, value, message in needed
        if sum(c.isdigit() for c in value) < 3 and not (answers.later and not value)
    ]
    for field, typed in (("opens", answers.opens), ("closes", answers.closes)):
        try:
            if not read_time(typed):
                problems.append(Missing(field, tr("Give a time like 9:00")))
        except NotATime as error:
            problems.append(Missing(field, str(error)))
    if not problems and read_time(answers.opens) >= read_time(answers.closes):
        problems.append(Missing("closes", tr("Office hours must end later than they begin")))
    return problems


def kit_problem(shown: str, typed: str) -> str:
    """Compare the kit typed back with the one shown; names the first group that differs, or gives ``""``."""
    wanted, given = _plain(shown), _plain(typed)
    if any(_plain(line) == wanted for line in typed.splitlines()):
        return ""  # pasted with the words that it is copied with
    if not given:
        return tr("Type the recovery kit as you printed or wrote it")
    for start in range(0, len(wanted), 5):
        if given[start : start + 5] != wanted[start : start + 5]:
            return tr("Look at group {number} again; it is not the same as the one shown", number=start // 5 + 1)
    return tr("There is something after the last group") if len(given) > len(wanted) else ""


def _plain(kit: str) -> str:
    return "".join(c for c in kit.upper().translate(_READ_AS) if c.isalnum())


PROBLEMS: dict[str, Callable[[Answers], list[Missing]]] = {
    "who": who_problems,
    "ring": ring_problems,
    "passphrase": lambda a: passphrase_problems(a.passphrase, a.again, "passphrase", "again", (a.name, a.organisation)),
    "kit": lambda _a: [],
    "done": lambda _a: [],
}
