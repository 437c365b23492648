"""One call to the hub: signed, bounded in time and size, its refusals typed.

Rules this module keeps:

* HTTPS only, with the certificate of the directory pinned when there is one; plain HTTP only to this computer;
* every call has a time limit, every answer a size limit;
* no redirect is followed, no proxy of the environment is used, nothing is written to any log;
* a bundle proves its own sender; every other call is signed with the device's key (RFC 9421), with a nonce when it
  changes something;
* the hub's clock is learnt from ``Date`` of each answer; ``skew_seconds`` is the hub's time minus ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import httpx

from bundle.encoding import b64u, canonical_json, strict_json
from bundle.keys import DeviceKeys
from desktop.services.ports import Clock, Random
from desktop.sync.errors import AddressUnsafe, CertificateWrong, ClockWrong, HubAnsweredNonsense, HubAway, SyncError
from desktop.sync.hub_answers import MAX_JSON, Answer, nonsense
from desktop.sync.signing import sign_request
from desktop.sync.transport import PatientTransport
from desktop.sync.trust import tls_context

MAX_SKEW = 100 * 366 * 86_400.0  # seconds; a Date beyond it is no clock's
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class HubTimes:
    """Time limits in seconds. ``whole`` bounds a whole answer, however slowly its bytes come."""

    connect: float = 10.0
    quiet: float = 30.0  # no byte came or could be sent for so long
    whole: float = 300.0


class HubLine:
    """The connection to one hub as one device. Not shared between threads; ``close()`` it."""

    def __init__(
        self,
        *,
        url: str,
        certificate: str,
        keys: DeviceKeys,
        clock: Clock,
        random: Random,
        times: HubTimes,
        monotonic: Callable[[], float],
    ) -> None:
        """``url``: "https://host[:port]"; ``certificate``: PEM to pin, or "". Raises AddressUnsafe, CertificateWrong."""
        try:
            parts, _ = urlsplit(url), httpx.URL(url)
        except (ValueError, httpx.InvalidURL):
            raise AddressUnsafe("the hub's address is not an address") from None
        plain = parts.scheme == "http" and parts.hostname in LOOPBACK
        if not parts.hostname or (not plain and parts.scheme != "https"):
            raise AddressUnsafe("the hub's address is neither HTTPS nor on this computer")
        self._base = url.rstrip("/")
        self._keys = keys
        self._clock = clock
        self._random = random
        self._times = times
        self._monotonic = monotonic
        self.skew_seconds = 0.0
        self._http = httpx.Client(
            transport=PatientTransport(
                context=None if plain else tls_context(certificate), whole=self._times.whole, monotonic=monotonic
            ),
            timeout=httpx.Timeout(self._times.quiet, connect=self._times.connect),
            follow_redirects=False,
            trust_env=False,
            headers={"User-Agent": "guardbook", "Accept-Encoding": "identity"},
        )

    def close(self) -> None:
        self._http.close()

    def json(self, method: str, path: str, value: object = None, *, limit: int = MAX_JSON) -> dict[str, Any]:
        """Ask with a JSON value, or none, and give the answer's object. Raises SyncError."""
        body = b"" if value is None else canonical_json(value)
        answer = self.call(method, path, body, limit=limit, kind="application/json" if body else "")
        with nonsense():
            parsed = strict_json(answer.body, max_bytes=limit, max_depth=6)
            if not isinstance(parsed, dict):
                raise TypeError("not an object")
            return parsed

    def call(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        *,
        limit: int,
        signed: bool = True,
        kind: str = "",
        extra: dict[str, str] | None = None,
    ) -> Answer:
        """One call, once more by the hub's clock when ours was refused; ``limit``: bytes of the answer. Raises SyncError."""
        for attempt in (1, 2):
            answer = self._once(method, path, body, limit=limit, signed=signed, kind=kind, extra=extra or {})
            code = answer.code()
            if code == "clock" and attempt == 1 and abs(self.skew_seconds) > 1:
                continue  # sign again by the hub's clock, which we have just learnt
            answer.raise_for_refusal(path, self.skew_seconds)
            return answer
        raise ClockWrong(self.skew_seconds)

    def _once(
        self, method: str, path: str, body: bytes, *, limit: int, signed: bool, kind: str, extra: dict[str, str]
    ) -> Answer:
        request = self._http.build_request(method, self._base + path, content=body or None, headers=extra)
        if kind:
            request.headers["Content-Type"] = kind
        if signed:
            created = self._clock.now() + timedelta(seconds=self.skew_seconds)
            sign_request(request, body, keys=self._keys, created=created, nonce=b64u(self._random(16)))
        with _faults():
            response = self._http.send(request, stream=True)
            try:
                content = self._read(response, limit)
            finally:
                response.close()
        self._learn_clock(response.headers.get("date", ""))
        return Answer(
            response.status_code,
            response.headers.get("content-type", ""),
            response.headers.get("retry-after", ""),
            content,
            response.headers,
        )

    def _read(self, response: httpx.Response, limit: int) -> bytes:
        began = self._monotonic()
        content = bytearray()
        for piece in response.iter_raw():
            content += piece
            if len(content) > limit:
                raise HubAnsweredNonsense("the answer is larger than any the hub gives")
            if self._monotonic() - began > self._times.whole:
                raise HubAway("the answer came too slowly")
        return bytes(content)

    def _learn_clock(self, date: str) -> None:
        try:
            skew = (parsedate_to_datetime(date) - self._clock.now()).total_seconds()
        except (ValueError, TypeError, OverflowError):  # no date, one without a zone, one that no calendar has
            return
        if abs(skew) <= MAX_SKEW:
            self.skew_seconds = skew


@contextmanager
def _faults() -> Iterator[None]:
    """Turn httpx's errors into ours, and never let their texts (which hold addresses) out."""
    try:
        yield
    except SyncError:
        raise
    except httpx.ConnectError as error:
        if "CERTIFICATE_VERIFY_FAILED" in str(error) or "certificate" in str(error).lower():
            raise CertificateWrong("the certificate is not the one in the directory") from None
        raise HubAway("the hub cannot be reached") from None
    except (httpx.TimeoutException, httpx.NetworkError, httpx.ProxyError):
        raise HubAway("the hub did not answer in time") from None
    except (httpx.RemoteProtocolError, httpx.DecodingError, httpx.StreamError):
        raise HubAnsweredNonsense("the answer was not HTTP as the hub speaks it") from None
    except (httpx.HTTPError, UnicodeError):  # UnicodeError: a name that cannot be looked up
        raise HubAway("the hub cannot be reached") from None
