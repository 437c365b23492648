"""Letters, invitations and directories that came from outside, and the way they travel."""

from __future__ import annotations

_SAFE = "Nothing of it was taken into your record book, and your own records are untouched."

SENTENCES: dict[str, tuple[str, str, str]] = {
    "Malformed": (
        "This file or letter is not one that Guardbook can read.",
        _SAFE,
        "Ask the sender to send it again; if it comes from a USB stick, copy it once more.",
    ),
    "TooLarge": (
        "This file or letter is larger than Guardbook accepts.",
        _SAFE,
        "Ask the sender to share fewer entries at a time.",
    ),
    "UnknownVersion": (
        "This was made by a newer Guardbook than yours.",
        "It is kept as it came, and your own records are untouched.",
        "Install the newest Guardbook; it is then tried again by itself.",
    ),
    "UnknownAlgorithm": (
        "This was locked in a way that Guardbook does not know.",
        _SAFE,
        "Install the newest Guardbook; if that does not help, ask the sender which program made it.",
    ),
    "WrongPartnership": (
        "This is meant for another partnership than yours.",
        _SAFE,
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
        _SAFE,
        "Ring the sender on a number you know and ask them to send it again.",
    ),
    "DigestMismatch": (
        "This did not arrive as it was sent: part of it differs from what its sender signed.",
        _SAFE,
        "Fetch it again; if it stays like this, ask the sender to send it again.",
    ),
    "NotARecipient": (
        "This letter was locked for somebody else.",
        "Nobody here can read it, and your own records are untouched.",
        "Tell the sender that it reached you, so that they can send it to the right person.",
    ),
    "HeaderDamaged": (
        "The lock of this letter is damaged.",
        _SAFE,
        "Ask the sender to send it again.",
    ),
    "PayloadDamaged": (
        "The inside of this letter is damaged or cut short.",
        _SAFE,
        "Fetch it again; if it stays like this, ask the sender to send it again.",
    ),
    "CoverMismatch": (
        "What this letter says about itself does not fit what is in it.",
        _SAFE,
        "Ring the sender on a number you know, and tell your area's safeguarding team.",
    ),
    "StatementInvalid": (
        "An entry in this letter breaks the rules that entries keep.",
        _SAFE,
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
    "HubRefused": (
        "Your area's letter service answered that it could not do this now.",
        "Everything you wrote is safe here, and letters that have not gone keep waiting.",
        "Guardbook tries again by itself; if this goes on for a day, tell your area's safeguarding team.",
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
