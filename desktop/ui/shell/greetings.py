"""What an opened record book says first when it was not just unlocked: with a new passphrase, from a backup, as a copy of a colleague's.

Rules this module keeps: it says what is true now and what to look at, once, on the page that is shown; it decides nothing.
"""

from __future__ import annotations

from desktop.ui.language import tr
from desktop.ui.page import Page


def renewed(page: Page) -> None:
    page.greet(tr("Your new passphrase is set"), tr("The recovery kit stays as it is. Put it back where it is safe."))


def recovered(page: Page) -> None:
    page.greet(
        tr("This is your copy of a colleague's records"),
        tr(
            "You can read and print them. What you write here is signed by you, never by your colleague; that you opened them "
            "is written down in the copy."
        ),
    )


def restored(page: Page, children: int, copy_of: str) -> None:
    """A backup was opened with so many children in it; ``copy_of`` is its day when the book it was made of lies here too, else blank."""
    if copy_of:
        page.greet(
            tr("This is a copy as of {when}", when=copy_of),
            tr(
                "The other one on this computer may hold more: calls to make, letters that wait, what was written since. "
                "Lock this one and open the other to see."
            ),
        )
    page.greet(
        tr("The backup is restored: %n child(ren) in this record book", n=children),
        tr("What was written after the backup was made is not in it. Look at the last entries before you go on."),
    )
