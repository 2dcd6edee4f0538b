"""Files that the agency attaches: `lampiran_berkas.csv` and the folder `lampiran/` beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TypeVar

import pandas as pd

from lkjip_tools.errors import AttachmentError, Fault
from lkjip_tools.load.pictures import UnusableFileError, draw, read_pictures
from lkjip_tools.load.tables import read_table
from lkjip_tools.place import Place, cell_source
from lkjip_tools.records import Row, records
from lkjip_tools.root import data_folder, find_root, relative

TABLE, FOLDER = "lampiran_berkas", "lampiran"
Drawn = TypeVar("Drawn")


def read_berkas(bagian: str, instansi: str, tahun: int, root: Path | None = None) -> pd.DataFrame:
    """Read what is attached to one part of the report.

    Args:
        bagian: As in table `lampiran_berkas`.
        instansi: Code of the agency.
        tahun: Year of the report.
        root: The project's folder; found from the working directory when not given.

    Returns:
        The rows of that part, with `halaman`: the list of its `Picture`s, empty when the agency
        names no file.

    Raises:
        AttachmentError: Files that cannot be used, all of them, each with its place.
        InputError: The table cannot be read.
    """
    root = root or find_root()
    table = read_table(TABLE, instansi, tahun, root)
    mine = table[table["bagian"] == bagian].reset_index(drop=True)
    pages = _each(mine, read_pictures, data_folder(root, instansi, tahun), root)
    return mine.assign(halaman=pd.Series(pages, index=mine.index, dtype=object))


def check_berkas(instansi: str, tahun: int, root: Path) -> None:
    """Try every file that the agency names.

    Raises:
        AttachmentError: As `read_berkas`.
    """
    table = read_table(TABLE, instansi, tahun, root)
    _each(table, lambda path: [None for _ in draw(path)], data_folder(root, instansi, tahun), root)


def _each(
    table: pd.DataFrame, use: Callable[[Path], list[Drawn]], data: Path, root: Path
) -> list[list[Drawn]]:
    """Return what `use` makes of every row's file; a row without one gives nothing."""
    faults, drawn = list[Fault](), list[list[Drawn]]()
    for row in records(table):
        try:
            drawn.append(use(_path(row, data)) if row["berkas"] else [])
        except UnusableFileError as fault:
            shown = f"{relative(data, root)}/{FOLDER}/{row['berkas']}"
            place = Place.parse(cell_source(row, "berkas"))
            assert place is not None
            faults.append(Fault(place, f"{shown}: {fault}", row["berkas"]))
    if faults:
        raise AttachmentError(faults)
    return drawn


def _path(row: Row, data: Path) -> Path:
    """Return where a file is, refusing every way out of the folder."""
    name = row["berkas"]
    windows = PureWindowsPath(name)
    outside = UnusableFileError(
        f"menunjuk ke luar folder {FOLDER}/; salin berkasnya ke folder itu dan tulis namanya saja"
    )
    if windows.drive or windows.root or "\\" in name:
        raise outside
    try:
        folder = data.resolve() / FOLDER
        path = (folder / PurePosixPath(name)).resolve()
    except (OSError, ValueError, RuntimeError):  # a name no system knows, a link to itself
        raise UnusableFileError("nama berkas tidak dapat dipakai; ganti namanya") from None
    if not path.is_relative_to(folder):
        raise outside
    return path
