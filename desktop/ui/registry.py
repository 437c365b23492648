"""Every page and window, each with a factory that fills it with invented data: for the accessibility walk and the pictures.

Rules this module keeps: a page package offers ``samples.py`` with ``SAMPLES``; a package is named in ``PACKAGES`` once it
has one; the factories need no database, no network and no worker; all people and places in them are invented.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

Factory = Callable[[], "QWidget"]

PACKAGES = (
    "welcome", "first_run", "unlock", "today", "settings", "membership", "ring_panel", "shell",
    "recovery", "children", "child", "chronology", "people", "concern", "note_photo", "body_map", "share", "letters", "desk", "questions", "reviews", "tell", "entries", "papers", "gallery", "help",
)  # fmt: skip
"""Packages of ``desktop.ui`` with a ``samples`` module."""


def samples() -> Mapping[str, Factory]:
    """Name ("first_run.kit") to a factory of a shown-ready widget."""
    found: dict[str, Factory] = {}
    for package in PACKAGES:
        for name, factory in import_module(f"desktop.ui.{package}.samples").SAMPLES.items():
            found[f"{package}.{name}" if name else package] = factory
    return found


def build(name: str) -> QWidget:
    """The named page filled with invented data; raises KeyError."""
    return samples()[name]()
