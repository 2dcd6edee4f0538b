"""The readers survive whatever they are given: no crash, no hang, memory within bounds."""

import re
import subprocess
import sys

from tables import ROOT

INPUTS = 10_000


def test_ten_thousand_random_files_are_read_or_refused():
    """In a process of its own, with a limit on memory and one on the time of each file."""
    fuzz = [sys.executable, str(ROOT / "tests" / "fuzz_readers.py"), str(INPUTS), "1"]
    done = subprocess.run(fuzz, capture_output=True, encoding="utf-8", check=False)

    assert done.returncode == 0, done.stderr[-3000:]
    told = {kind: int(count) for kind, count in re.findall(r"'([^']+)': (\d+)", done.stdout)}
    assert sum(told.values()) == INPUTS
    assert set(told) == {"csv ditolak", "csv terbaca", "xlsx ditolak", "xlsx terbaca"}
    assert min(told.values()) > INPUTS / 50  # of each kind enough to mean something
