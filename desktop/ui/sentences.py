"""The sentences themselves, by error class. Grouped by where the error comes from: letters, rules, use cases, files, keys, network, paper."""

from __future__ import annotations

LETTER_SAFE = "Nothing of it was taken into your record book, and your own records are untouched."

SENTENCES: dict[str, tuple[str, str, str]] = {
    "Malformed": (
        "This file or letter is not one that Guardbook can read.",
        LETTER_SAFE,
        "Ask the sender to send it again; if it comes from a USB stick, copy it once more.",
    ),
    "TooLarge": (
        "This file or letter is larger than Guardbook accepts.",
        LETTER_SAFE,
        "Ask the sender to share fewer entries at a time.",
    ),
    "UnknownVersion": (
        "This was made by a newer Guardbook than yours.",
        "It is kept as it came, and your own records are untouched.",
        "Install the newest Guardbook; it is then tried again by itself.",
    ),
    "UnknownAlgorithm": (
        "This was locked in a way that Guardbook does not know.",
        LETTER_SAFE,
        "Install the newest Guardbook; if that does not help, ask the sender which program made it.",
    ),
    "WrongPartnership": (
        "This is meant for another partnership than yours.",
        LETTER_SAFE,
        "Check with the sender that they chose the right area.",
    ),
    "UnknownSender": (
        "This comes from a computer that your partnership's directory does not list.",
        "It is kept aside unread, and your own records are untouched.",
        "Take in the newest directory; if it still does not fit, ring the sender on a number you know.",
    ),
    "SenderRevoked": (
        "This comes from a computer that the partnership no longer trusts.",
        "It is kept aside unread, and your own records are untouched.",
        "Ring the person it names on a number you know, and tell your area's safeguarding team.",
    ),
    "SignatureInvalid": (
        "The signature on this does not fit, so it may have been changed on the way.",
        LETTER_SAFE,
        "Ring the sender on a number you know and ask them to send it again.",
    ),
    "DigestMismatch": (
        "This did not arrive as it was sent: part of it differs from what its sender signed.",
        LETTER_SAFE,
        "Fetch it again; if it stays like this, ask the sender to send it again.",
    ),
    "NotARecipient": (
        "This letter was locked for somebody else.",
        "Nobody here can read it, and your own records are untouched.",
        "Tell the sender that it reached you, so that they can send it to the right person.",
    ),
    "HeaderDamaged": (
        "The lock of this letter is damaged.",
        LETTER_SAFE,
        "Ask the sender to send it again.",
    ),
    "PayloadDamaged": (
        "The inside of this letter is damaged or cut short.",
        LETTER_SAFE,
        "Fetch it again; if it stays like this, ask the sender to send it again.",
    ),
    "CoverMismatch": (
        "What this letter says about itself does not fit what is in it.",
        LETTER_SAFE,
        "Ring the sender on a number you know, and tell your area's safeguarding team.",
    ),
    "StatementInvalid": (
        "An entry in this letter breaks the rules that entries keep.",
        LETTER_SAFE,
        "Ask the sender to send it again from the newest Guardbook.",
    ),
    "ReceiptInvalid": (
        "The receipt for this letter is not genuine or is for another letter.",
        "Your letter is still kept here, and it is not counted as delivered.",
        "Guardbook asks again by itself; if this goes on for a day, tell your area's safeguarding team.",
    ),
    "DirectoryInvalid": (
        "This directory file is not signed as your partnership's directory must be.",
        "The directory you had before stays in use.",
        "Ask the administrator of your partnership for the file again, on a number you know.",
    ),
    "DirectoryExpired": (
        "The directory has passed the date up to which it is valid.",
        "What you wrote and received is safe, and you can go on recording.",
        "Reach your area's safeguarding team through the network once, or ask the administrator for the newest directory file.",
    ),
    "DirectoryRollback": (
        "This directory is older than the one you already have.",
        "The newer one stays in use.",
        "Ask the administrator of your partnership for the newest directory file.",
    ),
    "InvitationExpired": (
        "This invitation is past its date.",
        "Nothing was changed in your record book.",
        "Ask the person who invited you for a new one.",
    ),
    "InvitationInvalid": (
        "This file is not an invitation that Guardbook can use.",
        "Nothing was changed in your record book.",
        "Ask the person who invited you to make a new one and hand it over again.",
    ),
    "RequestInvalid": (
        "This request to join does not hold: it is damaged, changed, or not made for your invitation.",
        "Nobody was admitted.",
        "Ring the person on a number you know and ask them to open their invitation again.",
    ),
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
    "ScriptIncomplete": (
        "There is no number to show, because nobody to ring was entered yet.",
        "The record is safe.",
        "Ring 999 if a child is in danger now; then enter whom to ring in the settings.",
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
    "DatabaseMissing": (
        "The record book's main file is not where it was.",
        "Its keys are still there, and nothing was changed.",
        "Look for the folder in the bin or on another drive, or restore your last backup.",
    ),
    "DatabaseDamaged": (
        "A part of the record book's file is damaged.",
        "Guardbook stopped at once, so that nothing more is lost.",
        "Keep the folder as it is, restore your last backup beside it, and check the drive.",
    ),
    "DatabaseKeyWrong": (
        "The record book and its keys do not belong together.",
        "Nothing was opened or changed.",
        "If files were copied by hand, put back the ones that belong together, or restore your last backup.",
    ),
    "DatabaseTooNew": (
        "This record book was last used with a newer Guardbook.",
        "Nothing was changed.",
        "Install the newest Guardbook on this computer.",
    ),
    "EngineTooOld": (
        "This Guardbook was built with a part that could lose entries, so it opens nothing.",
        "Your record book was not touched.",
        "Install Guardbook again from where your area offers it.",
    ),
    "DiskFull": (
        "The drive is full, so this could not be saved.",
        "Everything saved before is safe, and what you typed is still on the screen.",
        "Make room on the drive, then save again; if it is urgent, ring.",
    ),
    "DriveFault": (
        "The drive could not be read or written.",
        "What was saved before was not changed.",
        "Check that the drive is still there and not locked against writing, then try again; make a backup as soon as it works.",
    ),
    "DatabaseBusy": (
        "Another program has this record book's file open.",
        "Nothing was changed.",
        "Close other Guardbook windows and backup programs, then try again.",
    ),
    "NotDurable": (
        "This computer could not promise to keep what is saved, so the record book was not opened.",
        "Nothing was changed.",
        "Restart the computer; if it happens again, tell the person who looks after Guardbook in your area.",
    ),
    "NoSuchLetter": (
        "This letter is no longer in the list.",
        "Nothing was changed.",
        "Go back to the letters and choose again.",
    ),
    "BackupDamaged": (
        "This file is not a whole backup of a record book.",
        "Nothing was restored, and your other record books are untouched.",
        "Choose another backup, or copy this one again from where it was kept.",
    ),
    "BackupTooNew": (
        "This backup was made by a newer Guardbook.",
        "Nothing was restored.",
        "Install the newest Guardbook, then restore it again.",
    ),
    "BackupUnwritable": (
        "The backup could not be written to that folder.",
        "Your record book is safe, and nothing half-made was left there.",
        "Choose another folder, or check that the USB stick is in and has room.",
    ),
    "RestoreInTheWay": (
        "There is already something in the place where the backup would go.",
        "Nothing was overwritten.",
        "Restore it again in a moment; if this stays, ask the person who looks after Guardbook.",
    ),
    "VaultMissing": (
        "There is no record book in this folder any more.",
        "Nothing was changed.",
        "Look for the folder on another drive, or restore your last backup.",
    ),
    "VaultExists": (
        "There is already a record book in this place.",
        "It was not touched.",
        "Open it instead, or choose another place for the new one.",
    ),
    "VaultInUse": (
        "This record book is already open in another window.",
        "Nothing was changed.",
        "Use that window, or close it first.",
    ),
    "VaultTooNew": (
        "This record book was last used with a newer Guardbook.",
        "Nothing was changed.",
        "Install the newest Guardbook on this computer.",
    ),
    "WrongPassphrase": (
        "This passphrase does not open this record book.",
        "Nothing was changed, and you can try as often as you like.",
        "Check Caps Lock and the keyboard's language, or use the recovery kit.",
    ),
    "PassphraseTooShort": (
        "This passphrase is too short.",
        "Nothing was changed.",
        "Use at least 10 characters; three or four words are good.",
    ),
    "KitMistyped": (
        "A group of the recovery kit is not as it was printed.",
        "Nothing was changed, and you can try as often as you like.",
        "Compare it group by group with your paper; 0 and O, 1 and I count as the same.",
    ),
    "KitMismatch": (
        "The recovery kit you typed is not the one that was shown.",
        "Nothing was made yet.",
        "Compare your paper with the screen and type it from the paper again.",
    ),
    "WrongKit": (
        "This recovery kit belongs to another record book, or was replaced by a newer one.",
        "Nothing was changed.",
        "Look for the newest paper, or use your passphrase.",
    ),
    "KeysDamaged": (
        "The file with this record book's keys is damaged, and so is its copy.",
        "The records themselves were not changed.",
        "Restore your last backup: it holds the keys too.",
    ),
    "NotEnoughMemory": (
        "This computer has not enough free memory to check the passphrase.",
        "Nothing was changed.",
        "Close other programs, then try again.",
    ),
    "KeysUnwritable": (
        "The new keys could not be written to the drive.",
        "The passphrase and kit you had before still open your record book.",
        "Check that the drive has room and is not locked against writing, then try again.",
    ),
    "HubAway": (
        "Your area's safeguarding team cannot be reached through the network now.",
        "Your letters wait safely on this computer and go by themselves later.",
        "Go on working; if it is urgent, ring.",
    ),
    "HubBusy": (
        "The other side is busy and asks to come again later.",
        "Your letters wait safely on this computer.",
        "Guardbook tries again by itself; if it is urgent, ring.",
    ),
    "HubAnsweredNonsense": (
        "Something answered that is not your area's safeguarding team; perhaps this network wants you to log in first.",
        "Nothing was sent to it, and your letters wait safely here.",
        "Try another network, or log in to this one in a web browser; if it is urgent, ring.",
    ),
    "LetterRefused": (
        "This letter was not accepted, and sending it again would not help.",
        "It is kept here with everything in it, and other letters go on as usual.",
        "Ring the safeguarding team and tell them; then share it again if they ask you to.",
    ),
    "DeviceNotAdmitted": (
        "This computer is not, or no longer, admitted to the partnership.",
        "Everything you wrote is safe here, and nothing was sent.",
        "Ring the administrator of your partnership; if something is urgent, ring the safeguarding team.",
    ),
    "ClockWrong": (
        "This computer's clock differs too much from the other side's.",
        "Your letters wait safely here, and the times in your records are kept as you wrote them.",
        "Set this computer's date and time, then try again.",
    ),
    "CertificateWrong": (
        "The one who answered could not prove to be your area's safeguarding team.",
        "Nothing was sent, and your letters wait safely here.",
        "Try another network; if it happens again, tell the administrator of your partnership.",
    ),
    "AddressUnsafe": (
        "The address in the directory is not a protected one, so nothing is sent to it.",
        "Your letters wait safely here.",
        "Tell the administrator of your partnership.",
    ),
    "FolderMissing": (
        "The folder is not there; perhaps the USB stick was taken out.",
        "Your letters are safe on this computer.",
        "Put the stick in again or choose another folder.",
    ),
    "FolderUnreadable": (
        "The folder is there but cannot be read.",
        "Nothing was changed in your record book.",
        "Check the stick in another computer, or choose another folder.",
    ),
    "FolderUnwritable": (
        "Nothing can be written to this folder.",
        "Your letters are safe on this computer.",
        "Choose another folder, or see whether the stick is locked against writing.",
    ),
    "FolderFull": (
        "There is no room left in this folder.",
        "Your letters are safe on this computer; what was copied already is whole.",
        "Make room on the stick or take another one, then copy again.",
    ),
    "PaperNotMade": (
        "The paper copy could not be made.",
        "The record is safe and unchanged.",
        "Try again; if it happens again, read the record on the screen and tell the person who looks after Guardbook.",
    ),
    "FontsMissing": (
        "The letters for paper copies did not come with this Guardbook.",
        "The record is safe and unchanged.",
        "Install Guardbook again; your record book stays where it is.",
    ),
}
