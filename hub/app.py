"""The hub as an ASGI application.

Rules this module keeps:

* every answer carries the hub's own time in ``Date``, since clients learn their skew from it;
* every refusal is an RFC 9457 problem; a fault of ours shows as "fault" and is told to the operator by its class alone,
  since a text could hold content;
* only the paths below exist, exactly as they are written, and no answer sends a caller elsewhere;
* a head with two ideas of where the body ends, or longer than the limit, is refused, and its connection closed.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import UTC
from email.utils import format_datetime

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bundle.hub_cards import HubKeys
from hub.calls import Calls
from hub.clock import Clock
from hub.errors import MalformedCall, PartDamaged, Refusal, StoreFull, Unready
from hub.limits import Limits
from hub.log import Log
from hub.membership import Membership
from hub.problems import of_fault, of_refusal, problem
from hub.store import Store

Endpoint = Callable[[Request], Awaitable[Response]]
NOT_HERE = "There is no such thing here for you"
log = logging.getLogger("guardbook.hub")


def create_app(
    store: Store,
    keys: HubKeys,
    clock: Clock,
    limits: Limits | None = None,
    *,
    monotonic: Callable[[], float] = time.monotonic,
) -> Starlette:
    """Make the application over an open store. The caller closes the store when the server has stopped.

    Raises LogDamaged when the log's rows do not give the root that was kept.
    """
    bounds = limits or Limits()
    book = Log(store, keys, clock)
    book.check()
    calls = Calls(store, Membership(store, keys, clock), book, clock, bounds, monotonic=monotonic)

    def route(path: str, method: str, endpoint: Endpoint) -> Route:
        async def guarded(request: Request) -> Response:
            if _is_ambiguous(request, bounds):
                response = of_refusal(MalformedCall("two lengths, or a head beyond the limit"))
                response.headers["Connection"] = "close"
            else:
                response = await _answered(endpoint, request, calls.refusals)
            response.headers["Date"] = format_datetime(clock.now().astimezone(UTC), usegmt=True)
            return response

        return Route(path, guarded, methods=[method])

    async def unknown(_: Request, exception: Exception) -> Response:
        status = exception.status_code if isinstance(exception, HTTPException) else 404
        response = problem(status, "not-here" if status == 404 else "malformed", NOT_HERE)
        response.headers["Date"] = format_datetime(clock.now().astimezone(UTC), usegmt=True)
        return response

    app = Starlette(
        routes=[
            route("/healthz", "GET", calls.health),
            route("/metrics", "GET", calls.metrics),
            route("/v1/log/checkpoint", "GET", calls.get_checkpoint),
            route("/v1/log/consistency", "GET", calls.get_consistency),
            route("/v1/log/proof", "GET", calls.get_proof),
            route("/v1/bundles", "POST", calls.post_bundle),
            route("/v1/bundles/{bundle}", "GET", calls.get_bundle),
            route("/v1/mailbox", "GET", calls.mailbox),
            route("/v1/mailbox/acknowledgements", "POST", calls.acknowledge),
            route("/v1/attachments/{attachment}", "POST", calls.attachments.begin),
            route("/v1/attachments/{attachment}", "HEAD", calls.attachments.ask),
            route("/v1/attachments/{attachment}", "PATCH", calls.attachments.add),
            route("/v1/attachments/{attachment}", "GET", calls.attachments.fetch),
            route("/v1/directory", "GET", calls.get_directory),
            route("/v1/directory", "PUT", calls.put_directory),
            route("/v1/invitations", "POST", calls.post_invitation),
            route("/v1/enrolments", "POST", calls.post_enrolment),
            route("/v1/enrolments", "GET", calls.get_enrolments),
        ],
        exception_handlers={HTTPException: unknown},
    )
    app.router.redirect_slashes = False
    return app


def _is_ambiguous(request: Request, limits: Limits) -> bool:
    headers = request.headers.raw
    names = [name for name, _ in headers]
    lengths = names.count(b"content-length") + names.count(b"transfer-encoding")
    return lengths > 1 or sum(len(name) + len(value) + 4 for name, value in headers) > limits.header_bytes


async def _answered(endpoint: Endpoint, request: Request, refusals: Counter[str]) -> Response:
    try:
        return await endpoint(request)
    except Refusal as refusal:
        refusals[refusal.code] += 1
        if isinstance(refusal, PartDamaged):
            log.error("a sealed part is damaged on the hub's disk")  # noqa: TRY400 - a trace could hold content
        return of_refusal(refusal)
    except StoreFull:
        log.error("there is no room left in the hub's folder")  # noqa: TRY400 - a trace could hold content
        return of_refusal(Unready("no room left"))
    except ClientDisconnect:
        return problem(400, "malformed", "The call broke off")
    except Exception as fault:  # noqa: BLE001 - the caller gets an answer whatever went wrong
        log.error("a call failed: %s", type(fault).__name__)  # noqa: TRY400 - a trace could hold content
        return of_fault()
