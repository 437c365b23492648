"""What the hub keeps: the log of waybills, mailboxes, the directory, invitations, and the sealed parts as files."""

from hub.store import ledger, tree
from hub.store.ledger import Acknowledgement, LogEntry, StoredDirectory, StoredRequest, Totals
from hub.store.parts import Incoming
from hub.store.store import Store

__all__ = [
    "Acknowledgement",
    "Incoming",
    "LogEntry",
    "Store",
    "StoredDirectory",
    "StoredRequest",
    "Totals",
    "ledger",
    "tree",
]
