"""Why a paper could not be made.

Rules this module keeps: one closed tree; no text of the paper is ever in an error.
"""

from __future__ import annotations


class ReportError(Exception):
    """Root of all errors of ``desktop.reports``."""


class PaperNotMade(ReportError):
    """The typesetter refused the document."""


class FontsMissing(ReportError):
    """The fonts that ship with the program are not where they belong."""
