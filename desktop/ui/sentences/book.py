"""The record book itself: its file, its keys, its backups."""

from __future__ import annotations

from desktop.ui.language import mark

SENTENCES: dict[str, tuple[str, str, str]] = {
    "DatabaseMissing": (
        mark("The record book's main file is not where it was."),
        mark("Its keys are still there, and nothing was changed."),
        mark("Look for the folder in the bin or on another drive, or restore your last backup."),
    ),
    "DatabaseDamaged": (
        mark("A part of the record book's file is damaged."),
        mark("Guardbook stopped at once, so that nothing more is lost."),
        mark("Keep the folder as it is, restore your last backup beside it, and check the drive."),
    ),
    "DatabaseKeyWrong": (
        mark("The record book and its keys do not belong together."),
        mark("Nothing was opened or changed."),
        mark("If files were copied by hand, put back the ones that belong together, or restore your last backup."),
    ),
    "DatabaseTooNew": (
        mark("This record book was last used with a newer Guardbook."),
        mark("Nothing was changed."),
        mark("Install the newest Guardbook on this computer."),
    ),
    "EngineTooOld": (
        mark("This Guardbook was built with a part that could lose entries, so it opens nothing."),
        mark("Your record book was not touched."),
        mark("Install Guardbook again from where your area offers it."),
    ),
    "DiskFull": (
        mark("The drive is full, so this could not be saved."),
        mark("Everything saved before is safe, and what you typed is still on the screen."),
        mark("Make room on the drive, then save again; if it is urgent, ring."),
    ),
    "DriveFault": (
        mark("The drive could not be read or written."),
        mark("What was saved before was not changed."),
        mark(
            "Check that the drive is still there and not locked against writing, then try again; make a backup as soon as it works."
        ),
    ),
    "DatabaseBusy": (
        mark("Another program has this record book's file open."),
        mark("Nothing was changed."),
        mark("Close other Guardbook windows and backup programs, then try again."),
    ),
    "NotDurable": (
        mark("This computer could not promise to keep what is saved, so the record book was not opened."),
        mark("Nothing was changed."),
        mark("Restart the computer; if it happens again, tell the person who looks after Guardbook in your area."),
    ),
    "NoSuchLetter": (
        mark("This letter is no longer in the list."),
        mark("Nothing was changed."),
        mark("Go back to the letters and choose again."),
    ),
    "BackupDamaged": (
        mark("This file is not a whole backup of a record book."),
        mark("Nothing was restored, and your other record books are untouched."),
        mark("Choose another backup, or copy this one again from where it was kept."),
    ),
    "BackupTooNew": (
        mark("This backup was made by a newer Guardbook."),
        mark("Nothing was restored."),
        mark("Install the newest Guardbook, then restore it again."),
    ),
    "AttachmentsUnwritable": (
        mark("The file could not be kept in the record book."),
        mark("What was written before is safe; the file was not attached."),
        mark("Check that the drive has room, then attach it again."),
    ),
    "AttachmentNotHere": (
        mark("This file has not come yet."),
        mark("The letter that names it is here; the file follows it, through the area or on a stick."),
        mark("Exchange letters again, or ask the sender for a stick with the file on it."),
    ),
    "NoPhotographHere": (
        mark("No photograph of a note can be kept with this concern."),
        mark("The concern was not changed, and nothing was added to it."),
        mark("It goes with your own concern, entered from notes, that is not withdrawn and not kept from anybody."),
    ),
    "PhotographUnreadable": (
        mark("This file could not be read from where it lies."),
        mark("Nothing was kept, and the file was not changed."),
        mark("If it lies on a stick or another computer, check that it can be reached; then choose it again."),
    ),
    "NotAPhotograph": (
        mark("This file is not a PNG or JPEG picture that can be read."),
        mark("Nothing of it was kept, and the file was not changed."),
        mark("Choose the photograph itself; if it is of another kind, take it again or save it as JPEG first."),
    ),
    "PhotographTooLarge": (
        mark("This picture is too large: a file may have 20 megabytes, and a picture 50 million dots."),
        mark("Nothing of it was kept, and the file was not changed."),
        mark("Take the photograph again with a smaller size, or save it smaller first."),
    ),
    "PhotographDamaged": (
        mark("This photograph was damaged or exchanged, so it is not shown."),
        mark("What is written in the concern is safe; only the photograph cannot be shown."),
        mark("Use the note itself, where the concern says it is kept, or ask for a backup to be restored."),
    ),
    "BackupUnwritable": (
        mark("The backup could not be written to that folder."),
        mark("Your record book is safe, and nothing half-made was left there."),
        mark("Choose another folder, or check that the USB stick is in and has room."),
    ),
    "RestoreInTheWay": (
        mark("There is already something in the place where the backup would go."),
        mark("Nothing was overwritten."),
        mark("Restore it again in a moment; if this stays, ask the person who looks after Guardbook."),
    ),
    "VaultMissing": (
        mark("There is no record book in this folder any more."),
        mark("Nothing was changed."),
        mark("Look for the folder on another drive, or restore your last backup."),
    ),
    "VaultExists": (
        mark("There is already a record book in this place."),
        mark("It was not touched."),
        mark("Open it instead, or choose another place for the new one."),
    ),
    "VaultInUse": (
        mark("This record book is already open in another window."),
        mark("Nothing was changed."),
        mark("Use that window, or close it first."),
    ),
    "VaultTooNew": (
        mark("This record book was last used with a newer Guardbook."),
        mark("Nothing was changed."),
        mark("Install the newest Guardbook on this computer."),
    ),
    "KeysAlgorithmUnknown": (
        mark("The record book's key file asks for a way of sealing that this Guardbook does not know."),
        mark("Nothing was opened or changed."),
        mark("Install the newest Guardbook on this computer."),
    ),
    "RecoveryWordsMistyped": (
        mark("One holder's recovery words do not hold: a word is wrong, missing or out of its place."),
        mark("Nothing was opened or changed."),
        mark("Compare the words with the paper, one by one; there are 33 of them."),
    ),
    "RecoveryWordsTooFew": (
        mark("More holders' recovery words are needed."),
        mark("Nothing was opened or changed."),
        mark("Ask another holder to type their words too."),
    ),
    "RecoveryWordsMixed": (
        mark("These recovery words do not belong together, or one holder's words were typed twice."),
        mark("Nothing was opened or changed."),
        mark("Check that all papers are of the same recovery and that each holder typed their own."),
    ),
    "NoRecoverySlot": (
        mark("This record book was never sealed to the organisation's recovery."),
        mark("Nothing was opened or changed."),
        mark("It opens with its passphrase or its own recovery kit; ask who keeps it."),
    ),
    "FileUnreadable": (
        mark("A file or folder that was named is not there, or cannot be read."),
        mark("Nothing was opened or changed."),
        mark("Check the name, and that the drive is plugged in."),
    ),
    "FileInTheWay": (
        mark(
            "The result cannot be written there: there is a file of that name already, or the place cannot be written."
        ),
        mark("Nothing was written, and what is there was left alone."),
        mark("Name another file."),
    ),
    "RekeyUnfinished": (
        mark("The change of keys was interrupted before it was done."),
        mark("Nothing you saved is lost, and the record book was locked."),
        mark("Open it with your new passphrase; if that does not open it, the old one does."),
    ),
    "WrongRecovery": (
        mark("These recovery words are whole, but they belong to another recovery."),
        mark("Nothing was opened or changed."),
        mark("Look for the papers of the recovery that this organisation uses now."),
    ),
    "WrongPassphrase": (
        mark("This passphrase does not open this record book."),
        mark("Nothing was changed, and you can try as often as you like."),
        mark("Check Caps Lock and the keyboard's language, or use the recovery kit."),
    ),
    "WrongPin": (
        mark("This is not the PIN you set today."),
        mark("Nothing was changed; your record book stays locked."),
        mark("Try again, or use your passphrase. After three wrong tries only the passphrase opens it."),
    ),
    "PinOver": (
        mark("The PIN does not open this record book any more."),
        mark("Nothing was changed; everything is there."),
        mark("Use your passphrase. You can set a new PIN for the day in Settings."),
    ),
    "PinTooShort": (
        mark("This PIN is too short."),
        mark("No PIN was set; your passphrase opens the record book as before."),
        mark("Use at least four figures or letters."),
    ),
    "PassphraseTooShort": (
        mark("This passphrase is too short."),
        mark("Nothing was changed."),
        mark("Use at least 10 characters; three or four words are good."),
    ),
    "KitMistyped": (
        mark("A group of the recovery kit is not as it was printed."),
        mark("Nothing was changed, and you can try as often as you like."),
        mark("Compare it group by group with your paper; 0 and O, 1 and I count as the same."),
    ),
    "KitMismatch": (
        mark("The recovery kit you typed is not the one that was shown."),
        mark("Nothing was made yet."),
        mark("Compare your paper with the screen and type it from the paper again."),
    ),
    "WrongKit": (
        mark("This recovery kit belongs to another record book, or was replaced by a newer one."),
        mark("Nothing was changed."),
        mark("Look for the newest paper, or use your passphrase."),
    ),
    "KeysDamaged": (
        mark("The file with this record book's keys is damaged, and so is its copy."),
        mark("The records themselves were not changed."),
        mark("Restore your last backup: it holds the keys too."),
    ),
    "NotEnoughMemory": (
        mark("This computer has not enough free memory to check the passphrase."),
        mark("Nothing was changed."),
        mark("Close other programs, then try again."),
    ),
    "KeysUnwritable": (
        mark("The new keys could not be written to the drive."),
        mark("The passphrase and kit you had before still open your record book."),
        mark("Check that the drive has room and is not locked against writing, then try again."),
    ),
}
