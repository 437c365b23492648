from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits")
def test_a_hardened_process_dumps_no_core() -> None:
    script = (
        "import resource; from desktop.vault.process import harden; found = harden();"
        "assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0); print(sorted(found))"
    )
    said = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout
    assert "no core dumps" in said


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="prctl is of Linux")
def test_a_hardened_process_is_not_dumpable_on_linux() -> None:
    script = (
        "import ctypes; from desktop.vault.process import harden; assert 'not traceable' in harden();"
        "print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    said = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout
    assert said.strip() == "0"
