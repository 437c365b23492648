"""What opens something else is shown nowhere: each kind says which of its fields that is."""

from __future__ import annotations

import pytest

from desktop.domain.kinds import KINDS, without_secrets
from desktop.domain.statements import Kind

SECRET = "c2VjcmV0LXdvcmRz"
_MADE = {"keys": [{"recipient": "age1pq1x", "sealed": SECRET}], "attachments": [{"name": "drawing.png", "key": SECRET}]}
_NAMED_LIKE_ONE = ("key", "keys", "seed", "secret", "attachments")


@pytest.mark.parametrize("kind", [kind for kind, spec in KINDS.items() if spec.secret])
def test_a_kind_that_holds_a_secret_is_told_without_it(kind: str) -> None:
    fields = {name: _MADE.get(name, "told") for name in KINDS[kind].fields}
    assert SECRET in str(fields)
    told = without_secrets(kind, fields)
    assert SECRET not in str(told)
    assert {name: value for name, value in told.items() if value == "told"} == {
        name: value for name, value in fields.items() if value == "told"
    }


def test_every_field_that_is_named_like_a_key_is_secret() -> None:
    found = {(kind, name) for kind, spec in KINDS.items() for name in spec.fields if name in _NAMED_LIKE_ONE}
    named = {(kind, one.partition(".")[0]) for kind, spec in KINDS.items() for one in spec.secret}
    assert found == named == {(Kind.DESK_GRANTED, "keys"), (Kind.ATTACHMENT_ADDED, "attachments")}


def test_an_attachment_keeps_its_name_and_what_has_no_secret_is_told_whole() -> None:
    rows = ({"name": "drawing.png", "key": SECRET}, "x")
    assert without_secrets(Kind.ATTACHMENT_ADDED, {"attachments": rows}) == {
        "attachments": [{"name": "drawing.png"}, "x"]
    }
    assert without_secrets(Kind.ATTACHMENT_ADDED, {"attachments": {"key": SECRET}}) == {"attachments": {}}
    assert without_secrets("newer.kind", {"a": [1]}) == {"a": [1]}
