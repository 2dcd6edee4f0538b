"""The agency's tables as sheets: every cell at the row it has in its source."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from lkjip_tools.errors import TableError
from lkjip_tools.place import Place
from lkjip_tools.schema import TABLES, number_columns
from lkjip_tools.source import RawTable, read_raw
from lkjip_tools.value import cell_number
from lkjip_tools.worksheet.styles import Styles, set_up, write_text

_NARROWEST, _WIDEST, _SAMPLE = 8, 50, 200
_DASH = "-"
_INTEGER = re.compile(r"\bint\b")


class DataSheets:
    """The sheets of an agency's tables; a sheet's name is its table's.

    Args:
        workbook: Where they go.
        styles: The workbook's.
        instansi: Code of the agency.
        tahun: Year of the report.
        root: The project's folder.
    """

    def __init__(
        self, workbook: Workbook, styles: Styles, instansi: str, tahun: int, root: Path
    ) -> None:
        self._styles = styles
        self._tables: dict[str, RawTable] = {}
        for name in TABLES:
            with suppress(TableError):  # changed since the report was made: its cells are gone
                table = read_raw(name, instansi, tahun, root)
                if table is None or not table.header:
                    continue
                self._tables[name] = table
                self._write(workbook.add_worksheet(name), name, table)

    @property
    def names(self) -> list[str]:
        """The tables that have a sheet."""
        return list(self._tables)

    def reference(self, place: Place) -> str | None:
        """Return the address of a cell, `None` if it is not there any more."""
        table = self._tables.get(place.table)
        column = table.columns.get(place.column) if table else None
        if table is None or column is None or place.row not in table.rows:
            return None
        cell = xl_rowcol_to_cell(place.row - 1, column, row_abs=True, col_abs=True)
        return f"'{place.table}'!{cell}"

    def _write(self, sheet: Worksheet, name: str, table: RawTable) -> None:
        numbers, years, head = set(number_columns(name)), _year_columns(name), table.origin.row - 1
        for column, title in enumerate(table.header):
            write_text(sheet, head, column, title, self._styles.get("head"))
        for row, cells in table.rows.items():
            for column, (title, text) in enumerate(zip(table.header, cells, strict=True)):
                if title in numbers or title in years:
                    self._number(sheet, (row - 1, column), text.strip(), is_year=title in years)
                else:
                    write_text(sheet, row - 1, column, text, self._styles.get("plain"))
        set_up(sheet, _widths(table), head, name)
        if table.rows:
            sheet.autofilter(head, 0, max(table.rows) - 1, len(table.header) - 1)

    def _number(self, sheet: Worksheet, at: tuple[int, int], text: str, *, is_year: bool) -> None:
        value = cell_number(text)
        if value is None:
            write_text(sheet, *at, text, self._styles.get("plain"))
        elif is_year:
            sheet.write_number(*at, int(value), self._styles.get("year"))
        else:
            look = self._styles.number(value, dash=text == _DASH)
            sheet.write_number(*at, float(value), look)


def _year_columns(table: str) -> set[str]:
    fields = TABLES[table].model_fields
    return {name for name, field in fields.items() if _INTEGER.search(str(field.annotation))}


def _widths(table: RawTable) -> list[float]:
    rows = [table.header, *table.rows.values()][:_SAMPLE]
    longest = [max(len(cells[at]) for cells in rows) for at in range(len(table.header))]
    return [min(max(length + 2, _NARROWEST), _WIDEST) for length in longest]
