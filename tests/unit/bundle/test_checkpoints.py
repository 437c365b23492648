"""Checkpoints and proofs as texts: one form, both signatures, and readable by anybody's C2SP code."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey, MLDSA65PrivateKey, MLDSA65PublicKey
from hypothesis import given
from hypothesis import strategies as st

from bundle.checkpoints import (
    ED25519,
    ML_DSA_44,
    SUITES,
    Checkpoint,
    LogCard,
    SignatureType,
    is_origin,
    open_checkpoint,
    read_unverified,
    sign_checkpoint,
    size_of,
)
from bundle.encoding import MAX_INTEGER
from bundle.errors import BundleError, CheckpointInvalid, Malformed, TooLarge, UnknownAlgorithm, UnknownVersion
from bundle.hub_cards import HubKeys
from bundle.merkle import EMPTY_ROOT
from bundle.tlog_proof import TlogProof, read_proof, write_proof
from tests.numbers import property_of
from tests.unit.bundle.partnership import NOW, draws

HUB = HubKeys.generate(draws("hub"))
LOG = HUB.card("Ashmere MASH", "https://hub.ashmere.example").log
ROOT = hashlib.sha256(b"root").digest()
RAW = HUB.sign_checkpoint(41, ROOT, NOW)


def test_a_checkpoint_says_how_long_the_log_is_its_root_and_when() -> None:
    assert open_checkpoint(RAW, LOG) == Checkpoint(HUB.origin, 41, ROOT, NOW)
    assert read_unverified(RAW, LOG) == open_checkpoint(RAW, LOG)


def test_a_checkpoint_is_the_text_that_c2sp_says_and_verifies_by_its_words_alone() -> None:
    text = RAW.decode("utf-8")
    note, _, signatures = text.partition("\n\n")
    origin, size, root = note.split("\n")
    assert (origin, size, base64.b64decode(root)) == (HUB.origin, "41", ROOT)
    first, second = (line.split(" ") for line in signatures.removesuffix("\n").split("\n"))
    assert first[:2] == second[:2] == ["\u2014", origin]
    ed25519, ml_dsa = base64.b64decode(first[2]), base64.b64decode(second[2])
    name = origin.encode()
    assert ed25519[:4] == hashlib.sha256(name + b"\n\x01" + LOG.keys[0]).digest()[:4]
    Ed25519PublicKey.from_public_bytes(LOG.keys[0]).verify(ed25519[4:], (note + "\n").encode())
    assert ml_dsa[:4] == hashlib.sha256(name + b"\n\x06" + LOG.keys[1]).digest()[:4]
    time = ml_dsa[4:12]
    assert int.from_bytes(time, "big") == int(NOW.timestamp())
    named = bytes([len(name)]) + name
    message = b"subtree/v1\n\0" + named + time + named + bytes(8) + (41).to_bytes(8, "big") + ROOT
    MLDSA44PublicKey.from_public_bytes(LOG.keys[1]).verify(ml_dsa[12:], message)


@property_of
@given(place=st.integers(0, len(RAW) * 8 - 1))
def test_one_flipped_bit_in_a_checkpoint_is_refused(place: int) -> None:
    flipped = bytearray(RAW)
    flipped[place // 8] ^= 1 << place % 8
    with pytest.raises(CheckpointInvalid):
        open_checkpoint(bytes(flipped), LOG)


LINES = RAW.decode("utf-8").split("\n")


def lines(*changed: tuple[int, str]) -> bytes:
    return "\n".join({**dict(enumerate(LINES)), **dict(changed)}.values()).encode("utf-8")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff" + RAW,
        RAW[:-1],
        RAW + b"\n",
        RAW + b"x",
        RAW.replace(b"\n", b"\r\n"),
        lines((1, "041")),
        lines((1, "4_1")),
        lines((1, "-1")),
        lines((1, str(10**17))),
        lines((2, LINES[2].rstrip("="))),
        lines((2, base64.b64encode(ROOT + b"x").decode())),
        lines((2, "é")),
        lines((0, "another.log")),
        lines((3, "an extension line\n")),
        lines((4, LINES[5]), (5, LINES[4])),
        lines((5, LINES[5] + "\n" + LINES[5])),
        lines((5, "")),
        lines((4, LINES[4].replace("\u2014", "-"))),
        lines((4, LINES[4] + "AAAA")),
    ],
)
def test_a_checkpoint_has_one_form(raw: bytes) -> None:
    with pytest.raises(CheckpointInvalid):
        open_checkpoint(raw, LOG)


def test_a_checkpoint_too_long_is_refused_before_it_is_read() -> None:
    for reading in (open_checkpoint, read_unverified):
        with pytest.raises(TooLarge):
            reading(RAW + b"x" * 8192, LOG)


def test_the_size_that_a_note_claims_is_read_only_to_ask_for_proofs() -> None:
    assert size_of(RAW) == 41
    for bad in (b"", b"log\n1\n", lines((1, "01")), b"\xff\n1\nx\n"):
        with pytest.raises(CheckpointInvalid):
            size_of(bad)
    with pytest.raises(TooLarge):
        size_of(RAW + b"x" * 8192)


def test_a_time_that_no_clock_has_is_refused() -> None:
    blob = bytearray(base64.b64decode(LINES[5].split(" ")[2]))
    blob[4:12] = b"\xff" * 8
    with pytest.raises(CheckpointInvalid):
        open_checkpoint(lines((5, f"\u2014 {HUB.origin} {base64.b64encode(blob).decode()}")), LOG)


def test_a_key_that_is_none_signs_nothing() -> None:
    key = b"\xff" * 32
    log = replace(LOG, keys=(key, LOG.keys[1]))
    blob = ED25519.key_id(LOG.origin, key) + bytes(64)
    with pytest.raises(CheckpointInvalid):
        open_checkpoint(lines((4, f"\u2014 {HUB.origin} {base64.b64encode(blob).decode()}")), log)


def test_an_empty_log_has_a_checkpoint() -> None:
    assert open_checkpoint(HUB.sign_checkpoint(0, EMPTY_ROOT, NOW), LOG).size == 0


@pytest.mark.parametrize(
    ("origin", "size", "root"),
    [("", 1, ROOT), ("a b", 1, ROOT), ("log", -1, ROOT), ("log", True, ROOT), ("log", MAX_INTEGER + 1, ROOT), ("log", 1, b"x")],
)  # fmt: skip
def test_a_checkpoint_that_says_nothing_sensible_is_never_made(origin: str, size: int, root: bytes) -> None:
    with pytest.raises(CheckpointInvalid):
        Checkpoint(origin, size, root, NOW)


def test_a_log_is_named_by_a_short_plain_text() -> None:
    assert is_origin("hub.example/log/2")
    for text in ("", "a b", "a+b", "a\n", "/log", "a" * 129, 1):
        assert not is_origin(text)


def test_an_unknown_suite_is_refused_by_name() -> None:
    with pytest.raises(UnknownAlgorithm):
        open_checkpoint(RAW, replace(LOG, suite="ed25519+tomorrow"))
    with pytest.raises(UnknownAlgorithm):
        sign_checkpoint(Checkpoint("log", 0, EMPTY_ROOT, NOW), (b"a" * 32,), "tomorrow")


ML_DSA_65 = SignatureType(
    name="ml-dsa-65",
    identifier=b"\xffguardbook ml-dsa-65",  # signed-note: 0xff and a longer name, for what has no byte assigned
    key_bytes=1952,
    signature_bytes=3309,
    timestamped=True,
    public=lambda seed: MLDSA65PrivateKey.from_seed_bytes(seed).public_key().public_bytes_raw(),
    sign=lambda seed, message: MLDSA65PrivateKey.from_seed_bytes(seed).sign(message),
    verify=lambda key, signature, message: MLDSA65PublicKey.from_public_bytes(key).verify(signature, message),
)


@pytest.mark.parametrize("types", [(ED25519, ML_DSA_65), (ED25519, ML_DSA_44, ML_DSA_65), (ML_DSA_65,)])
def test_another_suite_is_a_parameter_and_serves_as_well(types: tuple[SignatureType, ...]) -> None:
    suites = {**SUITES, "another": types}
    seeds = [bytes([number]) * 32 for number in range(len(types))]
    keys = tuple(kind.public(seed) for kind, seed in zip(types, seeds, strict=True))
    checkpoint = Checkpoint("hub.example/log", 41, ROOT, NOW)
    raw = sign_checkpoint(checkpoint, seeds, "another", suites)
    card = LogCard("hub.example/log", "another", keys)
    assert open_checkpoint(raw, card, suites) == checkpoint
    with pytest.raises(UnknownAlgorithm):
        open_checkpoint(raw, card)
    with pytest.raises(CheckpointInvalid):
        open_checkpoint(raw, replace(card, suite="ed25519+ml-dsa-44"), suites)


def test_signatures_of_two_times_are_of_no_time() -> None:
    types = (ML_DSA_44, ML_DSA_65)
    suites = {"two": types}
    seeds = [b"a" * 32, b"b" * 32]
    card = LogCard("log", "two", tuple(kind.public(seed) for kind, seed in zip(types, seeds, strict=True)))
    early, late = (
        sign_checkpoint(Checkpoint("log", 41, ROOT, at), seeds, "two", suites).decode().split("\n")
        for at in (NOW, NOW + timedelta(seconds=1))
    )
    with pytest.raises(CheckpointInvalid, match="one time"):
        open_checkpoint("\n".join([*early[:5], *late[5:]]).encode(), card, suites)


# the proof around it

PROOF = TlogProof(b'{"leaf":1}', 5, (ROOT, EMPTY_ROOT), RAW)
PROVED = write_proof(PROOF)


def test_a_proof_is_read_as_it_was_written() -> None:
    assert read_proof(PROVED) == PROOF
    bare = replace(PROOF, path=(), index=0, extra=b"")
    assert read_proof(write_proof(bare)) == bare


@pytest.mark.parametrize(
    ("raw", "refused"),
    [
        (b"", Malformed),
        (PROVED.replace(b"@v1", b"@v2"), UnknownVersion),
        (PROVED.replace(b"c2sp.org", b"example.org"), Malformed),
        (PROVED.replace(b"extra ", b"more "), Malformed),
        (PROVED.replace(b"extra eyJ", b"extra !yJ"), Malformed),
        (PROVED.replace(b"index 5", b"index 05"), Malformed),
        (PROVED.replace(b"index 5\n", b""), Malformed),
        (PROVED.replace(b"index 5", b"index " + b"9" * 17), Malformed),
        (PROVED.replace(b"\nindex", b"\r\nindex"), Malformed),
        (write_proof(replace(PROOF, path=(b"short",))), Malformed),
        (write_proof(replace(PROOF, path=(ROOT,) * 65)), Malformed),
        (write_proof(replace(PROOF, extra=b"x" * 1025)), TooLarge),
        (write_proof(replace(PROOF, checkpoint=b"x" * 8193)), TooLarge),
        (b"x" * 16_385, TooLarge),
        (b"c2sp.org/tlog-proof@v1\nextra ", Malformed),
    ],
)
def test_a_proof_has_one_form(raw: bytes, refused: type[BundleError]) -> None:
    with pytest.raises(refused):
        read_proof(raw)


@property_of
@given(
    size=st.integers(0, MAX_INTEGER),
    root=st.binary(min_size=32, max_size=32),
    at=st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis adds the zone
)
def test_every_checkpoint_reads_back(size: int, root: bytes, at: datetime) -> None:
    checkpoint = open_checkpoint(HUB.sign_checkpoint(size, root, at), LOG)
    assert (checkpoint.size, checkpoint.root) == (size, root)
    assert checkpoint.signed_at == at.replace(microsecond=0)


@property_of
@given(
    extra=st.binary(max_size=1024),
    index=st.integers(0, 10**15),
    path=st.lists(st.binary(min_size=32, max_size=32), max_size=64),
)
def test_every_proof_reads_back(extra: bytes, index: int, path: list[bytes]) -> None:
    proof = TlogProof(extra, index, tuple(path), RAW)
    assert read_proof(write_proof(proof)) == proof
