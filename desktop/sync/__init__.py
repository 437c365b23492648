"""Carries letters between this record book and the partnership: over HTTPS, or a folder on a stick.

Rules this module keeps: of httpx we take the client alone. Its command line brings click, rich and pygments (8 MB) wherever these happen
to be installed, and httpx itself goes on without them.
"""

import sys

sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]  # None: not to be imported (the import system's own word)
