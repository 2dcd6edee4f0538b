"""Whether an agency has data of a year; where not, what lies there instead. Nothing is opened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lkjip_tools.errors import DataNotFoundError
from lkjip_tools.root import data_folder, relative, workbook_path
from lkjip_tools.schema import OPTIONAL, TABLES
from lkjip_tools.sumber_tabel import may_be_declared

_SPREADSHEETS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")


def has_data(root: Path, instansi: str, tahun: int) -> bool:
    """Say whether tables of a year may be there: a workbook, CSV files, or a database."""
    if workbook_path(root, instansi, tahun).is_file():
        return True
    folder, params = data_folder(root, instansi, tahun), root / "params" / f"{instansi}.yml"
    if csv_tables(root, instansi, tahun) - OPTIONAL:
        return True
    return folder.is_dir() and params.is_file() and may_be_declared(params.read_bytes())


def csv_tables(root: Path, instansi: str, tahun: int) -> set[str]:
    """Return the tables of a year that have a CSV file."""
    return {path.stem for path in data_folder(root, instansi, tahun).glob("*.csv")} & {*TABLES}


def data_years(root: Path, instansi: str) -> list[int]:
    """Return the years of which an agency has data."""
    names = {path.stem for path in (root / "data" / instansi).glob("[0-9]*")}
    years = sorted(int(name) for name in names if name.isdecimal())
    return [year for year in years if has_data(root, instansi, year)]


def check_data(root: Path, instansi: str, tahun: int) -> None:
    """See that there are data of a year.

    Raises:
        DataNotFoundError: There are none; the message says what lies there instead, or what to do.
    """
    if has_data(root, instansi, tahun):
        return
    todo = instead(root, instansi, tahun)
    if not todo:
        known = ", ".join(map(str, data_years(root, instansi))) or "(belum ada)"
        command = f"lkjip new {instansi} --tahun {tahun}"
        todo = f"tahun yang ada: {known}; buku kerja baru untuk diisi: {command}"
    workbook = relative(workbook_path(root, instansi, tahun), root)
    folder = relative(data_folder(root, instansi, tahun), root)
    raise DataNotFoundError(instansi, tahun, workbook, folder, todo)


def instead(root: Path, instansi: str, tahun: int) -> str:
    """Say which spreadsheets lie there that are probably the workbook, and what to do with each.

    Returns:
        `yang ada: …`; empty where there is none, or where the workbook is.
    """
    workbook = workbook_path(root, instansi, tahun)
    if workbook.is_file():
        return ""
    found = [
        f"{relative(path, root)} – {_todo(path, workbook, root)}"
        for path in _spreadsheets(root, instansi, tahun)
    ]
    return f"yang ada: {'; '.join(found)}" if found else ""


def _spreadsheets(root: Path, instansi: str, tahun: int) -> Iterator[Path]:
    """Yield those of no other year, beside the workbook's place and in the year's folder."""
    folder = data_folder(root, instansi, tahun)
    for path in (*sorted(folder.parent.glob("*")), *sorted(folder.glob("*"))):
        years = {found[0] for found in _YEAR.finditer(path.stem)}
        is_ours = str(tahun) in years or (path.parent == folder and not years)
        if is_ours and path.suffix.lower() in _SPREADSHEETS and path.name[0] not in ".~":
            yield path


def _todo(path: Path, workbook: Path, root: Path) -> str:
    if path.suffix.lower() != ".xlsx":
        return f"simpan sebagai .xlsx: {relative(workbook, root)}"
    if path.parent != workbook.parent:
        return f"pindahkan menjadi {relative(workbook, root)}"
    return f"ganti namanya menjadi {workbook.name}"
