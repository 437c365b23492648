from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bundle.statements import parse, verify
from desktop.domain.people import PersonEntry, RelationshipEntry
from desktop.domain.records import Attended
from desktop.services.redaction import MUST_NOT, hand_on, left_out_of
from tests.unit.services.people import KIAN, KIANS_ARM, Area, utc

SECRETS = ("Sallow", "ZY1", "Hidden Way", "ZX9", "Thornby Setting")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Area, str]]:
    folder: Path = tmp_path_factory.mktemp("area")
    area = Area(folder, utc("2026-11-20T09:40"))
    child = area.school.children.register(replace(KIAN, setting="Thornby Setting")).child
    area.school.children.amend(child, {"address": "1 Hidden Way", "postcode": "ZX9 9ZZ"}, "moved")
    area.school.children.amend(child, {"address_withheld": True}, "they have fled")
    area.school.concerns.record(child, KIANS_ARM)
    yield area, child
    area.close()


@settings(max_examples=30, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(choice=st.data())
def test_whatever_is_ticked_and_left_out_the_preview_is_what_leaves_and_no_secret_leaves(
    prepared: tuple[Area, str], choice: st.DataObject
) -> None:
    area, child = prepared
    offered = area.school.sharing.choices(child).statements
    chosen = choice.draw(st.lists(st.sampled_from(offered), unique_by=lambda one: one.id, min_size=1))
    left_out = tuple(
        (one.id, tuple(choice.draw(st.sets(st.sampled_from([name for name, _, _, _ in one.fields]))))) for one in chosen
    )
    entry = area.share_all(area.school, child, statements=tuple(one.id for one in chosen), left_out=left_out)
    preview = area.school.sharing.preview(entry)
    shown = " ".join(text for _, _, text in preview.leaves)
    folded = area.school.book.store.record(child)
    assert folded is not None
    count = 0
    for one in chosen:
        handed = hand_on(area.school.book, folded, one.id, left_out_of(entry, one.id))
        sent = parse(handed.leaves.token)
        verify(sent, area.keys["school"].card())
        assert sent.position is None
        assert not set(sent.fields) & set(left_out_of(entry, one.id))
        count += len(sent.fields)
        for secret in SECRETS:
            assert secret not in str(dict(sent.fields))
            assert secret not in shown
    assert count == len(preview.leaves)


LEADS_HOME = ("Thornby Setting", "Old Mill Nursery", "Fen Surgery", "Hidden Way")


def papers(area: Area, child: str, concern: str) -> str:
    """Everything that can be printed or copied of a child and a concern."""
    made = area.school.papers
    pages = (
        made.chronology_pdf(child),
        made.chronology_pdf(child, court=True),
        made.concern_pdf(concern),
        made.concern_pdf(concern, court=True),
        made.family_pdf(concern),
        made.slip_pdf(concern),
    )
    return "\n".join((*(page.decode() for page in pages), made.plain_copy(concern)))


def test_a_school_that_must_not_be_disclosed_is_in_no_letter_and_on_no_paper(area: Area) -> None:
    entry = replace(
        KIAN,
        setting="Thornby Setting",
        setting_withheld=True,
        schools=(Attended("Old Mill Nursery"),),
        gp="Fen Surgery",
    )
    child = area.school.children.register(entry).child
    concern = area.school.concerns.record(child, KIANS_ARM).concern
    preview = area.school.sharing.preview(area.share_all(area.school, child))
    assert {label for _, label, why in preview.stays if why == MUST_NOT} == {
        "School, nursery or club",
        "Earlier schools, nurseries and clubs",
    }
    assert "The school must not be disclosed. It stays here." in preview.warnings
    area.school.sharing.decide(area.share_all(area.school, child))
    area.post.exchange(area.school, area.desk)
    told = repr(area.desk.children.page(child).fields)
    assert "4 Sallow Row" in told
    assert "Fen Surgery" in told
    paper = papers(area, child, concern)
    for secret in LEADS_HOME[:2]:
        assert secret not in told
        assert secret not in paper
    assert "School, nursery or club" in paper  # that it is held back is said


def test_what_leads_to_a_refuge_stays_with_its_address(area: Area) -> None:
    entry = replace(
        KIAN, address="1 Hidden Way", address_withheld=True, setting="Thornby Setting", schools=(Attended("Old Mill Nursery"),),
        gp="Fen Surgery",
    )  # fmt: skip
    child = area.school.children.register(entry).child
    area.school.people.add(
        child,
        PersonEntry("Jenna", "Pellow", address="1 Hidden Way", address_withheld=True),
        RelationshipEntry("mother"),
    )
    concern = area.school.concerns.record(child, KIANS_ARM).concern
    area.school.sharing.decide(area.share_all(area.school, child))
    area.post.exchange(area.school, area.desk)
    shown = repr(area.desk.children.page(child)) + papers(area, child, concern)
    for secret in LEADS_HOME:
        assert secret not in shown
