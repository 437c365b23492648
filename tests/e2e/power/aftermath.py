"""What must be so after the process was killed or the power went: everything that was confirmed is there, whole, once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from desktop.services.session import Session
from tests.e2e.power.workload import digest


def confirmed_lines(path: Path) -> list[dict[str, Any]]:
    """The whole lines of the confirmations; one cut short was never read by anybody."""
    raw = path.read_bytes() if path.exists() else b""
    return [json.loads(line) for line in raw[: raw.rfind(b"\n") + 1].splitlines()]


def losses(session: Session, confirmed: list[dict[str, Any]]) -> list[str]:
    """What is missing, changed or double of all that was confirmed; empty when all is well."""
    store, lost = session.book.store, []
    ids = [statement for statement, _ in store.all_tokens()]
    if len(ids) != len(set(ids)):
        lost.append("a statement is there twice")
    letters = {letter.bundle: letter for letter in store.outgoing()}
    opinions: dict[str, str] = {}
    for line in confirmed:
        if "statement" in line and line["statement"] not in ids:
            lost.append("a confirmed statement is not there")
        if "child" in line and line["child"] not in {row.id for row in session.children.search(line["name"])}:
            lost.append("a confirmed child is not found")
        if "seen" in line and session.concerns.page(line["concern"]).entry.seen != line["seen"]:
            lost.append("a confirmed concern reads otherwise")
        if "opinion" in line:
            opinions[line["concern"]] = line["opinion"]
        for bundle, wanted in line.get("letters", {}).items():
            if bundle not in letters or digest(letters[bundle]) != wanted:
                lost.append("a confirmed letter is gone or has other bytes")
    for concern, text in opinions.items():
        sides = [
            each.text
            for field in session.concerns.page(concern).fields
            if field.name == "opinion"
            for each in field.sides
        ]
        history = session.concerns.page(concern).history
        if text not in sides and not any(text in (before, now) for row in history for _, before, now in row.changed):
            lost.append("a confirmed amendment is not there")
    lost.extend(store.problems())
    lost.extend(session.keeping.verify().problems)
    return lost
