"""TLS: the certificate of the directory is believed, and nothing else is."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bundle.hub_cards import HubKeys
from desktop.sync.errors import CertificateWrong
from desktop.sync.hub_client import HubClient
from hub.app import create_app
from hub.errors import HubCertificateUnreadable
from hub.limits import Limits
from hub.membership import Membership
from hub.server import address_of, listen, make_server, run
from hub.store import Store
from tests.fakes.area import Area, seeded


def certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """A certificate that vouches for itself, and its key, as files."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hub.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("hub.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / f"{name}.pem", folder / f"{name}.key"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return paths


@contextmanager
def encrypted_hub(folder: Path, keys: HubKeys, area: Area, pem: Path, key: Path) -> Iterator[str]:
    folder.mkdir()
    store = Store(folder, b"k" * 32, now=0.0)
    area.packed = Membership(store, keys, area.clock).adopt(area.packed).packed
    bound = listen("127.0.0.1", 0, encrypted=True)
    server = make_server(create_app(store, keys, area.clock), Limits(), certificate=pem, key=key)
    thread = threading.Thread(target=run, args=(server, bound), daemon=True)
    thread.start()
    try:
        yield address_of(bound, "127.0.0.1", encrypted=True)
    finally:
        server.should_exit = True
        thread.join(30)
        bound.close()
        store.close()


def client(url: str, pem: str, area: Area) -> HubClient:
    return HubClient(url=url, certificate=pem, keys=area.school, clock=area.clock, random=seeded(1))


def test_the_pinned_certificate_is_believed_and_another_is_not(tmp_path: Path, hub_keys: HubKeys, area: Area) -> None:
    pem, key = certificate(tmp_path, "hub")
    other, _ = certificate(tmp_path, "other")
    with encrypted_hub(tmp_path / "hub", hub_keys, area, pem, key) as url:
        with client(url, pem.read_text(), area) as school:
            assert school.mailbox(0).entries == ()
        with client(url, other.read_text(), area) as school, pytest.raises(CertificateWrong):
            school.mailbox(0)
        with client(url, "", area) as school, pytest.raises(CertificateWrong):
            school.mailbox(0)


def test_a_certificate_the_hub_cannot_read_is_said_so(tmp_path: Path, hub_keys: HubKeys, area: Area) -> None:
    pem, _ = certificate(tmp_path, "hub")
    _, wrong_key = certificate(tmp_path, "other")
    store = Store(tmp_path, b"k" * 32, now=0.0)
    app = create_app(store, hub_keys, area.clock)
    for key in (wrong_key, tmp_path / "none"):
        with pytest.raises(HubCertificateUnreadable):
            make_server(app, Limits(), certificate=pem, key=key)
    store.close()
