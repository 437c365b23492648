"""The key file's parser: one form, typed errors, bounded time, unknown algorithms refused by name."""

from __future__ import annotations

import contextlib
import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bundle.encoding import canonical_json
from bundle.errors import BundleError
from desktop.vault import keys_file, renewal
from desktop.vault.creation import create
from desktop.vault.errors import KeysAlgorithmUnknown, KeysDamaged, VaultTooNew
from desktop.vault.keyring import set_recovery, unlock
from desktop.vault.keys_file import KEYS_NAME, ORGANISATION
from desktop.vault.passphrases import KdfCost
from desktop.vault.recovery import make

Random = Callable[[int], bytes]
PASSPHRASE = "larch gate winter"
REFUSED = (KeysAlgorithmUnknown, KeysDamaged, VaultTooNew)


@pytest.fixture
def content(folder: Path, kit: str, random: Random) -> dict[str, Any]:
    """A key file with every part there is."""
    opened = create(folder, PASSPHRASE, kit, random, KdfCost(64, 1, 1))
    renewal.new_device(opened, random)
    set_recovery(folder, opened, make(2, 3, random).recipient, random)
    opened.lock()
    held: dict[str, Any] = json.loads((folder / KEYS_NAME).read_bytes())
    return held


def written(content: dict[str, Any]) -> bytes:
    body = {name: value for name, value in content.items() if name != "checksum"}
    return canonical_json({**body, "checksum": hashlib.sha256(canonical_json(body)).hexdigest()})


def slot(content: dict[str, Any], kind: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in content["slots"] if one["type"] == kind)
    return found


def test_the_file_has_one_form(content: dict[str, Any]) -> None:
    raw = written(content)
    assert keys_file.parse(raw).to_bytes() == raw
    for other in (raw + b" ", json.dumps(content).encode(), raw.replace(b'"version":1', b'"version":1.0')):
        with pytest.raises(KeysDamaged):
            keys_file.parse(other)


@pytest.mark.parametrize("algorithm", ["scrypt", "aes-512-gcm", "age-v2-mlkem1024"])
@pytest.mark.parametrize("part", ["kdf", "kit kdf", "slot", "device", "former", "organisation"])
def test_an_unknown_algorithm_is_refused_by_its_name(content: dict[str, Any], part: str, algorithm: str) -> None:
    place, member = {
        "kdf": (lambda: slot(content, "passphrase")["kdf"], "name"),
        "kit kdf": (lambda: slot(content, "recovery-kit")["kdf"], "name"),
        "slot": (lambda: slot(content, "passphrase"), "cipher"),
        "device": (lambda: content["device"], "cipher"),
        "former": (lambda: content["former"][0], "cipher"),
        "organisation": (lambda: slot(content, ORGANISATION), "cipher"),
    }[part]
    place()[member] = algorithm
    with pytest.raises(KeysAlgorithmUnknown) as refused:
        keys_file.parse(written(content))
    assert refused.value.algorithm == algorithm
    assert algorithm in str(refused.value)


def test_an_unknown_algorithm_is_refused_at_opening_too(folder: Path, content: dict[str, Any]) -> None:
    slot(content, "passphrase")["kdf"]["name"] = "argon3"
    for name in (KEYS_NAME, keys_file.PREVIOUS_NAME):
        (folder / name).write_bytes(written(content))
    with pytest.raises(KeysAlgorithmUnknown):
        unlock(folder, PASSPHRASE)


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content.update(slots=[]),
        lambda content: content.update(slots="none"),
        lambda content: content.update(slots=[{"type": f"new {number}"} for number in range(17)]),
        lambda content: content["slots"].append(3),
        lambda content: content["slots"].append(dict(content["slots"][0])),
        lambda content: content["slots"][0].pop("nonce"),
        lambda content: content["slots"][0].update(nonce="AAAA"),
        lambda content: content["slots"][0].update(kdf=[]),
        lambda content: content.update(device=[]),
        lambda content: content["device"].update(sealed="AAAA"),
        lambda content: content.update(former={}),
        lambda content: content["former"][0].update(sealed="AAAA"),
        lambda content: content.update(vault=""),
        lambda content: content.update(vault=7),
        lambda content: content.update(more="than there is"),
        lambda content: content.update(version=0),
        lambda content: content.update(version=True),
        lambda content: slot(content, ORGANISATION).update(recipient="age1nobody"),
        lambda content: slot(content, ORGANISATION).update(sealed="A" * 12_000),
        lambda content: slot(content, ORGANISATION).update(sealed="A" * 20_000),
        lambda content: slot(content, ORGANISATION).update(more=1),
    ],
)
def test_what_is_not_of_the_form_is_damage_even_with_a_fitting_checksum(
    content: dict[str, Any], damage: Callable[[dict[str, Any]], None]
) -> None:
    damage(content)
    with pytest.raises(KeysDamaged):
        keys_file.parse(written(content))


def test_unknown_slots_are_kept(content: dict[str, Any]) -> None:
    content["slots"].append({"type": "fido2", "credential": "AAAA", "sealed": "BBBB"})
    raw = written(content)
    assert keys_file.parse(raw).to_bytes() == raw


@given(data=st.data())
@settings(
    max_examples=300, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_the_bytes_the_parser_answers_soon_and_with_its_own_errors(
    content: dict[str, Any], data: st.DataObject
) -> None:
    raw = bytearray(written(content))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(raw) - 1))
        if data.draw(st.booleans()):
            raw[place] = data.draw(st.integers(0, 255))
        else:
            raw[place : place + data.draw(st.integers(1, 40))] = data.draw(st.binary(max_size=8))
    tried = bytes(raw)
    if data.draw(st.booleans()):  # as an attacker would: with a checksum that fits again
        try:
            tried = written(json.loads(tried))
        except (ValueError, AttributeError, BundleError):  # it is no JSON object then
            tried = bytes(raw)
    started = time.perf_counter()
    with contextlib.suppress(*REFUSED):
        assert keys_file.parse(tried).to_bytes() == tried
    assert time.perf_counter() - started < 1
