"""One sheet of a workbook as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from lkjip_tools.errors import Fault
from lkjip_tools.place import Place, column_name
from lkjip_tools.schema import TABLES
from lkjip_tools.schema.column import Column, columns_of
from lkjip_tools.schema.contoh import example
from lkjip_tools.source.cell_text import CellError, cell_text, is_percent
from lkjip_tools.source.table import RawTable

MARK, EXAMPLE, DISPLAY = "#", "contoh", "tampilan"
_HEADING_WITHIN = 30
_MOST_NAMED = 20
Cells = dict[int, dict[int, Any]]


def read_sheet(sheet: Any, formulas: Any | None, name: str, place: Place) -> RawTable | None:
    """Read the table that a sheet holds; `None` for an empty sheet.

    Args:
        sheet: The library's worksheet, with values.
        formulas: The same with formulas, or `None`.
        name: The table.
        place: File and sheet.
    """
    cells = _filled(sheet, formulas)
    if not cells:
        return None
    columns = columns_of(TABLES[name])
    head = _heading_row(cells, columns)
    if head is None:
        message = (
            f"tidak ada baris judul: tak satu pun kolom dikenal; tulis judul kolom "
            f"{', '.join(column.heading for column in columns.values())}"
        )
        return RawTable(replace(place, row=1), [], {}, (Fault(place, message),))
    return _Reader(sheet, formulas, name, place, cells, head).table


def _filled(sheet: Any, formulas: Any | None) -> Cells:
    """Return the cells that hold anything, by row and column.

    Walking the library's own store, because asking it for the range from the first cell to the
    last would make every cell in between.
    """
    cells: Cells = {}
    for (row, column), cell in sorted(sheet._cells.items()):
        value = cell.value
        if isinstance(value, str) and not value.strip():
            continue
        if value is None and (formulas is None or not _is_formula(formulas, row, column)):
            continue
        cells.setdefault(row, {})[column] = cell
    return cells


def _is_formula(formulas: Any, row: int, column: int) -> bool:
    twin = formulas._cells.get((row, column))
    return twin is not None and twin.data_type == "f"


def _heading_row(cells: Cells, columns: Mapping[str, Column]) -> int | None:
    """Return the row with the most known headings, the first of those with as many."""
    best, most = None, 0
    for row in list(cells)[:_HEADING_WITHIN]:
        names = {column_name(str(cell.value)) for cell in cells[row].values()}
        if (known := len(names & set(columns))) > most:
            best, most = row, known
    return best


@dataclass(frozen=True)
class _Reader:
    sheet: Any
    formulas: Any | None
    name: str
    place: Place
    cells: Cells
    head: int

    @cached_property
    def columns(self) -> dict[str, Column]:
        return columns_of(TABLES[self.name])

    @cached_property
    def headings(self) -> dict[int, str]:
        """The columns that are read: name by number."""
        found = {}
        for at, cell in self.cells[self.head].items():
            text = " ".join(str(cell.value).split())
            name = column_name(text)
            if text != MARK and not name.startswith(DISPLAY):
                found[at] = name if name in self.columns else text
        return found

    @cached_property
    def ignored(self) -> set[int]:
        """Columns with a heading of their own that are not read."""
        return set(self.cells[self.head]) - set(self.headings)

    @cached_property
    def mark(self) -> int | None:
        heads = self.cells[self.head]
        return next((at for at, cell in heads.items() if str(cell.value).strip() == MARK), None)

    @property
    def table(self) -> RawTable:
        rows, faults = dict[int, list[str]](), list[Fault]()
        for row in (row for row in self.cells if row > self.head):
            here = self.cells[row]
            texts, wrong = self._texts(row)
            if self._is_example(row):
                faults += self._changed_example(row, texts)
                continue
            for at in here:
                if at not in self.headings and at not in self.ignored:
                    message = "isi di kolom tanpa judul; beri judul kolom itu, atau hapus isinya"
                    wrong.append(Fault(self._at(row, at), message, str(here[at].value)))
            faults += wrong
            if wrong or any(text.strip() for text in texts):
                rows[row] = texts
        faults += self._merged()
        return RawTable(
            replace(self.place, row=self.head),
            list(self.headings.values()),
            rows,
            tuple(faults),
            tuple(map(_letter, self.headings)),
            tuple(self._hidden(rows)),
            frozenset(self._percents(rows)),
        )

    def _texts(self, row: int) -> tuple[list[str], list[Fault]]:
        texts, faults = [], list[Fault]()
        for at, name in self.headings.items():
            cell = self.cells[row].get(at)
            column = self.columns.get(name)
            if cell is None or column is None:
                texts.append("")
                continue
            twin = self.formulas._cells.get((row, at)) if self.formulas else None
            try:
                texts.append(cell_text(cell, twin, column))
            except CellError as fault:
                texts.append("")
                place = self._at(row, at)
                faults.append(Fault(place, str(fault), fault.found, fault.suggestion))
        return texts, faults

    def _at(self, row: int, at: int) -> Place:
        name = self.headings.get(at, "")
        column = name if name in self.columns else ""
        return replace(self.place, row=row, column=column, letter=_letter(at))

    def _is_example(self, row: int) -> bool:
        cell = self.cells[row].get(self.mark or 0)
        return cell is not None and str(cell.value).strip().casefold().startswith(EXAMPLE)

    def _changed_example(self, row: int, texts: list[str]) -> Iterator[Fault]:
        """Yield a fault where someone has typed over the example: it would not be read."""
        given = example(self.name)
        for (at, name), text in zip(self.headings.items(), texts, strict=True):
            if text.strip() and text.strip() != given.get(name):
                yield Fault(
                    self._at(row, at),
                    f"baris bertanda '{EXAMPLE}' sudah diubah, padahal tidak dibaca; "
                    f"bila itu data, hapus tandanya di kolom {MARK}, bila bukan, hapus barisnya",
                    text,
                )
                return

    def _percents(self, rows: Mapping[int, object]) -> Iterator[tuple[int, str]]:
        """Yield numbers that were a hundred times as much; in other columns that is a fault."""
        decimals = {at: name for at, name in self.headings.items() if self._is_decimal(name)}
        for row in rows:
            for at in decimals.keys() & self.cells[row].keys():
                cell = self.cells[row][at]
                if isinstance(cell.value, int | float) and is_percent(cell.number_format or ""):
                    yield row, decimals[at]

    def _is_decimal(self, name: str) -> bool:
        return name in self.columns and self.columns[name].kind == "bilangan"

    def _merged(self) -> Iterator[Fault]:
        """Yield merged cells among the data: only the first of them has a value."""
        for span in self.sheet.merged_cells.ranges:
            read = [at for at in range(span.min_col, span.max_col + 1) if at in self.headings]
            first = self.cells.get(span.min_row, {}).get(span.min_col)
            if span.max_row > self.head and read and first is not None:
                yield Fault(
                    self._at(max(span.min_row, self.head + 1), read[0]),
                    f"sel {span.coord} digabung; pisahkan, lalu isi tiap selnya",
                    str(first.value),
                )

    def _hidden(self, rows: Mapping[int, object]) -> Iterator[Fault]:
        known, used = self.sheet.row_dimensions, {at for row in rows for at in self.cells[row]}
        if hidden := [row for row in rows if row in known and known[row].hidden]:
            shown = ", ".join(map(str, hidden[:_MOST_NAMED]))
            message = f"baris tersembunyi ikut dibaca: {shown}; tampilkan, atau hapus"
            yield Fault(replace(self.place, row=hidden[0]), message)
        for at in self.headings:
            if at in used and self._is_hidden(at):
                message = "kolom tersembunyi ikut dibaca; tampilkan, atau hapus bila bukan data"
                yield Fault(self._at(self.head, at), message)
        if rows and self.sheet.sheet_state != "visible":
            yield Fault(self.place, "lembar tersembunyi ikut dibaca; tampilkan, atau hapus")

    def _is_hidden(self, at: int) -> bool:
        spans = self.sheet.column_dimensions.values()
        return any(it.hidden and (it.min or 0) <= at <= (it.max or 0) for it in spans)


def _letter(at: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(at))
