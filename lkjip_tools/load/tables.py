"""Tables as text to DataFrames of exact numbers, each with its place.

Every column that holds a number gets a companion `<column>_source`: file, line and column, and the
lines of the agency's own document. All faults of a table are collected before one error names them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from pydantic import ValidationError

from lkjip_tools.errors import Fault, TableError, TableNotFoundError, closest, nearest
from lkjip_tools.letters import printable, unprintable
from lkjip_tools.records import describe
from lkjip_tools.root import find_root, relative, table_path, workbook_path
from lkjip_tools.schema import OPTIONAL, TABLES, Row, number_columns
from lkjip_tools.schema.column import columns_of
from lkjip_tools.source import RawTable, read_raw

_SPACES = re.compile("[\u00a0\u2007\u202f]")  # those that do not break
_SHOWN = 80  # letters of what stands in a cell
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]"
)


def read_table(name: str, instansi: str, tahun: int, root: Path | None = None) -> pd.DataFrame:
    """Read one table, from whichever source has it.

    Args:
        name: A table of `schema.TABLES`.
        instansi: Code of the agency.
        tahun: Year of the report.
        root: The project's folder; found from the working directory when not given.

    Returns:
        One row per line, columns as in the row model; numbers are `Decimal`, an empty cell is
        `None`. With `<column>_source` for every number and `source` for the row. No rows where
        there is no such table and it is optional.

    Raises:
        TableNotFoundError: No source has it.
        TableError: Cells that cannot be read, all of them, each with its place.
    """
    root = root or find_root()
    table = read_raw(name, instansi, tahun, root)
    if table is None and name not in OPTIONAL:
        workbook = workbook_path(root, instansi, tahun)
        raise TableNotFoundError(
            name,
            relative(table_path(name, instansi, tahun, root), root),
            relative(workbook, root) if workbook.is_file() else "",
        )
    return typed_table(name, table)


def typed_table(name: str, table: RawTable | None) -> pd.DataFrame:
    """Give a table that was read as text the types of its row model; see `read_table`.

    Args:
        name: A table of `schema.TABLES`.
        table: What its source gave; `None`: no rows.

    Raises:
        TableError: Cells that cannot be read, all of them, each with its place.
    """
    return typed_rows(TABLES[name], table, number_columns(name))


def typed_rows(
    model: type[Row], table: RawTable | None, numbers: Sequence[str] = ()
) -> pd.DataFrame:
    """Give rows that were read as text the types of a model; see `typed_table`.

    Args:
        model: The row model.
        table: What its source gave; `None`: no rows.
        numbers: The columns that hold exact numbers.

    Raises:
        TableError: Cells that cannot be read, all of them, each with its place.
    """
    rows = list[dict[str, Any]]()
    faults = list(_header_faults(table, model)) if table else []
    if table and not faults:
        rows, faults = _rows(table, model, numbers)
    if faults:
        raise TableError(sorted(faults, key=lambda fault: fault.place.row))
    columns = [*model.model_fields, *(f"{c}_source" for c in numbers), "source"]
    cells = np.empty((len(rows), len(columns)), dtype=object)  # else pandas turns None into NaN
    for at, row in enumerate(rows):
        cells[at] = [row[name] for name in columns]
    read = pd.DataFrame(cells, columns=columns, dtype=object)
    if table is None:
        return read
    return describe(read, str(replace(table.origin, row=0)), _percents(table, rows, numbers))


def _rows(
    table: RawTable, model: type[Row], numbers: Sequence[str]
) -> tuple[list[dict[str, Any]], list[Fault]]:
    """Return the rows that can be read, and every fault of the others, one for a cell."""
    rows, faults = list[dict[str, Any]](), list(table.faults)
    choices = {name: column.choices for name, column in columns_of(model).items()}
    told: dict[int, set[str]] = {}
    for fault in table.faults:
        told.setdefault(fault.place.row, set()).add(fault.place.column)
    for line, cells in table.rows.items():
        pairs = zip(table.header, cells, strict=True)
        texts = {column: tidy(cell) for column, cell in pairs if cell.strip()}
        filled = {name: _chosen(text, choices.get(name, ())) for name, text in texts.items()}
        unseen = list(_unseen(table, line, filled))
        faults += unseen
        known = told.get(line, set()) | {fault.place.column for fault in unseen}
        try:
            row = model.model_validate(filled)
        except ValidationError as refused:
            errors: list[dict[str, Any]] = [dict(error) for error in refused.errors()]
            fresh = [error for error in errors if str(error["loc"][0]) not in known]
            faults += [_fault(table, line, model, error) for error in fresh]
            continue
        rows.append(row.model_dump() | _places(numbers, table, line, row))
    return rows, faults


def tidy(cell: str) -> str:
    """Return a cell with plain spaces and line ends: what looks alike is alike.

    >>> tidy("IKU\u00a01")
    'IKU 1'
    """
    return _SPACES.sub(" ", cell.replace("\r\n", "\n").replace("\r", "\n"))


def _chosen(cell: str, choices: Sequence[str]) -> str:
    """Return the closed value that a cell stands for, whatever its capitals and the blanks around.

    A cell that stands for none, or of another column, is returned as it is.
    """
    word = cell.strip().casefold()
    return next((choice for choice in choices if choice.casefold() == word), cell)


def _unseen(table: RawTable, line: int, filled: dict[str, str]) -> Iterator[Fault]:
    """Yield cells with characters that nobody sees, or that no page shows, and endless ones."""
    for column, cell in filled.items():
        if found := _UNSEEN.search(cell):
            message = (
                f"memuat huruf tak terlihat (U+{ord(found[0]):04X}); ketik ulang tanpa huruf itu"
            )
            clean = _UNSEEN.sub("", cell)
            yield Fault(table.place(line, column), message, cell, clean)
        elif message := unprintable(cell):
            yield Fault(table.place(line, column), message, cell[:_SHOWN], printable(cell))


def _header_faults(table: RawTable, model: type[Row]) -> Iterator[Fault]:
    if table.faults and not table.rows:  # not even its header may be what it seems
        yield from table.faults
        return
    known = list(model.model_fields)

    def fault(column: str, message: str, suggestion: str = "") -> Fault:
        found = column if column in table.header else ""
        place = table.place(table.origin.row, column) if table.letters and found else table.origin
        return Fault(place, message, found, suggestion)

    for name in table.header:
        if name not in known:
            message = f"kolom '{name}' tidak dikenal{nearest(name, known)}; kolom yang dikenal: "
            yield fault(name, message + ", ".join(known), closest(name, known))
    for name, field in model.model_fields.items():
        if field.is_required() and name not in table.header:
            yield fault(name, f"kolom wajib '{name}' tidak ada; tambahkan kolom itu", name)
    for name in dict.fromkeys(table.header):
        if (times := table.header.count(name)) > 1:
            yield fault(name, f"kolom '{name}' tertulis {times} kali; hapus selebihnya")


def _places(numbers: Sequence[str], table: RawTable, line: int, row: Row) -> dict[str, str]:
    lines = row.sumber or ""
    places = {f"{c}_source": str(table.place(line, c, lines)) for c in numbers}
    return places | {"source": str(table.place(line, lines=lines))}


def _percents(
    table: RawTable, rows: Sequence[Mapping[str, Any]], numbers: Sequence[str]
) -> Iterator[str]:
    """Yield the places, as figures name them, of cells that were in a percent format."""
    known = {str(table.place(*cell)) for cell in table.percents}
    for row in rows if known else ():
        sources = (row[f"{column}_source"] for column in numbers)
        yield from (source for source in sources if source.partition(" (naskah ")[0] in known)


def _fault(table: RawTable, line: int, model: type[Row], error: dict[str, Any]) -> Fault:
    column = str(error["loc"][0])
    place = table.place(line, column)
    if error["type"] == "missing":
        meaning = model.model_fields[column].description if column in model.model_fields else None
        return Fault(place, "kosong, wajib diisi" + (f" ({meaning})" if meaning else ""))
    found = str(error["input"])
    message, suggestion = _told(found, error)
    return Fault(place, message, found, suggestion)


def _told(found: str, error: dict[str, Any]) -> tuple[str, str]:
    """Say what is wrong with a cell, and what was probably meant."""
    match error["type"]:
        case "literal_error":
            allowed = error["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
            choices = allowed.split(", ")
            hint = f"{nearest(found, choices)}; seharusnya salah satu: {allowed}"
            return f"'{found}' tidak dikenal{hint}", closest(found, choices)
        case "value_error":
            return str(error["ctx"]["error"]), ""
        case "int_parsing" | "int_from_float" | "greater_than_equal" | "less_than_equal":
            return f"'{found}' bukan tahun; tulis empat angka, misalnya 2023", ""
        case kind if kind.startswith("date"):
            return f"'{found}' bukan tanggal; tulis misalnya 2024-02-05", ""
        case "string_pattern_mismatch":
            return f"'{found}' bukan kode yang benar, misalnya 8.01.01 atau 5.1.02", ""
        case _:
            return f"'{found}' tidak dapat dibaca ({error['msg']})", ""
