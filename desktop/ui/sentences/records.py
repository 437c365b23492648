"""What was typed, chosen or asked for."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str, str]] = {
    "InvalidNhsNumber": (
        "This NHS number cannot be right: it must have ten figures, and the last one checks the others.",
        "What you typed is still there.",
        "Compare it with the paper you have, or leave it blank.",
    ),
    "InvalidUpn": (
        "This pupil number cannot be right: it has a letter and twelve figures that check each other.",
        "What you typed is still there.",
        "Compare it with the school's list, or leave it blank.",
    ),
    "InvalidPostcode": (
        "This does not read as a postcode.",
        "What you typed is still there.",
        "Write it like ZY1 2AB, or leave it blank.",
    ),
    "CalendarEnds": (
        "A date lies beyond the bank holidays that this Guardbook knows, so working days cannot be counted that far.",
        "The record itself is complete and safe.",
        "Count the days by hand for now, and install the newest Guardbook.",
    ),
    "GuidanceInvalid": (
        "The guidance that came with this Guardbook is damaged.",
        "Your record book is safe and was not changed.",
        "Install Guardbook again; your record book stays where it is.",
    ),
    "GuidanceUnknown": (
        "This uses a word or code that the guidance in this Guardbook does not have.",
        "The record is kept as it was written.",
        "Install the newest Guardbook to read it in full.",
    ),
    "FieldsInvalid": (
        "An answer does not have the form that it must have.",
        "Nothing was saved yet, and what you typed is still there.",
        "Look at the answers again; if you find nothing wrong, tell the person who looks after Guardbook in your area.",
    ),
    "LikelyDuplicate": (
        "A child who may be the same is already in your record book.",
        "Nothing was added, and what you typed is still there.",
        "Look at the children shown; if none is the same, add this one.",
    ),
    "Incomplete": (
        "Something that is needed is still blank.",
        "What you typed is kept as a draft.",
        "Fill in what is marked, then try again.",
    ),
    "Cancelled": (
        "You stopped it before the end.",
        "Nothing was changed.",
        "Start it again when you have the time.",
    ),
    "NoSuchRecord": (
        "This record is not in this record book.",
        "Nothing was changed.",
        "Go back and look for it again.",
    ),
    "NothingChanged": (
        "Nothing is different from what the record says already.",
        "The record stays as it is.",
        "Change what should read otherwise, or go back.",
    ),
    "ReasonNeeded": (
        "This step needs a reason, and none was given.",
        "Nothing was changed, and what you typed is still there.",
        "Write in a few words why, then try again.",
    ),
    "NotYourRecord": (
        "This record was written by another organisation, so only they can change it.",
        "Nothing was changed.",
        "Add what you know as a record of your own; both are shown together.",
    ),
    "NothingToShare": (
        "Nothing was chosen to share.",
        "Nothing was sent.",
        "Choose at least one entry, or record that you decided not to share.",
    ),
    "NoRecipient": (
        "Nobody there could open a letter yet.",
        "Nothing was sent, and your choices are still there.",
        "Choose another recipient, or ring them; the administrator can admit them to the partnership.",
    ),
    "NotJoined": (
        "This record book has not joined a partnership yet.",
        "Everything you wrote is safe on this computer, and nothing was sent.",
        "Join with the invitation from your area's safeguarding team; if it is urgent, ring them.",
    ),
    "AlreadyJoined": (
        "This record book already belongs to a partnership.",
        "Nothing was changed.",
        "Go on as you are; if you moved to another area, ask its safeguarding team what to do.",
    ),
    "NotADesk": (
        "Only people in the safeguarding team do this.",
        "Nothing was changed.",
        "If you work there now, ask the administrator for an invitation with that role.",
    ),
    "NotAnAdministrator": (
        "Only the administrator of the partnership does this.",
        "Nothing was changed.",
        "Ask the administrator of your partnership.",
    ),
    "RequestNotExpected": (
        "This request answers no open invitation of yours.",
        "Nobody was admitted.",
        "Make a new invitation for this person and hand it to them.",
    ),
    "AlreadyDecided": (
        "This enquiry already has a decision.",
        "The decision stays as it was recorded.",
        "Read it on the enquiry's page; if it must change, record why as a new decision with your manager.",
    ),
    "SameEnquiry": (
        "These two are one enquiry already.",
        "Nothing was changed.",
        "Choose another enquiry, or go back.",
    ),
    "TransferUnavailable": (
        "This record book was opened without a way to send and fetch letters.",
        "Your letters wait safely on this computer.",
        "Lock the book and open it again; if it is urgent, ring.",
    ),
    "PrintingUnavailable": (
        "This Guardbook cannot make paper copies.",
        "Your record book is safe, and nothing was printed.",
        "Install Guardbook again, or read the record on the screen.",
    ),
    "DirectoryNotOurs": (
        "This directory file does not have you in it, or is of another partnership.",
        "Nothing was changed in your record book.",
        "Ask the person who invited you whether they have admitted you, and for the newest file.",
    ),
    "BookDamaged": (
        "The record book's notes about itself cannot be read.",
        "The records are kept apart from these notes and were not changed.",
        "Restore your last backup, or ask the person who looks after Guardbook in your area.",
    ),
}
