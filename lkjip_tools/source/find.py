"""Which source a table comes from: exactly one of them may have rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from lkjip_tools.errors import Fault, TableError
from lkjip_tools.source.csv_file import csv_table
from lkjip_tools.source.sql import sql_table
from lkjip_tools.source.table import RawTable
from lkjip_tools.source.workbook import workbook_table

Source = Callable[[str, str, int, Path], RawTable | None]
SOURCES: list[Source] = [csv_table, workbook_table, sql_table]


def read_raw(name: str, instansi: str, tahun: int, root: Path) -> RawTable | None:
    """Return a table as text, from whichever source has it; `None` where none has.

    Args:
        name: A table of `schema.TABLES`.
        instansi: Code of the agency.
        tahun: Year of the report.
        root: The project's folder.

    Raises:
        TableError: Two sources have rows of it, so that nobody could say which ones count.
    """
    tables = [table for source in SOURCES if (table := source(name, instansi, tahun, root))]
    filled = [table for table in tables if table.filled]
    if len(filled) > 1:
        raise TableError([_twice(name, *filled[:2])])
    return next(iter(filled or tables), None)


def _twice(name: str, one: RawTable, other: RawTable) -> Fault:
    return Fault(
        one.origin,
        f"tabel '{name}' terisi dua kali, di sini dan di {other.origin}; "
        f"pilih satu: kosongkan yang lain, atau pindahkan barisnya ke satu tempat",
    )
