"""The worked example of docs/spec/bundle-v1.md: kept, still readable, and still what the command writes."""

from __future__ import annotations

import io
import json

from bundle.container import take_apart
from bundle.encoding import unb64u
from bundle.recipients import Identity
from bundle.sealing import unseal
from bundle.sheets import unfold
from tests.vectors.make_bundle import FOLDER, example, made


def test_the_kept_bundle_is_the_example_and_opens_whole() -> None:
    files = example((FOLDER / "example.guardbundle").read_bytes())
    assert {path.name: path.read_bytes() for path in FOLDER.iterdir()} == files


def test_either_reader_opens_it_with_the_identity_that_the_page_gives() -> None:
    listed = json.loads((FOLDER / "example.json").read_text("utf-8"))
    sealed = take_apart(io.BytesIO((FOLDER / "example.guardbundle").read_bytes())).parts.sealed
    for identity in (listed["reader"]["identity"], listed["desk"]["identity"]):
        sheet = io.BytesIO()
        unseal(io.BytesIO(sealed), sheet, [Identity.parse(identity)])
        assert list(unfold(sheet.getvalue())[1]) == listed["statements"]
    assert Identity(unb64u(listed["reader"]["seeds"]["age"])).secret_text() == listed["reader"]["identity"]


def test_the_command_makes_another_bundle_of_the_same_words() -> None:
    kept = json.loads(example((FOLDER / "example.guardbundle").read_bytes())["example.json"])
    anew = json.loads(example(made())["example.json"])
    assert anew["statements"][0] == kept["statements"][0]  # the second one names the attachment, which is sealed anew
    for part in ("sender", "reader", "desk", "partnership"):
        assert anew[part] == kept[part]
