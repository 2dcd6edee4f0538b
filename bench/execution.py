"""All chapters of many agencies, by plain papermill, by our engine, and the floor.

    python bench/execution.py --agencies 40

With `--whole` whole reports, HTML and PDF: `lkjip batch` against plain papermill, nbconvert's HTML
of every chapter and our PDF of all of them, one after the other.

The agencies are synthetic (`agencies.py`). Plain papermill is its API with its own engine, one
chapter after the other. Every pair of notebooks is compared. Ratios are what counts: the wall
times are of one machine on one day.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from agencies import TAHUN, make_agencies
from compare import differing
from floor import run_floor

PROJECT = Path(__file__).parents[1]


def main() -> int:
    """Measure, print, and say whether outputs were the same."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--agencies", type=int, default=40, help="how many (40)")
    parser.add_argument("--processes", type=int, default=os.cpu_count(), help="at once (all cores)")
    parser.add_argument("--whole", action="store_true", help="whole reports, HTML and PDF")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        codes = make_agencies(root, given.agencies)
        shutil.copytree(PROJECT / "notebooks", root / "notebooks")
        if given.whole:
            seconds = {
                "lkjip": timed(lambda: run_batch(root)),
                "papermill": timed(lambda: run_plain_reports(root, codes)),
            }
            report(seconds, given, [])
            return 0
        seconds = {
            "floor": timed(lambda: run_floor(root, codes, TAHUN, given.processes)),
            "floor, fresh": timed(lambda: run_floor(root, codes, TAHUN, given.processes, True)),
            "lkjip": timed(lambda: run_engine(root, codes, given.processes)),
            "papermill": timed(lambda: run_plain(root, codes)),
        }
        different = differing(root / "papermill", root / "lkjip")
    report(seconds, given, different)
    return 1 if different else 0


def timed(work: object) -> float:
    """Wall seconds of a call."""
    began = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - began


def chapters(root: Path) -> list[Path]:
    """The report's chapters."""
    return sorted((root / "notebooks").glob("0*.ipynb"))


def run_plain(root: Path, codes: list[str]) -> None:
    """Plain papermill, one after the other."""
    import papermill

    for code in codes:
        (root / "papermill" / code).mkdir(parents=True)
        for path in chapters(root):
            papermill.execute_notebook(
                path,
                root / "papermill" / code / path.name,
                parameters={"instansi": code, "tahun": TAHUN},
                cwd=path.parent,
                progress_bar=False,
            )


def run_engine(root: Path, codes: list[str], at_once: int) -> None:
    """Our engine, several chapters at once."""
    from lkjip_tools.engine.child import Job
    from lkjip_tools.engine.pool import execute

    jobs = []
    for code in codes:
        (root / "lkjip" / code).mkdir(parents=True)
        for path in chapters(root):
            parameters = {"instansi": code, "tahun": TAHUN}
            jobs.append(Job(path, root / "lkjip" / code / path.name, parameters, root=root))
    with ThreadPoolExecutor(at_once) as pool:
        list(pool.map(execute, jobs))


def run_batch(root: Path) -> None:
    """`lkjip batch`, as it is typed."""
    command = [Path(sys.executable).with_name("lkjip"), "batch", "--root", root, "--semua"]
    command += ["--tahun", str(TAHUN), "--format", "html,pdf"]
    subprocess.run(command, check=True, capture_output=True)


def run_plain_reports(root: Path, codes: list[str]) -> None:
    """Plain papermill, nbconvert's own HTML, and the PDF by the same route as ours."""
    import nbformat
    from nbconvert import HTMLExporter

    from lkjip_tools.assemble import merge_chapters
    from lkjip_tools.execute import find_chapters
    from lkjip_tools.params import read_params
    from lkjip_tools.report.render import render

    for code in codes:
        run_plain(root, [code])
        folder = root / "papermill" / code
        executed = [
            (chapter, nbformat.read(folder / chapter.path.name, 4))
            for chapter in find_chapters(root)
            if (folder / chapter.path.name).exists()
        ]
        for chapter, notebook in executed:
            page, _ = HTMLExporter().from_notebook_node(notebook)
            (folder / f"{chapter.name}.html").write_text(page, "utf-8")
        merged = merge_chapters(executed, read_params(code, root), TAHUN)
        (folder / "laporan.pdf").write_bytes(render(merged, ["pdf"])["pdf"])


def report(seconds: dict[str, float], given: argparse.Namespace, different: list[str]) -> None:
    """Print the table."""
    plain, floor = seconds["papermill"], seconds.get("floor", float("nan"))
    print(
        f"{given.agencies} agencies, {given.processes} processes, Python {sys.version.split()[0]}"
    )
    print(f"{'':14}{'seconds':>9}{'x plain':>9}{'x floor':>9}")
    for name, spent in sorted(seconds.items(), key=lambda item: -item[1]):
        print(f"{name:14}{spent:9.1f}{plain / spent:9.2f}{spent / floor:9.2f}")
    if not given.whole:
        print(f"notebooks that differ: {len(different)}")
    for name in different[:10]:
        print(f"  {name}")
    if given.json:
        about = {"agencies": given.agencies, "seconds": seconds, "different": different}
        given.json.write_text(json.dumps(about, indent=1), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
