"""What a change of each control of the explorer costs, over many synthetic agencies.

    python bench/workbench.py FOLDER --agencies 1000 --years 5

Writes the synthetic reports of `explore.py`, chooses them all, then changes each control to and
fro `--times` times and prints medians: from the change in the browser's message to everything that
is sent back (table, charts, means, slider), without the browser's own drawing.
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path
from typing import Any

from explore import write_reports

from lkjip_tools.workbench.app import Explorer

PROJECT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Write, choose all, change each control."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="where outputs/ goes; what is there is kept")
    parser.add_argument("--agencies", type=int, default=1000, help="how many (1000)")
    parser.add_argument("--years", type=int, default=5, help="of each (5)")
    parser.add_argument("--times", type=int, default=50, help="each control is changed (50)")
    given = parser.parse_args()
    root = given.folder.resolve()
    print(f"writing: {write_reports(root, given.agencies, given.years, 1):.1f} s")
    started = time.perf_counter()
    explorer = Explorer("dinas-sintetis-0001", 2023, root)
    print(f"first: {time.perf_counter() - started:.1f} s")
    agencies, years = explorer.instansi.options, explorer.tahun.options
    explorer.tahun.value = years
    explorer.instansi.value = agencies
    print(f"{len(explorer.rows)} rows shown of {given.agencies * given.years * 20}")
    print(f"\n| median of {given.times} | ms |\n|---|--:|")
    for name, first, second in (
        ("instansi", agencies[:-1], agencies),
        ("tahun", years[:-1], years),
        ("sasaran", "S-2", ""),
        ("ukuran", "serapan_persen", "capaian_persen"),
    ):
        print(f"| {name} | {_median(getattr(explorer, name), first, second, given.times):.0f} |")
    print(f"| persen | {_median(explorer.closing.persen, 90, 100, given.times):.0f} |")
    _print_sample(given.times)


def _print_sample(times: int) -> None:
    """What synthetic reports lack: explanations, another realisasi, other policies, quarters."""
    explorer = Explorer("kesbangpol-paser", 2023, PROJECT)
    slider = explorer.closing.realisasi
    print(f"\n| the sample agency alone, median of {times} | ms |\n|---|--:|")
    print(f"| tanda | {_median_mark(explorer, times):.0f} |")
    print(f"| baris | {_median_row(explorer, times):.0f} |")
    print(f"| realisasi | {_median(slider, slider.min, slider.max, times):.0f} |")
    for name in ("kebijakan", "triwulan"):
        control = getattr(explorer, name)
        first, second = (value for _, value in control.options[:2])
        print(f"| {name} | {_median(control, second, first, times):.0f} |")


def _median(control: Any, first: Any, second: Any, times: int) -> float:
    """Return milliseconds; a value that was just shown may be remembered, so they alternate."""
    taken = []
    for turn in range(times):
        started = time.perf_counter()
        control.value = first if turn % 2 == 0 else second
        taken.append(time.perf_counter() - started)
    control.value = second
    return statistics.median(taken) * 1000


def _median_row(explorer: Explorer, times: int) -> float:
    taken = []
    for turn in range(times):
        started = time.perf_counter()
        explorer.table.selected_rows = [turn % len(explorer.rows)]
        taken.append(time.perf_counter() - started)
    return statistics.median(taken) * 1000


def _median_mark(explorer: Explorer, times: int) -> float:
    """Return milliseconds from a click on a mark of a chart to its explanation."""
    taken = []
    for turn in range(times):
        row = explorer.rows.iloc[turn % len(explorer.rows)]
        which = {name: row[name] for name in ("instansi", "tahun", "id")}
        started = time.perf_counter()
        explorer.board.asked = which | {"view": "celah", "nomor": turn}
        taken.append(time.perf_counter() - started)
    return statistics.median(taken) * 1000


if __name__ == "__main__":
    main()
