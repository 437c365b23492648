"""What can go wrong between this computer and the partnership hub, or a folder on a USB stick.

Rules this module keeps:

* one closed tree; every leaf has three sentences in ``desktop/ui/messages.py``;
* no message carries case text, a name, an address of a person or key material;
* a fault of the network is never a fault of a letter: only ``LetterRefused`` sets a letter aside.
"""

from __future__ import annotations

from desktop.domain.statements import Changes


class SyncError(Exception):
    """The root: something between this computer and the hub, or a folder, did not work.

    ``changes`` says which records an exchange had changed before it broke off.
    """

    changes: Changes = Changes()


class NotJoined(SyncError):
    """This record book has no directory yet, so there is no hub to speak to."""


class HubAway(SyncError):
    """The hub cannot be reached: no network, no name, refused, or silent for too long."""


class HubBusy(SyncError):
    """The hub asked us to come later. ``retry_after`` is in seconds, or None when it did not say."""

    def __init__(self, retry_after: float | None = None) -> None:
        super().__init__("the hub asked us to come later")
        self.retry_after = retry_after


class HubAnsweredNonsense(SyncError):
    """Something answered at the hub's address that does not speak as the hub does."""


class HubRefused(SyncError):
    """The hub understood a call and refused it. ``code`` is the problem's code, ``status`` the HTTP status."""

    def __init__(self, code: str, status: int = 0) -> None:
        super().__init__(f"the hub refused: {code}")
        self.code = code
        self.status = status


class LetterRefused(HubRefused):
    """The hub judged one letter and will not carry it. ``code`` names the reason; sending again will not help."""


class SenderReplaced(LetterRefused):
    """A restored record book's letter was signed by the computer it replaces, which was taken out before the letter left."""


class HubQuotaFull(HubRefused):
    """This device, or its organisation, has as much at the hub as it may; letters wait until there is room."""


class HubHistoryChanged(SyncError):
    """The hub's log is not the one it signed before, or not the one it shows to others. Nothing is sent to it.

    ``reason`` is that of ``bundle.errors.HistoryChanged``.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(f"the hub's log contradicts itself: {reason}")
        self.reason = reason


class DeviceNotAdmitted(HubRefused):
    """The hub's directory does not list this device, or lists it as revoked."""


class ClockWrong(SyncError):
    """This computer's clock and the hub's are too far apart. ``skew_seconds`` is hub minus this computer."""

    def __init__(self, skew_seconds: float) -> None:
        super().__init__("this computer's clock and the hub's are too far apart")
        self.skew_seconds = skew_seconds


class CertificateWrong(SyncError):
    """The certificate shown at the hub's address is not the one in the directory."""


class AddressUnsafe(SyncError):
    """The hub's address is neither HTTPS nor on this computer, so nothing is sent to it."""


class FolderMissing(SyncError):
    """The folder is not there; perhaps the stick was taken out."""


class FolderUnreadable(SyncError):
    """The folder is there and cannot be read."""


class FolderUnwritable(SyncError):
    """The folder is there and nothing can be written to it."""


class FolderFull(SyncError):
    """There is no room left in the folder."""
