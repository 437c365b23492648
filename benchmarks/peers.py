"""Sealing and signing to three recipients, and opening and verifying, against programs and libraries that people use.

Rules this module keeps:

* what is compared is the same bytes in one run, in turns, in random order, on a drive in memory, so that neither a disk nor
  a busy machine decides;
* ours is sealed to hybrid recipients and signed by a waybill (Ed25519) over the digest that is counted beside the sealing,
  and, for the small ones, by both keys of a cover; ``age`` with ``minisign`` seals to X25519 and signs BLAKE2b with Ed25519;
* a peer that is not installed is left out, and that is said in a line;
* memory is the growth of a fresh process's VmHWM (Linux) while it seals or opens, its imports not counted.
"""

from __future__ import annotations

import hashlib
import importlib.util
import io
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.timing import Result, clocked, in_turns
from bundle.envelopes import open_envelope, sign
from bundle.keys import DeviceKeys
from bundle.sealing import seal, unseal
from bundle.waybills import PAYLOAD_TYPE, Waybill, make_waybill, parse_waybill

BAR = 1 / 1.8  # of the time that age with minisign takes
MOST_GROWTH = 16.0  # MiB
_MEMORY = Path("/dev/shm")  # noqa: S108 - a drive in memory, with a folder of our own in it
_NOW = datetime(2026, 11, 20, tzinfo=UTC)


def measure(times: int, sizes: tuple[int, ...] = (10, 200)) -> list[Result]:
    """Large files, in megabytes, against ``age`` with ``minisign``; small ones in process; memory."""
    results: list[Result] = []
    with _folder() as folder:
        if _installed("age", "age-keygen", "minisign"):
            for megabytes in sizes:
                place = folder / str(megabytes)
                place.mkdir()
                results += _large(place, megabytes, max(5, min(times, 7 if megabytes > 100 else times)))
        if sys.platform == "linux":
            results += [_growth(folder, doing, sizes[-1]) for doing in ("seal", "open")]
    for size in (1_000, 100_000):
        results += _small(size, times * 3)
    return results


def _large(folder: Path, megabytes: int, times: int) -> list[Result]:
    ours, theirs = _Ours(folder), _AgeAndMinisign(folder)
    plain = folder / "plain"
    plain.write_bytes(os.urandom(1_000_000) * megabytes)
    size, name = plain.stat().st_size, f"{megabytes} MB to three"
    sealed = in_turns(
        {"ours": lambda: clocked(ours.seal), "theirs": lambda: clocked(theirs.seal)}, times, seed=megabytes
    )
    opened = in_turns(
        {"ours": lambda: clocked(ours.open), "theirs": lambda: clocked(theirs.open)}, times, seed=megabytes
    )
    if (folder / "back").stat().st_size != size:
        raise RuntimeError("what was opened is not what was sealed")
    return [
        _result(f"seal and sign {name}", "age with minisign", sealed, times, size),
        _result(f"open and verify {name}", "age with minisign", opened, times, size),
    ]


def _result(name: str, against: str, medians: dict[str, float], times: int, size: int) -> Result:
    ours = medians["ours"]
    return Result(name, against, ours, medians["theirs"], times, BAR, f"{size / ours / 1e6:.0f} MB/s")


class _Ours:
    def __init__(self, folder: Path) -> None:
        self._folder, self._keys = folder, DeviceKeys.generate(os.urandom)
        others = [DeviceKeys.generate(os.urandom) for _ in range(2)]
        self._recipients = [keys.identity().recipient for keys in (self._keys, *others)]
        self._mailboxes = tuple(sorted(keys.id for keys in (self._keys, *others)))
        self._envelope = b""

    def seal(self) -> None:
        digest = hashlib.sha256()
        path = self._folder / "sealed.age"
        with (self._folder / "plain").open("rb", 0) as source, path.open("wb", 0) as sink:
            seal(source, sink, self._recipients, os.urandom, digest=digest)
        waybill = Waybill("0" * 64, "A" * 22, self._keys.id, self._mailboxes, digest.hexdigest(), 1, _NOW)
        self._envelope = make_waybill(waybill, self._keys)

    def open(self) -> None:
        open_envelope(self._envelope, PAYLOAD_TYPE, self._keys.card(), post_quantum=False)
        digest = hashlib.sha256()
        with (self._folder / "sealed.age").open("rb") as source, (self._folder / "back").open("wb", 0) as sink:
            unseal(source, sink, [self._keys.identity()], digest=digest)
        if digest.hexdigest() != parse_waybill(self._envelope).sealed_digest:
            raise RuntimeError("another file was opened")


class _AgeAndMinisign:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._recipients: list[str] = []
        for number in range(3):
            _run("age-keygen", "-o", str(folder / f"age{number}"))
            self._recipients += ["-r", _run("age-keygen", "-y", str(folder / f"age{number}")).strip()]
        _run("minisign", "-G", "-W", "-p", str(folder / "sign.pub"), "-s", str(folder / "sign.key"))

    def seal(self) -> None:
        sealed = str(self._folder / "theirs.age")
        _run("age", *self._recipients, "-o", sealed, str(self._folder / "plain"))
        _run("minisign", "-S", "-s", str(self._folder / "sign.key"), "-m", sealed)

    def open(self) -> None:
        sealed = str(self._folder / "theirs.age")
        _run("minisign", "-V", "-q", "-p", str(self._folder / "sign.pub"), "-m", sealed)
        _run("age", "-d", "-i", str(self._folder / "age0"), "-o", str(self._folder / "theirs"), sealed)


def _small(size: int, times: int) -> list[Result]:
    """One letter's worth, in process: ours to three hybrid recipients and signed by both keys of a cover."""
    keys = [DeviceKeys.generate(os.urandom) for _ in range(3)]
    recipients = [one.identity().recipient for one in keys]
    content = os.urandom(size)

    def ours_seal() -> tuple[bytes, bytes]:
        sink = io.BytesIO()
        seal(io.BytesIO(content), sink, recipients, os.urandom)
        return sink.getvalue(), sign(hashlib.sha256(sink.getvalue()).digest(), "x", keys[0], post_quantum=True)

    sealed, envelope = ours_seal()

    def ours_open() -> None:
        if open_envelope(envelope, "x", keys[0].card(), post_quantum=True) != hashlib.sha256(sealed).digest():
            raise RuntimeError("another file was opened")
        unseal(io.BytesIO(sealed), io.BytesIO(), [keys[0].identity()])

    results = []
    for name, make in (("pyrage", _with_pyrage), ("pysequoia", _with_sequoia)):
        if importlib.util.find_spec(name) is None:
            print(f"{name} is not installed: left out", flush=True)
            continue
        seals, opens = make(content)
        for doing, ours, theirs in (("seal and sign", ours_seal, seals), ("open and verify", ours_open, opens)):
            medians = in_turns(_timers(ours, theirs), times, seed=size)
            label = f"{doing} {size // 1000} KB to three"
            results.append(Result(label, f"{name} (classical)", medians["ours"], medians["theirs"], times))
    return results


def _timers(ours: Callable[[], object], theirs: Callable[[], object]) -> dict[str, Callable[[], float]]:
    return {"ours": lambda: clocked(ours), "theirs": lambda: clocked(theirs)}


def _with_pyrage(content: bytes) -> tuple[Callable[[], object], Callable[[], object]]:
    """Pyrage to three X25519 recipients; it signs nothing, so SHA-256 and Ed25519 and ML-DSA-65 are ours."""
    pyrage: Any = importlib.import_module("pyrage")  # from the lock of the proofs, which checks do not need

    identities = [pyrage.x25519.Identity.generate() for _ in range(3)]
    recipients = [one.to_public() for one in identities]
    keys = DeviceKeys.generate(os.urandom)

    def seals() -> tuple[bytes, bytes]:
        made = pyrage.encrypt(content, recipients)
        return made, sign(hashlib.sha256(made).digest(), "x", keys, post_quantum=True)

    sealed, envelope = seals()

    def opens() -> None:
        open_envelope(envelope, "x", keys.card(), post_quantum=True)
        hashlib.sha256(sealed).digest()
        pyrage.decrypt(sealed, identities[:1])

    return seals, opens


def _with_sequoia(content: bytes) -> tuple[Callable[[], object], Callable[[], object]]:
    """OpenPGP to three certificates, signed, all of it classical."""
    pysequoia: Any = importlib.import_module("pysequoia")

    keys = [pysequoia.Tsk.generate(f"{number}@ashmere.example") for number in range(3)]
    certificates = [key.extract_certificate() for key in keys]

    def seals() -> bytes:
        return bytes(pysequoia.encrypt(content, recipients=certificates, signer=keys[0].signer(), armor=False))

    sealed = seals()

    def opens() -> None:
        opened = pysequoia.decrypt(sealed, decryptor=keys[0].decryptor(), store=lambda _: certificates[:1])
        if not opened.valid_sigs:
            raise RuntimeError("the signature was not verified")

    return seals, opens


_CHILD = """
    import hashlib, os, sys
    from pathlib import Path
    from bundle.keys import DeviceKeys
    from bundle.sealing import seal, unseal
    doing, folder = sys.argv[1], Path(sys.argv[2])
    keys = [DeviceKeys(bytes([n]) * 32, bytes([n]) * 32, bytes([n]) * 32) for n in range(1, 4)]
    recipients = [one.identity().recipient for one in keys]
    high = lambda: int(next(l for l in open("/proc/self/status") if l.startswith("VmHWM")).split()[1])
    names = ("plain", "sealed.age") if doing == "seal" else ("sealed.age", "back")
    with (folder / names[0]).open("rb") as source, (folder / names[1]).open("wb") as sink:
        Path("/proc/self/clear_refs").write_text("5")
        before = high()
        if doing == "seal":
            seal(source, sink, recipients, os.urandom, digest=hashlib.sha256())
        else:
            unseal(source, sink, [keys[0].identity()], digest=hashlib.sha256())
    print((high() - before) / 1024)
"""


def _growth(folder: Path, doing: str, megabytes: int) -> Result:
    """How much a process grows, as a part of what it may."""
    plain = folder / "plain"
    if not plain.exists() or plain.stat().st_size != megabytes * 1_000_000:
        plain.write_bytes(bytes(megabytes * 1_000_000))
    root = str(Path(__file__).resolve().parents[1])
    said = _run(sys.executable, "-c", textwrap.dedent(_CHILD), doing, str(folder), environment={"PYTHONPATH": root})
    grown = float(said)
    return Result(f"memory to {doing} {megabytes} MB", "16 MiB", grown, MOST_GROWTH, 1, 1.0, unit="MiB")


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        yield Path(folder)


def _installed(*programs: str) -> bool:
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        print(f"{', '.join(missing)} not installed: the comparison with age and minisign is left out", flush=True)
    return not missing


def _run(*command: str, environment: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        command,
        check=True,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **(environment or {})},
    )
    return done.stdout
