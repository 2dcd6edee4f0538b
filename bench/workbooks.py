"""Reading and checking workbooks, against the library that opens them alone.

    python bench/workbooks.py --count 200

Synthetic agencies (`agencies.py`) become workbooks. Each is then opened by openpyxl twice,
for its values and for its formulas, and read and checked by lkjip: guard, sheets, types, every
fault collected. The two take turns, so that other work on the machine meets both.
"""

from __future__ import annotations

import argparse
import gc
import shutil
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from agencies import TAHUN, make_agencies
from openpyxl import load_workbook

from lkjip_tools.check import check_inputs
from lkjip_tools.root import workbook_path
from lkjip_tools.source import workbook
from lkjip_tools.template.convert import to_workbook


def make_workbooks(root: Path, count: int) -> list[str]:
    """Write agencies whose tables are in workbooks only; return their codes."""
    codes = make_agencies(root, count)
    for code in codes:
        to_workbook(code, TAHUN, root)
        shutil.rmtree(root / "data" / code / str(TAHUN) / "asal")
    return codes


def library(path: Path) -> None:
    """What the chosen reader needs alone."""
    load_workbook(path, data_only=True, keep_links=False)
    load_workbook(path, keep_links=False)


def ours(code: str, root: Path) -> None:
    """Read every table and check every cell."""
    workbook._read.cache_clear()
    check_inputs(code, TAHUN, root)


def timed(work: Callable[[], None]) -> float:
    """CPU seconds, which other work on the machine disturbs least; each clears up after itself."""
    gc.collect()
    start = time.process_time()
    work()
    gc.collect()
    return time.process_time() - start


def main() -> None:
    """Print both times and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=200, help="how many workbooks (200)")
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        codes = make_workbooks(root, given.count)
        paths = [workbook_path(root, code, TAHUN) for code in codes]
        library(paths[0])
        ours(codes[0], root)
        pairs = [
            (timed(lambda path=path: library(path)), timed(lambda code=code: ours(code, root)))
            for code, path in zip(codes, paths, strict=True)
        ]
        size = sum(path.stat().st_size for path in paths) / given.count / 1000
    alone, whole = (sum(column) for column in zip(*pairs, strict=True))
    ratios = sorted(two / one for one, two in pairs)
    print(f"{given.count} workbooks of {size:.0f} KB on average, CPU seconds")
    print(f"openpyxl alone, twice  {alone:8.2f}")
    print(f"read and checked       {whole:8.2f}")
    print(f"ratio                  {whole / alone:8.2f}  (median {statistics.median(ratios):.2f}, "
          f"worst {ratios[-1]:.2f})")  # fmt: skip


if __name__ == "__main__":
    main()
