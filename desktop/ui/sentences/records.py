"""What was typed, chosen or asked for."""

from __future__ import annotations

from desktop.ui.language import mark

SENTENCES: dict[str, tuple[str, str, str]] = {
    "InvalidNhsNumber": (
        mark("This NHS number cannot be right: it must have ten figures, and the last one checks the others."),
        mark("What you typed is still there."),
        mark("Compare it with the paper you have, or leave it blank."),
    ),
    "InvalidUpn": (
        mark("This pupil number cannot be right: it has a letter and twelve figures that check each other."),
        mark("What you typed is still there."),
        mark("Compare it with the school's list, or leave it blank."),
    ),
    "InvalidPostcode": (
        mark("This does not read as a postcode."),
        mark("What you typed is still there."),
        mark("Write it like ZY1 2AB, or leave it blank."),
    ),
    "InvalidUrn": (
        mark("This cannot be a school's number (URN): it has six figures, and the first is not 0."),
        mark("What you typed is still there."),
        mark("Look it up in the list of schools, or leave it blank."),
    ),
    "CalendarEnds": (
        mark(
            "A date lies beyond the bank holidays that this Guardbook knows, so working days cannot be counted that far."
        ),
        mark("The record itself is complete and safe."),
        mark("Count the days by hand for now, and install the newest Guardbook."),
    ),
    "GuidanceInvalid": (
        mark("The guidance that came with this Guardbook is damaged."),
        mark("Your record book is safe and was not changed."),
        mark("Install Guardbook again; your record book stays where it is."),
    ),
    "LocalEditionInvalid": (
        mark("This file cannot be used as your area's own guidance."),
        mark("Nothing was changed: the guidance is the one that you had before."),
        mark("Tell your partnership what is said here, and ask them for a corrected file."),
    ),
    "LocalEditionElsewhere": (
        mark("This file is made for another edition of the guidance than the one in this Guardbook."),
        mark("Nothing was changed: the guidance is the one that you had before."),
        mark("Ask your partnership for the file that fits this edition, or install the newest Guardbook."),
    ),
    "LocalEditionTaken": (
        mark("A file of the same id, with another text, was taken in before."),
        mark("Nothing was changed: records already name the earlier one."),
        mark("Ask your partnership to give the changed file an id of its own."),
    ),
    "GuidanceUnknown": (
        mark("This uses a word or code that the guidance in this Guardbook does not have."),
        mark("The record is kept as it was written."),
        mark("Install the newest Guardbook to read it in full."),
    ),
    "FieldsInvalid": (
        mark("An answer does not have the form that it must have."),
        mark("Nothing was saved yet, and what you typed is still there."),
        mark(
            "Look at the answers again; if you find nothing wrong, tell the person who looks after Guardbook in your area."
        ),
    ),
    "LikelyDuplicate": (
        mark("A child who may be the same is already in your record book."),
        mark("Nothing was added, and what you typed is still there."),
        mark("Look at the children shown; if none is the same, add this one."),
    ),
    "LikelyPerson": (
        mark("A person who may be the same is already in your record book."),
        mark("Nothing was added, and what you typed is still there."),
        mark("Look at the people shown; if none is the same, add this one."),
    ),
    "Incomplete": (
        mark("Something that is needed is still blank."),
        mark("What you typed is kept as a draft."),
        mark("Fill in what is marked, then try again."),
    ),
    "RecordWithdrawn": (
        mark("This record is withdrawn, so nothing is added to it."),
        mark("What you typed is still there, and the record stays readable."),
        mark("Take the withdrawal back first, or record it anew."),
    ),
    "Cancelled": (
        mark("You stopped it before the end."),
        mark("Nothing was changed."),
        mark("Start it again when you have the time."),
    ),
    "NoSuchRecord": (
        mark("This record is not in this record book."),
        mark("Nothing was changed."),
        mark("Go back and look for it again."),
    ),
    "NothingChanged": (
        mark("Nothing is different from what the record says already."),
        mark("The record stays as it is."),
        mark("Change what should read otherwise, or go back."),
    ),
    "ReasonNeeded": (
        mark("This step needs a reason, and none was given."),
        mark("Nothing was changed, and what you typed is still there."),
        mark("Write in a few words why, then try again."),
    ),
    "MarkErased": (
        mark("A mark of the body map would have been changed or taken away."),
        mark("Nothing was changed: what was signed stays as it was."),
        mark("Strike the mark through with a reason, and place a new one."),
    ),
    "NotYourRecord": (
        mark("This record was written by another organisation, so only they can change it."),
        mark("Nothing was changed."),
        mark("Add what you know as a record of your own; both are shown together."),
    ),
    "NothingToShare": (
        mark("Nothing was chosen to share."),
        mark("Nothing was sent."),
        mark("Choose at least one entry, or record that you decided not to share."),
    ),
    "NoRecipient": (
        mark("Nobody there could open a letter yet."),
        mark("Nothing was sent, and your choices are still there."),
        mark("Choose another recipient, or ring them; the administrator can admit them to the partnership."),
    ),
    "KeptFromThem": (
        mark("One of the people you chose must not see this record."),
        mark("Nobody was told, and your choices are still there."),
        mark("Choose somebody else. If the name is another person's, say so in the record first, by amending it."),
    ),
    "NotJoined": (
        mark("This record book has not joined a partnership yet."),
        mark("Everything you wrote is safe on this computer, and nothing was sent."),
        mark("Join with the invitation from your area's safeguarding team; if it is urgent, ring them."),
    ),
    "ReplacementNeeded": (
        mark("This record book was restored, and your partnership does not know it yet as the new one of yours."),
        mark("Everything you wrote is safe on this computer, and letters wait until it is known."),
        mark(
            "Ask your partnership's administrator for a new invitation; if it is urgent, ring your area's safeguarding team."
        ),
    ),
    "AlreadyJoined": (
        mark("This record book already belongs to a partnership."),
        mark("Nothing was changed."),
        mark("Go on as you are; if you moved to another area, ask its safeguarding team what to do."),
    ),
    "NotALead": (
        mark("Only the safeguarding lead erases records, or keeps them from being erased."),
        mark("Nothing was changed."),
        mark("Ask your safeguarding lead."),
    ),
    "HeldByLaw": (
        mark("A legal hold keeps this record."),
        mark("Nothing was erased."),
        mark("Lift the hold first, with a reason, if it is not needed any more."),
    ),
    "NothingToErase": (
        mark("Nothing was chosen to erase."),
        mark("Nothing was changed."),
        mark("Choose what need not be kept any more, then try again."),
    ),
    "Erased": (
        mark("What this letter carried was erased before it left."),
        mark("It was not sent, and nothing of it is left."),
        mark("Write and share again if something must still be said."),
    ),
    "NotAnExtract": (
        mark("The words to leave out are not in this text, or a reason is missing."),
        mark("Nothing was saved."),
        mark("Mark the words in the text and say why each place is left out."),
    ),
    "NotADesk": (
        mark("Only people in the safeguarding team do this."),
        mark("Nothing was changed."),
        mark("If you work there now, ask the administrator for an invitation with that role."),
    ),
    "NotAnAdministrator": (
        mark("Only the administrator of the partnership does this."),
        mark("Nothing was changed."),
        mark("Ask the administrator of your partnership."),
    ),
    "RequestNotExpected": (
        mark("This request answers no open invitation of yours."),
        mark("Nobody was admitted."),
        mark("Make a new invitation for this person and hand it to them."),
    ),
    "AlreadyDecided": (
        mark("This enquiry already has a decision."),
        mark("The decision stays as it was recorded."),
        mark("Read it on the enquiry's page; if it must change, record why as a new decision with your manager."),
    ),
    "SameEnquiry": (
        mark("These two are one enquiry already."),
        mark("Nothing was changed."),
        mark("Choose another enquiry, or go back."),
    ),
    "TransferUnavailable": (
        mark("This record book was opened without a way to send and fetch letters."),
        mark("Your letters wait safely on this computer."),
        mark("Lock the book and open it again; if it is urgent, ring."),
    ),
    "PrintingUnavailable": (
        mark("This Guardbook cannot make paper copies."),
        mark("Your record book is safe, and nothing was printed."),
        mark("Install Guardbook again, or read the record on the screen."),
    ),
    "ProposalUntold": (
        mark("This file asks for a change that Guardbook cannot put in words."),
        mark("Nothing was changed, and nothing was signed."),
        mark(
            "Do not sign it. Ask the person who sent it what it is for, and bring Guardbook up to date on both computers."
        ),
    ),
    "ProposalNotNeeded": (
        mark("What this file asks for is in force already, or something newer is."),
        mark("Nothing was changed, and nothing was signed."),
        mark("Ask the person who prepared it whether it is still needed; they can prepare it again."),
    ),
    "NothingToGrant": (
        mark("There is nothing here to hand on: this record book has no key of the team."),
        mark("Nothing was changed."),
        mark("Ask a colleague who can open the team's letters to let this person open them."),
    ),
    "LetterGaveWay": (
        mark("This letter did not open, and more letters of the same sender came that did not open either."),
        mark("So that they do not fill this record book, this one is not kept. What opened is all here."),
        mark(
            "Ring the sender: ask what they sent, and for a new copy. If they know nothing of it, tell your administrator."
        ),
    ),
    "DeskKeyNotHere": (
        mark("This letter is for your team, and no colleague has let you open the team's letters yet."),
        mark("It is kept whole, and opens by itself as soon as one does."),
        mark("Ask a colleague to open Your partnership and let you open earlier letters."),
    ),
    "DirectoryNotOurs": (
        mark("This directory file does not have you in it, or is of another partnership."),
        mark("Nothing was changed in your record book."),
        mark("Ask the person who invited you whether they have admitted you, and for the newest file."),
    ),
    "BookDamaged": (
        mark("The record book's notes about itself cannot be read."),
        mark("The records are kept apart from these notes and were not changed."),
        mark("Restore your last backup, or ask the person who looks after Guardbook in your area."),
    ),
}
