"""The kinds of statement, the record families they fold into, and the shape of their fields.

Rules this module keeps:

* a kind is *founding* (it begins a record), *amending* (its fields replace those it names in ``after``), or an
  *event* (it stands for itself and moves no field);
* an amendment gives a value to no field of the founding kind that its own kind does not name;
* what an amendment says about itself (``reason``, ``as_told_by``, ``typed_by``) is no field of the record;
* an entry's blank is never written; in an amendment ``null`` takes a value back;
* a field of an unknown name is kept and carried, never refused; a field of a known name must have its shape.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from enum import StrEnum

from desktop.domain.body_marks import BodyMark
from desktop.domain.entry_catalogue import ENTRY_TYPES
from desktop.domain.people import DIFFERENT, SAME
from desktop.domain.records import Answer, Precision
from desktop.domain.shapes import (
    ANY,
    DAY,
    FLAG,
    NUMBER,
    ROW,
    ROWS,
    TEXT,
    TEXTS,
    Shape,
    one_of,
    row_of,
    rows_of,
    text_up_to,
)
from desktop.domain.statements import Json, Kind


class Part(StrEnum):
    """What a statement does in the fold of its record."""

    FOUNDS = "founds"
    AMENDS = "amends"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class KindSpec:
    """``fields`` maps field names to shapes; ``prefix`` goes before a field's name in the folded record.

    ``secret`` names what opens something else, as ``field`` or as ``field.cell`` of its rows: it is never shown,
    written out or copied (``without_secrets``).
    """

    family: str
    part: Part
    fields: Mapping[str, Shape]
    prefix: str = ""
    secret: frozenset[str] = frozenset()


SHARE_AMENDABLE = (
    "requested_by", "reasons", "basis", "family_told", "family_told_why", "consent", "list_old_why", "told_how", "told_whom", "told_at",
)  # fmt: skip
"""What may be put right in a decision about sharing: never whether it was shared, with whom, what left or what the letter said."""

AMENDMENT_ONLY = frozenset({"reason", "as_told_by", "typed_by"})
MOST_ASKED = 4_000  # characters of a question, of why it is asked, and of its answer

# the rows of entries (records.py): When, Person, Relative, Quote, Told
_WHEN = row_of(at=TEXT, precision=one_of(*Precision), note=TEXT)
_PERSON = row_of(name=TEXT, role=TEXT, how=TEXT)
_RELATIVES = rows_of(
    name=TEXT, relation=TEXT, parental_responsibility=TEXT, household=TEXT, born=TEXT, record=TEXT, note=TEXT
)
_QUOTES = rows_of(words=TEXT, by=TEXT, language=TEXT, translation=TEXT, interpreter=TEXT)
_TOLD = rows_of(name=TEXT, role=TEXT, at=TEXT, how=TEXT, note=TEXT)
# what a body map says of each mark
_MARKS = rows_of(**{field.name: NUMBER if field.type == "int" else TEXT for field in dataclass_fields(BodyMark)})

_CHILD: dict[str, Shape] = {
    "given_names": TEXT,
    "family_name": TEXT,
    "known_as": TEXT,
    "born": TEXT,
    "expected": TEXT,
    "sex": TEXT,
    "nhs_number": TEXT,
    "upn": TEXT,
    "ethnicity": TEXT,
    "language": TEXT,
    "address": TEXT,
    "postcode": TEXT,
    "address_withheld": FLAG,
    "setting": TEXT,
    "people": _RELATIVES,
    "setting_withheld": FLAG,
    "schools": rows_of(name=TEXT, since=TEXT, until=TEXT, note=TEXT),
    "gp": TEXT,
    "upn_unknown": TEXT,
    "disabilities": TEXTS,
    "special_needs": TEXT,
    "communication": TEXT,
    "mobile": TEXT,
    "interpreter": TEXT,
    "religion": TEXT,
    "legal_status": TEXT,
    "placement": TEXT,
    "uasc": TEXT,
    "immigration": TEXT,
    "age_assessment": TEXT,
    "safeguards": TEXT,
    "identity": TEXT,
    "flags": TEXTS,
}
_PERSON_FIELDS: dict[str, Shape] = {
    "given_names": TEXT,
    "family_name": TEXT,
    "known_as": TEXT,
    "born": TEXT,
    "sex": TEXT,
    "address": TEXT,
    "postcode": TEXT,
    "address_withheld": FLAG,
    "telephone": TEXT,
    "post": TEXT,
    "agency": TEXT,
    "language": TEXT,
    "note": TEXT,
}
_RELATIONSHIP: dict[str, Shape] = {
    "relation": TEXT,
    "parental_responsibility": TEXT,
    "lives_with": TEXT,
    "since": DAY,
    "until": DAY,
    "note": TEXT,
    "taken_from": row_of(name=TEXT, relation=TEXT),
    "mistaken": FLAG,
}
_CONCERN: dict[str, Shape] = {
    "happened": _WHEN,
    "noticed": _WHEN,
    "place": TEXT,
    "witness": _PERSON,
    "informant": _PERSON,
    "from_notes": FLAG,
    "notes_made": TEXT,
    "notes_kept": TEXT,
    "notes_read_back": TEXT,
    "seen": TEXT,
    "marks": TEXT,
    "body": TEXT,
    "body_marks": _MARKS,
    "words": _QUOTES,
    "questions": TEXT,
    "reported": _QUOTES,
    "opinion": TEXT,
    "mobile": TEXT,
    "category": TEXT,
    "categories": TEXTS,
    "factors": TEXTS,
    "level": TEXT,
    "level_why": TEXT,
    "safe_now": TEXT,
    "safe_now_note": TEXT,
    "done": TEXT,
    "told": _TOLD,
    "parents_told": TEXT,
    "parents_told_why": TEXT,
    "accused_works_with_children": TEXT,
    "kept_from": TEXTS,
    "kept_from_why": TEXT,
    "prompts": TEXTS,
    "review_on": DAY,
    "role": TEXT,
    "others": rows_of(child=TEXT, role=TEXT, name=TEXT, note=TEXT),  # name and note are read where others wrote them
    "present": rows_of(name=TEXT, role=TEXT, how=TEXT),
    "harmed_by": rows_of(name=TEXT, relation=TEXT, note=TEXT, record=TEXT),
    "harmed_by_links": rows_of(name=TEXT, relation=TEXT, record=TEXT),
    "non_recent": TEXT,
    "non_recent_note": TEXT,
    "impact": TEXTS,
    "impact_note": TEXT,
    "strengths": TEXTS,
    "strengths_note": TEXT,
    "barriers": TEXTS,
    "barriers_note": TEXT,
    "typed_by": ROW,
}
_INVOLVEMENT: dict[str, Shape] = {
    "concern": TEXT,
    "role": TEXT,
    "note": TEXT,
    "kept_from": TEXTS,
    "typed_by": ROW,
}
_AMENDMENT: dict[str, Shape] = {"reason": TEXT, "as_told_by": TEXT, "typed_by": ROW}
_ENTRIES: dict[str, KindSpec] = {
    kind: KindSpec(one.family, part, fields)
    for one in ENTRY_TYPES.values()
    for kind, part, fields in (
        (one.recorded, Part.FOUNDS, one.shapes()),
        (one.amended, Part.AMENDS, one.shapes() | _AMENDMENT),
    )
}

KINDS: Mapping[str, KindSpec] = {
    Kind.DEVICE_STARTED: KindSpec(
        "device", Part.EVENT, {"name": TEXT, "role": TEXT, "role_title": TEXT, "organisation": TEXT}
    ),
    Kind.DEVICE_RESTORED: KindSpec(
        "device", Part.EVENT, {"last_head": ANY, "was": ANY, "was_card": ROW, "recovered": ANY, "name": TEXT}
    ),
    Kind.RECOVERY_CHANGED: KindSpec("device", Part.EVENT, {"recipient": TEXT}),
    Kind.HUB_DISPUTED: KindSpec(
        "device",
        Part.EVENT,
        {"why": TEXT, "seen": TEXT, "seen_by": TEXT, "shown": TEXT, "proof": TEXTS, "receipt": ROW},
    ),
    Kind.CLOCK_NOTED: KindSpec("device", Part.EVENT, {"here": TEXT, "hub": TEXT, "seconds": ANY}),
    Kind.CHILD_REGISTERED: KindSpec("child", Part.FOUNDS, _CHILD),
    Kind.CHILD_AMENDED: KindSpec("child", Part.AMENDS, _CHILD | _AMENDMENT),
    Kind.PERSON_REGISTERED: KindSpec("person", Part.FOUNDS, _PERSON_FIELDS),
    Kind.PERSON_AMENDED: KindSpec("person", Part.AMENDS, _PERSON_FIELDS | _AMENDMENT),
    Kind.RELATIONSHIP_RECORDED: KindSpec("relationship", Part.FOUNDS, _RELATIONSHIP),
    Kind.RELATIONSHIP_AMENDED: KindSpec("relationship", Part.AMENDS, _RELATIONSHIP | _AMENDMENT),
    Kind.SAME_SAID: KindSpec("same", Part.FOUNDS, {"answer": one_of(SAME, DIFFERENT), "reason": TEXT}),
    Kind.SAME_WITHDRAWN: KindSpec("same", Part.AMENDS, {"withdrawn": FLAG, "reason": TEXT}),
    Kind.CONCERN_RECORDED: KindSpec("concern", Part.FOUNDS, _CONCERN),
    Kind.CONCERN_AMENDED: KindSpec("concern", Part.AMENDS, _CONCERN | _AMENDMENT),
    Kind.INVOLVEMENT_RECORDED: KindSpec("involvement", Part.FOUNDS, _INVOLVEMENT),
    Kind.INVOLVEMENT_AMENDED: KindSpec(
        "involvement", Part.AMENDS, {"role": TEXT, "note": TEXT, "kept_from": TEXTS} | _AMENDMENT
    ),
    Kind.SHARING_DECIDED: KindSpec(
        "share",
        Part.FOUNDS,
        {
            "share": FLAG,
            "recipient": TEXT,
            "purpose": TEXT,
            "basis": TEXT,
            "reasons": TEXT,
            "family_told": TEXT,
            "family_told_why": TEXT,
            "list_old_why": TEXT,
            "consent": TEXT,
            "statements": TEXTS,
            "left_out": ROWS,
            "review_on": DAY,
            "told_how": TEXT,
            "told_whom": TEXT,
            "told_at": TEXT,
            "no_call_why": TEXT,
            "requested_by": TEXT,
        },
    ),
    Kind.SHARING_AMENDED: KindSpec("share", Part.AMENDS, dict.fromkeys(SHARE_AMENDABLE, TEXT) | _AMENDMENT),
    Kind.SHARING_REVIEWED: KindSpec("share", Part.AMENDS, {"review_on": DAY, "reason": TEXT}),
    Kind.COLLEAGUES_TOLD: KindSpec(
        "telling", Part.FOUNDS, {"people": rows_of(person=TEXT, role=TEXT), "note": text_up_to(MOST_ASKED)}
    ),
    Kind.TELLING_OPENED: KindSpec("telling", Part.EVENT, {"person": TEXT, "role": TEXT}),
    Kind.QUESTION_ASKED: KindSpec(
        "share",
        Part.EVENT,
        {
            "question": text_up_to(MOST_ASKED),
            "why": text_up_to(MOST_ASKED),
            "wanted_by": DAY,
            "asked_by": row_of(name=TEXT, role=TEXT),
        },
    ),
    Kind.QUESTION_ANSWERED: KindSpec(
        "share",
        Part.EVENT,
        {
            "known": one_of(Answer.YES, Answer.NO),
            "text": text_up_to(MOST_ASKED),
            "answered_by": row_of(name=TEXT, role=TEXT),
        },
    ),
    Kind.RECEIPT_KEPT: KindSpec("share", Part.EVENT, {"bundle": TEXT, "received_at": TEXT, "receipt": TEXT}),
    Kind.BUNDLE_RECEIVED: KindSpec("share", Part.EVENT, {"bundle": TEXT, "sender": TEXT, "received_at": TEXT}),
    Kind.REFERRAL_OPENED: KindSpec("share", Part.EVENT, {"person": TEXT, "role": TEXT}),
    Kind.ENQUIRY_OPENED: KindSpec(
        "enquiry",
        Part.FOUNDS,
        {
            "caller": TEXT,
            "organisation": TEXT,
            "number": TEXT,
            "at": TEXT,
            "child": ROW,
            "said": TEXT,
            "advice": TEXT,
            "reference": TEXT,
        },
    ),
    Kind.ENQUIRY_JOINED: KindSpec("enquiry", Part.EVENT, {"reason": TEXT}),
    Kind.ENQUIRY_DECIDED: KindSpec(
        "share",
        Part.AMENDS,
        {"outcome": TEXT, "reasons": TEXT, "next_contact": TEXT, "decided_by": ANY, "tell_family": TEXT},
        prefix="decision.",
    ),
    Kind.CALL_LOGGED: KindSpec(
        "call",
        Part.EVENT,
        {"at": TEXT, "number": TEXT, "person": TEXT, "who": TEXT, "advice": TEXT, "reference": TEXT},
    ),
    Kind.DESK_PROPOSED: KindSpec("desk", Part.EVENT, {"desk": TEXT, "recipient": TEXT, "instead_of": TEXT}),
    Kind.DESK_GRANTED: KindSpec(
        "desk", Part.EVENT, {"desk": TEXT, "device": TEXT, "keys": ROWS}, secret=frozenset({"keys"})
    ),
    Kind.DEVICE_ADMITTED: KindSpec("device", Part.EVENT, {"device": TEXT}),
    Kind.DEVICE_CONFIRMED: KindSpec("device", Part.EVENT, {"device": TEXT}),
    Kind.ATTACHMENT_ADDED: KindSpec(
        "attachment", Part.EVENT, {"attachments": ROWS, "note_shows": TEXT}, secret=frozenset({"attachments.key"})
    ),
    Kind.RECORD_OPENED: KindSpec("opening", Part.EVENT, {"record_family": TEXT}),
    Kind.RECORD_EXPORTED: KindSpec("export", Part.EVENT, {"paper": TEXT, "code": TEXT, "number": TEXT, "shown": TEXT}),
    Kind.RECORD_ERASED: KindSpec(
        "erasure",
        Part.EVENT,
        {"statements": rows_of(statement=TEXT, fields=TEXTS), "reason": TEXT, "basis": TEXT},
    ),
    Kind.RECORD_WITHDRAWN: KindSpec("withdrawal", Part.EVENT, {"reason": TEXT, "typed_by": ROW}),
    Kind.RECORD_REINSTATED: KindSpec("withdrawal", Part.EVENT, {"reason": TEXT, "typed_by": ROW}),
    Kind.RECORD_DISPUTED: KindSpec(
        "dispute",
        Part.EVENT,
        {"by": row_of(name=TEXT, role=TEXT), "why": TEXT, "as_told_by": TEXT, "typed_by": ROW},
    ),
    Kind.HOLD_PLACED: KindSpec("hold", Part.EVENT, {"reason": TEXT}),
    Kind.HOLD_LIFTED: KindSpec("hold", Part.EVENT, {"reason": TEXT}),
    Kind.TEXT_EXTRACTED: KindSpec(
        "extract", Part.EVENT, {"of": TEXT, "extract": row_of(field=TEXT, parts=TEXTS, reasons=TEXTS)}
    ),
    **_ENTRIES,
}

_FOUNDED = {
    one.family: frozenset(
        name
        for each in KINDS.values()
        if each.family == one.family and each.part is Part.FOUNDS
        for name in each.fields
    )
    for one in KINDS.values()
}
"""By family: the fields with which its records are begun."""


def family_of(kind: str) -> str:
    """The family of the record that a statement of ``kind`` is first of all about.

    An unknown kind belongs to the family before its dot. ``enquiry.decided`` answers a letter ("share") or a
    telephone referral ("enquiry"): ``family_of_record`` tells which from the record's statements.
    """
    spec = KINDS.get(kind)
    return spec.family if spec else kind.partition(".")[0]


def family_of_record(kinds: Iterable[str]) -> str:
    """The family of a record with statements of these kinds; a founding kind decides, then the first by name."""
    present = sorted(set(kinds))
    for part in (Part.FOUNDS, Part.AMENDS, Part.EVENT):
        for kind in present:
            spec = KINDS.get(kind)
            if spec and spec.part is part:
                return spec.family
    return family_of(present[0]) if present else ""


def is_known(kind: str) -> bool:
    return kind in KINDS


def part_of(kind: str) -> Part:
    """What a kind does in the fold; an unknown kind moves nothing."""
    spec = KINDS.get(kind)
    return spec.part if spec else Part.EVENT


def list_fields(family: str) -> frozenset[str]:
    """The fields of a family that are lists: each row is one disclosure, and the whole list folds as one value."""
    return frozenset(
        name for spec in KINDS.values() if spec.family == family for name, shape in spec.fields.items() if shape.is_list
    )


def misshapen(kind: str, fields: Mapping[str, Json]) -> str:
    """The name of the first field that does not have its kind's shape, or "" when all do."""
    spec = KINDS.get(kind)
    if spec is None:
        return ""
    wrong = (name for name, value in fields.items() if not _fits(spec, name, value))
    return min(wrong, default="")


def _fits(spec: KindSpec, name: str, value: Json) -> bool:
    if spec.part is Part.AMENDS and name not in spec.fields and not spec.prefix and name in _FOUNDED[spec.family]:
        return False  # it stays what it was when the record was begun
    if value is None:
        return spec.part is Part.AMENDS or name not in spec.fields
    return spec.fields.get(name, ANY).holds(value)


def without_secrets(kind: str, fields: Mapping[str, Json]) -> dict[str, Json]:
    """Return the fields of a statement that may be shown or written out: all but what its kind names as secret."""
    spec = KINDS.get(kind)
    secret = spec.secret if spec is not None else frozenset()
    cells = {name: frozenset(one.partition(".")[2] for one in secret if one.startswith(f"{name}.")) for name in fields}
    return {name: _without(value, cells[name]) for name, value in fields.items() if name not in secret}


def _without(value: Json, cells: frozenset[str]) -> Json:
    if not cells:
        return value
    if isinstance(value, Mapping):
        return {name: cell for name, cell in value.items() if name not in cells}
    if isinstance(value, list | tuple):
        return [_without(row, cells) for row in value]
    return value
