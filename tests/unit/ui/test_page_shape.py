"""Pages by the book: a view shows, a presenter decides, and both can be read in one go.

What can be measured of it: a presenter has at most 200 lines, knows no Qt and has a test that needs none; a view has at most 250
lines and takes from below the interface only the shapes it shows, never a service that does something.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
UI = ROOT / "desktop/ui"
PRESENTERS = sorted(UI.glob("*/presenter.py"))
VIEWS = sorted(UI.glob("*/*view.py"))
MOST, MOST_OF_A_VIEW = 200, 250
SHAPES = (
    "desktop.services.preference_values", "desktop.services.found", "desktop.domain.records",
    "desktop.domain.rules", "desktop.domain.statements", "desktop.domain.people",
)  # fmt: skip
SHELL = UI / "shell/book_view.py"  # the frame of all pages; it measures itself by the same rule, less strictly


def _name(path: Path) -> str:
    return path.relative_to(UI).as_posix()


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("path", PRESENTERS, ids=_name)
def test_a_presenter_can_be_read_in_one_go_and_knows_no_qt(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MOST
    assert not [module for module in _imports(path) if module.startswith("PySide6")]


@pytest.mark.parametrize("path", VIEWS, ids=_name)
def test_a_view_can_be_read_in_one_go(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= (300 if path == SHELL else MOST_OF_A_VIEW)


@pytest.mark.parametrize("path", VIEWS, ids=_name)
def test_a_view_takes_only_shapes_from_below(path: Path) -> None:
    below = [
        module for module in _imports(path) if module.startswith("desktop.") and not module.startswith("desktop.ui")
    ]
    assert not [module for module in below if module not in SHAPES and not module.startswith("desktop.services.pages.")]


def test_every_page_s_presenter_has_a_test_that_needs_no_qt() -> None:
    without_qt = [
        path
        for path in (ROOT / "tests/unit").rglob("test_*.py")
        if not any(module.startswith(("PySide6", "pytestqt")) for module in _imports(path))
    ]
    tested = {module for path in without_qt for module in _imports(path)}
    untested = [_name(path) for path in PRESENTERS if f"desktop.ui.{path.parent.name}.presenter" not in tested]
    assert not untested
