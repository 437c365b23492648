"""What can go wrong at the hub, as one closed tree.

Rules this module keeps:

* a ``Refusal`` is the hub's answer to one caller and becomes an RFC 9457 problem (``hub/problems.py``);
  everything else is the operator's to mend and is printed by ``hub/__main__.py``;
* no message carries content, a person's name, a device's name or key material.
"""

from __future__ import annotations


class HubError(Exception):
    """The root: the hub cannot do what it was asked."""


# for the operator


class HubMissing(HubError):
    """The folder holds no hub."""


class HubExists(HubError):
    """The folder holds a hub already; it is left as it is."""


class HubDamaged(HubError):
    """A file of the hub's folder cannot be read as what it should be."""


class HubTooOld(HubError):
    """The hub's folder was made by a program from before the first release, and cannot be brought up."""


class LogDamaged(HubError):
    """The log's rows, its tree and its root do not fit one another: something changed them. Nothing is served from it."""


class HubTooNew(HubError):
    """The hub's folder was written by a newer program."""


class SqliteTooOld(HubError):
    """This SQLite can lose committed writes (before 3.51.3), so the hub does not start on it."""


class PlainHttpRefused(HubError):
    """Plain HTTP was asked for on an address that others can reach."""


class HubCertificateUnreadable(HubError):
    """The TLS certificate or its key cannot be read."""


class HubAddressTaken(HubError):
    """The address and port cannot be listened on."""


class FileUnreadable(HubError):
    """A file that the operator named cannot be read."""


class DirectoryRefused(HubError):
    """A directory given by the operator is not for this hub, or does not follow the one it has. ``reason``: class name."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the directory was refused: {reason}")
        self.reason = reason


class StickUnusable(HubError):
    """The folder on the stick cannot be read or written."""


class StoreFull(HubError):
    """There is no room left for what the hub must keep."""


# for a caller


class Refusal(HubError):
    """The hub's answer when it will not do a thing. ``code`` is stable and for programs, ``title`` for people."""

    status = 400
    code = "refused"
    title = "The hub refused this call"
    retry_after: int | None = None


class MalformedCall(Refusal):
    """The call is not of the shape this hub speaks."""

    code = "malformed"
    title = "The call is not of the shape this hub speaks"


class NotSigned(Refusal):
    """The call's signature is missing, does not cover what it must, or is wrong."""

    status = 401
    code = "not-signed"
    title = "The call is not signed as it must be"


class ClockRefused(Refusal):
    """The call was signed too long ago, or in the future."""

    status = 401
    code = "clock"
    title = "The call was signed more than five minutes from the hub's time"


class Replayed(Refusal):
    """The call's nonce was used before."""

    status = 401
    code = "replayed"
    title = "This very call was made before"


class NotAdmitted(Refusal):
    """The device is not in the hub's directory, or was withdrawn."""

    status = 403
    code = "not-admitted"
    title = "This device is not in the hub's directory"


class NotAllowed(Refusal):
    """The device is known and may not make this call."""

    status = 403
    code = "not-allowed"
    title = "This device may not make this call"


class NotHere(Refusal):
    """There is no such thing here for this caller."""

    status = 404
    code = "not-here"
    title = "There is no such thing here for you"


class PartDamaged(Refusal):
    """The sealed part is here and is no longer what it was; the sender has it still."""

    status = 410
    code = "damaged"
    title = "The hub's copy of this letter is damaged"


class NoDirectory(Refusal):
    """The hub has no directory yet."""

    status = 404
    code = "no-directory"
    title = "The hub has no directory yet"


class TooMuch(Refusal):
    """The call is larger than the hub takes."""

    status = 413
    code = "too-large"
    title = "The call is larger than this hub takes"


class TooSlow(Refusal):
    """The call's bytes came too slowly."""

    status = 408
    code = "too-slow"
    title = "The call came too slowly"


class TooOften(Refusal):
    """The device makes more calls than the hub takes."""

    status = 429
    code = "too-often"
    title = "Too many calls; come back later"

    def __init__(self, retry_after: int) -> None:
        super().__init__(self.title)
        self.retry_after = retry_after


class Expired(Refusal):
    """Everyone acknowledged the letter, and the hub let its sealed part go."""

    status = 410
    code = "expired"
    title = "The hub let this letter go after everyone had it"


class QuotaFull(Refusal):
    """The device, or its organisation, has as much at the hub as it may. ``whose``: ``device`` or ``organisation``."""

    status = 507
    title = "There is no more room at the hub for this sender"
    retry_after = 3600

    def __init__(self, whose: str) -> None:
        super().__init__(f"the quota is used up: {whose}")
        self.code = f"quota-{whose}"


class LetterRefused(Refusal):
    """A bundle that the hub judged and will not carry. ``reason`` is the error class of the step that failed."""

    status = 422
    title = "The hub will not carry this letter"

    def __init__(self, reason: str) -> None:
        super().__init__(f"the letter was refused: {reason}")
        self.reason = reason
        self.code = f"letter-{reason}"


class AttachmentMissing(Refusal):
    """The waybill names an attachment that is not here yet: it comes first, then the letter."""

    status = 409
    code = "attachment-missing"
    title = "An attachment of this letter has not come yet"


class UploadElsewhere(Refusal):
    """The upload does not go on at that offset, or was begun with another length; ask where it stands."""

    status = 409
    code = "upload-elsewhere"
    title = "The upload does not go on there"


class UploadsFull(Refusal):
    """The device has more unfinished uploads than the hub keeps."""

    status = 429
    code = "uploads-full"
    title = "Too many uploads are not finished"
    retry_after = 3600


class DirectoryNotTaken(Refusal):
    """A published directory that does not validly follow the hub's."""

    status = 409
    title = "The directory does not follow the one the hub has"

    def __init__(self, reason: str) -> None:
        super().__init__(f"the directory was refused: {reason}")
        self.reason = reason
        self.code = f"directory-{reason}"


class InvitationUnknown(Refusal):
    """No open invitation fits the token."""

    status = 403
    code = "invitation-unknown"
    title = "No open invitation fits"


class EnrolmentsFull(Refusal):
    """More requests wait than the hub keeps."""

    status = 429
    code = "enrolments-full"
    title = "Too many requests wait for the administrator"
    retry_after = 3600


class Unready(Refusal):
    """The hub cannot keep things now: its disk is full, or it is stopping."""

    status = 503
    code = "unready"
    title = "The hub cannot keep this now; come back later"
    retry_after = 60
