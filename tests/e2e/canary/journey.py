"""The whole journey with a made-up word in every field, in a process whose every write is recorded.

``python -m tests.e2e.canary.journey HOME CANARIES [leak]`` builds the partnership, records, drafts, amends, shares, does not share, rings, prints, sends, answers,
backs up, locks, and ends in the middle of work. ``leak`` plants one: a temporary file that is written and deleted again.
"""

from __future__ import annotations

import dataclasses
import json
import os
import sys
import tempfile
import typing
from datetime import UTC, datetime
from pathlib import Path

from demo import partnership
from demo.partnership import exchange
from desktop.domain.records import (
    AnswerEntry,
    CallEntry,
    ChildEntry,
    ConcernEntry,
    QuestionEntry,
    ReviewEntry,
    SharingEntry,
)
from desktop.services.pages.enquiries import PhoneReferral
from tests.e2e.canary.words import Words
from tests.e2e.world import CHEAP

FIXED = {
    # fields whose form leaves no room for a made-up word
    "born",
    "expected",
    "sex",
    "nhs_number",
    "upn",
    "postcode",
    "ethnicity",
    "at",
    "precision",
    "parental_responsibility",
    "household",
    "record",
    "notes_made",
    "notes_read_back",
    "mobile",
    "category",
    "categories",
    "factors",
    "level",
    "safe_now",
    "parents_told",
    "accused_works_with_children",
    "family_told",
    "review_on",
}
KNOWN = {
    "born": "2026-10-02",
    "sex": "F",
    "postcode": "ZX1 2AB",
    "nhs_number": "9990002347",
    "level": "4",
    "category": "PHY",
    "safe_now": "no",
    "mobile": "no",
    "parents_told": "no",
    "accused_works_with_children": "no",
    "notes_read_back": "yes",
    "notes_made": "2026-11-20T09:15",
    "at": "2026-11-20T09:05",
    "precision": "exact",
    "parental_responsibility": "yes",
    "household": "yes",
    "review_on": "2099-01-01",
}

PLANTED = "planted leak"  # the field whose word is written where none may be


def filled(kind: type, words: Words, path: str = "") -> object:
    """An entry with a canary in every text field, row and nested value."""
    hints = typing.get_type_hints(kind)
    values: dict[str, object] = {}
    for field in dataclasses.fields(kind):
        hint, name = hints[field.name], f"{path}{field.name}"
        if field.name in FIXED:
            if field.name in KNOWN:
                values[field.name] = KNOWN[field.name]
        elif hint is str:
            values[field.name] = words.new(name)
        elif hint is bool:
            values[field.name] = field.name == "from_notes"
        elif dataclasses.is_dataclass(hint):
            values[field.name] = filled(typing.cast("type", hint), words, name + ".")
        elif typing.get_origin(hint) is tuple and field.name != "kept_from":
            row = typing.get_args(hint)[0]
            values[field.name] = (words.new(name) if row is str else filled(row, words, name + "."),)
    return kind(**values)


def play(home: Path, words: Words) -> None:
    """Everything that a person can write, by everybody who can write it."""
    made = partnership.build(home, kdf=CHEAP, at=datetime.now(UTC))
    made.hub.start(datetime.now(UTC))
    health, desk, books = made["health"], made["desk"], made.books
    child = health.children.register(typing.cast("ChildEntry", filled(ChildEntry, words, "child."))).child
    entry = typing.cast("ConcernEntry", filled(ConcernEntry, words, "concern."))
    other = health.children.register(ChildEntry(given_names=words.new("other_child"))).child
    entry = dataclasses.replace(entry, others=(dataclasses.replace(entry.others[0], child=other),))
    draft = health.concerns.save_draft(None, child, entry)
    health.concerns.save_draft(None, child, dataclasses.replace(entry, seen=words.new("draft.seen")))
    concern = health.concerns.record(child, entry, draft).concern
    walled = dataclasses.replace(entry, kept_from=(words.new("kept_from"),), kept_from_why=words.new("kept_from_why"))
    health.concerns.record(child, walled)
    health.concerns.amend(concern, {"opinion": words.new("amended")}, words.new("reason"), words.new("as_told_by"))
    call = CallEntry(
        concern,
        datetime.now(UTC),
        "01632 960101",
        words.new("call.person"),
        advice=words.new("advice"),
        reference=words.new("reference"),
    )
    health.ringing.log_call(call)
    choices = health.sharing.choices(child)
    statements = tuple(one.id for one in choices.statements if not one.walled)
    share = SharingEntry(
        share=True, child=child, statements=statements, recipient=next(one.id for one in choices.recipients if one.kind == "hub"),
        purpose=choices.purposes[0].code, basis=choices.suggested_basis, reasons=words.new("share.reasons"), family_told="no",
        family_told_why=words.new("share.family"), consent=words.new("share.consent"),
    )  # fmt: skip
    health.sharing.decide(share)
    health.sharing.decide(
        dataclasses.replace(share, share=False, recipient="", purpose="", basis="", reasons=words.new("not shared"))
    )
    exchange(made, "health", "desk")
    enquiry = desk.desk.enquiries()[0].id
    phone = desk.desk.take_phone_referral(
        PhoneReferral("Bronagh Tiller", "Ashmere 0-19 Service", "01632 960417", datetime.now(UTC), *(words.new(f"phone.{n}") for n in ("given", "family")),
                      "2026-10-02", *(words.new(f"phone.{n}") for n in ("address", "said", "advice", "reference")))
    )  # fmt: skip
    desk.desk.open(enquiry)
    desk.desk.join(phone, enquiry, words.new("join.reason"))
    desk.questions.ask(QuestionEntry(enquiry, words.new("question"), words.new("question.why")))
    exchange(made, "desk", "health")
    asked = health.today.page().questions[0].id
    health.questions.answer(AnswerEntry(asked, "yes", words.new("question.answer")))
    desk.desk.decide(
        enquiry, desk.desk.open(enquiry).outcomes[0].code, words.new("decision.reasons"), words.new("next contact")
    )
    exchange(made, "desk", "health", "desk")
    health.reviews.looked(ReviewEntry(concern, words.new("review.found"), "2099-01-02"))
    assert health.papers.chronology_pdf(child)
    assert health.children.search(words.new("searched for")) == ()
    (home / "stick").mkdir()
    health.courier.to_folder(home / "stick")
    (home / "backups").mkdir()
    health.keeping.back_up(home / "backups")
    made.close()
    again = books.unlock(made.places["health"], made.cast.passphrase)
    again.concerns.save_draft(None, child, dataclasses.replace(entry, seen=words.new("unlocked at the end")))


def main(home: str, canaries: str, fault: str = "") -> None:
    words = Words()
    try:
        play(Path(home), words)
        if fault == "leak":
            with tempfile.NamedTemporaryFile() as planted:
                planted.write(words.new(PLANTED).encode())
    finally:
        Path(canaries).write_text(json.dumps(words.named), encoding="utf-8")
    sys.stdout.flush()
    os._exit(0)  # as a kill would end it: no lock, no close


if __name__ == "__main__":
    main(*sys.argv[1:])
