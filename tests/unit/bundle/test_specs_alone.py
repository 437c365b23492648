"""The kept examples read by a second reader that was written from the pages alone: statement, bundle, sealing, receipt.

Rules this module keeps (and the modules beside it, ``alone_*`` and ``test_specs_alone``): it is written from the pages of docs/spec
alone and imports nothing of Guardbook: only the standard library, ``cryptography`` (primitives alone: no HPKE, no age) and
``zstandard``; each step names its place on the page. When it and ``bundle/`` disagree, the page is unclear or one of the two is wrong.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey

from tests.unit.bundle.alone_letters import bech32, read_cover, read_waybill, take_apart, token_of, unfold, unseal
from tests.unit.bundle.alone_statements import (
    HEX,
    LAST_INTEGER,
    LAST_SECOND,
    Refused,
    Statement,
    b64u,
    demand,
    ed25519,
    is_integer,
    matches,
    one_form,
    read_json,
    reads_as,
    refuse,
    standard,
    thumbprint,
    unb64u,
)

VECTORS = Path(__file__).parents[2] / "vectors" / "v1"


def vector(place: str) -> Any:
    return json.loads((VECTORS / place).read_text("utf-8"))


# receipt-v1


def merkle_root(index: int, size: int, leaf: bytes, path: list[bytes]) -> bytes:
    """RFC 9162, 2.1.1, seen from the leaf: the root that the path gives, by the shape of a tree of ``size``."""
    if size == 1:
        demand(not path, "ReceiptInvalid")
        return leaf
    demand(path, "ReceiptInvalid")
    split = 1 << (size - 1).bit_length() - 1
    *lower, sibling = path
    if index < split:
        return node(merkle_root(index, split, leaf, lower), sibling)
    return node(sibling, merkle_root(index - split, size - split, leaf, lower))


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def open_checkpoint(raw: bytes, hub: dict[str, Any]) -> tuple[int, bytes, int]:
    """Checkpoint: size, root and time, when both signatures fit."""
    demand(len(raw) <= 8192, "TooLarge")
    demand(hub["suite"] == "ed25519+ml-dsa-44", "UnknownAlgorithm")
    lines = raw.decode("utf-8").split("\n")
    demand(len(lines) == 7 and lines[0] == hub["origin"] and lines[3] == lines[6] == "", "ReceiptInvalid")
    demand(re.fullmatch("0|[1-9][0-9]*", lines[1]) and int(lines[1]) <= LAST_INTEGER, "ReceiptInvalid")
    size, root = int(lines[1]), standard(lines[2], "ReceiptInvalid")
    demand(len(root) == 32, "ReceiptInvalid")
    blobs = []
    for line in lines[4:6]:
        dash, origin, text = line.split(" ")
        demand((dash, origin) == ("\N{EM DASH}", hub["origin"]), "ReceiptInvalid")
        blobs.append(standard(text, "ReceiptInvalid"))
    demand([len(blob) for blob in blobs] == [4 + 64, 4 + 8 + 2420], "ReceiptInvalid")
    time = int.from_bytes(blobs[1][4:12], "big")
    demand(time <= LAST_SECOND, "ReceiptInvalid")
    name = hub["origin"].encode()
    keys = unb64u(hub["online"]), unb64u(hub["log_pq"])
    for blob, kind, key in zip(blobs, (b"\x01", b"\x06"), keys, strict=True):
        demand(blob[:4] == hashlib.sha256(name + b"\n" + kind + key).digest()[:4], "ReceiptInvalid")
    ed25519(keys[0], blobs[0][4:], "\n".join([*lines[:3], ""]).encode(), "ReceiptInvalid")
    named = bytes([len(name)]) + name
    message = b"subtree/v1\n\x00" + named + struct.pack(">Q", time) + named + struct.pack(">QQ", 0, size) + root
    try:
        MLDSA44PublicKey.from_public_bytes(keys[1]).verify(blobs[1][12:], message)
    except InvalidSignature:
        refuse("ReceiptInvalid")
    return size, root, time


def open_receipt(raw: bytes, hub: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """Receipt: index and leaf, after checks 1 to 10."""
    demand(len(raw) <= 16384, "TooLarge")  # 1
    header, _, rest = raw.partition(b"\n")  # 2
    if header != b"c2sp.org/tlog-proof@v1":
        refuse("UnknownVersion" if header.startswith(b"c2sp.org/tlog-proof@") else "ReceiptInvalid")
    head, _, checkpoint = rest.partition(b"\n\n")  # 3
    lines = head.decode("ascii").split("\n")
    demand(2 <= len(lines) <= 66 and lines[0].startswith("extra "), "ReceiptInvalid")
    demand(len(checkpoint) <= 8192, "TooLarge")
    numbered = re.fullmatch("index (0|[1-9][0-9]{0,15})", lines[1]) or refuse("ReceiptInvalid")
    leaf = standard(lines[0].removeprefix("extra "), "ReceiptInvalid")
    demand(len(leaf) <= 1024, "TooLarge")
    path = [standard(line, "ReceiptInvalid") for line in lines[2:]]
    demand(all(len(one) == 32 for one in path), "ReceiptInvalid")
    said = read_json(leaf, 1)
    demand(isinstance(said, dict) and type(said.get("v")) is int, "ReceiptInvalid")  # 4
    demand(said["v"] == 1, "UnknownVersion")
    demand(set(said) == {"v", "origin", "waybill", "received_at"} and one_form(said) == leaf, "ReceiptInvalid")  # 5
    demand(matches(HEX, said["waybill"]) and is_integer(said["received_at"], 0, LAST_SECOND), "ReceiptInvalid")
    demand(said["origin"] == hub["origin"], "ReceiptInvalid")  # 6
    size, root, time = open_checkpoint(checkpoint, hub)  # 7, 8
    index = int(numbered[1])
    demand(index < size, "ReceiptInvalid")  # 9
    demand(merkle_root(index, size, hashlib.sha256(b"\x00" + leaf).digest(), path) == root, "ReceiptInvalid")
    demand(said["received_at"] <= time, "ReceiptInvalid")  # 10
    return index, said


# the kept examples


def test_this_reader_imports_nothing_of_guardbook() -> None:
    modules = [Path(__file__), *Path(__file__).parent.glob("alone_*.py")]
    text = "\n".join(path.read_text("utf-8") for path in modules)
    imported = set(re.findall(r"^ *(?:from|import) (\S+)", text, re.MULTILINE))
    ours = {
        name for name in imported if name.split(".")[0] in {"bundle", "desktop", "hub", "demo", "tests", "resources"}
    }
    assert ours == {"tests.unit.bundle.alone_letters", "tests.unit.bundle.alone_statements"}
    assert not {name for name in imported if "hpke" in name}


def test_the_statement_of_the_page_reads_as_it_says() -> None:
    example = vector("statement/worked-example.json")
    read = Statement(example["token"])
    read.verify(bytes.fromhex(example["public_key"]))
    assert reads_as(read) == example["reads_as"]


@pytest.mark.parametrize("name", sorted(vector("statement/copies.json")))
def test_a_kept_copy_reads_as_it_says(name: str) -> None:
    copy, example = vector("statement/copies.json")[name], vector("statement/worked-example.json")
    read = Statement(copy["token"])
    read.verify(bytes.fromhex(example["public_key"]))
    assert reads_as(read) == copy["reads_as"]


@pytest.mark.parametrize("name", sorted(vector("statement/refused.json")))
def test_a_kept_refusal_is_refused_by_the_name_on_the_page(name: str) -> None:
    case = vector("statement/refused.json")[name]
    with pytest.raises(Refused) as refusal:
        Statement(case["token"])
    assert refusal.value.name == case["error"]


def test_a_changed_statement_is_not_its_devices() -> None:
    example = vector("statement/worked-example.json")
    head, claims, signature = example["token"].partition("~")[0].split(".")
    changed = b64u(unb64u(claims).replace(b"1795168800", b"1795168801"))
    with pytest.raises(Refused, match="SignatureInvalid"):
        Statement(f"{head}.{changed}.{signature}~").verify(bytes.fromhex(example["public_key"]))


def card_of(example: dict[str, Any]) -> dict[str, bytes]:
    card = example["sender"]["card"]
    return {name: unb64u(card[name]) for name in ("ed25519", "ml-dsa-65")}


@pytest.mark.parametrize("reader", ["reader", "desk"])
def test_the_bundle_of_the_page_opens_step_by_step(reader: str) -> None:
    example = vector("bundle/example.json")
    card = card_of(example)
    members = take_apart((VECTORS / "bundle" / "example.guardbundle").read_bytes())  # 0
    assert members["waybill.dsse"] == (VECTORS / "bundle" / "waybill.dsse").read_bytes()
    waybill, digest = read_waybill(members["waybill.dsse"], card)  # 1, 3
    assert (digest, waybill["partnership"]) == (example["waybill"]["digest"], example["partnership"])  # 2
    assert waybill["sender"] == thumbprint(card["ed25519"]) == example["sender"]["id"]
    sealed = members["sealed.age"]  # 4
    assert (len(sealed), hashlib.sha256(sealed).hexdigest()) == (waybill["sealed_size"], waybill["sealed_digest"])
    assert example[reader]["id"] in waybill["mailboxes"]  # 5
    sheet = unseal(sealed, bech32(example[reader]["identity"]))
    assert hashlib.sha256(sheet).hexdigest() == example["sealed"]["sheet sha256"]
    envelope, *lines = unfold(sheet)
    cover = read_cover(envelope, card)  # 6
    assert one_form(cover).decode() == example["cover"]["payload"]
    for inside, outside in (("bundle",) * 2, ("partnership",) * 2, ("sender",) * 2, ("recipients", "mailboxes")):
        assert cover[inside] == waybill[outside]
    tokens = [token_of(line) for line in lines]  # 7
    assert [hashlib.sha256(token.encode()).hexdigest() for token in tokens] == cover["statements"]
    assert tokens == example["statements"]
    statements = [Statement(token) for token in tokens]
    for statement in statements:
        statement.verify(card["ed25519"])
    assert len({statement.id for statement in statements}) == len(statements)
    (row,) = statements[1].fields["attachments"]  # "Attachments": (1) to (4)
    ciphertext = members[f"attachments/{row['id']}"]
    assert waybill["attachments"] == [{"id": row["id"], "size": len(ciphertext)}]
    assert hashlib.sha256(ciphertext).hexdigest() == row["id"]
    content = unseal(ciphertext, unb64u(row["key"]))
    assert (len(content), hashlib.sha256(content).hexdigest()) == (row["size"], row["sha256"])
    assert content.decode() == example["attachment"]["content"]


def test_no_byte_of_the_bundles_container_can_be_another() -> None:
    raw = (VECTORS / "bundle" / "example.guardbundle").read_bytes()
    whole = take_apart(raw)
    sealed_at = raw.index(whole["sealed.age"])
    inside = range(sealed_at + 64, sealed_at + len(whole["sealed.age"]) - 64)
    for place in [*range(0, inside.start, 7), *range(inside.start, inside.stop, 997), *range(inside.stop, len(raw), 7)]:
        changed = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
        with pytest.raises(Refused):
            take_apart(changed)


def test_the_sealed_part_is_for_its_readers_alone_and_cannot_be_changed() -> None:
    example = vector("bundle/example.json")
    sealed = take_apart((VECTORS / "bundle" / "example.guardbundle").read_bytes())["sealed.age"]
    seed = bech32(example["desk"]["identity"])
    with pytest.raises(Refused, match="NotARecipient"):
        unseal(sealed, bytes(32))
    with pytest.raises(Refused, match="PayloadDamaged"):
        unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]), seed)
    mac = sealed.index(b"\n--- ") + 5
    with pytest.raises(Refused, match="HeaderDamaged"):
        unseal(sealed[:mac] + (b"B" if sealed[mac : mac + 1] == b"A" else b"A") + sealed[mac + 1 :], seed)


@pytest.mark.parametrize("file", sorted(path.name for path in (VECTORS.parent / "sealing").glob("hybrid-*.age")))
def test_files_of_another_age_open_too(file: str) -> None:
    kept = json.loads((VECTORS.parent / "sealing" / "vectors.json").read_text("utf-8"))
    sealed = (VECTORS.parent / "sealing" / file).read_bytes()
    opened = []
    for identity in set(re.findall(r"AGE-SECRET-KEY-PQ-1[0-9A-Z]+", json.dumps(kept))):
        try:
            opened.append(unseal(sealed, bech32(identity)))
        except Refused as refusal:
            assert refusal.name == "NotARecipient"  # noqa: PT017 - some of the identities are not this file's
    assert opened
    assert len(set(opened)) == 1


def test_the_receipt_of_the_page_proves_what_it_says() -> None:
    example, hub = vector("receipt/example.json"), vector("receipt/hub-card.json")
    raw = (VECTORS / "receipt" / "receipt.tlog-proof").read_bytes()
    index, leaf = open_receipt(raw, hub)
    assert index == example["index"]
    assert one_form(leaf).decode() == example["leaf"]
    assert leaf["waybill"] == hashlib.sha256(b"waybill 2").hexdigest()
    for size in (3, 5):
        note = (VECTORS / "receipt" / f"checkpoint-{size}.txt").read_bytes()
        assert open_checkpoint(note, hub)[:2] == (size, bytes.fromhex(example["roots"][size]))


def test_a_receipt_with_any_byte_changed_is_refused() -> None:
    hub, raw = vector("receipt/hub-card.json"), (VECTORS / "receipt" / "receipt.tlog-proof").read_bytes()
    for place in range(0, len(raw), 5):
        changed = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
        with pytest.raises((Refused, UnicodeDecodeError, ValueError)):
            open_receipt(changed, hub)
