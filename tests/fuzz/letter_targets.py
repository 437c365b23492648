"""Fuzz targets: waybill, cover, envelope, the sheet inside a letter and the container."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import struct
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from random import Random
from typing import Any

import zstandard

from bundle import container, covers, sheets, waybills
from bundle.covers import ChainHead, Cover, sign_cover
from bundle.envelopes import open_envelope
from bundle.errors import BundleError, Malformed
from bundle.keys import DeviceKeys, KeyCard
from bundle.sealing import padme
from bundle.stored_zip import write_archive
from bundle.waybills import AttachmentRow, Waybill, make_waybill
from tests.fuzz import mutants
from tests.fuzz.statement_targets import statements
from tests.fuzz.target import Target, json_target

DIGEST = hashlib.sha256(b"a bundle").hexdigest()
ATTACHED = sorted((hashlib.sha256(content).hexdigest(), content) for content in (b"one" * 300, b"two" * 400))
WRITTEN = datetime(2026, 11, 20, 9, 40, tzinfo=UTC)


@cache
def device(number: int) -> DeviceKeys:
    return DeviceKeys.generate(Random(number).randbytes)


@cache
def card() -> KeyCard:
    return device(1).card()


@cache
def compressor() -> zstandard.ZstdCompressor:
    return zstandard.ZstdCompressor(level=1, write_checksum=True, write_content_size=True)


def waybill(attachments: int = 2) -> Waybill:
    rows = tuple(sorted(AttachmentRow(name, len(content)) for name, content in ATTACHED[:attachments]))
    boxes = tuple(sorted((device(2).id, "ZGVzay1vZi1hc2htZXJlLW")))
    return Waybill(DIGEST, "YnVuZGxlLWlkLTEyOC1iaQ", device(1).id, boxes, DIGEST, 40_000, WRITTEN, rows)


def cover() -> Cover:
    boxes = waybill().mailboxes
    return Cover(
        bundle=waybill().bundle,
        partnership=DIGEST,
        sender=device(1).id,
        recipients=boxes,
        purpose="To protect a child",
        basis="task",
        share=DIGEST,
        audience="desk",
        numbers={boxes[0]: (1, ""), boxes[1]: (2, DIGEST)},
        statements=(DIGEST,),
        head=ChainHead("epoch_A", 3, DIGEST),
        share_group="Z3JvdXAtb2YtdGhlLXNoYX",
        checkpoint="",
    )


def good_waybills() -> list[bytes]:
    return [waybill(0).payload(), waybill().payload()]


def good_covers() -> list[bytes]:
    whole = cover()
    bare = Cover(
        **{**{name: getattr(whole, name) for name in Cover.__slots__}, "head": None, "share": "", "share_group": ""}
    )
    return [whole.payload(), bare.payload()]


def good_envelopes() -> list[bytes]:
    return [make_waybill(waybill(), device(1)), sign_cover(cover(), device(1))]


def run_envelope(raw: bytes) -> object:
    """As a reader does: which type and how many keys is the reader's demand, not the envelope's word."""
    if covers.PAYLOAD_TYPE.encode() in raw:
        return open_envelope(raw, covers.PAYLOAD_TYPE, card(), post_quantum=True)
    return open_envelope(raw, waybills.PAYLOAD_TYPE, card(), post_quantum=False)


# the sheet: padding, one zstd frame, lines


def lines() -> list[bytes]:
    tokens = [copy.token for copy in statements()]
    return [b"".join([sign_cover(cover(), device(1)), b"\n", *(sheets._line(token) for token in tokens)])]


@cache
def whole_lines() -> bytes:
    return lines()[0]


def sheet_of(content: bytes, **options: Any) -> bytes:
    frame = zstandard.ZstdCompressor(
        level=3, **{"write_checksum": True, "write_content_size": True, **options}
    ).compress(content)
    return padded(frame)


def padded(frame: bytes) -> bytes:
    needed = 8 + len(frame)
    padding = max(sheets.FLOOR, padme(needed)) - needed
    return struct.pack("<LL", 0x184D2A50, padding) + bytes(padding) + frame


def good_sheets() -> list[bytes]:
    tokens = [copy.token for copy in statements()]
    return [sheets.fold_up(sign_cover(cover(), device(1)), tokens)]


def bad_sheets() -> Iterator[bytes]:
    [good] = good_sheets()
    yield from mutants.of_bytes(good)
    content = lines()[0]
    yield sheet_of(content, write_checksum=False)
    yield sheet_of(content, write_content_size=False)
    yield sheet_of(b"\n" * 10_000)
    yield sheet_of(b"\x00" * 100_000_000)  # a bomb
    yield sheet_of(content) + b"\x00" * 100
    frame = zstandard.ZstdCompressor(level=3, write_checksum=True).compress(content)
    for other in (
        frame + frame,
        frame[:-1],
        frame[:-4] + b"\x00" * 4,
        b"",
        b"\x28\xb5\x2f\xfd",
        frame[:5] + b"\xff" * 20,
    ):
        yield padded(other)
    yield padded(frame)[:-8]
    yield bytes(sheets.FLOOR)
    yield b"\x50\x2a\x4d\x18" + b"\xff" * 40_000
    yield from (sheet_of(changed) for changed in mutants.of_bytes(content))
    first, second, *_ = content.split(b"\n")
    for line in mutants.of_json(json.loads(second)):
        yield sheet_of(first + b"\n" + line + b"\n")


def mutate_sheet(raw: bytes, random: Random) -> bytes:
    content = bytearray(whole_lines())
    for _ in range(random.randint(1, 4)):
        place = random.randrange(len(content))
        content[place : place + random.randrange(3)] = random.randbytes(random.randrange(3))
    return padded(compressor().compress(bytes(content)))


# the container


def members() -> list[tuple[str, bytes]]:
    return [
        ("mimetype", container.MIMETYPE),
        ("waybill.dsse", make_waybill(waybill(), device(1))),
        ("sealed.age", b"sealed" * 50),
        ("receipt", b"a receipt"),
        *((f"attachments/{name}", content) for name, content in ATTACHED),
    ]


def archive(parts: list[tuple[str, bytes]]) -> bytes:
    sink = io.BytesIO()
    write_archive(sink, [(name, io.BytesIO(content)) for name, content in parts])
    return sink.getvalue()


def good_containers() -> list[bytes]:
    whole = members()
    return [archive(whole[:3]), archive(whole[:4])]


def with_attachments() -> list[bytes]:
    """Good as files, but not to be held in memory: ``unpack`` refuses them."""
    whole = members()
    return [archive(whole), archive(whole[:3] + whole[4:])]


def run_container(raw: bytes) -> object:
    if len(raw) > container.MAX_CONTAINER:
        return container.unpack(raw)
    opened = container.take_apart(io.BytesIO(raw))
    for row in opened.rows:
        opened.copy(row.id, io.BytesIO())
    if opened.rows:
        with contextlib.suppress(Malformed):
            opened.copy("0" * 64, io.BytesIO())
    return container.unpack(raw)


def bad_containers() -> Iterator[bytes]:
    whole = members()
    for raw in (*good_containers(), *with_attachments()):
        yield raw
        yield from mutants.of_bytes(raw)
        yield from (raw[:cut] for cut in range(0, len(raw), 7))
    yield bytes(container.MAX_CONTAINER + 1)
    for number, (_, content) in enumerate(whole):
        yield archive(whole[:number] + whole[number + 1 :])
        yield archive([*whole, whole[number]])
        for other in (
            "../up",
            "/etc/x",
            "attachments/../x",
            "attachments/" + "A" * 64,
            "mimetype ",
            "é",
            "a" * 255,
            "",
            "sealed.age\x00",
        ):
            yield archive([*whole[:number], (other, content), *whole[number + 1 :]])
        yield archive([*whole[:number], (whole[number][0], content[:-1]), *whole[number + 1 :]])
    yield archive(whole[::-1])
    yield archive([*whole[:4], *whole[:3:-1]])
    yield archive([*whole, *((f"attachments/{number:064x}", b"") for number in range(400))])
    yield archive([("mimetype", b"text/plain"), *whole[1:]])
    yield archive([("mimetype", container.MIMETYPE + b"x"), *whole[1:]])
    raw = archive(whole)
    yield b"stub" + raw
    yield raw + b"trailing"
    for place in range(0, len(raw) - 4, max(1, len(raw) // 400)):
        yield raw[:place] + b"\xff\xff\xff\xff" + raw[place + 4 :]


TARGETS = (
    json_target(
        "waybill",
        lambda raw: waybills._read(raw, waybills.SUITES),
        BundleError,
        good_waybills,
        "bundle/waybills.py::_read",
        "bundle/waybills.py::_attachment",
        "bundle/waybills.py::Waybill.__post_init__",
        "bundle/waybills.py::AttachmentRow.__post_init__",
    ),
    json_target(
        "cover",
        lambda raw: covers._read(raw, covers.SUITES),
        BundleError,
        good_covers,
        "bundle/covers.py::_read",
        "bundle/covers.py::_head",
        "bundle/covers.py::_is_number",
        "bundle/covers.py::Cover.__post_init__",
        "bundle/covers.py::Cover._check_names",
        "bundle/covers.py::ChainHead.__post_init__",
    ),
    json_target(
        "envelope",
        run_envelope,
        BundleError,
        good_envelopes,
        "bundle/envelopes.py::_read",
        "bundle/envelopes.py::open_envelope",
        "bundle/envelopes.py::open_by",
        "bundle/envelopes.py::suite_of",
    ),
    Target(
        "sheet",
        sheets.unfold,
        BundleError,
        good_sheets,
        tuple(f"bundle/sheets.py::{name}" for name in ("unfold", "_without_padding", "_decompressed", "_token")),
        bad_sheets,
        mutate_sheet,
    ),
    Target(
        "container",
        run_container,
        BundleError,
        good_containers,
        (
            *(f"bundle/container.py::{name}" for name in ("unpack", "take_apart", "Opened.copy", "Opened.rows")),
            *(f"bundle/stored_zip.py::{name}" for name in ("read_index", "pieces_of", "_read_local")),
        ),
        bad_containers,
    ),
)
