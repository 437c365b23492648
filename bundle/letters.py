"""Letters: seal statements to recipients under a signed waybill, and open them again step by step.

Opening, in this order (docs/spec/bundle-v1.md), each step with its own error:

0. container and sizes: ``Malformed``, ``TooLarge``
1. the waybill parses: ``Malformed``, ``UnknownVersion``
2. this partnership, sender known and not withdrawn: ``WrongPartnership``, ``UnknownSender``, ``SenderRevoked``
3. the waybill's signature: ``SignatureInvalid``; a receipt, if there is one, is for it: ``ReceiptInvalid`` (that it is
   the hub's is checked before step 1, since its time is the one at which step 2 judges the sender)
4. the sealed part is the one the waybill names: ``DigestMismatch``
5. sealed to me, and whole: ``NotARecipient``, ``HeaderDamaged``, ``PayloadDamaged``, ``TooLarge``
6. the cover's two signatures by the same sender, naming what arrived: ``SignatureInvalid``, ``CoverMismatch``
7. each statement: its digest in the cover, its form, its author and the author's signature: ``CoverMismatch``,
   ``StatementInvalid``, ``UnknownSender``

Rules this module keeps: genuine is all or nothing, nothing comes out before the last step; whether we *accept* what a
genuine letter says is another question, answered elsewhere; plaintext stays in memory.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from bundle import container, sheets
from bundle.container import Parts
from bundle.covers import ChainHead, Cover, open_cover, sign_cover
from bundle.directory import DeviceEntry, Directory
from bundle.encoding import b64u
from bundle.errors import (
    CoverMismatch,
    DigestMismatch,
    Malformed,
    NotARecipient,
    SignatureInvalid,
    StatementInvalid,
)
from bundle.keys import DeviceKeys
from bundle.receipts import Receipt, open_receipt
from bundle.sealing import Identity, seal, unseal
from bundle.statements import SignedStatement, parse, verify
from bundle.waybills import AttachmentRow, Waybill, check_waybill, make_waybill

BUNDLE_ID_BYTES = 16
RECEIPTED, NOT_RECEIPTED = "receipt", "not receipted"

__all__ = [
    "AttachmentRow",
    "ChainHead",
    "Cover",
    "Letter",
    "LetterContents",
    "MailboxKey",
    "OpenedLetter",
    "Parts",
    "check_waybill",
    "make_letter",
    "open_letter",
]


@dataclass(frozen=True, slots=True)
class LetterContents:
    """What the sender puts into a letter.

    ``tokens`` are compact statements exactly as they are handed on. ``numbers`` gives each recipient's mailbox the
    number of this bundle for it, counted from 1, and the waybill digest of the bundle before, ``""`` for the first.
    ``share`` is the ``sharing.decided`` statement's id or ``""``, ``share_group`` the id that all letters of one share
    have in common or ``""``; ``audience`` is ``desk``, ``own``, ``answer`` or ``keys``; ``head`` is the sender's last
    statement; ``checkpoint`` the newest signed note of the hub's log that the sender holds or ``""``; ``attachments``
    travel beside the letter, in any order.
    """

    partnership: str
    purpose: str
    basis: str
    share: str
    audience: str
    numbers: Mapping[str, tuple[int, str]]
    tokens: tuple[str, ...]
    head: ChainHead | None = None
    share_group: str = ""
    checkpoint: str = ""
    attachments: tuple[AttachmentRow, ...] = ()


@dataclass(frozen=True, slots=True)
class MailboxKey:
    """Where a letter goes: the id of a device, desk or team, and the ``age1pq1…`` recipient that opens its mail now."""

    id: str
    age_recipient: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A sealed bundle: two byte strings that are sent as they are, however often."""

    waybill_envelope: bytes
    sealed: bytes
    waybill: Waybill


@dataclass(frozen=True, slots=True)
class OpenedLetter:
    """A genuine letter. ``receipt`` is None when it came without (USB): shown as not yet receipted."""

    cover: Cover
    statements: tuple[SignedStatement, ...]
    waybill: Waybill
    cover_envelope: bytes
    receipt: Receipt | None
    sender: DeviceEntry

    @property
    def judged(self) -> str:
        """How the sender was judged: ``receipt``, at the time the hub says, or ``not receipted``, by the directory."""
        return NOT_RECEIPTED if self.receipt is None else RECEIPTED


def make_letter(
    contents: LetterContents,
    keys: DeviceKeys,
    recipients: Sequence[MailboxKey],
    *,
    written_at: datetime,
    random: Callable[[int], bytes],
    bundle: str | None = None,
) -> Letter:
    """Seal ``contents`` to ``recipients`` (one for each key of ``contents.numbers``) and sign the waybill.

    ``random`` gives the bundle id (unless ``bundle`` names it) and the file key. Raises ``Malformed`` or ``TooLarge``
    when the result would not open again.
    """
    if len({token.partition("~")[0] for token in contents.tokens}) != len(contents.tokens):
        raise Malformed("a letter has one copy of a statement")
    mailboxes = tuple(sorted(mailbox.id for mailbox in recipients))
    cover = Cover(
        bundle=b64u(random(BUNDLE_ID_BYTES)) if bundle is None else bundle,
        partnership=contents.partnership,
        sender=keys.id,
        recipients=mailboxes,
        purpose=contents.purpose,
        basis=contents.basis,
        share=contents.share,
        audience=contents.audience,
        numbers={box: (number, before) for box, (number, before) in contents.numbers.items()},
        statements=tuple(_digest(token.encode("ascii")) for token in contents.tokens),
        head=contents.head,
        share_group=contents.share_group,
        checkpoint=contents.checkpoint,
    )
    sheet = sheets.fold_up(sign_cover(cover, keys), contents.tokens)
    sealed = BytesIO()
    seal(BytesIO(sheet), sealed, [mailbox.age_recipient for mailbox in recipients], random)
    waybill = Waybill(
        partnership=contents.partnership,
        bundle=cover.bundle,
        sender=keys.id,
        mailboxes=mailboxes,
        sealed_digest=_digest(sealed.getvalue()),
        sealed_size=len(sealed.getvalue()),
        written_at=written_at,
        attachments=tuple(sorted(contents.attachments)),
    )
    return Letter(make_waybill(waybill, keys), sealed.getvalue(), waybill)


def open_letter(
    raw: bytes | Parts,
    *,
    keys: DeviceKeys,
    directory: Directory,
    now: datetime,
    identities: Sequence[Identity] = (),
    mailboxes: Collection[str] = (),
) -> OpenedLetter:
    """Open a container (or its parts), or raise the first step's error that does not hold.

    ``mailboxes`` are the desks and teams whose mail this device opens beside its own, with their ``identities``.
    The sender is judged at the received time and log index of the hub's receipt when there is one, otherwise at ``now``
    (aware).
    """
    parts = raw if isinstance(raw, Parts) else container.unpack(raw)
    receipt = None if parts.receipt is None else open_receipt(parts.receipt, directory.hub)
    if receipt is None:
        waybill = check_waybill(parts.waybill_envelope, directory, now)
    else:
        waybill = check_waybill(parts.waybill_envelope, directory, receipt.received_at, index=receipt.index)
    if receipt is not None:
        receipt.check_for(waybill.digest)
    if len(parts.sealed) != waybill.sealed_size or _digest(parts.sealed) != waybill.sealed_digest:
        raise DigestMismatch("the sealed part is not the one the waybill names")
    sender = directory.device(waybill.sender)
    cover_envelope, tokens = _unsealed(parts.sealed, waybill, {keys.id, *mailboxes}, [keys.identity(), *identities])
    cover = open_cover(cover_envelope, sender.card)
    _check_cover(cover, waybill)
    statements = _genuine_statements(tokens, cover, directory)
    return OpenedLetter(cover, statements, waybill, cover_envelope, receipt, sender)


def _unsealed(
    sealed: bytes, waybill: Waybill, mine: Collection[str], identities: Sequence[Identity]
) -> tuple[bytes, tuple[str, ...]]:
    if not any(box in mine for box in waybill.mailboxes):
        raise NotARecipient("the letter is not for a mailbox of this device")
    opened = BytesIO()
    unseal(BytesIO(sealed), opened, identities)
    return sheets.unfold(opened.getvalue())


def _check_cover(cover: Cover, waybill: Waybill) -> None:
    inside = (cover.bundle, cover.partnership, cover.sender, cover.recipients)
    outside = (waybill.bundle, waybill.partnership, waybill.sender, waybill.mailboxes)
    if inside != outside:
        raise CoverMismatch("the cover names another bundle, partnership, sender or recipients than the waybill")


def _genuine_statements(tokens: Sequence[str], cover: Cover, directory: Directory) -> tuple[SignedStatement, ...]:
    if tuple(_digest(token.encode("ascii")) for token in tokens) != cover.statements:
        raise CoverMismatch("the statements are not those the cover names")
    statements: list[SignedStatement] = []
    for token in tokens:
        try:
            statement = parse(token)
            verify(statement, directory.device(statement.device).card)
        except (Malformed, SignatureInvalid) as bad:
            raise StatementInvalid("a statement in the letter does not hold") from bad
        if not _shows_its_record(statement):
            raise StatementInvalid("a statement shows fields and not the record that they belong to")
        statements.append(statement)
    if len({statement.id for statement in statements}) != len(statements):
        raise StatementInvalid("a letter has one copy of a statement")
    return tuple(statements)


def _shows_its_record(statement: SignedStatement) -> bool:
    """Whether a copy that shows a field also shows the first record id: without it the next one would pass for it."""
    places = statement.places.values()
    if all(place.what != "field" for place in places) or not (statement.about or statement.about_left_out):
        return True
    return any(place.what == "about" and place.row == 0 for place in places)


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
