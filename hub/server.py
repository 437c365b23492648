"""Running the hub's application on a socket.

Rules this module keeps:

* plain HTTP is for this machine alone (loopback); for anything others can reach a certificate is needed;
* the socket is bound before anything is said, so the address told is the one that listens;
* a head must be whole within its time, is bounded in size, and idle connections are closed;
* who asks for a letter and does not read it does not keep it in the hub's memory;
* nothing of a call is logged: the access log is off.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import cast

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

from hub.errors import HubAddressTaken, HubCertificateUnreadable, PlainHttpRefused
from hub.limits import Limits
from hub.loopback import is_loopback

IDLE_SECONDS = 15
GRACE_SECONDS = 10


def listen(host: str, port: int, *, encrypted: bool) -> socket.socket:
    """Bind and listen. Port 0 takes a free one. Raises PlainHttpRefused, HubAddressTaken."""
    if not encrypted and not is_loopback(host):
        raise PlainHttpRefused("plain HTTP is only for this machine; give --certificate and --key")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen(1024)
    except OSError:
        bound.close()
        raise HubAddressTaken("the address and port cannot be listened on") from None
    return bound


def address_of(bound: socket.socket, host: str, *, encrypted: bool) -> str:
    """The address to tell people, with the port that was taken."""
    shown = f"[{host}]" if ":" in host else host
    return f"{'https' if encrypted else 'http'}://{shown}:{bound.getsockname()[1]}"


def make_server(
    app: Starlette, limits: Limits, *, certificate: Path | None = None, key: Path | None = None
) -> uvicorn.Server:
    """Make the server. ``certificate`` (PEM chain) and ``key`` make it TLS. Raises HubCertificateUnreadable."""
    config = uvicorn.Config(
        app,
        loop="asyncio",
        http=_patient(limits),
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="error",  # what somebody sends that is no HTTP is nobody's to read
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        limit_concurrency=limits.connections,
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
        h11_max_incomplete_event_size=limits.header_bytes,
        ssl_certfile=None if certificate is None else str(certificate),
        ssl_keyfile=None if key is None else str(key),
    )
    try:
        config.load()
    except (OSError, ssl.SSLError):
        raise HubCertificateUnreadable("the certificate or its key cannot be read") from None
    if isinstance(config.ssl, ssl.SSLContext):
        config.ssl.minimum_version = ssl.TLSVersion.TLSv1_2
    return uvicorn.Server(config)


def run(server: uvicorn.Server, bound: socket.socket, ready: Callable[[], None] | None = None) -> None:
    """Serve until the server is told to stop (``server.should_exit = True``, or a signal in the main thread)."""
    if ready is not None:
        ready()
    asyncio.run(server.serve(sockets=[bound]))


def _patient(limits: Limits) -> type[H11Protocol]:
    return type("PatientHere", (Patient,), {"limits": limits})


class Patient(H11Protocol):
    """The HTTP protocol with an end to its patience: a connection whose head is not whole in time is closed, and so is
    one that takes its answer too slowly.
    """

    limits = Limits()
    _waiting: asyncio.TimerHandle | None = None
    _watching: asyncio.TimerHandle | None = None
    _unsent = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(cast("asyncio.Transport", transport))
        self._waiting = self.loop.call_later(self.limits.header_seconds, self._give_up)
        self._watching = self.loop.call_later(self.limits.quiet_seconds, self._watch)

    def data_received(self, data: bytes) -> None:
        fresh = self._waiting is None and (self.cycle is None or self.cycle.response_complete)
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._settle()
        elif fresh:  # the beginning of a further head on a connection that was idle
            self._waiting = self.loop.call_later(self.limits.header_seconds, self._give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        self._settle()
        if self._watching is not None:
            self._watching.cancel()
        super().connection_lost(exc)

    def _watch(self) -> None:
        """End a connection that has taken less than ``slowest`` bytes a second since the last look."""
        unsent = self.transport.get_write_buffer_size()
        if self._unsent and unsent > max(0.0, self._unsent - self.limits.slowest * self.limits.quiet_seconds):
            self.transport.abort()
            return
        self._unsent = unsent
        self._watching = self.loop.call_later(self.limits.quiet_seconds, self._watch)

    def _give_up(self) -> None:
        self._waiting = None
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()

    def _settle(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
