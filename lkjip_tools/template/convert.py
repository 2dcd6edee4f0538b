"""The tables of a year from CSV files to a workbook and back, without loss.

What is converted in its place takes the place of its source; the source is kept in the folder
`asal/` beside it, where nothing reads it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from lkjip_tools.errors import InputError, OutputError
from lkjip_tools.params import read_params
from lkjip_tools.root import data_folder, relative, table_path, workbook_path
from lkjip_tools.schema import TABLES
from lkjip_tools.schema.column import columns_of
from lkjip_tools.source import RawTable, read_raw
from lkjip_tools.template.workbook import write_workbook

KEPT = "asal"
_FORMULA_STARTS = ("=", "+", "@", "-")  # what a spreadsheet takes for a formula in a CSV


def to_workbook(instansi: str, tahun: int, root: Path, target: Path | None = None) -> Path:
    """Write an agency's tables as a workbook; in the place of its CSV files unless `target` is set.

    Raises:
        InputError: There is no CSV file of that year.
        OutputError: Something is in the way, or cannot be written.
    """
    params, tables = read_params(instansi, root), _tables(instansi, tahun, root)
    rows = {name: _dicts(table) for name, table in tables.items()}
    if target:
        return write_workbook(target, params, tahun, rows)
    paths = [table_path(name, instansi, tahun, root) for name in TABLES]
    sources = [path for path in paths if path.is_file()]
    if not sources:
        raise InputError(f"tidak ada tabel CSV di data/{instansi}/{tahun}/ untuk dijadikan xlsx")
    place = workbook_path(root, instansi, tahun)
    _check_free([place, *(path.parent / KEPT / path.name for path in sources)], root)
    made = write_workbook(place.with_name(f".{place.name}.baru"), params, tahun, rows)
    return _exchange(sources, {made: place})[0]


def to_csv(instansi: str, tahun: int, root: Path, target: Path | None = None) -> list[Path]:
    """Write an agency's tables as CSV files; in the place of its workbook unless `target` is set.

    Raises:
        InputError: There is no workbook of that year.
        OutputError: Something is in the way, or cannot be written.
    """
    tables, source = _tables(instansi, tahun, root), workbook_path(root, instansi, tahun)
    if target:
        files = {target / f"{name}.csv": table for name, table in tables.items()}
        _check_free(files, root)
        return _write(files)
    if not source.is_file():
        raise InputError(f"tidak ada {relative(source, root)} untuk dijadikan CSV")
    folder = data_folder(root, instansi, tahun)
    moving = {n: t for n, t in tables.items() if t.origin.sheet}
    _check_free([folder / KEPT / source.name, *(folder / f"{n}.csv" for n in moving)], root)
    made = _write({folder / f".{name}.csv.baru": table for name, table in moving.items()})
    places = (folder / f"{name}.csv" for name in moving)
    return _exchange([source], dict(zip(made, places, strict=True)), folder / KEPT)


def _tables(instansi: str, tahun: int, root: Path) -> dict[str, RawTable]:
    found = {name: read_raw(name, instansi, tahun, root) for name in TABLES}
    return {name: table for name, table in found.items() if table}


def _dicts(table: RawTable) -> list[dict[str, str]]:
    return [dict(zip(table.header, cells, strict=True)) for cells in table.rows.values()]


def _write(files: Mapping[Path, RawTable]) -> list[Path]:
    for path, table in files.items():
        with _writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(table.header)
                texts = _text_columns(table)
                writer.writerows(
                    [_harmless(cell) if at in texts else cell for at, cell in enumerate(cells)]
                    for cells in table.rows.values()
                )
    return list(files)


def _text_columns(table: RawTable) -> set[int]:
    columns = columns_of(TABLES[table.origin.table])
    return {at for at, name in enumerate(table.header) if columns[name].kind == "teks"}


def _harmless(cell: str) -> str:
    """Keep a text from being a formula where the CSV is opened; reading takes the space away."""
    text = cell.strip()
    return f" {text}" if len(text) > 1 and text.startswith(_FORMULA_STARTS) else text


def _check_free(paths: Iterable[Path], root: Path) -> None:
    taken = [path for path in paths if path.exists()]
    if taken:
        names = ", ".join(
            relative(path, root) if path.is_relative_to(root) else str(path) for path in taken
        )
        raise OutputError(f"sudah ada dan tidak ditimpa: {names}; pindahkan dahulu")


def _exchange(
    sources: list[Path], made: Mapping[Path, Path], kept: Path | None = None
) -> list[Path]:
    """Put the sources aside, then what was made in its place; nothing is ever without a copy."""
    with _writing(next(iter(made.values()))):
        for source in sources:
            aside = (kept or source.parent / KEPT) / source.name
            aside.parent.mkdir(exist_ok=True)
            source.rename(aside)
        for new, place in made.items():
            new.rename(place)
    return list(made.values())


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise OutputError(f"{path}: tidak dapat ditulis ({fault})") from None
