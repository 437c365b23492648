"""The worked example of docs/spec/receipt-v1.md, made from keys and waybills that are all given.

    python -m tests.vectors.make_receipt [folder]

writes the example's files (by default into tests/vectors/v1/receipt) and prints ``example.json``.

Rules this module keeps: no clock, everybody is invented. ML-DSA signatures are random by their nature (FIPS 204, hedged): one
that is there already and still fits is kept, so that the same command writes the same bytes again.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from bundle.checkpoints import ED25519, ML_DSA_44, Checkpoint, open_checkpoint
from bundle.errors import BundleError
from bundle.hub_cards import HubKeys
from bundle.merkle import consistency_path, inclusion_path, root_of
from bundle.receipts import Leaf, make_receipt
from tests.fakes.logs import FakeLog

FOLDER = Path(__file__).parent / "v1" / "receipt"
KEYS = HubKeys(bytes(range(32)), bytes(range(32, 64)), "hub.ashmere.example/log")
CARD = KEYS.card("Ashmere MASH", "https://hub.ashmere.example")
WAYBILLS = [hashlib.sha256(f"waybill {number}".encode()).hexdigest() for number in range(5)]
RECEIVED = [1_795_168_800 + 60 * number for number in range(5)]
SIGNED = {3: 1_795_168_980, 5: 1_795_169_100}  # when the log of so many letters was signed
INDEX = 2


def moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def log() -> FakeLog:
    """The example's log: five letters, a minute apart."""
    made = FakeLog(KEYS)
    for waybill, seconds in zip(WAYBILLS, RECEIVED, strict=True):
        made.append(waybill, moment(seconds))
    return made


def note(size: int, folder: Path) -> bytes:
    """The signed checkpoint of so many letters: the one that is there when it fits, else a new one."""
    root = root_of(size, log().node)
    with suppress(OSError, BundleError):
        kept = (folder / f"checkpoint-{size}.txt").read_bytes()
        if open_checkpoint(kept, CARD.log) == Checkpoint(KEYS.origin, size, root, moment(SIGNED[size])):
            return kept
    return KEYS.sign_checkpoint(size, root, moment(SIGNED[size]))


def example(kept: Path) -> dict[str, bytes]:
    """Every file of the example by its name."""
    made, notes = log(), {size: note(size, kept) for size in SIGNED}
    leaf = Leaf(KEYS.origin, WAYBILLS[INDEX], moment(RECEIVED[INDEX]))
    path = inclusion_path(INDEX, 5, made.node)
    growth = consistency_path(3, 5, made.node)
    checkpoint = open_checkpoint(notes[5], CARD.log)
    said = {
        "ed25519_seed": KEYS.seed.hex(),
        "ml_dsa_44_seed": KEYS.log_seed.hex(),
        "ed25519_public_key": CARD.online.hex(),
        "ml_dsa_44_public_key_sha256": hashlib.sha256(CARD.log_pq).hexdigest(),
        "origin": KEYS.origin,
        "leaves": [one.to_bytes().decode() for one in made.leaves],
        "leaf_hashes": [made.node(0, number).hex() for number in range(5)],
        "roots": [root_of(size, made.node).hex() for size in range(6)],
        "index": INDEX,
        "leaf": leaf.to_bytes().decode(),
        "inclusion_path": [value.hex() for value in path],
        "consistency_3_to_5": [value.hex() for value in growth],
        "note_text": checkpoint.note().decode(),
        "ed25519_key_id": ED25519.key_id(KEYS.origin, CARD.online).hex(),
        "ml_dsa_44_key_id": ML_DSA_44.key_id(KEYS.origin, CARD.log_pq).hex(),
        "ed25519_signature": base64.b64encode(KEYS.sign(checkpoint.note())).decode(),
        "cosigned_message": checkpoint.cosigned_message().hex(),
    }
    return {
        "example.json": (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode(),
        "hub-card.json": CARD.to_bytes(),
        "checkpoint-3.txt": notes[3],
        "checkpoint-5.txt": notes[5],
        "receipt.tlog-proof": make_receipt(leaf, INDEX, path, notes[5]),
    }


def main(arguments: list[str]) -> None:
    """Write the files and print what they are made of."""
    folder = Path(arguments[0]) if arguments else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    made = example(FOLDER)
    for name, content in made.items():
        (folder / name).write_bytes(content)
    sys.stdout.write(made["example.json"].decode())


if __name__ == "__main__":
    main(sys.argv[1:])
