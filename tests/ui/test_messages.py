"""Every error a person can meet has three sentences."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import bundle
import desktop
from desktop.sync.errors import HubRefused
from desktop.ui.messages import BUG, SAID, say, say_name

ROOTS = (
    "bundle.errors.BundleError", "desktop.domain.errors.DomainError", "desktop.services.errors.ServiceError",
    "desktop.storage.errors.StorageError", "desktop.vault.errors.VaultError", "desktop.sync.errors.SyncError",
    "desktop.reports.errors.ReportError", "desktop.command_line.errors.CommandLineError",
)  # fmt: skip


def _root(name: str) -> type[Exception]:
    module, _dot, kind = name.rpartition(".")
    found: type[Exception] = getattr(importlib.import_module(module), kind)
    return found


def _leaves(kind: type[Exception]) -> set[type[Exception]]:
    below = kind.__subclasses__()
    return {leaf for child in below for leaf in _leaves(child)} if below else {kind}


def _import_everything() -> None:
    for package in (bundle, desktop):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)


def test_every_leaf_of_every_error_tree_has_three_sentences() -> None:
    _import_everything()
    without = {
        f"{leaf.__module__}.{leaf.__name__}"
        for name in ROOTS
        for leaf in _leaves(_root(name))
        if leaf.__name__ not in SAID
    }
    assert not without, f"no sentences in desktop/ui/sentences for: {', '.join(sorted(without))}"


def test_an_error_that_is_raised_itself_although_others_are_kinds_of_it_speaks_too() -> None:
    assert say(HubRefused("not-allowed")) == SAID["HubRefused"] != BUG


def test_no_sentences_are_left_over() -> None:
    _import_everything()
    known: set[str] = set()
    kinds = [_root(name) for name in ROOTS]
    while kinds:
        kind = kinds.pop()
        known.add(kind.__name__)
        kinds += kind.__subclasses__()
    assert set(SAID) <= known


def test_every_root_is_an_exception_of_its_own() -> None:
    assert [_root(name).__bases__ for name in ROOTS] == [(Exception,)] * len(ROOTS)


@pytest.mark.parametrize("name", sorted(SAID))
def test_the_sentences_are_whole_and_plain(name: str) -> None:
    said = SAID[name]
    for sentence in (said.happened, said.safe, said.next):
        assert sentence[0].isupper(), sentence
        assert sentence.endswith("."), sentence
        for word in ("vault", " hub", "bundle", "error", "invalid", "exception", "sync"):
            assert word not in sentence.lower(), f"{word!r} in {sentence!r}"


def test_a_bug_gets_sentences_too() -> None:
    assert say(ZeroDivisionError()) == BUG
    assert say_name("NoSuchClass") == BUG


def test_the_nearest_class_speaks() -> None:
    known = _root("desktop.vault.errors.VaultError").__subclasses__()[0]
    narrower = type("Narrower", (known,), {})
    assert say(narrower()) == SAID[known.__name__]
