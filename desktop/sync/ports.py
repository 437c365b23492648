"""What the courier needs from the record book: short steps on the database, and nothing else.

Rules this module keeps:

* every method is one short database step, run by the one database worker; none of them waits for a network;
* a step that writes is durable when it returns;
* a step never raises because a *letter* is bad: it keeps the letter with its reason and says so in what it returns.
  It raises for the record book's own faults (disk full, locked), and then the courier stops and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import BinaryIO, ParamSpec, Protocol, TypeVar

from bundle.keys import DeviceKeys
from bundle.waybills import AttachmentRow
from desktop.domain.statements import Changes
from desktop.services.stored import OutgoingLetter

T = TypeVar("T")
P = ParamSpec("P")


class HubAddress(Protocol):
    """Where the hub is. ``certificate`` is its own TLS certificate in PEM, or "" for a public one."""

    @property
    def url(self) -> str: ...
    @property
    def certificate(self) -> str: ...


class TakenIn(Protocol):
    """What became of one bundle that came in."""

    @property
    def bundle(self) -> str:
        """Its id, or "" when it could not even be read."""
        ...

    @property
    def fresh(self) -> bool:
        """False when it was here already."""
        ...

    @property
    def set_aside(self) -> str:
        """The error class name when it was set aside, else ""."""
        ...

    @property
    def changes(self) -> Changes: ...


class Adopted(Protocol):
    """What became of a directory that came in."""

    @property
    def fresh(self) -> bool:
        """True when it replaced ours."""
        ...

    @property
    def ours_is_newer(self) -> bool:
        """True when the hub should be given ours."""
        ...

    @property
    def problem(self) -> str:
        """The error class name when it was not believed, else ""."""
        ...

    @property
    def changes(self) -> Changes: ...


class Mailroom(Protocol):
    """The database steps of the courier; ``desktop/services/mailroom.py`` implements them."""

    @property
    def keys(self) -> DeviceKeys:
        """This device's keys."""
        ...

    def mailboxes(self) -> tuple[str, ...]:
        """Whose mail this device fetches: its own, that of the devices it replaces, and its desks'."""
        ...

    def hub(self) -> HubAddress | None:
        """The hub of the current directory (or of the invitation that was accepted); None before joining."""
        ...

    def waiting(self) -> tuple[str, ...]:
        """Bundle ids that have no receipt yet and are not set aside, oldest first (SEALED and CARRIED)."""
        ...

    def letter(self, bundle: str) -> OutgoingLetter | None:
        """The letter with its very bytes; None when it is no longer in the outbox."""
        ...

    def attempted(self, bundle: str) -> None:
        """Count one more try at sending."""
        ...

    def delivered(self, bundle: str, receipt: bytes) -> Changes:
        """Verify the hub's receipt for this letter and keep it (``receipt.kept``, state DELIVERED).

        Raises ``bundle.errors.ReceiptInvalid`` when it is not this hub's receipt for this waybill, and
        ``HistoryChanged`` when it contradicts what the hub signed before; the letter then keeps waiting.
        """
        ...

    def set_aside(self, bundle: str, reason: str) -> Changes:
        """The hub refused this letter: keep it, with the reason's name, where a person sees it."""
        ...

    def carried(self, bundle: str) -> Changes:
        """The letter was copied to a folder (state CARRIED); it keeps waiting for its receipt."""
        ...

    def cursor(self) -> int:
        """How far the mailbox was read: a place in the hub's log, 1 is the first bundle; 0 at first."""
        ...

    def advance(self, index: int) -> None:
        """Everything up to this place in the log is in the record book, taken in or set aside."""
        ...

    def known(self, bundle: str) -> bool:
        """Whether this bundle was taken in before and its receipt is known, so that it need not be fetched.

        One that came by stick without a receipt is fetched once more, because its receipt tells the hub's time.
        """
        ...

    def take_in(self, container: bytes, name: str) -> TakenIn:
        """Verify a ``.guardbundle`` and append it whole, or set it aside whole. ``name``: bundle id or file name."""
        ...

    def disputed(self) -> str:
        """Why the log of the hub that the directory names is not believed any more; "" when it is."""
        ...

    def wanted(self) -> tuple[int, ...]:
        """The sizes from which the hub has to prove that its log only grew."""
        ...

    def witness(self, note: bytes, paths: Mapping[int, Sequence[bytes] | None]) -> Changes:
        """Judge the hub's checkpoint with its proof from each of those sizes (None: it refused one).

        Raises ``bundle.errors.CheckpointInvalid`` or ``TooLarge`` when it is not the log's word. A contradiction is
        kept with its evidence, and ``disputed`` tells it from then on.
        """
        ...

    def sealed_attachment(self, attachment: str) -> BinaryIO | None:
        """The sealed file of an attachment to send, or None when it is not here. Whoever gets it closes it."""
        ...

    def attachments_to_come(self) -> tuple[AttachmentRow, ...]:
        """What letters named and is not here yet."""
        ...

    def attachment_coming(self, attachment: str) -> int:
        """How many bytes of it are here."""
        ...

    def take_piece(self, row: AttachmentRow, offset: int, piece: bytes) -> Changes:
        """Keep the next piece, durable; ``bundle.errors.DigestMismatch`` when all came and it is not the attachment."""
        ...

    def directory(self) -> bytes | None:
        """The packed directory we hold."""
        ...

    def adopt_directory(self, packed: bytes) -> Adopted:
        """Verify a packed directory against ours and keep it if it follows."""
        ...

    def reached(self, at: datetime, skew_seconds: float) -> Changes:
        """The hub was reached at this time of ours; its clock minus ours is ``skew_seconds``."""
        ...


class StepRunner(Protocol):
    """Runs one database step on the database worker, waits for it, and gives back what it returned or raised."""

    def __call__(self, step: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T: ...


def run_here(step: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """A step runner for callers that already are on the database's thread (command line, tests)."""
    return step(*args, **kwargs)
