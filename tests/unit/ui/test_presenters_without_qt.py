"""Everything that decides can be loaded without Qt."""

from __future__ import annotations

import subprocess
import sys

DECIDING = (
    "times",
    "children.presenter",
    "children.adding",
    "child.presenter",
    "child.screen",
    "child.amending",
    "child.amend_fields",
    "children.checking",
    "concern.presenter",
    "concern.drafting",
    "concern.checking",
    "concern.questions",
    "first_run.presenter",
    "first_run.answers",
    "first_run.kit_paper",
    "first_run.wording",
    "help.fields",
    "help.topics",
    "help.presenter",
    "today.presenter",
    "today.lines",
    "concern.which_child",
    "concern.wording",
    "concern.choices",
    "recovery.wording",
    "recovery.presenter",
    "recovery.making",
    "recovery.opening",
    "share.presenter",
    "share.screen",
    "letters.presenter",
    "letters.lines",
    "desk.presenter",
    "desk.screen",
    "desk.telephone",
    "shell.visits",
    "shell.fuzzy",
    "shell.commands",
    "shell.finder",
)


def test_no_module_that_decides_loads_qt() -> None:
    names = " ".join(f"desktop.ui.{name}" for name in DECIDING)
    look = (
        "import importlib, sys\n"
        f"for name in {names!r}.split(): importlib.import_module(name)\n"
        "print([name for name in sys.modules if name.startswith('PySide6')])\n"
    )
    told = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
