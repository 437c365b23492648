"""What a field is called on screens and on paper.

Rules this module keeps: one plain label for each field of each family; an unknown field is called by its own name.
"""

from __future__ import annotations

from collections.abc import Mapping

FIELD_LABELS: Mapping[str, Mapping[str, str]] = {
    "child": {
        "given_names": "Given names",
        "family_name": "Family name",
        "known_as": "Known as",
        "born": "Date of birth",
        "expected": "Expected date of birth",
        "sex": "Sex",
        "nhs_number": "NHS number",
        "upn": "Unique pupil number (UPN)",
        "ethnicity": "Ethnicity",
        "language": "First language",
        "address": "Address",
        "postcode": "Postcode",
        "address_withheld": "Address must not be disclosed",
        "setting": "School, nursery or club",
        "people": "Family, household and other adults",
    },
    "concern": {
        "happened": "When it happened",
        "noticed": "When it was noticed",
        "place": "Where it happened",
        "witness": "Who saw or heard it",
        "informant": "Who told me",
        "from_notes": "Entered from notes",
        "notes_made": "When the notes were made",
        "notes_kept": "Where the original notes are",
        "notes_read_back": "Read back to the person who made them",
        "seen": "What was seen or heard",
        "marks": "Marks on the body",
        "words": "The child's exact words",
        "questions": "What the child was asked",
        "reported": "What others said",
        "opinion": "Opinion",
        "mobile": "Can move about on their own",
        "category": "Main category",
        "categories": "Further categories",
        "factors": "Assessment factors",
        "level": "Level of need",
        "level_why": "Why this level",
        "safe_now": "Safe now",
        "safe_now_note": "About being safe now",
        "done": "What was done",
        "told": "Who was told",
        "parents_told": "Parents or carers told",
        "parents_told_why": "Why, or why not",
        "accused_works_with_children": "The person works with children",
        "kept_from": "Who must not see this",
        "kept_from_why": "Why they must not see it",
        "prompts": "Guidance shown while writing",
        "typed_by": "Written by",
    },
    "share": {
        "share": "Shared",
        "recipient": "Shared with",
        "purpose": "Purpose",
        "basis": "Lawful basis",
        "reasons": "Reasons",
        "family_told": "Family told about sharing",
        "family_told_why": "Why, or why not",
        "consent": "Agreement",
        "statements": "What was shared",
        "left_out": "What was left out",
        "decision.outcome": "Outcome",
        "decision.reasons": "Reasons for the outcome",
        "decision.next_contact": "Next contact",
        "decision.decided_by": "Decided by",
        "decision.tell_family": "What the family is told",
    },
    "enquiry": {
        "caller": "Who rang",
        "organisation": "Organisation",
        "number": "Their number",
        "at": "When they rang",
        "child": "Which child",
        "said": "What was said",
        "advice": "Advice given",
        "reference": "Reference given",
        "decision.outcome": "Outcome",
        "decision.reasons": "Reasons for the outcome",
        "decision.next_contact": "Next contact",
        "decision.decided_by": "Decided by",
        "decision.tell_family": "What the family is told",
    },
    "call": {
        "at": "When",
        "number": "Number",
        "person": "Spoke to",
        "who": "Who rang",
        "advice": "Advice",
        "reference": "Reference",
    },
}


def label(family: str, field: str) -> str:
    """The label of a field; ``enquiry.decided``'s own field names are found without their prefix too."""
    labels = FIELD_LABELS.get(family, {})
    return labels.get(field) or labels.get(f"decision.{field}") or field.replace("_", " ").capitalize()
