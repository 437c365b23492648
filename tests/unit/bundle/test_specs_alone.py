"""The kept examples read by a second reader that was written from the pages alone: statement, bundle, sealing, receipt.

Rules this module keeps (and the modules beside it, ``alone_*`` and ``test_specs_alone``): it is written from the pages of docs/spec
alone and imports nothing of Guardbook: only the standard library, ``cryptography`` (primitives alone: no HPKE, no age) and
``zstandard``; each step names its place on the page. When it and ``bundle/`` disagree, the page is unclear or one of the two is wrong.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.unit.bundle.alone_letters import bech32, read_cover, read_waybill, take_apart, token_of, unfold, unseal
from tests.unit.bundle.alone_receipts import open_checkpoint, open_receipt
from tests.unit.bundle.alone_statements import (
    Refused,
    Statement,
    b64u,
    one_form,
    reads_as,
    thumbprint,
    unb64u,
)

VECTORS = Path(__file__).parents[2] / "vectors" / "v1"


def vector(place: str) -> Any:
    return json.loads((VECTORS / place).read_text("utf-8"))


# the kept examples


def test_this_reader_imports_nothing_of_guardbook() -> None:
    modules = [Path(__file__), *Path(__file__).parent.glob("alone_*.py")]
    text = "\n".join(path.read_text("utf-8") for path in modules)
    imported = set(re.findall(r"^ *(?:from|import) (\S+)", text, re.MULTILINE))
    ours = {
        name for name in imported if name.split(".")[0] in {"bundle", "desktop", "hub", "demo", "tests", "resources"}
    }
    assert ours == {f"tests.unit.bundle.alone_{what}" for what in ("letters", "receipts", "statements")}
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
        with pytest.raises(Refused):
            open_receipt(changed, hub)
