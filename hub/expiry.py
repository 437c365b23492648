"""Letting go of what everyone has: sealed parts whose recipients all acknowledged them, a while ago.

Rules this module keeps:

* nothing is let go unless the operator says after how many days; the default is never;
* a letter that its own sender can fetch is kept: it is what brings a lost record book back;
* the log's row, its leaf and its receipt stay for ever; only the sealed part and the places in mailboxes go;
* the row says so before the file is gone: a hub that is killed between the two has a file too many, never one too few.
"""

from __future__ import annotations

from functools import partial

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.engine import Connection

from hub.store import Store
from hub.store.tables import acknowledgements, log, mailbox

DAY = 86_400
MOST = 500  # in one transaction


def expire(store: Store, *, now: int, keep_days: int) -> int:
    """Let go of what was received more than ``keep_days`` ago and acknowledged by all. Gives the number of letters."""
    gone = 0
    while digests := store.change(partial(_mark, now=now, before=now - keep_days * DAY)).result():
        for digest in digests:
            store.parts.remove(digest)
        gone += len(digests)
    return gone


def _mark(connection: Connection, *, now: int, before: int) -> tuple[str, ...]:
    waits = (
        select(mailbox.c.position)
        .outerjoin(acknowledgements, acknowledgements.c.device == mailbox.c.device)
        .where(mailbox.c.position == log.c.position, func.coalesce(acknowledgements.c.upto, 0) < log.c.position)
    )
    own = select(mailbox.c.position).where(mailbox.c.position == log.c.position, mailbox.c.device == log.c.sender)
    question = (
        select(log.c.position, log.c.sealed_digest)
        .where(log.c.expired_at.is_(None), log.c.received_at < before, ~exists(waits), ~exists(own))
        .order_by(log.c.position)
        .limit(MOST)
    )
    rows = connection.execute(question).all()
    positions = [row[0] for row in rows]
    connection.execute(update(log).where(log.c.position.in_(positions)).values(expired_at=now))
    connection.execute(delete(mailbox).where(mailbox.c.position.in_(positions)))
    return tuple(row[1] for row in rows)
