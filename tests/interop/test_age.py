"""Files sealed by us open with another implementation of the age format, and theirs with ours. Needs Node; run by `make interop`."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from bundle.sealing import Identity, seal, unseal

HERE = Path(__file__).parent
SIZES = (0, 1, 65535, 65536, 65537, 300_000)

pytestmark = pytest.mark.interop


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the other implementation installed."""
    if shutil.which("npm") is None:
        pytest.skip("Node is not here, and the other implementation needs it")
    folder = tmp_path_factory.mktemp("other")
    for name in ("package.json", "package-lock.json", "age.js"):
        shutil.copy(HERE / name, folder)
    subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--silent"], cwd=folder, check=True, timeout=120)
    return folder


def ask(other: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["node", "age.js", *arguments], cwd=other, check=True, capture_output=True, text=True, timeout=60
    )
    return done.stdout


def test_both_derive_the_same_recipient(other: Path) -> None:
    identity = Identity.generate(os.urandom)
    assert ask(other, "recipient", identity.secret_text()) == str(identity.recipient)


@pytest.mark.parametrize("size", SIZES)
def test_theirs_opens_ours(other: Path, size: int) -> None:
    identity, plain = Identity.generate(os.urandom), os.urandom(size)
    sealed = io.BytesIO()
    seal(io.BytesIO(plain), sealed, [identity.recipient], os.urandom)
    (other / "ours.age").write_bytes(sealed.getvalue())
    ask(other, "open", identity.secret_text(), "ours.age", "opened")
    assert (other / "opened").read_bytes() == plain


@pytest.mark.parametrize("size", SIZES)
def test_ours_opens_theirs(other: Path, size: int) -> None:
    identity, plain = Identity.generate(os.urandom), os.urandom(size)
    (other / "plain").write_bytes(plain)
    ask(other, "seal", identity.secret_text(), "plain", "theirs.age")
    opened = io.BytesIO()
    unseal(io.BytesIO((other / "theirs.age").read_bytes()), opened, [identity])
    assert opened.getvalue() == plain
