"""What the first run says: titles, leads, and what is known of the drive. No Qt."""

from __future__ import annotations

from desktop.ui.language import mark, tr

TITLES = {
    "who": mark("Who keeps this record book?"),
    "ring": mark("Whom do you ring when it is urgent?"),
    "passphrase": mark("Choose a passphrase"),
    "kit": mark("Your recovery kit"),
    "done": mark("Your record book is ready"),
}
EXPLAINED = {
    "who": mark("Your name stands on everything you write."),
    "ring": mark(
        "If something cannot wait, Guardbook shows the number for that hour, with or without a network. You find both numbers on "
        "your area's safeguarding website."
    ),
    "passphrase": mark(
        "It opens your record book on this computer. Nobody can look it up for you, so the next page gives you a recovery kit."
    ),
    "kit": mark(
        "If you forget your passphrase, this opens your record book, and nothing else does. Print it or write it down now, and keep it "
        "away from this computer: in the office safe, with your manager, or with your papers at home."
    ),
    "done": mark(
        "Everything is kept locked on this computer. Press Hide, Ctrl+H, or Shift three times, when someone should not see the screen."
    ),
}
AGAIN_TITLE = mark("Type your passphrase to go on")
AGAIN = mark(
    "A recovery kit was shown to you before it stopped. With the passphrase that you chose you see the same kit again, so a paper "
    "that you printed stays right."
)


def drive_words(drive: str) -> tuple[str, str]:
    """(title, text) of what is said about the drive; blank when there is nothing to say."""
    if drive == "open":
        return tr("This computer's drive does not seem to be encrypted"), tr(
            "Your record book is encrypted by itself. Papers that you save or print, and what other programs keep, are not. On your "
            "own computer, switch on BitLocker or device encryption (Windows), FileVault (Mac) or LUKS (Linux). On a computer from "
            "work, ask the people who look after it."
        )
    if drive == "unknown":
        return tr("Guardbook could not tell whether this computer's drive is encrypted"), tr(
            "Your record book is encrypted by itself. Ask the people who look after the computer; on your own, look in its settings "
            "for BitLocker, device encryption or FileVault."
        )
    return "", ""
