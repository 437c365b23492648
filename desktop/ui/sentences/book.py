"""The record book itself: its file, its keys, its backups."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str, str]] = {
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
}
