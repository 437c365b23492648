"""A field's stored value in words: codes become the edition's labels, times become local, rows become lines.

Rules this module keeps: a blank stays blank; a code that the edition does not know is shown as it is; exact words stand
in quotation marks with whose they are; nothing is left out and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields as dataclass_fields
from datetime import date, datetime
from typing import Any

from desktop.domain.body_marks import BodyMark
from desktop.domain.body_words import body_name, in_words
from desktop.domain.dates import event_words, long_day, moment_words
from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.domain.entry_types import SCORES, Asks
from desktop.domain.guidance import Guidance
from desktop.domain.identifiers import show_nhs_number
from desktop.domain.involvement import ROLES
from desktop.domain.records import NOT_KNOWN, Answer
from desktop.domain.statements import Json
from desktop.domain.told_how import TOLD_HOW
from desktop.language import tr

_DAYS = frozenset({"born", "expected", "review_on", "since", "until"})
_WHENS = frozenset({"happened", "noticed"})
_MOMENTS = frozenset({"at", "notes_made", "received_at", "wanted_by", "told_at"})
_ANSWERS = frozenset(
    {
        "mobile",
        "safe_now",
        "parents_told",
        "accused_works_with_children",
        "notes_read_back",
        "family_told",
        "parental_responsibility",
        "household",
        "interpreter",
        "uasc",
        "lives_with",
        "non_recent",
    }
)


def text_of(family: str, field: str, value: Json, guidance: Guidance) -> str:
    """The words for one field's value; rows of a list on lines of their own."""
    name = field.removeprefix("decision.")
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return tr("Yes") if value else tr("No")
    if isinstance(value, str):
        return _entry_text(family, name, value, guidance) or _text(family, name, value, guidance)
    if isinstance(value, Mapping):
        return _mark(value) if name == "body_marks" else _row(family, name, value, guidance)
    if isinstance(value, Sequence):
        rows = [text_of(family, name, row, guidance) for row in value]
        between = "; " if all(isinstance(row, str) for row in value) and name != "kept_from" else "\n"
        return between.join(row for row in rows if row)
    return str(value)


def _text(family: str, name: str, value: str, guidance: Guidance) -> str:
    if name in _DAYS:
        return _day(value)
    if name in _MOMENTS:
        return _moment(value)
    if name in _ANSWERS:
        return guidance.answer_label(value)
    if family == "relationship" and name == "relation":
        return guidance.people.label("relations", value)
    if family in {"concern", "involvement"} and name == "role":
        return tr(ROLES.get(value, value))
    labelled = _codes(guidance).get(name)
    return labelled(value) if labelled else value


def _entry_text(family: str, name: str, value: str, guidance: Guidance) -> str:
    """The words of a field of an entry type, by how it is asked; "" where its name says enough."""
    one = ENTRY_TYPES.get(family)
    field = one.field(name) if one is not None else None
    if field is None:
        return ""
    said: Mapping[Asks, Callable[[], str]] = {
        Asks.DAY: lambda: _day(value),
        Asks.ANSWER: lambda: guidance.answer_label(value),
        Asks.LEVEL: lambda: guidance.level_label(value),
        Asks.SCORE: lambda: tr("{score} out of {most}", score=value, most=SCORES[-1]),
        Asks.CHOICE: lambda: next((tr(words) for code, words in field.choices if code == value), value),
    }
    return said.get(field.asks, lambda: value)()


def _codes(guidance: Guidance) -> Mapping[str, Callable[[str], str]]:
    return {
        "body": body_name,
        "category": guidance.category_label,
        "categories": guidance.category_label,
        "factors": guidance.factor_label,
        "level": guidance.level_label,
        "impact": lambda code: guidance.code_label("impacts", code),
        "strengths": lambda code: guidance.code_label("strengths", code),
        "barriers": lambda code: guidance.code_label("barriers", code),
        "sex": guidance.sex_label,
        "ethnicity": guidance.ethnicity_label,
        "purpose": guidance.purpose_label,
        "basis": guidance.basis_label,
        "outcome": guidance.outcome_label,
        "nhs_number": show_nhs_number,
        "told_how": lambda code: tr(TOLD_HOW.get(code, code)),
        "disabilities": lambda code: guidance.people.label("disabilities", code),
        "legal_status": lambda code: guidance.people.label("legal_statuses", code),
        "placement": lambda code: guidance.people.label("placements", code),
        "upn_unknown": lambda code: guidance.people.label("upn_unknown", code),
        "prompts": lambda code: next((rule.title for rule in guidance.rules if rule.id == code), code),
    }


def _row(family: str, name: str, row: Mapping[str, Json], guidance: Guidance) -> str:
    secret = name == "attachments"  # of an attachment only its name is ever shown: beside it stands what opens it
    shown = {key: cell for key, cell in row.items() if not secret or key == "name"}
    cells = {
        key: str(cell or "") if key == "role" else text_of(family, key, cell, guidance) for key, cell in shown.items()
    }  # the role of a person is in their own words
    said: Mapping[str, Callable[[], str]] = {
        **dict.fromkeys(_WHENS, lambda: _when(row, cells)),
        **dict.fromkeys(("words", "reported"), lambda: _quote(cells)),
        **dict.fromkeys(
            ("witness", "informant", "present", "typed_by", "decided_by", "by"),
            lambda: _join(", ", cells.get("name") or cells.get("person"), cells.get("role"), cells.get("how")),
        ),
        "people": lambda: _relative(row, cells),
        "schools": lambda: _attended(cells),
        "others": lambda: _join(
            ": ", cells.get("name") or tr("Another child"), tr(ROLES.get(cells.get("role", ""), ""))
        ),
        "harmed_by": lambda: _alleged(cells, guidance),
        "told": lambda: _told(cells),
        "harmed_by_links": lambda: cells.get("name") or tr("Somebody whose name is not known"),
    }
    return said.get(name, lambda: _join("; ", *cells.values()))()


def _when(row: Mapping[str, Json], cells: Mapping[str, str]) -> str:
    return event_words(str(row.get("at") or ""), str(row.get("precision") or "exact"), cells.get("note", ""))


def _told(cells: Mapping[str, str]) -> str:
    who = _join(", ", cells.get("name"), cells.get("role"))
    return _join("; ", who, _join(", ", cells.get("how"), cells.get("at")), cells.get("note"))


def _alleged(cells: Mapping[str, str], guidance: Guidance) -> str:
    relation = guidance.code_label("harm_relations", cells.get("relation", ""))
    return _join("; ", _join(", ", cells.get("name"), relation), cells.get("note"))


def _mark(row: Mapping[str, Json]) -> str:
    known = {field.name for field in dataclass_fields(BodyMark)}
    held: dict[str, Any] = {name: cell for name, cell in row.items() if name in known and cell is not None}
    return in_words(BodyMark(**held))


def _quote(cells: Mapping[str, str]) -> str:
    said = f"“{cells.get('words', '')}”"
    by = f" ({cells['by']})" if cells.get("by") else ""
    language = tr(" in {cells}", cells=cells["language"]) if cells.get("language") else ""
    translation = tr("; in English: “{cells}”", cells=cells["translation"]) if cells.get("translation") else ""
    interpreter = tr(", interpreted by {cells}", cells=cells["interpreter"]) if cells.get("interpreter") else ""
    return f"{said}{by}{language}{translation}{interpreter}"


def _relative(row: Mapping[str, Json], cells: Mapping[str, str]) -> str:
    facts = [
        f"{asked}: {_answer(str(row[name]), cells[name])}"
        for name, asked in (
            ("parental_responsibility", tr("parental responsibility")),
            ("household", tr("same household")),
        )
        if row.get(name)
    ]
    if cells.get("born"):
        facts.append(tr("born {cells}", cells=cells["born"]))
    who = _join(", ", cells.get("name"), cells.get("relation"))
    return _join("; ", who, *facts, cells.get("note"))


def _attended(cells: Mapping[str, str]) -> str:
    return _join(", ", cells.get("name"), _span(cells.get("since", ""), cells.get("until", "")), cells.get("note"))


def _span(since: str, until: str) -> str:
    if since and until:
        return tr("{since} to {until}", since=since, until=until)
    return tr("since {since}", since=since) if since else tr("until {until}", until=until) if until else ""


def _answer(code: str, label: str) -> str:
    """An answer in the middle of a sentence; "I do not know" is somebody's, and here it is nobody's."""
    return tr("not known") if code == Answer.UNKNOWN else label.lower()


def _join(between: str, *parts: str | None) -> str:
    return between.join(part for part in parts if part)


def _day(value: str) -> str:
    try:
        return long_day(date.fromisoformat(value))
    except ValueError:
        return value


def _moment(value: str) -> str:
    if value == NOT_KNOWN:
        return tr("at a time that is not known")
    try:
        return moment_words(datetime.fromisoformat(value)) if "T" in value else long_day(date.fromisoformat(value))
    except ValueError:
        return value
