"""A letter from Odette to Lewis and Imani, and any sheet sealed by her as a letter to Lewis."""

from __future__ import annotations

import hashlib
import io

from bundle.container import Parts, pack
from bundle.keys import DeviceKeys
from bundle.letters import open_letter
from bundle.sealing import seal
from bundle.waybills import Waybill, make_waybill
from tests.fakes.logs import sign_receipt
from tests.unit.bundle.partnership import NOW, Partnership, draws, letter_to, statement

ASHMERE = Partnership()
ODETTE, LEWIS, IMANI, STRANGER = ASHMERE.odette, ASHMERE.lewis, ASHMERE.imani, ASHMERE.stranger


DIRECTORY = ASHMERE.directory()


FIRST, SECOND = statement(ODETTE), statement(ODETTE, "ear mark 3 cm not 4 cm", 2)


TOKENS = (FIRST.token, SECOND.without(("seen",), position=True).token)


LETTER = letter_to(DIRECTORY, ODETTE, (LEWIS, IMANI), TOKENS)


RECEIPT = sign_receipt(3, LETTER.waybill.digest, NOW, ASHMERE.hub)


RAW = pack(LETTER, RECEIPT)


def over(sealed: bytes, sender: DeviceKeys, bundle: str, mailboxes: tuple[str, ...]) -> Parts:
    """Put a rightly signed waybill of ``sender`` over any sealed part."""
    waybill = Waybill(
        partnership=DIRECTORY.partnership,
        bundle=bundle,
        sender=sender.id,
        mailboxes=mailboxes,
        sealed_digest=hashlib.sha256(sealed).hexdigest(),
        sealed_size=len(sealed),
        written_at=NOW,
    )
    return Parts(make_waybill(waybill, sender), sealed)


def open_sheet(sheet: bytes) -> int:
    """Seal any sheet from Odette to Lewis and open it; return how many statements came out."""
    sealed = io.BytesIO()
    seal(io.BytesIO(sheet), sealed, [LEWIS.card().age], draws("seal"))
    raw = over(sealed.getvalue(), ODETTE, "C" * 22, (LEWIS.id,))
    return len(open_letter(raw, keys=LEWIS, directory=DIRECTORY, now=NOW).statements)
