"""X25519 files made by the system's ``age`` open with ours. Debian's 1.1 knows no hybrid recipient; needs it installed."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from bundle.errors import NotARecipient, PayloadDamaged
from bundle.sealing import Identity, unseal

SIZES = (0, 1, 65535, 65536, 65537, 300_000)
pytestmark = [
    pytest.mark.interop,
    pytest.mark.skipif(shutil.which("age") is None, reason="age is not installed here"),
]


def sealed_by_age(folder: Path, content: bytes, *recipients: str) -> bytes:
    (folder / "plain").write_bytes(content)
    options = [option for recipient in recipients for option in ("-r", recipient)]
    subprocess.run(["age", *options, "-o", "sealed.age", "plain"], cwd=folder, check=True, timeout=60)
    return (folder / "sealed.age").read_bytes()


@pytest.mark.parametrize("size", SIZES)
def test_ours_opens_what_age_sealed(tmp_path: Path, size: int) -> None:
    identity, other = (Identity(os.urandom(32), hybrid=False) for _ in range(2))
    content, opened = os.urandom(size), io.BytesIO()
    raw = sealed_by_age(tmp_path, content, other.recipient, identity.recipient)
    unseal(io.BytesIO(raw), opened, [identity])
    assert opened.getvalue() == content
    with pytest.raises(NotARecipient):
        unseal(io.BytesIO(raw), io.BytesIO(), [Identity(os.urandom(32), hybrid=False)])
    with pytest.raises(PayloadDamaged):
        unseal(io.BytesIO(raw[:-1]), io.BytesIO(), [identity])


def test_both_derive_the_same_recipient(tmp_path: Path) -> None:
    identity = Identity(os.urandom(32), hybrid=False)
    (tmp_path / "key").write_text(identity.secret_text() + "\n", encoding="ascii")
    said = subprocess.run(
        ["age-keygen", "-y", "key"], cwd=tmp_path, check=True, capture_output=True, text=True, timeout=60
    )
    assert said.stdout.strip() == identity.recipient
