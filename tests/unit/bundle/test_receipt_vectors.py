"""The kept receipt of version 1 stays as it is, opens, and is the one that the page shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bundle.checkpoints import open_checkpoint
from bundle.hub_cards import HubCard
from bundle.merkle import check_consistency
from bundle.receipts import open_receipt
from tests.vectors import make_receipt

KEPT = Path(__file__).parents[2] / "vectors" / "v1" / "receipt"
PAGE = Path(__file__).parents[3] / "docs" / "spec" / "receipt-v1.md"
EXAMPLE: dict[str, Any] = json.loads((KEPT / "example.json").read_text(encoding="utf-8"))
CARD = HubCard.from_bytes((KEPT / "hub-card.json").read_bytes())


def test_the_command_makes_the_kept_files_byte_for_byte(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_receipt.main([str(tmp_path)])
    made = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert made == {file.name: file.read_bytes() for file in KEPT.iterdir()}
    assert capsys.readouterr().out.encode() == made["example.json"]


def test_what_is_signed_at_random_is_made_anew_where_nothing_is_kept(tmp_path: Path) -> None:
    anew = make_receipt.example(tmp_path)
    kept = {file.name: file.read_bytes() for file in KEPT.iterdir()}
    assert anew["example.json"] == kept["example.json"]
    assert anew["receipt.tlog-proof"].split(b"\n")[:-2] == kept["receipt.tlog-proof"].split(b"\n")[:-2]
    assert open_receipt(anew["receipt.tlog-proof"], CARD).index == EXAMPLE["index"]


def test_the_kept_receipt_opens_with_the_kept_card() -> None:
    receipt = open_receipt((KEPT / "receipt.tlog-proof").read_bytes(), CARD)
    assert receipt.waybill == make_receipt.WAYBILLS[2]
    assert int(receipt.received_at.timestamp()) == make_receipt.RECEIVED[2]


def test_the_kept_checkpoints_are_of_one_log_that_grew() -> None:
    old, new = (open_checkpoint((KEPT / f"checkpoint-{size}.txt").read_bytes(), CARD.log) for size in (3, 5))
    path = [bytes.fromhex(value) for value in EXAMPLE["consistency_3_to_5"]]
    check_consistency(old.size, old.root, new.size, new.root, path)


def test_the_page_shows_the_example() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for part in ("ed25519_seed", "ml_dsa_44_seed", "ed25519_public_key", "ml_dsa_44_public_key_sha256", "origin"):
        assert EXAMPLE[part] in page, part
    for part in ("leaf", "note_text", "ed25519_key_id", "ml_dsa_44_key_id", "ed25519_signature", "cosigned_message"):
        assert EXAMPLE[part] in page, part
    for part in ("inclusion_path", "consistency_3_to_5", "leaf_hashes"):
        assert all(value in page for value in EXAMPLE[part]), part
    assert EXAMPLE["roots"][5] in page
