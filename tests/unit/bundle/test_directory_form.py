"""The form of a directory's files: packed and unpacked, and any other form refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bundle.directory import (
    DeviceEntry,
    DirectoryContents,
    found_directory,
    pack_directory,
    partnership_of,
    unpack_directory,
    verify_directory,
)
from bundle.encoding import canonical_json
from bundle.errors import (
    BundleError,
    DirectoryInvalid,
    Malformed,
    TooLarge,
    UnknownVersion,
)
from tests.unit.bundle.partnership import NOW, Partnership

# form


def test_a_packed_directory_unpacks_to_the_same_files(files: dict[str, bytes]) -> None:
    assert unpack_directory(pack_directory(files)) == files


def test_a_file_that_does_not_belong_is_neither_packed_nor_verified(files: dict[str, bytes]) -> None:
    with pytest.raises(Malformed):
        pack_directory(files | {"extra.json": b"{}"})
    with pytest.raises(DirectoryInvalid):
        verify_directory(files | {"extra.json": b"{}"}, trusted=files, now=NOW)


@pytest.mark.parametrize(
    "name",
    [
        "1.root.json",
        "targets.json",
        "area.json",
        "org.mash.json",
        "people.mash.json",
        "snapshot.json",
        "timestamp.json",
    ],
)
def test_a_missing_file_is_refused(files: dict[str, bytes], name: str) -> None:
    with pytest.raises(DirectoryInvalid):
        verify_directory({key: raw for key, raw in files.items() if key != name}, trusted=files, now=NOW)


@settings(max_examples=50, derandomize=True, deadline=None)
@given(data=st.data())
def test_one_flipped_bit_anywhere_in_a_packed_directory_is_refused(data: st.DataObject) -> None:
    packed = _PACKED
    place = data.draw(st.integers(0, len(packed) * 8 - 1))
    flipped = bytearray(packed)
    flipped[place // 8] ^= 1 << place % 8
    with pytest.raises(BundleError):
        verify_directory(unpack_directory(bytes(flipped)), trusted=_FINGERPRINT, now=NOW)


_FILES = Partnership().files()


_PACKED = pack_directory(_FILES)


_FINGERPRINT = partnership_of(_FILES)


@settings(max_examples=50, derandomize=True, deadline=None)
@given(data=st.data())
def test_one_flipped_bit_in_a_file_itself_is_refused(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(_FILES)))
    place = data.draw(st.integers(0, len(_FILES[name]) * 8 - 1))
    flipped = bytearray(_FILES[name])
    flipped[place // 8] ^= 1 << place % 8
    with pytest.raises(BundleError):
        verify_directory(_FILES | {name: bytes(flipped)}, trusted=_FINGERPRINT, now=NOW)


HOSTILE = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=4,
)


@settings(max_examples=50, derandomize=True, deadline=None)
@given(data=st.data())
def test_a_member_of_another_type_is_refused_and_never_a_crash(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(_FILES)))
    value = json.loads(_FILES[name])
    parent, key = data.draw(st.sampled_from(list(_members(value))))
    parent[key] = data.draw(HOSTILE)
    with pytest.raises(BundleError):
        verify_directory(_FILES | {name: canonical_json(value)}, trusted=_FINGERPRINT, now=NOW)


def _members(value: Any) -> Any:
    for key, inner in list(value.items() if isinstance(value, dict) else enumerate(value)):
        yield value, key
        if isinstance(inner, dict | list):
            yield from _members(inner)


@pytest.mark.parametrize("name", sorted(_FILES))
def test_another_encoding_of_the_same_values_is_refused(name: str) -> None:
    loose = json.dumps(json.loads(_FILES[name]), indent=1).encode()
    with pytest.raises(DirectoryInvalid):
        verify_directory(_FILES | {name: loose}, trusted=_FINGERPRINT, now=NOW)


@pytest.mark.parametrize("name", ["1.root.json", "targets.json", "snapshot.json", "timestamp.json"])
def test_a_member_that_the_library_would_fill_in_is_refused(
    ashmere: Partnership, files: dict[str, bytes], name: str
) -> None:
    spelt = json.loads(files[name])
    spelt["signed"]["spec_version"] = None
    with pytest.raises(DirectoryInvalid):
        verify_directory(files | {name: canonical_json(spelt)}, trusted=files, now=NOW, require_hub=True)


def test_a_directory_of_a_newer_version_says_so() -> None:
    people = {"larkmere": _FILES["people.larkmere.json"], "mash": _FILES["people.mash.json"]}
    newer = canonical_json(json.loads(_FILES["area.json"]) | {"v": 2})
    with pytest.raises(UnknownVersion):
        DirectoryContents.from_files(newer, people)
    with pytest.raises(UnknownVersion):
        DirectoryContents.from_files(
            _FILES["area.json"], people | {"mash": canonical_json(json.loads(people["mash"]) | {"v": 2})}
        )


def test_a_directory_that_is_too_long_is_refused_before_it_is_read() -> None:
    with pytest.raises(TooLarge):
        verify_directory(_FILES | {"area.json": bytes(5_000_001)}, trusted=_FINGERPRINT, now=NOW)


def test_a_device_of_no_listed_organisation_cannot_be_admitted(ashmere: Partnership) -> None:
    with pytest.raises(DirectoryInvalid):
        ashmere.contents().admit(ashmere.entry(ashmere.stranger, "Nobody", "nowhere", "lead"))


def test_a_device_cannot_be_admitted_twice(ashmere: Partnership) -> None:
    with pytest.raises(DirectoryInvalid):
        ashmere.contents().admit(ashmere.entry(ashmere.lewis, "Lewis Aske", "mash", "desk"))


def test_an_administrator_is_a_listed_device(ashmere: Partnership) -> None:
    with pytest.raises(DirectoryInvalid):
        found_directory([ashmere.stranger], ashmere.contents(), now=NOW)


def test_a_directory_entry_too_long_to_be_read_is_never_signed(ashmere: Partnership) -> None:
    entry = DeviceEntry(ashmere.stranger.card(), "x" * 5000, "lead", "", "mash", NOW)
    with pytest.raises(DirectoryInvalid):
        found_directory([ashmere.odette], ashmere.contents().admit(entry), now=NOW)
