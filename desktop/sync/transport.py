"""The wire under the client's calls, with an end to its patience.

Rules this module keeps:

* a hub that answers for ever (a head a byte at a time, one "please wait" after another) is left after ``whole`` seconds:
  the time limit between two bytes alone would let it hold the network worker, and the stick's letters with it;
* the time runs only while we read: a large letter over a slow line may take as long as it moves.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable
from typing import Any

import httpcore
import httpx


class PatientTransport(httpx.HTTPTransport):
    """One connection to one hub; what is read in answer to one call must come within ``whole`` seconds."""

    def __init__(self, *, context: ssl.SSLContext | None, whole: float, monotonic: Callable[[], float]) -> None:
        """``context``: how to trust the other end, None for plain HTTP to this computer."""
        super().__init__(verify=context if context is not None else False, trust_env=False)
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            max_connections=1,
            max_keepalive_connections=1,
            network_backend=_Backend(whole, monotonic),
        )


class _Backend(httpcore.SyncBackend):
    def __init__(self, whole: float, monotonic: Callable[[], float]) -> None:
        self._whole = whole
        self._monotonic = monotonic

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        stream = super().connect_tcp(host, port, timeout, local_address, socket_options)
        return _Stream(stream, self._whole, self._monotonic)


class _Stream(httpcore.NetworkStream):
    """A stream whose reading in answer to what was written last has an end."""

    def __init__(self, stream: httpcore.NetworkStream, whole: float, monotonic: Callable[[], float]) -> None:
        self._stream = stream
        self._whole = whole
        self._monotonic = monotonic
        self._reading_since: float | None = None

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if self._reading_since is None:
            self._reading_since = self._monotonic()
        left = self._whole - (self._monotonic() - self._reading_since)
        if left <= 0:
            raise httpcore.ReadTimeout
        return self._stream.read(max_bytes, left if timeout is None else min(timeout, left))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._reading_since = None
        self._stream.write(buffer, timeout)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, timeout), self._whole, self._monotonic)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - the library's own signature
        return self._stream.get_extra_info(info)
