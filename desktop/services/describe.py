"""Labels and words for fields: what a screen, a preview and a chronology say for a stored value.

Rules this module keeps:

* codes become the words of the guidance edition; a code the edition does not know is shown as it is;
* a blank stays a blank and nothing is guessed;
* the words a person typed are never changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from desktop.domain.guidance import Guidance
from desktop.domain.statements import Json
from desktop.services.times import text_words

WITHHELD = ("address", "postcode", "setting")  # what "must not be disclosed" keeps out of shares, prints and files

LABELS: Mapping[str, str] = {
    # a child
    "given_names": "First names",
    "family_name": "Family name",
    "known_as": "Known as",
    "born": "Date of birth",
    "expected": "Expected date of birth",
    "sex": "Sex",
    "nhs_number": "NHS number",
    "upn": "Unique pupil number",
    "ethnicity": "Ethnicity",
    "language": "Language",
    "address": "Address",
    "postcode": "Postcode",
    "address_withheld": "Address and setting must not be disclosed",
    "setting": "School, nursery or club",
    "people": "Family and other adults",
    # a concern
    "happened": "When it happened",
    "noticed": "When it was noticed",
    "place": "Where it happened",
    "witness": "Who saw or heard it",
    "informant": "Who told me",
    "typed_by": "Who is typing",
    "from_notes": "Entered from notes",
    "notes_made": "When the note was made",
    "notes_kept": "Where the original note is",
    "notes_read_back": "Read back to the person who made the note",
    "seen": "What was seen or heard",
    "marks": "Marks on the body",
    "words": "The child's exact words",
    "questions": "What the child was asked",
    "reported": "What others said",
    "opinion": "Opinion",
    "mobile": "Can the child move about on their own",
    "category": "Main concern",
    "categories": "Further concerns",
    "factors": "Assessment factors",
    "level": "Level of need",
    "level_why": "Why this level",
    "safe_now": "Is the child safe now",
    "safe_now_note": "About the child's safety now",
    "done": "What I did",
    "told": "Who was told",
    "parents_told": "Were the parents told",
    "parents_told_why": "Why, or why not",
    "accused_works_with_children": "Is an adult who works with children accused",
    "kept_from": "Who must not see this",
    "kept_from_why": "Why they must not see it",
    "prompts": "Guidance shown while recording",
    # amendments
    "reason": "Reason",
    "as_told_by": "As told by",
    # sharing
    "share": "Shared",
    "recipient": "Shared with",
    "purpose": "Purpose",
    "basis": "Basis",
    "reasons": "Reasons",
    "family_told": "Was the family told",
    "family_told_why": "Why the family was, or was not, told",
    "consent": "Consent",
    "statements": "What was shared",
    "left_out": "What was left out",
    # calls and the desk
    "at": "When",
    "number": "Number",
    "person": "Spoke to",
    "who": "Who rang",
    "advice": "Advice given",
    "reference": "Reference",
    "caller": "Who rang",
    "organisation": "Organisation",
    "said": "What was said",
    "outcome": "Outcome",
    "next_contact": "Next contact",
    "tell_family": "What to tell the family",
    "decided_by": "Decided by",
}

_ANSWERS = {"yes": "Yes", "no": "No", "unknown": "I do not know"}
_ANSWERED = frozenset(
    "mobile safe_now parents_told notes_read_back accused_works_with_children family_told "
    "parental_responsibility household".split()  # noqa: SIM905
)
_DATED = frozenset({"born", "expected", "notes_made", "at", "received_at"})
_SEXES = {"M": "Male", "F": "Female", "U": "Not known"}
_PRECISION = {"about": "about", "unknown": "not known exactly"}
_ROW_NAMES = {
    "parental_responsibility": "parental responsibility",
    "household": "lives in the household",
    "born": "born",
    "at": "at",
    "language": "in",
    "translation": "translation",
    "interpreter": "interpreted by",
}
_SKIPPED = frozenset({"record"})


class Words:
    """Turns stored values into words, by one edition of the guidance."""

    def __init__(self, guidance: Guidance) -> None:
        self._coded: Mapping[str, Callable[[str], str]] = {
            "category": guidance.category_label,
            "categories": guidance.category_label,
            "factors": guidance.factor_label,
            "level": guidance.level_label,
            "purpose": guidance.purpose_label,
            "basis": guidance.basis_label,
            "outcome": guidance.outcome_label,
            "ethnicity": guidance.ethnicity_label,
        }

    def label(self, name: str) -> str:
        """The label of a field; an unknown field's own name, spaced."""
        return LABELS.get(name) or name.replace("_", " ").replace(".", " ").capitalize()

    def text(self, name: str, value: Json) -> str:
        """A field's value in words; rows one to a line."""
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return "Yes" if value else "No"
        if isinstance(value, str):
            return self._string(name, value)
        if isinstance(value, Mapping):
            return self._row(name, value)
        if isinstance(value, Sequence):
            parts = [self.text(name, row) for row in value]
            rows = any(isinstance(row, Mapping) for row in value)
            return ("\n" if rows else ", ").join(part for part in parts if part)
        return str(value)

    def _string(self, name: str, value: str) -> str:
        if name in _ANSWERED:
            return _ANSWERS.get(value, value)
        if name in _DATED:
            return text_words(value)
        if name == "sex":
            return _SEXES.get(value, value)
        coded = self._coded.get(name)
        return coded(value) if coded else value

    def _row(self, name: str, row: Mapping[str, Json]) -> str:
        if name in ("happened", "noticed"):
            return _when(row)
        if "words" in row:
            return self._quote(row)
        parts = [str(row[key]) for key in ("name", "relation", "role", "how") if row.get(key)]
        for key, value in row.items():
            if key in ("name", "relation", "role", "how", *_SKIPPED) or value in (None, ""):
                continue
            said = self.text(key, value)
            parts.append(f"{_ROW_NAMES[key]}: {said}" if key in _ROW_NAMES and key != "at" else said)
        return ", ".join(parts)

    def _quote(self, row: Mapping[str, Json]) -> str:
        text = f"\u201c{row['words']}\u201d"
        if row.get("by"):
            text += f" ({row['by']})"
        for key in ("language", "translation", "interpreter"):
            if row.get(key):
                text += f"; {_ROW_NAMES[key]} {row[key]}"
        return text


def _when(row: Mapping[str, Json]) -> str:
    at, precision, note = (str(row.get(key) or "") for key in ("at", "precision", "note"))
    moment = text_words(at) if at else ""
    if precision == "about" and moment:
        moment = f"about {moment}"
    elif precision == "unknown":
        moment = f"{moment}, not known exactly" if moment else "Not known exactly"
    return "; ".join(part for part in (moment, note) if part)


def full_name(given: str, family: str) -> str:
    """ "Kian Pellow"; words for a child without a name yet."""
    return " ".join(part for part in (given, family) if part) or "Name not known"
