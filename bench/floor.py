"""The floor: the cells of the chapters as plain Python, in two processes, without any notebook.

Each cell is compiled and run in order, and what it would show is asked for its forms, for that is
the chapter's own work. Nothing is stored. No engine that runs the same cells can be faster; and
none that gives each chapter a fresh process can be faster than the floor that does, too.
"""

from __future__ import annotations

import ast
import json
import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any


def run_floor(
    root: Path, codes: list[str], tahun: int, processes: int, fresh: bool = False
) -> None:
    """Run every chapter of every agency.

    Args:
        root: The project's folder.
        codes: The agencies.
        tahun: The year.
        processes: How many at once.
        fresh: Each chapter in a fork of a process that has imported everything, as an engine has.
    """
    sources = [_cells(path) for path in sorted((root / "notebooks").glob("0*.ipynb"))]
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    with ProcessPoolExecutor(processes, initializer=_warm if fresh else None) as pool:
        runs = [pool.submit(_run_agency, root, code, tahun, sources, fresh) for code in codes]
        for run in runs:
            run.result()


def _warm() -> None:
    import lkjip_tools.engine.preload  # noqa: F401


def _cells(path: Path) -> list[str]:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def _run_agency(root: Path, code: str, tahun: int, chapters: list[list[str]], fresh: bool) -> None:
    import IPython.display

    IPython.display.display = lambda *shown, **_: [_forms(value) for value in shown]
    os.chdir(root / "notebooks")
    given = {"instansi": code, "tahun": tahun}
    for cells in chapters:
        if not fresh:
            _run_chapter(cells, given)
        elif child := os.fork():
            assert os.waitpid(child, 0)[1] == 0
        else:
            try:
                _run_chapter(cells, given)
                os._exit(0)
            finally:
                os._exit(1)


def _run_chapter(cells: list[str], given: dict[str, Any]) -> None:
    names: dict[str, Any] = {"__name__": "__main__"}
    for place, source in enumerate(cells):
        _run_cell(source, names)
        if place == 0:
            names |= given


def _run_cell(source: str, names: dict[str, Any]) -> None:
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), names)
    if last is not None:
        _forms(eval(compile(ast.Expression(last.value), "<cell>", "eval"), names))


def _forms(value: object) -> None:
    """Ask an object for the forms in which a notebook would store it."""
    if hasattr(value, "_repr_mimebundle_"):
        json.dumps(value._repr_mimebundle_())
    elif hasattr(value, "_repr_html_"):
        value._repr_html_()
        repr(value)
    elif value is not None:
        repr(value)
