"""Letters, invitations and directories that came from outside, and the way they travel."""

from __future__ import annotations

from desktop.ui.language import mark

_SAFE = mark("Nothing of it was taken into your record book, and your own records are untouched.")

SENTENCES: dict[str, tuple[str, str, str]] = {
    "Malformed": (
        mark("This file or letter is not one that Guardbook can read."),
        _SAFE,
        mark("Ask the sender to send it again; if it comes from a USB stick, copy it once more."),
    ),
    "TooLarge": (
        mark("This file or letter is larger than Guardbook accepts."),
        _SAFE,
        mark("Ask the sender to share fewer entries at a time."),
    ),
    "UnknownVersion": (
        mark("This was made by a newer Guardbook than yours."),
        mark("It is kept as it came, and your own records are untouched."),
        mark("Install the newest Guardbook; it is then tried again by itself."),
    ),
    "UnknownAlgorithm": (
        mark("This was locked in a way that Guardbook does not know."),
        _SAFE,
        mark("Install the newest Guardbook; if that does not help, ask the sender which program made it."),
    ),
    "WrongPartnership": (
        mark("This is meant for another partnership than yours."),
        _SAFE,
        mark("Check with the sender that they chose the right area."),
    ),
    "UnknownSender": (
        mark("This comes from a computer that your partnership's directory does not list."),
        mark("It is kept aside unread, and your own records are untouched."),
        mark("Take in the newest directory; if it still does not fit, ring the sender on a number you know."),
    ),
    "SenderRevoked": (
        mark("This comes from a computer that the partnership no longer trusts."),
        mark("It is kept aside unread, and your own records are untouched."),
        mark("Ring the person it names on a number you know, and tell your area's safeguarding team."),
    ),
    "SignatureInvalid": (
        mark("The signature on this does not fit, so it may have been changed on the way."),
        _SAFE,
        mark("Ring the sender on a number you know and ask them to send it again."),
    ),
    "DigestMismatch": (
        mark("This did not arrive as it was sent: part of it differs from what its sender signed."),
        _SAFE,
        mark("Fetch it again; if it stays like this, ask the sender to send it again."),
    ),
    "NotARecipient": (
        mark("This letter was locked for somebody else."),
        mark("Nobody here can read it, and your own records are untouched."),
        mark("Tell the sender that it reached you, so that they can send it to the right person."),
    ),
    "HeaderDamaged": (
        mark("The lock of this letter is damaged."),
        _SAFE,
        mark("Ask the sender to send it again."),
    ),
    "PayloadDamaged": (
        mark("The inside of this letter is damaged or cut short."),
        _SAFE,
        mark("Fetch it again; if it stays like this, ask the sender to send it again."),
    ),
    "CoverMismatch": (
        mark("What this letter says about itself does not fit what is in it."),
        _SAFE,
        mark("Ring the sender on a number you know, and tell your area's safeguarding team."),
    ),
    "StatementInvalid": (
        mark("An entry in this letter breaks the rules that entries keep."),
        _SAFE,
        mark("Ask the sender to send it again from the newest Guardbook."),
    ),
    "ReceiptInvalid": (
        mark("The receipt for this letter is not genuine or is for another letter."),
        mark("Your letter is still kept here, and it is not counted as delivered."),
        mark("Guardbook asks again by itself; if this goes on for a day, tell your area's safeguarding team."),
    ),
    "ProofInvalid": (
        mark("A proof from your area's letter service does not lead to what it signed."),
        mark("Nothing was changed in your record book, and your letters are kept."),
        mark("Guardbook asks again by itself; if this goes on for a day, tell your area's safeguarding team."),
    ),
    "CheckpointInvalid": (
        mark("What your area's letter service says about its own list of letters is not signed as it must be."),
        mark("Nothing was changed in your record book, and your letters are kept."),
        mark("Guardbook asks again by itself; if this goes on for a day, tell your area's safeguarding team."),
    ),
    "HistoryChanged": (
        mark("What your area's letter service signed contradicts itself."),
        mark("Both are kept here as evidence, and nothing of yours is lost."),
        mark("Tell the administrator of your partnership today."),
    ),
    "DirectoryInvalid": (
        mark("This directory file is not signed as your partnership's directory must be."),
        mark("The directory you had before stays in use."),
        mark("Ask the administrator of your partnership for the file again, on a number you know."),
    ),
    "DirectoryExpired": (
        mark("The directory has passed the date up to which it is valid."),
        mark("What you wrote and received is safe, and you can go on recording."),
        mark(
            "Reach your area's safeguarding team through the network once, or ask the administrator for the newest directory file."
        ),
    ),
    "DirectoryRollback": (
        mark("This directory is older than the one you already have."),
        mark("The newer one stays in use."),
        mark("Ask the administrator of your partnership for the newest directory file."),
    ),
    "InvitationExpired": (
        mark("This invitation is past its date."),
        mark("Nothing was changed in your record book."),
        mark("Ask the person who invited you for a new one."),
    ),
    "InvitationInvalid": (
        mark("This file is not an invitation that Guardbook can use."),
        mark("Nothing was changed in your record book."),
        mark("Ask the person who invited you to make a new one and hand it over again."),
    ),
    "RequestInvalid": (
        mark("This request to join does not hold: it is damaged, changed, or not made for your invitation."),
        mark("Nobody was admitted."),
        mark("Ring the person on a number you know and ask them to open their invitation again."),
    ),
    "HubAway": (
        mark("Your area's safeguarding team cannot be reached through the network now."),
        mark("Your letters wait safely on this computer and go by themselves later."),
        mark("Go on working; if it is urgent, ring."),
    ),
    "HubBusy": (
        mark("The other side is busy and asks to come again later."),
        mark("Your letters wait safely on this computer."),
        mark("Guardbook tries again by itself; if it is urgent, ring."),
    ),
    "HubAnsweredNonsense": (
        mark(
            "Something answered that is not your area's safeguarding team; perhaps this network wants you to log in first."
        ),
        mark("Nothing was sent to it, and your letters wait safely here."),
        mark("Try another network, or log in to this one in a web browser; if it is urgent, ring."),
    ),
    "HubRefused": (
        mark("Your area's letter service answered that it could not do this now."),
        mark("Everything you wrote is safe here, and letters that have not gone keep waiting."),
        mark("Guardbook tries again by itself; if this goes on for a day, tell your area's safeguarding team."),
    ),
    "LetterRefused": (
        mark("This letter was not accepted, and sending it again would not help."),
        mark("It is kept here with everything in it, and other letters go on as usual."),
        mark("Ring the safeguarding team and tell them; then share it again if they ask you to."),
    ),
    "HubQuotaFull": (
        mark("Your area's letter service has no more room for letters from this computer or your organisation."),
        mark("Your letters are kept here and go as soon as there is room."),
        mark("Tell your area's safeguarding team that the room is used up; if it is urgent, ring."),
    ),
    "HubHistoryChanged": (
        mark(
            "Your area's letter service shows a history of letters that cannot be the one it showed before, or to others."
        ),
        mark("Nothing is lost: your letters wait here, nothing is sent to it, and the evidence is kept."),
        mark(
            "Tell the administrator of your partnership today; ring about what is urgent, or carry it on a USB stick."
        ),
    ),
    "SenderReplaced": (
        mark(
            "This letter was made on the computer that this one replaces, and had not left when that one was taken out."
        ),
        mark("What it says is safe in your record book; it has reached nobody."),
        mark("Share it again from the child's page; if it is urgent, ring."),
    ),
    "DeviceNotAdmitted": (
        mark("This computer is not, or no longer, admitted to the partnership."),
        mark("Everything you wrote is safe here, and nothing was sent."),
        mark("Ring the administrator of your partnership; if something is urgent, ring the safeguarding team."),
    ),
    "ClockWrong": (
        mark("This computer's clock differs too much from the other side's."),
        mark("Your letters wait safely here, and the times in your records are kept as you wrote them."),
        mark("Set this computer's date and time, then try again."),
    ),
    "CertificateWrong": (
        mark("The one who answered could not prove to be your area's safeguarding team."),
        mark("Nothing was sent, and your letters wait safely here."),
        mark("Try another network; if it happens again, tell the administrator of your partnership."),
    ),
    "AddressUnsafe": (
        mark("The address in the directory is not a protected one, so nothing is sent to it."),
        mark("Your letters wait safely here."),
        mark("Tell the administrator of your partnership."),
    ),
    "FolderMissing": (
        mark("The folder is not there; perhaps the USB stick was taken out."),
        mark("Your letters are safe on this computer."),
        mark("Put the stick in again or choose another folder."),
    ),
    "FolderUnreadable": (
        mark("The folder is there but cannot be read."),
        mark("Nothing was changed in your record book."),
        mark("Check the stick in another computer, or choose another folder."),
    ),
    "FolderUnwritable": (
        mark("Nothing can be written to this folder."),
        mark("Your letters are safe on this computer."),
        mark("Choose another folder, or see whether the stick is locked against writing."),
    ),
    "FolderFull": (
        mark("There is no room left in this folder."),
        mark("Your letters are safe on this computer; what was copied already is whole."),
        mark("Make room on the stick or take another one, then copy again."),
    ),
    "PaperNotMade": (
        mark("The paper copy could not be made."),
        mark("The record is safe and unchanged."),
        mark(
            "Try again; if it happens again, read the record on the screen and tell the person who looks after Guardbook."
        ),
    ),
    "FontsMissing": (
        mark("The letters for paper copies did not come with this Guardbook."),
        mark("The record is safe and unchanged."),
        mark("Install Guardbook again; your record book stays where it is."),
    ),
}
