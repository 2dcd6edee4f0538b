"""Everything a report reads, read once before anything runs: faults come first, and all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from lkjip_tools.errors import (
    AttachmentError,
    Fault,
    InputError,
    InstansiNotFoundError,
    TableError,
    TableNotFoundError,
    closest,
)
from lkjip_tools.load import read_pembanding, read_table
from lkjip_tools.load.berkas import TABLE, check_berkas
from lkjip_tools.load.pembanding import read_nomenklatur
from lkjip_tools.logo import read_logo
from lkjip_tools.params import Params, read_params
from lkjip_tools.pembanding import Pembanding
from lkjip_tools.place import Place
from lkjip_tools.root import data_folder, relative, workbook_path
from lkjip_tools.schema import OPTIONAL, TABLES
from lkjip_tools.source.csv_file import stray_files
from lkjip_tools.year import check_data, instead

_NAMED = 5  # tables that a message names
_YAML_PLACE = re.compile(r"(?P<file>\S+), baris (?P<row>\d+), kolom (?P<column>\d+),? ?:?")


@dataclass
class Inputs:
    """What could be read of an agency's year, and what could not.

    Attributes:
        params: The agency; `None` when its file is wrong.
        tables: The tables that could be read, by name.
        faults: What could not, each with its place.
        pembanding: What there is to compare with: last year's data, a nomenclature list.
    """

    params: Params | None = None
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    pembanding: Pembanding = field(default_factory=Pembanding)

    @property
    def unreadable(self) -> frozenset[str]:
        """Names of the tables that could not be read, whether there is a file or not."""
        return frozenset(TABLES) - set(self.tables)


def read_inputs(instansi: str, tahun: int, root: Path) -> Inputs:
    """Read what can be read, and collect every fault of the rest.

    Raises:
        InputError: There is no such agency, or it has no data of that year.
    """
    inputs = Inputs()
    try:
        inputs.params = read_params(instansi, root)
        read_logo(inputs.params, instansi, root)
    except InstansiNotFoundError:
        raise
    except InputError as fault:
        inputs.faults += [_yaml_fault(line) for line in str(fault).splitlines()]
    check_data(root, instansi, tahun)
    _read_tables(inputs, instansi, tahun, root)
    if TABLE in inputs.tables:
        try:
            check_berkas(instansi, tahun, root)
        except AttachmentError as fault:
            inputs.faults += fault.faults
    if inputs.params:
        try:
            inputs.pembanding = read_pembanding(inputs.params, instansi, tahun, root)
        except TableError as fault:
            inputs.faults += fault.faults
    return inputs


def check_inputs(instansi: str, tahun: int, root: Path) -> None:
    """Read the agency's parameters, its logo, all its tables, and the files it attaches.

    Raises:
        InputError: Something cannot be read; the message names every place.
    """
    params = read_params(instansi, root)
    read_logo(params, instansi, root)
    check_data(root, instansi, tahun)
    inputs = Inputs()
    _read_tables(inputs, instansi, tahun, root)
    if params.nomenklatur:
        try:
            read_nomenklatur(params.nomenklatur, root)
        except TableError as fault:
            inputs.faults += fault.faults
    if inputs.faults:
        raise TableError(inputs.faults)
    check_berkas(instansi, tahun, root)


def _read_tables(inputs: Inputs, instansi: str, tahun: int, root: Path) -> None:
    missing = dict[str, Fault]()
    for name in TABLES:
        try:
            inputs.tables[name] = read_table(name, instansi, tahun, root)
        except TableError as fault:
            inputs.faults += fault.faults
        except TableNotFoundError as fault:
            missing[name] = fault.fault
    if len(missing) > 1 and (lost := _lost_workbook(list(missing), instansi, tahun, root)):
        inputs.faults.append(lost)
    else:
        inputs.faults += missing.values()
    inputs.faults += _misspelt_files(inputs, instansi, tahun, root)


def _misspelt_files(inputs: Inputs, instansi: str, tahun: int, root: Path) -> Iterator[Fault]:
    """Yield files that are probably a table which has no row anywhere."""
    for path in stray_files(instansi, tahun, root):
        meant = closest(path.stem, list(TABLES))
        if meant and (meant not in inputs.tables or inputs.tables[meant].empty):
            message = f"tidak dibaca; mungkin maksudnya '{meant}.csv'? Ganti namanya"
            yield Fault(Place(relative(path, root)), message, path.name, f"{meant}.csv")


def _lost_workbook(missing: list[str], instansi: str, tahun: int, root: Path) -> Fault | None:
    """Return the one fault behind many missing tables: they were sheets of a workbook."""
    workbook, todo = workbook_path(root, instansi, tahun), instead(root, instansi, tahun)
    if workbook.is_file() or not (todo or 2 * len(missing) > len(TABLES) - len(OPTIONAL)):
        return None
    named = ", ".join(missing[:_NAMED]) + (", …" if len(missing) > _NAMED else "")
    folder = relative(data_folder(root, instansi, tahun), root)
    return Fault(
        Place(relative(workbook, root)),
        f"buku kerja ini tidak ada, dan {len(missing)} tabel tidak ada pula sebagai CSV di "
        f"{folder}/ ({named}); "
        f"{todo or 'kembalikan buku kerja itu, atau buat CSV menurut docs/data-dictionary.md'}",
    )


def _yaml_fault(line: str) -> Fault:
    """Turn a line of a message about a YAML file into a fault with its place."""
    found = _YAML_PLACE.match(line)
    if not found:
        return Fault(Place("params"), line)
    return Fault(Place(found["file"], int(found["row"])), line[found.end() :].strip())
