"""Last year's tables and the nomenclature list, by the readers and guards of every other table."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from lkjip_tools.errors import Fault, TableError
from lkjip_tools.load.tables import typed_rows, typed_table
from lkjip_tools.params import Params
from lkjip_tools.pembanding import TABEL_LALU, Pembanding, nomenklatur_path
from lkjip_tools.place import Place
from lkjip_tools.root import find_root, leads_out, relative
from lkjip_tools.schema import NomenklaturRow
from lkjip_tools.source import read_raw
from lkjip_tools.source.csv_file import read_csv


def read_pembanding(
    params: Params, instansi: str, tahun: int, root: Path | None = None
) -> Pembanding:
    """Read what there is to compare an agency's year with.

    Args:
        params: The agency; `nomenklatur` names a list.
        instansi: Code of the agency.
        tahun: Year of the report.
        root: The project's folder; found from the working directory when not given.

    Raises:
        TableError: The nomenclature list is not there, or cannot be read.
    """
    root = root or find_root()
    lists = read_nomenklatur(params.nomenklatur, root) if params.nomenklatur else None
    tables, faults = dict[str, pd.DataFrame](), list[Fault]()
    for name in TABEL_LALU:
        if name in params.sumber_tabel:
            continue  # a query that does not ask for the year would compare a year with itself
        try:
            raw = read_raw(name, instansi, tahun - 1, root)
            if raw is not None:
                tables[name] = typed_table(name, raw)
        except TableError as fault:
            faults += fault.faults
    return Pembanding(lists, tables, tuple(dict.fromkeys(faults)))


def read_nomenklatur(name: str, root: Path) -> pd.DataFrame:
    """Read `params/nomenklatur/<name>.csv`.

    Raises:
        TableError: It is not there, or cannot be read.
    """
    path = nomenklatur_path(root, name)
    shown = relative(path, root)
    if not path.is_file() or leads_out(path):
        message = (
            "daftar nomenklatur yang disebut params tidak ada, atau tautan ke luar foldernya; "
            "simpan daftarnya di situ, atau hapus kunci nomenklatur dari params"
        )
        raise TableError([Fault(Place(shown), message)])
    return typed_rows(NomenklaturRow, read_csv(path, shown))
