"""From an edition's files to ``Guidance``: the one place that knows which names stand in them.

Rules this module keeps:

* the files of an edition are one mapping: a name stands in one of them, once; which one does not matter;
* unknown names are refused, so that a misspelt one never silently does nothing;
* an edition is taken whole or not at all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop.domain import edition_codes as codes
from desktop.domain import edition_rules as rules
from desktop.domain.code_words import code_words
from desktop.domain.guidance import Guidance
from desktop.domain.guidance_parts import LocalEdition
from desktop.domain.people_codes import read_people
from desktop.domain.reading import Reader

FORMAT = 1
NAMES = (
    "format", "edition", "title", "in_force_from", "notice", "texts", "words", "threshold", "roles", "organisation_kinds",
    "code_users", "categories", "plan_categories", "further", "levels", "answers", "sexes", "ethnicities", "factors",
    "legacy_factors", "lists", "people", "local_authorities", "contact_outcomes", "referral_outcomes", "purposes", "bases",
    "special_category", "opens", "closes", "holidays_from", "holidays_until", "holidays", "clocks", "rules", "retention",
    "terms", "contacts", "local",
)  # fmt: skip
_ID = re.compile(r"[a-z0-9][a-z0-9.-]{0,63}")  # as a statement names it (statement-v1, `ed`)


def join_files(files: Mapping[str, bytes]) -> Mapping[str, object]:
    """The one mapping of an edition's files, by name of the file. Raises GuidanceInvalid."""
    joined: dict[str, object] = {}
    for name, text in sorted(files.items()):
        for key, value in decode(text, name).items():
            if key in joined:
                raise Reader(None, name).fail(f"{key!r} stands in two files")
            joined[key] = value
    return joined


def decode(text: bytes, name: str) -> Mapping[str, object]:
    """A file of JSON with one object in it, no name twice. Raises GuidanceInvalid."""

    def once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
        if len({key for key, _value in pairs}) < len(pairs):
            raise Reader(None, name).fail("a name stands twice in one object")
        return dict(pairs)

    try:
        value = json.loads(text.decode("utf-8"), object_pairs_hook=once)
    except (ValueError, RecursionError):
        raise Reader(None, name).fail("no JSON in UTF-8") from None
    return Reader(value, name).mapping()


def read_edition(edition: Mapping[str, object]) -> Guidance:
    """Raises GuidanceInvalid."""
    data = Reader(edition).only(*NAMES)
    if data.number("format") != FORMAT:
        raise data.at("format").fail("this version reads format 1")
    if not _ID.fullmatch(data.text("edition")):
        raise data.at("edition").fail("small letters, figures, dots and hyphens, at most 64, are wanted")
    clocks = rules.clocks(data)
    ids = [clock.id for clock in clocks]
    categories = codes.categories(data)
    factors = codes.coded(data, "factors")
    factor_codes = [factor.code for factor in factors]
    lists = codes.code_lists(data)
    needs = [need.code for need in lists["primary_needs"].rows]
    further = codes.further_types(data, factor_codes, needs, ids)
    kinds = [category.code for category in categories] + [kind.code for kind in further]
    if len(set(kinds)) < len(kinds):
        raise data.at("further").fail("a code is also a category")
    outcomes = [codes.coded(data, name) for name in ("contact_outcomes", "referral_outcomes")]
    for outcome in (*outcomes[0], *outcomes[1]):
        codes.known(data.at("referral_outcomes"), outcome.continues, ids)
    kept, hold = codes.retention(data.at("retention"))
    made = Guidance(
        edition=data.text("edition"),
        title=data.text("title"),
        in_force_from=data.at("in_force_from").day(),
        notice=data.text("notice"),
        texts=codes.coded(data, "texts"),
        categories=categories,
        further=further,
        plan_categories=codes.coded(data, "plan_categories"),
        levels=codes.levels(data),
        threshold=codes.threshold(data.at("threshold")),
        answers=codes.coded(data, "answers"),
        sexes=codes.coded(data, "sexes"),
        ethnicities=codes.ethnicities(data),
        factors=factors,
        legacy_factors=codes.legacy_factors(data, factor_codes),
        lists=lists,
        people=read_people(data.at("people")),
        local_authorities=codes.authorities(data.at("local_authorities")),
        contact_outcomes=outcomes[0],
        referral_outcomes=outcomes[1],
        purposes=codes.coded(data, "purposes"),
        bases=codes.bases(data),
        special_category=codes.sourced(data.at("special_category")),
        roles=codes.coded(data, "roles"),
        organisation_kinds=codes.coded(data, "organisation_kinds"),
        calendar=rules.calendar(data),
        clocks=clocks,
        rules=rules.rules(data, kinds, clocks),
        retention=kept,
        legal_hold=hold,
        terms=codes.terms(data),
        words=codes.words(data.at("words")),
        code_users=codes.code_users(data.at("code_users")),
        contacts=codes.contacts(data),
        local=_local(data.at("local")) if data.has("local") else None,
        data=edition,
    )
    return replace(made, terms=replace(made.terms, codes=code_words(made)))


def _local(where: Reader) -> LocalEdition:
    where.only("id", "title", "publisher", "in_force_from")
    return LocalEdition(where.text("id"), where.text("title"), where.text("publisher"), where.at("in_force_from").day())
