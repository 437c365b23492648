"""The one import of the database driver. The standard library's ``sqlite3`` is older than we accept and is never used."""

from __future__ import annotations

from sqlcipher3 import dbapi2 as sqlcipher  # type: ignore[import-untyped]  # it has no types

__all__ = ["sqlcipher"]
