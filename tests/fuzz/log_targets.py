"""Fuzz targets: what the hub says (leaf, checkpoint, proof, receipt, card) and what people join by (invitation, request)."""

from __future__ import annotations

import base64
import contextlib
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random

from bundle import checkpoints, enrolment, tlog_proof
from bundle.checkpoints import ML_DSA_44, Checkpoint, LogCard, open_checkpoint, read_unverified, sign_checkpoint
from bundle.enrolment import EnrolmentRequest, Invitation
from bundle.errors import BundleError
from bundle.hub_cards import HubCard, HubKeys
from bundle.merkle import appended, inclusion_path, leaf_hash, root_of
from bundle.receipts import Leaf, make_receipt, open_receipt, read_leaf
from tests.fuzz import mutants
from tests.fuzz.letter_targets import DIGEST, device
from tests.fuzz.target import Target, json_target

AT = datetime(2026, 11, 20, 9, 40, tzinfo=UTC)
LEAVES = 5
TWO = {"two": (ML_DSA_44, ML_DSA_44)}


@cache
def hub() -> HubKeys:
    return HubKeys.generate(Random(7).randbytes)


def card() -> HubCard:
    return hub().card("Ashmere MASH", "https://hub.ashmere.example:8443", "a certificate", partnership=DIGEST)


def leaf(number: int) -> Leaf:
    return Leaf(card().origin, f"{number:064x}", AT + timedelta(seconds=number))


@cache
def receipts() -> tuple[bytes, ...]:
    nodes: dict[tuple[int, int], bytes] = {}

    def node(level: int, index: int) -> bytes:
        return nodes[level, index]

    for size in range(LEAVES):
        for level, index, made in appended(size, leaf_hash(leaf(size).to_bytes()), node):
            nodes[level, index] = made
    note = hub().sign_checkpoint(LEAVES, root_of(LEAVES, node), AT + timedelta(minutes=1))
    return tuple(make_receipt(leaf(index), index, inclusion_path(index, LEAVES, node), note) for index in range(LEAVES))


def note() -> bytes:
    return tlog_proof.read_proof(receipts()[0]).checkpoint


def run_checkpoint(raw: bytes) -> object:
    with contextlib.suppress(BundleError):
        read_unverified(raw, LogCard(card().origin, "two", ()), TWO)
    return open_checkpoint(raw, card().log)


def bad_texts(raw: bytes) -> Iterator[bytes]:
    """A text of lines: each line dropped, doubled, swapped, or replaced by something odd."""
    lines = raw.split(b"\n")
    odd = (
        b"",
        b" ",
        b"0",
        b"-1",
        b"01",
        b"9" * 17,
        b"index 0",
        b"extra ",
        b"YQ==",
        b"YR==",
        b"Y",
        b"\xff",
        "—".encode(),
        b"A" * 400,
        b"A" * 9000,
    )
    for place in range(len(lines)):
        yield b"\n".join(lines[:place] + lines[place + 1 :])
        yield b"\n".join([*lines[:place], lines[place], *lines[place:]])
        yield b"\n".join([*lines[:place], *lines[place : place + 2][::-1], *lines[place + 2 :]])
        for text in odd:
            yield b"\n".join([*lines[:place], text, *lines[place + 1 :]])
            yield b"\n".join([*lines[:place], lines[place] + text, *lines[place + 1 :]])
        yield b"\n".join([*lines[:place], *[lines[place]] * 80, *lines[place + 1 :]])


def bad_checkpoints() -> Iterator[bytes]:
    raw = note()
    yield from mutants.of_bytes(raw)
    yield from bad_texts(raw)
    yield b"x" * (checkpoints.MAX_CHECKPOINT + 1)
    for time in (0, 2**62, 2**64 - 1):
        yield with_blob(raw, -2, lambda blob, at=time: blob[:4] + at.to_bytes(8, "big") + blob[12:])
    for line in (-2, -3):
        yield with_blob(raw, line, lambda blob: b"\x00" * 4 + blob[4:])
        yield with_blob(raw, line, lambda blob: blob[:-1] + bytes([blob[-1] ^ 1]))
        yield with_blob(raw, line, lambda blob: blob + b"\x00")
    other = Checkpoint(card().origin, 2**53 - 1, bytes(32), AT)
    yield other.note() + b"\n" + raw.partition(b"\n\n")[2]
    huge = raw.replace(b"\n5\n", b"\n9999999999999999\n", 1)
    yield huge
    yield from (of_two(0), of_two(1))


def of_two(seconds: int) -> bytes:
    """A note of a suite with two timestamped signatures, the second that much later."""
    first, second = (
        sign_checkpoint(
            Checkpoint(card().origin, 1, bytes(32), AT + timedelta(seconds=late)), [bytes(32)] * 2, "two", TWO
        )
        for late in (0, seconds)
    )
    return b"\n".join([*first.split(b"\n")[:-2], *second.split(b"\n")[-2:]])


def with_blob(raw: bytes, line: int, change: Callable[[bytes], bytes]) -> bytes:
    lines = raw.split(b"\n")
    front, _, text = lines[line].rpartition(b" ")
    blob = change(base64.b64decode(text))
    lines[line] = front + b" " + base64.b64encode(blob)
    return b"\n".join(lines)


def run_receipt(raw: bytes) -> object:
    return open_receipt(raw, card())


def bad_receipts() -> Iterator[bytes]:
    for raw in receipts()[::4]:
        yield from mutants.of_bytes(raw)
        yield from bad_texts(raw)
    raw = receipts()[0]
    head, mark, checkpoint = raw.partition(b"\n\n")
    first, extra, *rest = head.split(b"\n")
    for text in mutants.of_json(json.loads(leaf(0).to_bytes())):
        yield b"\n".join([first, b"extra " + base64.b64encode(text), *rest]) + mark + checkpoint
    yield b"\n".join([b"c2sp.org/tlog-proof@v2", extra, *rest]) + mark + checkpoint
    yield head + mark + b"x" * (checkpoints.MAX_CHECKPOINT + 1)
    yield b"\n".join([first, b"extra " + base64.b64encode(b"x" * 2000), *rest]) + mark + checkpoint
    for other in receipts()[1:]:
        path = other.partition(b"\n\n")[0].split(b"\n")[2:]
        yield b"\n".join([first, extra, *path]) + mark + checkpoint
    late = Leaf(card().origin, f"{1:064x}", AT + timedelta(days=1))
    nodes = {(0, 0): leaf_hash(late.to_bytes())}
    signed = hub().sign_checkpoint(1, nodes[0, 0], AT)
    yield make_receipt(late, 0, (), signed)
    elsewhere = Leaf("another.example", f"{1:064x}", AT)
    yield make_receipt(elsewhere, 0, (), hub().sign_checkpoint(1, leaf_hash(elsewhere.to_bytes()), AT))


# joining


def invitation() -> Invitation:
    return Invitation(card(), DIGEST, bytes(range(32)), AT, "mash", "Ashmere MASH", "desk", "Tom Adeyemi")


def requests() -> list[bytes]:
    asked = EnrolmentRequest(
        card=device(1).card(),
        invitation=invitation().id,
        partnership=DIGEST,
        person="Tom Adeyemi",
        role="desk",
        role_title="Triage worker",
        organisation="mash",
        written_at=AT,
        proof=bytes(32),
    )
    full = EnrolmentRequest(
        **{name: getattr(asked, name) for name in EnrolmentRequest.__slots__ if name not in {"replaces", "desk_key"}},
        replaces=device(3).id,
        desk_key=device(4).identity().recipient,
    )
    return [asked.payload(), full.payload()]


TARGETS = (
    json_target(
        "leaf",
        read_leaf,
        BundleError,
        lambda: [leaf(0).to_bytes()],
        "bundle/receipts.py::read_leaf",
        "bundle/receipts.py::Leaf.__post_init__",
    ),
    Target(
        "checkpoint",
        run_checkpoint,
        BundleError,
        lambda: [note()],
        tuple(f"bundle/checkpoints.py::{name}" for name in ("open_checkpoint", "_read", "_lines", "_unbase64")),
        bad_checkpoints,
    ),
    Target(
        "receipt",
        run_receipt,
        BundleError,
        lambda: list(receipts()),
        (
            "bundle/receipts.py::open_receipt",
            "bundle/tlog_proof.py::read_proof",
            "bundle/tlog_proof.py::_unbase64",
            "bundle/merkle.py::check_inclusion",
        ),
        bad_receipts,
    ),
    json_target(
        "hub card",
        HubCard.from_bytes,
        BundleError,
        lambda: [card().to_bytes()],
        "bundle/hub_cards.py::HubCard.from_bytes",
        "bundle/hub_cards.py::HubCard.from_json",
        "bundle/hub_cards.py::HubCard.__post_init__",
        "bundle/hub_cards.py::_is_http",
    ),
    json_target(
        "invitation",
        Invitation.from_bytes,
        BundleError,
        lambda: [invitation().to_bytes()],
        "bundle/enrolment.py::Invitation.from_bytes",
        "bundle/enrolment.py::Invitation._read",
        "bundle/enrolment.py::Invitation.__post_init__",
    ),
    json_target(
        "request to join",
        enrolment._read,
        BundleError,
        requests,
        "bundle/enrolment.py::_read",
        "bundle/enrolment.py::_check_texts",
        "bundle/keys.py::KeyCard.from_json",
        "bundle/keys.py::KeyCard.__post_init__",
    ),
)
