"""The search for leaked words finds what is planted."""

from __future__ import annotations

import base64
import gzip
import json
import zlib
from pathlib import Path

import pytest
import zstandard

from tests.e2e.canary.search import Search

CANARY = "Quorndimple"
AROUND = b"some text before " + CANARY.encode() + b" and after"

PLANTED = {
    "utf-8": AROUND,
    "another case": AROUND.upper(),
    "utf-16": b"x" + CANARY.encode("utf-16-le"),
    "base64 at 0": base64.b64encode(AROUND),
    "base64 at 1": base64.b64encode(b"x" + AROUND),
    "base64 at 2": base64.b64encode(b"xx" + AROUND),
    "base64url": base64.urlsafe_b64encode(AROUND),
    "hexadecimal": AROUND.hex().encode(),
    "json escapes": "".join(f"\\u{ord(letter):04x}" for letter in CANARY).encode(),
    "zlib": b"head" + zlib.compress(AROUND),
    "gzip": gzip.compress(AROUND),
    "zstd": zstandard.compress(AROUND * 3),
    "base64 of zlib in json": json.dumps({"x": base64.b64encode(AROUND).decode()}).encode(),
}


@pytest.mark.parametrize("way", PLANTED)
def test_a_planted_leak_is_found(tmp_path: Path, way: str) -> None:
    (tmp_path / "innocent.bin").write_bytes(bytes(range(256)) + PLANTED[way] + b"tail")
    assert list(Search([CANARY]).in_tree(tmp_path))


def test_a_name_of_a_file_counts(tmp_path: Path) -> None:
    (tmp_path / f"about {CANARY}.txt").write_bytes(b"")
    assert list(Search([CANARY]).in_tree(tmp_path))


def test_nothing_is_found_where_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "noise").write_bytes(bytes(range(256)) * 64 + zlib.compress(b"nothing here" * 50))
    assert not list(Search([CANARY]).in_tree(tmp_path))
