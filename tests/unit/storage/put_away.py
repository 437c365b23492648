"""Entries put into a store."""

from __future__ import annotations

from desktop.services.stored import JournalEntry
from desktop.storage.store import Store
from tests.unit.storage.saying import Speaker, entry, record_id

KIAN, MAISIE = record_id("Kian"), record_id("Maisie")


ARM, EAR = record_id("arm"), record_id("ear")


def put(store: Store, *entries: JournalEntry) -> frozenset[str]:
    with store.transaction() as writer:
        return writer.append(entries).records


def kian(speaker: Speaker) -> JournalEntry:
    fields = {
        "given_names": "Kían",
        "family_name": "O'Pellow",
        "nhs_number": "9990001235",
        "born": "2017-03-14",
        "address": "4 Sallow Row",
        "postcode": "ZY1 2AB",
    }
    return entry(speaker.say("child.registered", (KIAN,), fields))
