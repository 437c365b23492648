"""What a use case refuses, one class for each reason.

Rules this module keeps:

* the tree is closed: every class here is a leaf of ``ServiceError`` or ``ServiceError`` itself;
* a message names the rule, never a person, a record or a word of a case;
* what the person can do about it is said by ``desktop/ui/messages.py``.
"""

from __future__ import annotations

from desktop.services.pages.children import Duplicate
from desktop.services.pages.fields import Missing
from desktop.services.people_rows import PersonMatch


class ServiceError(Exception):
    """A use case was refused; nothing was written."""


class LikelyDuplicate(ServiceError):
    """A child who may be the same is already in the book. ``duplicates`` are for the screen, not for the message."""

    def __init__(self, duplicates: tuple[Duplicate, ...] = ()) -> None:
        super().__init__("a child like this one is already in the record book")
        self.duplicates = duplicates


class LikelyPerson(ServiceError):
    """An adult who may be the same is already in the book. ``matches`` are for the screen, not for the message."""

    def __init__(self, matches: tuple[PersonMatch, ...] = ()) -> None:
        super().__init__("an adult like this one is already in the record book")
        self.matches = matches


class Incomplete(ServiceError):
    """Something that is needed is blank. ``missing`` is a tuple of pages.Missing."""

    def __init__(self, missing: tuple[Missing, ...] = ()) -> None:
        super().__init__("something that is needed is blank")
        self.missing = missing


class NoSuchRecord(ServiceError):
    """The record, draft or letter is not in this book."""


class NothingChanged(ServiceError):
    """An amendment that changes nothing."""


class ReasonNeeded(ServiceError):
    """This step is recorded with a reason, and the reason is blank."""


class MarkErased(ServiceError):
    """A signed mark of a body map would be gone or changed: it is struck through, and a new one drawn."""


class NotYourRecord(ServiceError):
    """Only the organisation that wrote a record amends it; others add their own beside it."""


class RecordWithdrawn(ServiceError):
    """A withdrawn record is neither amended nor withdrawn again; taking the withdrawal back comes first."""


class NothingToShare(ServiceError):
    """No statement was chosen."""


class NoRecipient(ServiceError):
    """The recipient is not in the partnership, or has nobody who could open the letter."""


class KeptFromThem(ServiceError):
    """A chosen person's name stands among those who must not see the record."""


class NotJoined(ServiceError):
    """This needs a partnership and the record book has not joined one."""


class ReplacementNeeded(NotJoined):
    """This book was restored, so it is a new device: the partnership knows it as the old one until it is admitted again."""


class AlreadyJoined(ServiceError):
    """This record book already belongs to a partnership."""


class NotADesk(ServiceError):
    """Only a person with the desk role does this."""


class NotAnAdministrator(ServiceError):
    """Only an administrator of the partnership does this."""


class RequestNotExpected(ServiceError):
    """The request answers no invitation that was made here, or one that was already used."""


class AlreadyDecided(ServiceError):
    """The enquiry already has a decision."""


class SameEnquiry(ServiceError):
    """An enquiry cannot be joined with itself, or again."""


class Cancelled(ServiceError):
    """The person broke off what was running; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("broken off by the person")


class TransferUnavailable(ServiceError):
    """This record book was opened without a way to send and fetch letters."""


class AttachmentNotHere(ServiceError):
    """An attachment is named by a statement and its file has not come yet."""


class NoPhotographHere(ServiceError):
    """A photograph of a note goes with a standing concern of one's own that was entered from notes and is kept from nobody."""


class PhotographUnreadable(ServiceError):
    """The chosen file cannot be read from where it lies."""


class NotAPhotograph(ServiceError):
    """The chosen file is no PNG or JPEG picture that can be read whole."""


class PhotographTooLarge(ServiceError):
    """The chosen file has more bytes, or the picture more dots, than is taken in."""


class PhotographDamaged(ServiceError):
    """A photograph in this record book is not the one that its statement names."""


class PrintingUnavailable(ServiceError):
    """This record book was opened without a way to make paper copies."""


class ProposalUntold(ServiceError):
    """A proposal changes something that this program cannot put in words, or gives a key that is nobody's a signature."""


class ProposalNotNeeded(ServiceError):
    """The change that a proposal file asks for is in force already, or was overtaken."""


class NotALead(ServiceError):
    """Only a lead, or a person at the desk, erases records or keeps them from being erased."""


class HeldByLaw(ServiceError):
    """A legal hold keeps a record from being erased."""


class NothingToErase(ServiceError):
    """No field of any statement was chosen."""


class Erased(ServiceError):
    """A letter had not left when what it carries was erased; it is empty now."""


class NotAnExtract(ServiceError):
    """What is to be left out of a text is not inside it, or no reason is given for a place."""


class NothingToGrant(ServiceError):
    """None of the desk's keys is in this record book, so there is nothing to hand to a colleague."""


class LetterGaveWay(ServiceError):
    """A letter that did not open was not kept: its sender sent more of them than one record book keeps."""


class DeskKeyNotHere(ServiceError):
    """A letter is for our desk, sealed to a key of the desk that no colleague handed to this device yet."""


class DirectoryNotOurs(ServiceError):
    """The directory file does not have this device in it, or belongs to another partnership."""


class BookDamaged(ServiceError):
    """The record book's own notes about itself cannot be read."""
