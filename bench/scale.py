"""Whether an agency costs the same among ten and among a thousand: time and memory of a batch.

    python3 lkjip.py exec python bench/scale.py --counts 10 40 200 1000 --bab 4

Each count is a fresh project of synthetic agencies and one `lkjip batch`; then the same command
again, with nothing changed. The time for each is from the first report's end to the last one's:
what the command needs to start is in the total alone. Agencies differ in size, and the first ones
are the same in every project: their time is given apart. Memory is that of the command itself, and
the largest of its processes, looked at ten times a second.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from agencies import TAHUN, make_agencies

PROJECT = Path(__file__).resolve().parents[1]
LIMIT = 0.15
_STATUS = ("VmHWM:", "PPid:")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--counts", type=int, nargs="+", default=[10, 40], help="agencies (10 40)")
    parser.add_argument("--bab", help="only this chapter, to reach large counts (all)")
    parser.add_argument("--format", default="html", help="as for lkjip batch (html)")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    given = parser.parse_args()
    rows = [measure(count, given.bab, given.format) for count in given.counts]
    print(
        f"{'agencies':>9}{'s each':>9}{'first 10':>9}{'total s':>9}{'again s':>9}"
        f"{'command MB':>12}{'largest MB':>12}"
    )
    for row in rows:
        print(
            f"{row['count']:9}{row['each']:9.3f}{row['first']:9.3f}{row['total']:9.1f}{row['again']:9.2f}"
            f"{row['command_mb']:12.0f}{row['largest_mb']:12.0f}"
        )
    for name, what in (("each", "all"), ("first", "the first ten, the same in each")):
        times = [row[name] for row in rows]
        print(f"spread of {what}: {max(times) / min(times) - 1:.0%} (wanted: {LIMIT:.0%})")
    if given.json:
        given.json.write_text(json.dumps(rows, indent=1), "utf-8")
    return 0


def measure(count: int, bab: str | None, formats: str) -> dict[str, float]:
    """Make the reports of so many agencies, twice."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        make_agencies(root, count)
        shutil.copytree(PROJECT / "notebooks", root / "notebooks")
        command = ["lkjip", "batch", "--root", folder, "--tahun", str(TAHUN), "--semua"]
        command = [str(Path(sys.executable).with_name(command[0])), *command[1:]]
        command += ["--format", formats, *(["--bab", bab] if bab else [])]
        made, (again, *_) = watched(command), watched(command)
    return {
        "count": count,
        "each": (made.ends[-1] - made.ends[0]) / (count - 1),
        "first": (made.ends[9] - made.ends[0]) / 9,
        "total": made.seconds,
        "again": again,
        "command_mb": made.own / 1024,
        "largest_mb": made.largest / 1024,
    }


class Run(NamedTuple):
    """Seconds, when each report ended, and peaks of the command and its largest process in KB."""

    seconds: float
    ends: list[float]
    own: int
    largest: int


def watched(command: list[str]) -> Run:
    """Run a batch and look on."""
    began, ends = time.perf_counter(), list[float]()
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert run.stderr
    lines = Thread(target=lambda: ends.extend(time.perf_counter() for _ in run.stderr or ()))
    lines.start()
    own = largest = 0
    while run.poll() is None:
        family, peaks = {run.pid}, dict[int, int]()
        for pid, parent, peak in sorted(processes()):
            if pid == run.pid or parent in family:
                family.add(pid)
                peaks[pid] = peak
        own = max(own, peaks.pop(run.pid, 0))
        largest = max(largest, *peaks.values(), 0)
        time.sleep(0.1)
    if run.returncode:
        sys.exit(f"{' '.join(command)}: exit code {run.returncode}")
    lines.join()
    run.stderr.close()
    return Run(time.perf_counter() - began, ends, own, largest)


def processes() -> list[tuple[int, int, int]]:
    """Number, parent and peak memory (KB) of every process."""
    found = []
    for path in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = [line.split() for line in path.read_text("utf-8").splitlines()]
        except OSError:
            continue
        told = {line[0]: int(line[1]) for line in lines if line and line[0] in _STATUS}
        found.append((int(path.parent.name), told.get("PPid:", 0), told.get("VmHWM:", 0)))
    return found


if __name__ == "__main__":
    sys.exit(main())
