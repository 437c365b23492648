"""The worked example of docs/spec/bundle-v1.md and sealing.md, made from keys that are all given.

    python -m tests.vectors.make_bundle [folder]

writes ``example.guardbundle``, its parts and ``example.json`` (by default into tests/vectors/v1/bundle).

Rules this module keeps: no clock, everybody is invented. Encapsulations and ML-DSA signatures are random by their nature: what is
there already and still opens to the same words is kept, so that the same command writes the same bytes again.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from bundle.attachments import Attachment, open_attachment, seal_attachment
from bundle.container import Opened, take_apart, write
from bundle.covers import open_cover
from bundle.encoding import b64u
from bundle.errors import BundleError
from bundle.keys import DeviceKeys
from bundle.letters import ChainHead, LetterContents, MailboxKey, make_letter
from bundle.sealing import Identity, unseal
from bundle.sheets import unfold
from bundle.statements import StatementPayload, issue
from bundle.waybills import parse_waybill

FOLDER = Path(__file__).parent / "v1" / "bundle"
PARTNERSHIP = hashlib.sha256(b"an invented partnership").hexdigest()
SENDER = DeviceKeys(bytes(range(32)), bytes(range(32, 64)), bytes(range(64, 96)))
READER = DeviceKeys(bytes(range(96, 128)), bytes(range(128, 160)), bytes(range(160, 192)))
DESK, DESK_IDENTITY = b64u(bytes(range(16))), Identity(bytes(range(192, 224)))
WRITTEN = datetime(2026, 11, 20, 11, 4, tzinfo=UTC)
CONTENT = b"Two round marks, left upper arm. A scale lies beside them.\n" * 3


def statements(attachment: Attachment) -> tuple[str, ...]:
    """A concern and the file attached to it, as compact statements; the same bytes each time."""
    about, said = ("concern-1", "child-1"), int(WRITTEN.timestamp())
    concern = StatementPayload(
        kind="concern.recorded",
        about=about,
        fields={"seen": "Two round marks", "words": [{"words": "It was the charger", "by": "the child"}]},
        after=(),
        issued_at=said,
        edition="england-2026",
        must=False,
        position=("epoch-1", 1, None),
    )
    first = issue(concern, SENDER, Random(1).randbytes)
    added = StatementPayload(
        kind="attachment.added",
        about=about,
        fields={"attachments": [attachment.to_json()]},
        after=(),
        issued_at=said,
        edition="england-2026",
        must=False,
        position=("epoch-1", 2, first.id),
    )
    return first.token, issue(added, SENDER, Random(2).randbytes).token


def made() -> bytes:
    """The example's container, made anew."""
    sealed = io.BytesIO()
    attachment, row = seal_attachment(
        io.BytesIO(CONTENT), sealed, name="left arm.txt", media_type="text/plain", random=Random(3).randbytes
    )
    contents = LetterContents(
        partnership=PARTNERSHIP,
        purpose="refer",
        basis="6(1)(e)",
        share="",
        audience="desk",
        numbers={READER.id: (1, ""), DESK: (2, hashlib.sha256(b"the bundle before").hexdigest())},
        tokens=statements(attachment),
        head=ChainHead("epoch-1", 2, hashlib.sha256(b"the last statement").hexdigest()),
        share_group=b64u(bytes(range(16, 32))),
        attachments=(row,),
    )
    boxes = [MailboxKey(READER.id, READER.identity().recipient), MailboxKey(DESK, DESK_IDENTITY.recipient)]
    letter = make_letter(contents, SENDER, boxes, written_at=WRITTEN, random=Random(4).randbytes)
    sink = io.BytesIO()
    write(sink, letter, None, [(row.id, io.BytesIO(sealed.getvalue()))])
    return sink.getvalue()


def example(raw: bytes) -> dict[str, bytes]:
    """Every file of the example, read out of its container; raises ``BundleError`` when that is not the example."""
    opened = take_apart(io.BytesIO(raw))
    waybill = parse_waybill(opened.parts.waybill_envelope)
    opened.check_against(waybill)
    sheet = io.BytesIO()
    unseal(io.BytesIO(opened.parts.sealed), sheet, [DESK_IDENTITY])
    envelope, tokens = unfold(sheet.getvalue())
    cover = open_cover(envelope, SENDER.card())
    attachment = _attachment_of(opened)
    if tokens != statements(attachment):
        raise BundleError("other statements than the example's")
    listed = {
        "partnership": PARTNERSHIP,
        "sender": {"id": SENDER.id, "seeds": _seeds(SENDER), "card": SENDER.card().to_json()},
        "reader": {"id": READER.id, "seeds": _seeds(READER), "identity": READER.identity().secret_text()},
        "desk": {"id": DESK, "identity": DESK_IDENTITY.secret_text(), "recipient": DESK_IDENTITY.recipient},
        "waybill": {"payload": waybill.payload().decode(), "digest": waybill.digest},
        "sealed": {
            "sha256": hashlib.sha256(opened.parts.sealed).hexdigest(),
            "sheet bytes": len(sheet.getvalue()),
            "sheet sha256": hashlib.sha256(sheet.getvalue()).hexdigest(),
        },
        "cover": {"payload": cover.payload().decode(), "envelope": base64.b64encode(envelope).decode()},
        "statements": list(tokens),
        "attachment": {"row": attachment.to_json(), "content": CONTENT.decode()},
    }
    return {
        "example.guardbundle": raw,
        "waybill.dsse": opened.parts.waybill_envelope,
        "example.json": json.dumps(listed, indent=1, sort_keys=True).encode() + b"\n",
    }


def _attachment_of(opened: Opened) -> Attachment:
    (row,) = opened.rows
    identity = Random(3).randbytes(32)  # what ``seal_attachment`` drew first
    attachment = Attachment(
        row.id, identity, "left arm.txt", "text/plain", len(CONTENT), hashlib.sha256(CONTENT).hexdigest()
    )
    sealed, content = io.BytesIO(), io.BytesIO()
    opened.copy(row.id, sealed)
    sealed.seek(0)
    open_attachment(sealed, content, attachment)
    return attachment


def _seeds(keys: DeviceKeys) -> dict[str, str]:
    return {"age": b64u(keys.age_seed), "cover": b64u(keys.cover_seed), "signing": b64u(keys.signing_seed)}


def kept(folder: Path) -> dict[str, bytes]:
    """The example of the folder when it is one, else a new one."""
    with suppress(OSError, BundleError):
        return example((folder / "example.guardbundle").read_bytes())
    return example(made())


if __name__ == "__main__":
    chosen = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    chosen.mkdir(parents=True, exist_ok=True)
    for name, content in kept(chosen).items():
        (chosen / name).write_bytes(content)
    sys.stdout.write((chosen / "example.json").read_text("utf-8"))
