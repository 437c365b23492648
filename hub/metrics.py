"""Counts for the operator's monitoring, in the Prometheus text format.

Rules this module keeps: counts and sizes only; no name, no id, nothing that tells one member from another; only callers
on this very computer are answered, and not those for whom a proxy asks.
"""

from __future__ import annotations

from collections import Counter

from starlette.requests import Request

from hub.loopback import is_loopback
from hub.store import Totals
from hub.store.tree import Head

KIND = "text/plain; version=0.0.4; charset=utf-8"


def is_operators(request: Request) -> bool:
    """Whether the call comes from this computer itself."""
    proxied = any(name.startswith((b"x-forwarded", b"forwarded")) for name, _ in request.headers.raw)
    return not proxied and request.client is not None and is_loopback(request.client.host)


def written(totals: Totals, head: Head, refusals: Counter[str]) -> bytes:
    """The whole answer. ``refusals`` counts by code since the start."""
    rows = [
        ("guardbook_log_size", "gauge", "Leaves in the log", head.size),
        ("guardbook_letters_bytes", "gauge", "Bytes of sealed parts kept", totals.bytes),
        ("guardbook_letters_expired", "gauge", "Letters whose sealed part was let go", totals.expired),
        ("guardbook_directories", "gauge", "Directories adopted or refreshed", totals.directories),
        ("guardbook_requests_to_join", "gauge", "Requests to join that wait", totals.requests),
    ]
    lines = [f"# HELP {name} {text}\n# TYPE {name} {kind}\n{name} {value}\n" for name, kind, text, value in rows]
    lines.append("# HELP guardbook_refusals_total Calls refused, by code\n# TYPE guardbook_refusals_total counter\n")
    lines += [f'guardbook_refusals_total{{code="{code}"}} {count}\n' for code, count in sorted(refusals.items())]
    return "".join(lines).encode("ascii")
