"""Membership: joining a partnership by files, and an administrator's work on its directory.

Rules this module keeps:

* a directory is verified against the root it was invited under, or the one in use, before it is kept;
* an invitation admits once, before it expires, and only a person whose fingerprint was read back by telephone;
* keys never leave the device: a request carries the public card alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain.records import OrganisationKind
from desktop.domain.statements import Changes
from desktop.services.book import OpenBook
from desktop.services.pages import RequestFile, RequestSummary, Standing


class Membership:
    def __init__(self, book: OpenBook) -> None:
        self._book = book

    def standing(self) -> Standing:
        """Who this device is in its partnership, or that it has none yet."""
        raise NotImplementedError

    def accept_invitation(self, invitation: bytes) -> RequestFile:
        """Answer an invitation with a request file; its fingerprint is read out by telephone.

        Raises AlreadyJoined, InvitationExpired, InvitationInvalid (bundle).
        """
        raise NotImplementedError

    def adopt_directory(self, content: bytes) -> Changes:
        """Verify and keep a directory file; letters set aside for want of it are tried again.

        Raises NotJoined (no invitation was accepted), DirectoryNotOurs, DirectoryInvalid, DirectoryExpired, DirectoryRollback.
        """
        raise NotImplementedError

    def found(
        self, hub_card: bytes, organisations: Sequence[tuple[str, OrganisationKind]], *, name: str = "", role: str = ""
    ) -> bytes:
        """Begin a partnership: its first directory, signed by this device as its administrator.

        ``organisations`` are (name, kind); the first of kind HUB keeps the desk. Our own organisation is added when
        it is not among them. ``name`` of the partnership: the desk's when blank. ``role`` of this device: "desk" when
        it belongs to the desk's organisation, else "administrator". Returns the directory file for the hub.
        Raises AlreadyJoined, Incomplete (no desk), Malformed (bundle).
        """
        raise NotImplementedError

    def organisations(self) -> tuple[tuple[str, str, OrganisationKind], ...]:
        """(id, name, kind) of every organisation in the directory. Raises NotJoined."""
        raise NotImplementedError

    def invite(self, organisation: str, role: str, person: str = "") -> bytes:
        """An invitation file for one person of an organisation (its id). Raises NotAnAdministrator, NoRecipient."""
        raise NotImplementedError

    def read_request(self, content: bytes) -> RequestSummary:
        """What a request says, to compare by telephone. Raises NotAnAdministrator, RequestInvalid, RequestNotExpected."""
        raise NotImplementedError

    def admit(self, content: bytes) -> bytes:
        """Sign the next directory with the requester in it; returns the directory file for everyone.

        Raises as read_request.
        """
        raise NotImplementedError
