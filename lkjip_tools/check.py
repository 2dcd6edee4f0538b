"""Everything a report reads, read once before anything runs: faults come first, and all of them."""

from __future__ import annotations

from pathlib import Path

from lkjip_tools.errors import Fault, InputError, TableError, TableNotFoundError
from lkjip_tools.load import read_table
from lkjip_tools.load.berkas import check_berkas
from lkjip_tools.logo import read_logo
from lkjip_tools.params import read_params
from lkjip_tools.root import data_years
from lkjip_tools.schema import TABLES


def check_inputs(instansi: str, tahun: int, root: Path) -> None:
    """Read the agency's parameters, its logo, all its tables, and the files it attaches.

    Raises:
        InputError: Something cannot be read; the message names every place.
    """
    read_logo(read_params(instansi, root), instansi, root)
    known = data_years(root, instansi)
    if str(tahun) not in known:
        raise InputError(
            f"tidak ada data {instansi} tahun {tahun}: folder data/{instansi}/{tahun} tidak "
            f"ditemukan; tahun yang ada: {', '.join(known) or '(belum ada)'}"
        )
    faults: list[Fault] = []
    for name in TABLES:
        try:
            read_table(name, instansi, tahun, root)
        except TableError as fault:
            faults += fault.faults
        except TableNotFoundError as fault:
            faults.append(fault.fault)
    if faults:
        raise TableError(faults)
    check_berkas(instansi, tahun, root)
