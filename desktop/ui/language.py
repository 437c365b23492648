"""The screens' name for ``desktop.language``: every text a page says goes through ``tr``; a constant is marked with ``mark``."""

from __future__ import annotations

from desktop.language import mark, tr

__all__ = ["mark", "tr"]
