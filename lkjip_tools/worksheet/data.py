"""The agency's tables as sheets: every cell at the row and column it has in its file."""

from __future__ import annotations

import re
from pathlib import Path

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from lkjip_tools.place import Place, RawTable
from lkjip_tools.schema import TABLES, number_columns
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
        folder: `data/<instansi>/<tahun>`.
    """

    def __init__(self, workbook: Workbook, styles: Styles, folder: Path) -> None:
        self._styles = styles
        self._tables: dict[str, RawTable] = {}
        for name in TABLES:
            table = RawTable.read(folder / f"{name}.csv")
            if table and table.rows:
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
        numbers, years = set(number_columns(name)), _year_columns(name)
        for row, cells in table.rows.items():
            for column, text in enumerate(cells):
                title = table.header[column] if column < len(table.header) else ""
                if row == 1:
                    write_text(sheet, 0, column, text, self._styles.get("head"))
                elif title in numbers or title in years:
                    self._number(sheet, (row - 1, column), text.strip(), is_year=title in years)
                else:
                    write_text(sheet, row - 1, column, text, self._styles.get("plain"))
        set_up(sheet, _widths(table), 0, name)
        if len(table.rows) > 1:
            sheet.autofilter(0, 0, max(table.rows) - 1, len(table.header) - 1)

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
    rows = list(table.rows.values())[:_SAMPLE]
    longest = [
        max((len(cells[at]) for cells in rows if at < len(cells)), default=0)
        for at in range(len(table.header))
    ]
    return [min(max(length + 2, _NARROWEST), _WIDEST) for length in longest]
