"""What a field is called on screens and on paper.

Rules this module keeps: one plain label for each field of each family; an unknown field is called by its own name.
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop.language import mark, tr

FIELD_LABELS: Mapping[str, Mapping[str, str]] = {
    "child": {
        "given_names": mark("Given names"),
        "family_name": mark("Family name"),
        "known_as": mark("Known as"),
        "born": mark("Date of birth"),
        "expected": mark("Expected date of birth"),
        "sex": mark("Sex"),
        "nhs_number": mark("NHS number"),
        "upn": mark("Unique pupil number (UPN)"),
        "ethnicity": mark("Ethnicity"),
        "language": mark("First language"),
        "address": mark("Address"),
        "postcode": mark("Postcode"),
        "address_withheld": mark("Address must not be disclosed"),
        "setting": mark("School, nursery or club"),
        "people": mark("Family, household and other adults"),
    },
    "concern": {
        "happened": mark("When it happened"),
        "noticed": mark("When it was noticed"),
        "place": mark("Where it happened"),
        "witness": mark("Who saw or heard it"),
        "informant": mark("Who told me"),
        "from_notes": mark("Entered from notes"),
        "notes_made": mark("When the notes were made"),
        "notes_kept": mark("Where the original notes are"),
        "notes_read_back": mark("Read back to the person who made them"),
        "seen": mark("What was seen or heard"),
        "marks": mark("Marks on the body"),
        "words": mark("The child's exact words"),
        "questions": mark("What the child was asked"),
        "reported": mark("What others said"),
        "opinion": mark("Opinion"),
        "mobile": mark("Can move about on their own"),
        "category": mark("Main category"),
        "categories": mark("Further categories"),
        "factors": mark("Assessment factors"),
        "level": mark("Level of need"),
        "level_why": mark("Why this level"),
        "safe_now": mark("Safe now"),
        "safe_now_note": mark("About being safe now"),
        "done": mark("What was done"),
        "told": mark("Who was told"),
        "parents_told": mark("Parents or carers told"),
        "parents_told_why": mark("Why, or why not"),
        "accused_works_with_children": mark("The person works with children"),
        "kept_from": mark("Who must not see this"),
        "kept_from_why": mark("Why they must not see it"),
        "review_on": mark("Look at this again on"),
        "prompts": mark("Guidance shown while writing"),
        "typed_by": mark("Written by"),
    },
    "share": {
        "share": mark("Shared"),
        "recipient": mark("Shared with"),
        "purpose": mark("Purpose"),
        "basis": mark("Lawful basis"),
        "reasons": mark("Reasons"),
        "family_told": mark("Family told about sharing"),
        "family_told_why": mark("Why, or why not"),
        "list_old_why": mark("Why it could not wait for a newer list of people"),
        "consent": mark("Agreement"),
        "statements": mark("What was shared"),
        "left_out": mark("What was left out"),
        "review_on": mark("Look at this again on"),
        "question": mark("The question"),
        "why": mark("Why it is asked"),
        "wanted_by": mark("An answer is wanted by"),
        "asked_by": mark("Asked by"),
        "known": mark("What is known"),
        "text": mark("The answer"),
        "answered_by": mark("Answered by"),
        "decision.outcome": mark("Outcome"),
        "decision.reasons": mark("Reasons for the outcome"),
        "decision.next_contact": mark("Next contact"),
        "decision.decided_by": mark("Decided by"),
        "decision.tell_family": mark("What the family is told"),
    },
    "enquiry": {
        "caller": mark("Who rang"),
        "organisation": mark("Organisation"),
        "number": mark("Their number"),
        "at": mark("When they rang"),
        "child": mark("Which child"),
        "said": mark("What was said"),
        "advice": mark("Advice given"),
        "reference": mark("Reference given"),
        "decision.outcome": mark("Outcome"),
        "decision.reasons": mark("Reasons for the outcome"),
        "decision.next_contact": mark("Next contact"),
        "decision.decided_by": mark("Decided by"),
        "decision.tell_family": mark("What the family is told"),
    },
    "call": {
        "at": mark("When"),
        "number": mark("Number"),
        "person": mark("Spoke to"),
        "who": mark("Who rang"),
        "advice": mark("Advice"),
        "reference": mark("Reference"),
    },
}


def label(family: str, field: str) -> str:
    """The label of a field; ``enquiry.decided``'s own field names are found without their prefix too."""
    labels = FIELD_LABELS.get(family, {})
    known = labels.get(field) or labels.get(f"decision.{field}")
    return tr(known) if known else field.replace("_", " ").capitalize()
