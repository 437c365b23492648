"""Results as lines for people and as objects for programs. The two say the same.

Rules this module keeps: times are ISO 8601 in UTC; ids are shown whole; nothing is judged here.
"""

from __future__ import annotations

from datetime import UTC, datetime

from desktop.command_line.outside import Checked, Seen
from desktop.services.pages.keeping import Verified
from desktop.services.reading_out import ReadOut, SaidInIt
from desktop.ui.messages import say_name

Result = tuple[list[str], dict[str, object]]


def of_outside(seen: Seen) -> Result:
    """What is written on a letter."""
    waybill, leaf = seen.waybill, seen.leaf
    said: dict[str, object] = {
        "command": "inspect",
        "letter": waybill.bundle,
        "partnership": waybill.partnership,
        "sender": waybill.sender,
        "mailboxes": list(waybill.mailboxes),
        "written_at": _iso(waybill.written_at),
        "sealed_size": waybill.sealed_size,
        "sealed_digest": waybill.sealed_digest,
        "sealed_part_as_written": seen.sealed_as_said,
        "attachments": [{"id": row.id, "size": row.size} for row in waybill.attachments],
        "attachments_in_file": seen.brings,
        "waybill_digest": waybill.digest,
        "receipt": None
        if leaf is None
        else {
            "log": leaf.origin,
            "index": seen.index,
            "received_at": _iso(leaf.received_at),
            "for_this_letter": leaf.waybill == waybill.digest,
        },
        "checked": "form and digest only; nobody vouches for the rest",
    }
    lines = [
        f"Letter:         {waybill.bundle}",
        f"Partnership:    {waybill.partnership}",
        f"Sender:         {waybill.sender}",
        *(f"{'For mailboxes:' if first else '':<15} {box}" for first, box in _first(waybill.mailboxes)),
        f"Written:        {_iso(waybill.written_at)} by the sender's clock",
        f"Sealed part:    {waybill.sealed_size:,} bytes, SHA-256 {waybill.sealed_digest}",
        f"                {'is as the waybill says' if seen.sealed_as_said else 'IS NOT AS THE WAYBILL SAYS'}",
        f"Attachments:    {len(waybill.attachments)}, of which {seen.brings} are in this file",
        *(f"                {row.id} ({row.size:,} bytes)" for row in waybill.attachments),
    ]
    if leaf is None:
        lines.append("Receipt:        none in this file")
    else:
        lines.append(f"Receipt:        entry {seen.index} of {leaf.origin}, received {_iso(leaf.received_at)}")
        if leaf.waybill != waybill.digest:
            lines.append("                IT IS FOR ANOTHER LETTER")
    return [*lines, "Only form and digest were checked; use verify with a directory file for more."], said


def of_check(checked: Checked) -> Result:
    """What holds of a letter."""
    said: dict[str, object] = {
        "command": "verify",
        "what": "letter",
        "holds": checked.holds,
        "partnership": checked.partnership,
        "sender": checked.sender,
        "received_at": _iso(checked.receipt.received_at) if checked.receipt else None,
        "log_index": checked.receipt.index if checked.receipt else None,
        "steps": [{"step": step.name, "state": step.state, "error": step.error} for step in checked.steps],
    }
    lines = [
        f"{step.state:<12} {step.name}{f': {say_name(step.error).happened}' if step.error else ''}"
        for step in checked.steps
    ]
    if checked.partnership:
        pinned = any(step.name == "partnership" and step.state == "holds" for step in checked.steps)
        told = "the one that was asked for" if pinned else "compare it with what your administrator says"
        lines.append(f"Partnership: {checked.partnership} ({told})")
    if checked.sender:
        lines.append(f"Sender: {checked.sender}")
    if checked.receipt:
        lines.append(
            f"Received by the hub: {_iso(checked.receipt.received_at)}, entry {checked.receipt.index} of its log"
        )
    verdict = "Everything that was checked holds." if checked.holds else "This letter does not hold."
    return [*lines, verdict], said


def of_book(verified: Verified, keeper: str = "") -> Result:
    """What holds of a record book; ``keeper`` is whose it is."""
    whose = [f"Record book of {keeper}"] if keeper else []
    said: dict[str, object] = {
        "command": "verify",
        "what": "record book",
        "keeper": keeper,
        "holds": not verified.problems,
        "statements": verified.statements,
        "problems": list(verified.problems),
    }
    if verified.problems:
        return [
            *whose,
            *verified.problems,
            f"{len(verified.problems)} of {verified.statements} entries need a look.",
        ], said
    if verified.statements == 1:
        return [*whose, "The one entry is there, unchanged, with a valid signature."], said
    return [*whose, f"All {verified.statements} entries are there, unchanged, with valid signatures."], said


def of_backup(made: datetime, size: int) -> Result:
    """What shows of a backup from outside."""
    said: dict[str, object] = {"command": "inspect", "what": "backup", "made_at": _iso(made), "size": size}
    return [
        "Backup of a record book, sealed. It is no letter, and is not sent to anybody.",
        f"Made:           {_iso(made)} by the clock of the computer that made it",
        f"Size:           {size:,} bytes",
        "Its form is whole; use verify, with its passphrase of that day, to check every entry in it.",
    ], said


def of_verified_backup(verified: Verified, keeper: str, made: datetime) -> Result:
    """What holds of a backup."""
    lines, said = of_book(verified, keeper)
    return [f"Backup made {_iso(made)}", *lines, "Nothing was restored; what was unpacked to look is deleted again."], {
        **said,
        "what": "backup",
        "made_at": _iso(made),
    }


def of_letter(read: ReadOut) -> Result:
    """What a letter says."""
    said: dict[str, object] = {
        "command": "open",
        "letter": read.bundle,
        "sender": read.sender,
        "organisation": read.organisation,
        "purpose": read.purpose,
        "basis": read.basis,
        "received_at": _iso(read.received_at) if read.received_at else None,
        "statements": [_statement(one) for one in read.statements],
    }
    lines = [
        f"Letter {read.bundle} from {read.sender}, {read.organisation}",
        f"Received by the hub: {_iso(read.received_at)}" if read.received_at else "Without the hub's receipt",
        f"Purpose: {read.purpose_words or read.purpose}",
        f"Basis: {read.basis_words or read.basis}",
    ]
    for one in read.statements:
        lines += ["", f"{one.kind}, {_iso(one.written_at)}, by {one.person}, {one.organisation}", f"  Entry: {one.id}"]
        lines += [f"  About: {record}" for record in one.about]
        lines += [f"  {field.label}: {_flat(field.text)}" for field in one.fields]
        if one.withheld:
            lines.append("  Kept from the keeper of this record book; not shown.")
        elif one.left_out:
            lines.append(f"  {one.left_out} more left out by the sender")
    return lines, said


def _statement(one: SaidInIt) -> dict[str, object]:
    return {
        "id": one.id,
        "kind": one.kind,
        "person": one.person,
        "organisation": one.organisation,
        "written_at": _iso(one.written_at),
        "about": list(one.about),
        "fields": [{"label": field.label, "text": field.text, "value": field.value} for field in one.fields],
        "left_out": one.left_out,
        "withheld": one.withheld,
    }


def _first(rows: tuple[str, ...]) -> list[tuple[bool, str]]:
    return [(place == 0, row) for place, row in enumerate(rows)]


def _flat(text: str) -> str:
    return text.replace("\n", "\n    ")


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
