"""What the fuzzers run: every parser that touches bytes from outside, with good inputs and bad ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.fuzz import directory_targets, letter_targets, log_targets, sealed_targets, statement_targets, vault_targets
from tests.fuzz.target import Target

CORPUS = Path(__file__).parent / "corpus"


def target_named(name: str) -> Target:
    return next(target for target in TARGETS if target.name == name)


def inputs(target: Target) -> Iterator[bytes]:
    """Everything that is played again: the good inputs, their systematic mutants, and what campaigns found."""
    yield from target.good()
    yield from target.bad()
    for file in sorted((CORPUS / target.name).glob("*")):
        yield file.read_bytes()


TARGETS: tuple[Target, ...] = (
    *statement_targets.TARGETS,
    *letter_targets.TARGETS,
    *sealed_targets.TARGETS,
    *log_targets.TARGETS,
    *directory_targets.TARGETS,
    *vault_targets.TARGETS,
)
