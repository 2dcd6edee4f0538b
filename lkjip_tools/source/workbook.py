"""Tables in a workbook: `data/<instansi>/<tahun>.xlsx`, a sheet for each table.

A sheet's heading row is the one with the most known headings; what stands above it is help. A
column headed `#` marks rows: one that begins with `contoh` is shown, not read. A column whose
heading begins with `Tampilan` shows what follows from the others, and is never read either.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from lkjip_tools.errors import Fault, TableError, closest
from lkjip_tools.place import Place, column_name
from lkjip_tools.root import leads_out, relative, workbook_path
from lkjip_tools.schema import TABLES
from lkjip_tools.schema.column import sheet_title
from lkjip_tools.source.guard import RefusedError, check_workbook
from lkjip_tools.source.sheet import read_sheet
from lkjip_tools.source.table import RawTable


@dataclass(frozen=True)
class Book:
    """A workbook that was read.

    Attributes:
        shown: What the file is called.
        tables: The tables it has, by name.
        sheets: Every sheet by the name its title stands for; two sheets may stand for one.
        refused: Why nothing of it was read.
    """

    shown: str
    tables: dict[str, RawTable] = field(default_factory=dict)
    sheets: dict[str, list[str]] = field(default_factory=dict)
    refused: Fault | None = None


def workbook_table(name: str, instansi: str, tahun: int, root: Path) -> RawTable | None:
    """Return a table that is a sheet of the agency's workbook; `None` where there is none.

    Raises:
        TableError: The workbook cannot be read, or has the table's sheet twice or misspelt.
    """
    path = workbook_path(root, instansi, tahun)
    if not path.is_file():
        return None
    if leads_out(path):
        message = "tautan ke luar folder data; ganti dengan berkas biasa"
        raise TableError([Fault(Place(relative(path, root)), message)])
    book = read_book(path, relative(path, root))
    if book.refused:
        raise TableError([book.refused])
    if len(titles := book.sheets.get(name, [])) > 1:
        listed = ", ".join(f"'{title}'" for title in titles)
        message = f"dua lembar untuk tabel '{name}': {listed}; hapus salah satu"
        raise TableError([Fault(Place(book.shown, sheet=titles[1]), message, titles[1])])
    if name not in book.tables:
        _check_misspelt(name, book)
    return book.tables.get(name)


def read_book(path: Path, shown: str) -> Book:
    """Read a workbook, once for every state it has on disk.

    Args:
        path: The file.
        shown: What it is called.
    """
    state = path.stat()
    return _read(path, shown, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=2)
def _read(path: Path, shown: str, _changed: int, _size: int) -> Book:
    try:
        values, formulas = _open(path)
    except RefusedError as fault:
        return Book(shown, refused=Fault(Place(shown), str(fault)))
    except Exception as fault:  # whatever a damaged file makes the library raise
        message = f"buku kerja rusak ({type(fault).__name__}: {fault}); simpan ulang sebagai .xlsx"
        return Book(shown, refused=Fault(Place(shown), message))
    sheets: dict[str, list[str]] = {}
    tables: dict[str, RawTable] = {}
    for sheet in values.worksheets:
        name = column_name(sheet.title)
        sheets.setdefault(name, []).append(sheet.title)
        if name in TABLES:
            twin = formulas[sheet.title] if formulas else None
            table = read_sheet(sheet, twin, name, Place(shown, sheet=sheet.title))
            if table:
                tables[name] = table
    return Book(shown, tables, sheets)


def _open(path: Path) -> tuple[Any, Any | None]:
    """Open a workbook for its values, and again for its formulas where some have no value."""
    from openpyxl import load_workbook

    needs_formulas = check_workbook(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about drawings and extensions, which are not read
        values = load_workbook(path, data_only=True, keep_links=False)
        return values, load_workbook(path, keep_links=False) if needs_formulas else None


def _check_misspelt(name: str, book: Book) -> None:
    unknown = [sheet for sheet in book.sheets if sheet not in TABLES]
    if match := closest(name, unknown):
        (title, *_), wanted = book.sheets[match], sheet_title(name)
        message = f"lembar '{title}' tidak dikenal; mungkin maksudnya '{wanted}'? Ganti namanya"
        raise TableError([Fault(Place(book.shown, sheet=title), message, title, wanted)])


def all_notes(book: Book) -> Iterator[Fault]:
    """Yield what a person may have overlooked: hidden rows and columns that were read."""
    for table in book.tables.values():
        yield from table.notes
