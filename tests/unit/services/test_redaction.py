from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bundle.statements import parse, verify
from desktop.services.redaction import hand_on, left_out_of
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
