"""The kinds of statement, the record families they fold into, and their fields."""

from __future__ import annotations


def family_of(kind: str) -> str:
    """The family of the record that a statement of ``kind`` is first of all about."""
    return _FAMILIES.get(kind, kind.partition(".")[0])


_FAMILIES = {
    "device.started": "device",
    "device.restored": "device",
    "child.registered": "child",
    "child.amended": "child",
    "concern.recorded": "concern",
    "concern.amended": "concern",
    "sharing.decided": "share",
    "receipt.kept": "share",
    "bundle.received": "share",
    "referral.opened": "share",
    "enquiry.decided": "share",
    "enquiry.opened": "enquiry",
    "enquiry.joined": "enquiry",
    "call.logged": "call",
    "record.opened": "opening",
    "record.exported": "export",
}
