"""Fuzz targets: the directory's files, its package, and a whole directory as a record book takes it in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from random import Random

from tuf.api.metadata import Root, Snapshot, Targets, Timestamp

from bundle.directory import (
    DirectoryContents,
    pack_directory,
    packing,
    partnership_of,
    unpack_directory,
    verify_directory,
)
from bundle.directory.metadata import read
from bundle.errors import BundleError
from bundle.stored_zip import write_members
from tests.fuzz import mutants
from tests.fuzz.target import Target, json_target
from tests.unit.bundle.partnership import NOW, Partnership, device

AREA = "area.json"


@cache
def files() -> Mapping[str, bytes]:
    return Partnership().files()


def people() -> dict[str, bytes]:
    return {name.split(".")[1]: raw for name, raw in files().items() if name.startswith("people.")}


@cache
def full() -> DirectoryContents:
    """The contents with a withdrawn device, a changed role and two epochs."""
    place = Partnership()
    contents = place.contents_placed(dict(files()))
    desk = contents.desks[0]
    begun = contents.begin_epoch(desk.id, device("one").identity().recipient, at=NOW)
    left = begun.revoke(place.lewis.id, at=NOW, compromised=True, index=7)
    again = left.begin_epoch(desk.id, device("two").identity().recipient, at=NOW)
    return again.set_role(place.imani.id, "administrator", "Head of the desk", since=NOW)


def run_area(raw: bytes) -> object:
    return DirectoryContents.from_files(raw, full().people_bytes())


def run_people(raw: bytes) -> object:
    return DirectoryContents.from_files(full().area_bytes(), {**full().people_bytes(), "mash": raw})


def run_packed(raw: bytes) -> object:
    return verify_directory(unpack_directory(raw), trusted=partnership_of(files()), now=NOW)


def bad_packed() -> Iterator[bytes]:
    whole = dict(files())
    packed = pack_directory(whole)
    yield from mutants.of_bytes(packed)
    for name in whole:
        less = {other: raw for other, raw in whole.items() if other != name}
        yield pack_directory(less)
        for changed in list(mutants.of_json(json.loads(whole[name])))[:: 40 if len(whole[name]) > 3000 else 10]:
            yield pack_directory({**whole, name: changed})
    yield pack_directory(whole, proposal=True)
    yield write_members([("mimetype", packing.MIMETYPE), *reversed([*whole.items()])])
    yield write_members([("mimetype", b"x")])
    yield write_members(list(whole.items()))
    yield write_members([("mimetype", packing.MIMETYPE), ("../root.json", b"{}")])
    yield bytes(packing.MAX_PACKED + 1)


def mutate_packed(raw: bytes, random: Random) -> bytes:
    whole = dict(files())
    name = random.choice(sorted(whole))
    value = json.loads(whole[name])
    return pack_directory({**whole, name: mutants.canonical(mutants.random_json(value, random))})


def metadata_file(kind: str) -> bytes:
    return {
        "root": files()["1.root.json"],
        "targets": files()["targets.json"],
        "snapshot": files()["snapshot.json"],
        "timestamp": files()["timestamp.json"],
    }[kind]


def strange_keys() -> Iterator[bytes]:
    """Keys of another algorithm, too many keys, too many delegated roles."""
    other = {"keytype": "ecdsa", "scheme": "ecdsa-sha2-nistp256", "keyval": {"public": "x"}}
    for kind, place in (("root", ()), ("targets", ("delegations",))):
        whole = json.loads(metadata_file(kind))
        part = whole["signed"]
        for step in place:
            part = part[step]
        good = dict(part["keys"])
        part["keys"] = {**good, "f" * 64: other}
        yield mutants.canonical(whole)
        part["keys"] = {f"{number:064x}": one for one in good.values() for number in range(2100)}
        yield mutants.canonical(whole)
        part["keys"] = good
    roles = part["roles"]
    part["roles"] = [{**roles[0], "name": f"org.o{number}"} for number in range(1100)]
    yield mutants.canonical(whole)


ROLES = {"root": Root, "targets": Targets, "snapshot": Snapshot, "timestamp": Timestamp}


def run_metadata(raw: bytes) -> object:
    """As the role that the text itself names; the reader demands one."""
    role = next((role for name, role in ROLES.items() if f'"_type":"{name}"'.encode() in raw), Targets)
    return read(role, raw)


def good_metadata() -> list[bytes]:
    return [metadata_file(kind) for kind in ROLES]


def bad_metadata() -> Iterator[bytes]:
    yield from strange_keys()
    for raw in good_metadata():
        yield from mutants.of_text(raw)
        yield from mutants.of_json(json.loads(raw))


def mutate_json(raw: bytes, random: Random) -> bytes:
    try:
        return mutants.canonical(mutants.random_json(json.loads(raw), random))
    except ValueError:
        return random.choice(good_metadata())


TARGETS = (
    Target(
        "metadata",
        run_metadata,
        BundleError,
        good_metadata,
        tuple(
            f"bundle/directory/metadata.py::{name}"
            for name in ("read", "_check_keys", "_check_threshold", "_check_delegations")
        ),
        bad_metadata,
        mutate_json,
    ),
    json_target(
        "area",
        run_area,
        BundleError,
        lambda: [full().area_bytes()],
        "bundle/directory/contents.py::_object",
        "bundle/directory/contents.py::_rows",
    ),
    json_target(
        "people",
        run_people,
        BundleError,
        lambda: [full().people_bytes()["mash"]],
        "bundle/directory/contents.py::DirectoryContents.from_files",
        "bundle/directory/contents.py::DirectoryContents._check_epochs",
        "bundle/directory/contents.py::DirectoryContents._check_keys",
        *(
            f"bundle/directory/entries.py::{name}"
            for name in (
                "DeviceEntry.from_json",
                "DeskEpoch.from_json",
                "Withdrawal.__post_init__",
                "_role",
                "Withdrawal.from_json",
                "short_text",
            )
        ),
    ),
    Target(
        "directory",
        run_packed,
        BundleError,
        lambda: [pack_directory(dict(files()))],
        ("bundle/directory/packing.py::unpack_directory",),
        bad_packed,
        mutate_packed,
    ),
)
