"""One stored chapter, run again in a fresh kernel and compared cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from lkjip_tools.errors import ExecutionError
from lkjip_tools.execute import STANDARD, Chapter, execute_chapter
from lkjip_tools.manifest import added_by_papermill
from lkjip_tools.verify.difference import CellDifference, Detail, around
from lkjip_tools.verify.files import read_notebook
from lkjip_tools.verify.outputs import compare_outputs

_TOLD_BY_PAPERMILL = "papermill-error-cell-tag"


def run_again(
    chapter: Chapter, instansi: str, tahun: int, workplace: Path, cwd: Path
) -> tuple[list[Any], ExecutionError | None]:
    """Run a stored chapter again, from the data as they are now.

    Args:
        chapter: The stored notebook; its cells are run as they stand there.
        instansi: Code of the agency.
        tahun: Year of the report.
        workplace: A folder for the new notebook.
        cwd: The folder to run in: the project's notebooks.

    Returns:
        The cells of the new notebook, as far as it got, and the error that stopped it.
    """
    target = workplace / chapter.path.name
    try:
        done = execute_chapter(chapter, instansi, tahun, target, folder=cwd, engine=STANDARD)
        return done.notebook.cells, None
    except ExecutionError as fault:
        stopped = read_notebook(target)
        cells = [] if stopped is None else stopped.cells
        return [c for c in cells if _TOLD_BY_PAPERMILL not in c.metadata.get("tags", [])], fault


def compare_chapter(
    name: str, stored: Any, now: list[Any], fault: ExecutionError | None, tolerance: Decimal
) -> Iterator[CellDifference]:
    """Yield what differs between a stored chapter and its new run, in the order of the cells.

    Args:
        name: Name of the chapter.
        stored: The notebook in the report's folder.
        now: Cells of the new run, as `run_again` returns them.
        fault: What stopped the new run; nothing is compared from that cell on.
        tolerance: How far apart two exact values may be.
    """
    for number, old in enumerate(stored.cells, 1):
        new = now[number - 1] if number <= len(now) else None
        if fault and old.source == fault.source and (new is None or _failed(new)):
            found = [Detail("gagal", "sel berhenti", "berjalan", fault.reason)]
            yield from _placed(found, name, number, old)
            return
        if new is not None:
            yield from _placed(_cells(old, new, tolerance), name, number, old)


def _cells(old: Any, new: Any, tolerance: Decimal) -> Iterator[Detail]:
    if old.source != new.source:
        yield Detail("isi sel", "isi sel", *around(old.source, new.source))
    if old.cell_type == "code":
        yield from compare_outputs(old.outputs, new.outputs, tolerance)


def compare_sources(name: str, stored: Any, source: Any) -> Iterator[CellDifference]:
    """Yield the cells that a stored chapter does not have in common with its source notebook.

    Args:
        name: Name of the chapter.
        stored: The notebook in the report's folder.
        source: The notebook in `notebooks/`.
    """
    cells = [(n, c) for n, c in enumerate(stored.cells, 1) if not added_by_papermill(c)]
    before = {cell.id: (number, cell) for number, cell in cells}
    after = {cell.id: cell for cell in source.cells}
    for id, (number, cell) in before.items():
        if id not in after:
            found = [Detail("isi sel", "sel tidak ada pada notebooks/", cell.source, "tidak ada")]
        elif cell.source != after[id].source:
            shown = around(cell.source, after[id].source)
            found = [Detail("isi sel", "isi sel pada notebooks/ lain", *shown)]
        else:
            continue
        yield from _placed(found, name, number, cell)
    last = len(stored.cells)
    for id, cell in after.items():
        if id not in before:
            found = [Detail("isi sel", "sel baru pada notebooks/", "tidak ada", cell.source)]
            yield from _placed(found, name, last, cell)
    kept = [id for id in before if id in after]
    if kept != [id for id in after if id in before]:
        order = [" ".join(kept), " ".join(id for id in after if id in before)]
        yield from _placed([Detail("urutan", "urutan sel", *order)], name, 1, stored.cells[0])


def _failed(cell: Any) -> bool:
    return any(output.output_type == "error" for output in cell.get("outputs", []))


def _placed(found: Iterable[Detail], name: str, number: int, cell: Any) -> Iterator[CellDifference]:
    for item in found:
        yield CellDifference(
            item.jenis,
            item.tempat,
            item.tersimpan,
            item.dihitung,
            name,
            number,
            cell.get("id", ""),
            cell.source,
        )
