"""A hub and a record book that are killed while a file is on its way: both go on from what was on the disk."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
from pathlib import Path
from random import Random

from bundle.attachments import digest_of, seal_attachment
from desktop.storage.attachments import SealedFiles
from desktop.sync.errors import SyncError
from tests.fakes.area import Area
from tests.unit.hub.test_commands import ROOT, adopted, area, client, place, serving

__all__ = ["adopted", "area", "place"]  # fixtures

SINK = io.BytesIO()
_, ROW = seal_attachment(
    io.BytesIO(Random(1).randbytes(6_000_000)), SINK, name="a", media_type="text/plain", random=Random(2).randbytes
)
SEALED = SINK.getvalue()
WRITER = """
import sys
from pathlib import Path
from desktop.storage.attachments import SealedFiles
files, name, size = SealedFiles(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3])
while True:
    piece = sys.stdin.buffer.read(100_000)
    files.add(name, files.coming(name), piece, size)
    print(files.coming(name), flush=True)
"""


def test_a_hub_killed_in_the_middle_of_an_upload_has_every_piece_that_it_confirmed(adopted: Path, area: Area) -> None:
    confirmed = [0]

    def send(url: str) -> None:
        with client(url, area) as school:
            try:
                offset = school.begin_attachment(ROW.id, ROW.size)
                while offset < ROW.size:
                    offset = school.add_to_attachment(ROW.id, offset, SEALED[offset : offset + 100_000], ROW.size)
                    confirmed.append(offset)
            except SyncError:
                return

    for _ in range(2):
        with serving(adopted, kill=True) as (url, process):
            had = len(confirmed)
            sender = threading.Thread(target=send, args=(url,))
            sender.start()
            while len(confirmed) < had + 8 and sender.is_alive():
                sender.join(0.01)
            process.kill()
            sender.join(60)
    with serving(adopted) as (url, _), client(url, area) as school:
        stands = school.begin_attachment(ROW.id, ROW.size)
        assert stands >= confirmed[-1] > 0
        while stands < ROW.size:
            stands = school.add_to_attachment(ROW.id, stands, SEALED[stands : stands + 1_000_000], ROW.size)
        letter = area.letter(attachments=(ROW,))
        assert school.send_bundle(letter.waybill_envelope, letter.sealed)


def test_a_record_book_killed_while_a_file_comes_goes_on_from_the_pieces_it_kept(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path), ROW.id, str(ROW.size)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        kept = 0
        for start in range(0, 1_000_000, 100_000):
            process.stdin.write(SEALED[start : start + 100_000])
            process.stdin.flush()
            kept = int(process.stdout.readline())
        process.kill()
    files = SealedFiles(tmp_path)
    assert files.coming(ROW.id) == kept == 1_000_000
    assert files.size(ROW.id) is None
    assert files.add(ROW.id, kept, SEALED[kept:], ROW.size) is True
    found = files.open(ROW.id)
    assert found is not None
    with found:
        assert digest_of(found) == ROW.id
