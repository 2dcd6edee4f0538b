"""CSV tables to DataFrames of exact numbers, each with its place.

Every column that holds a number gets a companion `<column>_source`: file, line and column, and the
lines of the agency's own document. All faults of a table are collected before one error names them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import ValidationError

from lkjip_tools.errors import TableError, TableNotFoundError, nearest
from lkjip_tools.place import Place
from lkjip_tools.root import data_folder, find_root, relative
from lkjip_tools.schema import OPTIONAL, TABLES, Row, number_columns


def table_path(name: str, instansi: str, tahun: int, root: Path | None = None) -> Path:
    """Return where a table is kept."""
    return data_folder(root or find_root(), instansi, tahun) / f"{name}.csv"


def read_table(name: str, instansi: str, tahun: int, root: Path | None = None) -> pd.DataFrame:
    """Read one table.

    Args:
        name: A table of `schema.TABLES`.
        instansi: Code of the agency.
        tahun: Year of the report.
        root: The project's folder; found from the working directory when not given.

    Returns:
        One row per line, columns as in the row model; numbers are `Decimal`, an empty cell is
        `None`. With `<column>_source` for every number and `source` for the row. No rows where
        the file of an optional table does not exist.

    Raises:
        TableNotFoundError: The file does not exist.
        TableError: Cells that cannot be read, all of them, each with its place.
    """
    root = root or find_root()
    path = table_path(name, instansi, tahun, root)
    shown = relative(path, root)
    there = path.is_file()
    if not there and name not in OPTIONAL:
        raise TableNotFoundError(name, shown)
    model, faults, rows = TABLES[name], list[str](), list[dict[str, Any]]()
    for line, cells in _cells(path, shown, model, faults) if there else ():
        try:
            row = model.model_validate(cells)
        except ValidationError as fault:
            faults += [_message(shown, line, model, dict(error)) for error in fault.errors()]
            continue
        rows.append(row.model_dump() | _places(name, shown, line, row))
    if faults:
        raise TableError(faults)
    columns = [*model.model_fields, *(f"{c}_source" for c in number_columns(name)), "source"]
    # column by column: pandas turns None into NaN when it is given whole rows
    return pd.DataFrame(
        {name: pd.Series([row[name] for row in rows], dtype=object) for name in columns}
    )


def _cells(
    path: Path, shown: str, model: type[Row], faults: list[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line number and filled cells of every row; a row that is no row goes to `faults`."""
    reader = csv.reader(io.StringIO(_text(path, shown), newline=""), strict=True)
    try:
        header = next(reader, [])
        _check_header(shown, header, model)
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                faults.append(
                    f"{shown} baris {reader.line_num}: {len(cells)} sel, "
                    f"seharusnya {len(header)}; apit angka berkoma dengan tanda kutip"
                )
                continue
            pairs = zip(header, cells, strict=True)
            yield reader.line_num, {name: cell for name, cell in pairs if cell.strip()}
    except csv.Error as fault:
        faults.append(
            f"{shown} baris {reader.line_num}: CSV tidak dapat dibaca ({fault}); "
            f"periksa tanda kutip pada baris itu"
        )


def _text(path: Path, shown: str) -> str:
    """Return the file's text; a byte order mark, as Excel writes it, is not part of it."""
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise TableError(
            [
                f"{shown} baris {line}: bukan UTF-8 (byte {content[fault.start]:#04x}); "
                f"simpan ulang sebagai CSV UTF-8"
            ]
        ) from None


def _check_header(shown: str, header: list[str], model: type[Row]) -> None:
    known = list(model.model_fields)
    if len(header) == 1 and ";" in header[0]:
        raise TableError(
            [f"{shown} baris 1: kolom dipisah titik koma; simpan ulang dengan pemisah koma"]
        )
    faults = [
        f"{shown} baris 1: kolom '{name}' tidak dikenal{nearest(name, known)}; "
        f"kolom yang dikenal: {', '.join(known)}"
        for name in header
        if name not in known
    ]
    missing = [
        n for n, field in model.model_fields.items() if field.is_required() and n not in header
    ]
    faults += [
        f"{shown} baris 1: kolom wajib '{name}' tidak ada; tambahkan kolom itu" for name in missing
    ]
    faults += [
        f"{shown} baris 1: kolom '{name}' tertulis {header.count(name)} kali; hapus selebihnya"
        for name in dict.fromkeys(header)
        if header.count(name) > 1
    ]
    if faults:
        raise TableError(faults)


def _places(table: str, shown: str, line: int, row: Row) -> dict[str, str]:
    whole = Place(shown, line, lines=row.sumber or "")
    places = {f"{c}_source": str(replace(whole, column=c)) for c in number_columns(table)}
    return places | {"source": str(whole)}


def _message(shown: str, line: int, model: type[Row], error: dict[str, Any]) -> str:
    column = str(error["loc"][0])
    where = f"{shown} baris {line} kolom {column}"
    meaning = model.model_fields[column].description if column in model.model_fields else None
    match error["type"]:
        case "missing":
            return f"{where}: kosong, wajib diisi" + (f" ({meaning})" if meaning else "")
        case "literal_error":
            allowed = error["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
            hint = nearest(str(error["input"]), allowed.split(", "))
            return (
                f"{where}: '{error['input']}' tidak dikenal{hint}; seharusnya salah satu: {allowed}"
            )
        case "value_error":
            return f"{where}: {error['ctx']['error']}"
        case "int_parsing" | "int_from_float" | "greater_than_equal" | "less_than_equal":
            return f"{where}: '{error['input']}' bukan tahun; tulis empat angka, misalnya 2023"
        case kind if kind.startswith("date"):
            return f"{where}: '{error['input']}' bukan tanggal; tulis misalnya 2024-02-05"
        case "string_pattern_mismatch":
            return (
                f"{where}: '{error['input']}' bukan kode yang benar, misalnya 8.01.01 atau 5.1.02"
            )
        case _:
            return f"{where}: '{error['input']}' tidak dapat dibaca ({error['msg']})"
