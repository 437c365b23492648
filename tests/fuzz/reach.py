"""Which lines and branches of the parsers the kept inputs do not reach: ``python -m tests.fuzz.reach FILE``.

Writes a JSON object: function -> its missing lines and branches. Empty is what the test wants to see.
"""

from __future__ import annotations

import contextlib
import json
import sys
from pathlib import Path

from coverage import Coverage

ROOT = Path(__file__).resolve().parents[2]


def main(file: Path) -> None:
    """Play every input of every target under ``coverage`` and write what was not reached."""
    watch = Coverage(branch=True, data_file=None, source_pkgs=["bundle", "desktop.vault"], config_file=False)
    watch.start()
    from tests.fuzz.targets import TARGETS, inputs  # noqa: PLC0415 - imported under the watch

    for target in TARGETS:
        for raw in inputs(target):
            with contextlib.suppress(target.errors):
                target.run(raw)
    watch.stop()
    whole = file.with_suffix(".whole")
    watch.json_report(outfile=str(whole))
    files = json.loads(whole.read_text())["files"]
    missing = {}
    for target in TARGETS:
        for name in target.functions:
            path, _, function = name.partition("::")
            found = files[path]["functions"].get(function)
            if found is None:
                missing[name] = "there is no such function"
            elif found["missing_lines"] or found["missing_branches"]:
                missing[name] = {"lines": found["missing_lines"], "branches": found["missing_branches"]}
    file.write_text(json.dumps(missing, indent=1))
    print(json.dumps(missing, indent=1))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
