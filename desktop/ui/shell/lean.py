"""Spares the start what PySide does for a thing that nothing here uses.

Rules this module keeps: PySide's ``__feature__`` (snake case and the like) searches the source text of every module that is imported for
the word "PySide6", and Python keeps the text of all of them: a tenth of the start and several megabytes. It is told that none uses a
feature. A PySide that asks in another way is left as it is.
"""

from __future__ import annotations

import importlib
from types import ModuleType

FEATURES, ASKS = "shibokensupport.feature", "_mod_uses_pyside"


def read_no_sources() -> bool:
    """Once, before the first of our own windows is imported; whether PySide could be told."""
    import PySide6.QtCore  # noqa: F401, PLC0415 - it brings the module that asks

    features = importlib.import_module(FEATURES)
    if not hasattr(features, ASKS):
        return False
    setattr(features, ASKS, _plain)
    return True


def _plain(_module: ModuleType) -> bool:
    """Whether it may use PySide: in the plain way."""
    return True
