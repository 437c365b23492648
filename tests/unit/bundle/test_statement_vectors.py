"""The kept vectors of version 1 stay as they are, and the page shows the example that the command makes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bundle import errors
from bundle.statements import parse, verify
from tests.vectors import make_statement

KEPT = Path(__file__).parents[2] / "vectors" / "v1" / "statement"
PAGE = Path(__file__).parents[3] / "docs" / "spec" / "statement-v1.md"


def kept(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((KEPT / f"{name}.json").read_text(encoding="utf-8"))
    return read


def test_the_command_makes_the_kept_files_byte_for_byte(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_statement.main([str(tmp_path)])
    made = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert made == {file.name: file.read_bytes() for file in KEPT.iterdir()}
    assert capsys.readouterr().out.encode() == made["worked-example.json"]


def test_the_page_shows_the_worked_example() -> None:
    page, example = PAGE.read_text(encoding="utf-8"), kept("worked-example")
    for part in ("signing_seed", "public_key", "device", "header", "claims", "signature", "id"):
        assert example[part] in page, part
    for disclosure in example["disclosures"]:
        assert disclosure["json"] in page
        assert disclosure["digest"] in page


def test_the_example_reads_as_it_says_and_is_its_devices() -> None:
    example = kept("worked-example")
    signed = parse(example["token"])
    verify(signed, make_statement.KEYS.card())
    assert json.loads(json.dumps(make_statement.reading(signed))) == example["reads_as"]
    assert signed == make_statement.example()


@pytest.mark.parametrize("name", sorted(kept("copies")))
def test_a_kept_copy_reads_as_it_says(name: str) -> None:
    copy = kept("copies")[name]
    signed = parse(copy["token"])
    verify(signed, make_statement.KEYS.card())
    assert json.loads(json.dumps(make_statement.reading(signed))) == copy["reads_as"]


@pytest.mark.parametrize("name", sorted(kept("refused")))
def test_what_is_no_statement_is_refused_by_name(name: str) -> None:
    case = kept("refused")[name]
    with pytest.raises(errors.BundleError) as refusal:
        parse(case["token"])
    assert type(refusal.value).__name__ == case["error"]
