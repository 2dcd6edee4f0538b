"""The rows of an export: which are data of which table, which are totals, which are skipped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lkjip_tools.errors import ImportFileError
from lkjip_tools.importer.grid import Cell, Sheet, Workbook, cell_name
from lkjip_tools.importer.header import Header, HeaderFinder
from lkjip_tools.importer.mapping import Jumlah, Peta, matcher
from lkjip_tools.importer.values import code, split_code

REPEATED, FURNITURE = "kepala tabel berulang", "bukan data menurut peta"

_CODE = re.compile(r"[0-9X](\.|$)")


@dataclass
class Line:
    """A row of the export.

    Attributes:
        sheet: Name of its sheet.
        row: Its number there.
        cells: Cells by column of the mapping, codes joined.
        names: Names of these cells: `H12`, `A12:F12`.
        page: How many headings stand above it.
        hidden: The spreadsheet does not show it.
        whole: All that it shows, also what no column of the mapping has.
    """

    sheet: str
    row: int
    cells: dict[str, Cell]
    names: dict[str, str]
    page: int
    hidden: bool = False
    whole: str = ""

    @property
    def place(self) -> str:
        """Where it is, for people."""
        return f"lembar {self.sheet} baris {self.row}"

    def text(self) -> str:
        """All that it says."""
        return " ".join(cell.text for cell in self.cells.values() if cell.text)


@dataclass(frozen=True)
class Skipped:
    """A row that is not imported, and why."""

    place: str
    reason: str
    text: str


@dataclass
class Lines:
    """What the sheets hold, row by row."""

    data: list[Line] = field(default_factory=list)
    totals: list[tuple[Jumlah, Line, int]] = field(default_factory=list)  # and how many data before
    uprights: list[Line] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)


def read_lines(book: Workbook, peta: Peta) -> Lines:
    """Find the headings and take every row below them apart.

    Raises:
        ImportFileError: No sheet has the headings; the message names those that are missing.
    """
    lines = Lines(notes=list(book.notes))
    finder = HeaderFinder(peta.kepala)
    wanted = [matcher(pattern) for pattern in peta.lembar]
    sheets = [s for s in book.sheets if any(want.fullmatch(s.name) for want in wanted)]
    for sheet in sheets:
        _Sorter(sheet, peta, finder, lines).read()
    if not lines.headers:
        raise ImportFileError(_no_header(sheets, peta, finder))
    return lines


def _no_header(sheets: list[Sheet], peta: Peta, finder: HeaderFinder) -> str:
    if not sheets:
        return f"tidak ada lembar bernama {', '.join(peta.lembar)}; periksa kunci lembar pada peta"
    told = []
    for sheet in sheets:
        missing = "; ".join(f"{n} ({finder.titles(n)})" for n in finder.missing(sheet))
        told.append(f"lembar '{sheet.name}': judul kolom tidak ditemukan: {missing or 'sebaris'}")
    return "\n".join(told) + "\nperiksa apakah petanya benar, atau tambahkan judulnya pada peta"


class _Sorter:
    """Sorts the rows of one sheet."""

    def __init__(self, sheet: Sheet, peta: Peta, finder: HeaderFinder, lines: Lines) -> None:
        self._sheet, self._peta, self._finder, self._lines = sheet, peta, finder, lines
        self._skips = [matcher(pattern) for pattern in peta.lewati]
        self._totals = [(matcher(total.pola), total) for total in peta.jumlah]
        self._upright = [
            matcher(pattern)
            for table in peta.tabel.values()
            if table.tegak
            for pattern in table.tegak.baris.values()
        ]
        self._page = len(lines.headers)
        self._above: dict[str, tuple[Cell, str]] = {}  # what a merged cell covers

    def read(self) -> None:
        header: Header | None = None
        for row in sorted(self._sheet.rows):
            if header and row <= header.last:
                continue
            found = self._finder.at(self._sheet, row)
            if found:
                if header:
                    self._skip(row, REPEATED)
                header = found
                self._page += 1
                names = (f"{name} {cell_name(row, at[0])}" for name, at in found.places.items())
                self._lines.headers.append(f"{self._sheet.name}: {', '.join(names)}")
            elif header:
                self._sort(self._line(row, header))

    def _skip(self, row: int, reason: str) -> None:
        text = " ".join(cell.text for _, cell in sorted(self._sheet.rows[row].items()))
        self._lines.skipped.append(
            Skipped(f"lembar {self._sheet.name} baris {row}", reason, text[:80])
        )

    def _line(self, row: int, header: Header) -> Line:
        cells, names = dict[str, Cell](), dict[str, str]()
        for name, column in self._peta.kepala.kolom.items():
            if column.awal_dari:
                continue
            at = header.places.get(name, ())
            if not at:
                continue
            own = [self._sheet.cell(row, place) for place in at]
            filled = [cell for cell in own if cell.text or cell.fault]
            names[name] = cell_name(row, at[0])
            if column.gabung is not None:
                names[name] += f":{cell_name(row, at[-1])}" if len(at) > 1 else ""
                cells[name] = Cell(code(filled, column))
            else:
                cells[name] = own[0]
        for name, column in self._peta.kepala.kolom.items():
            if column.awal_dari and column.awal_dari in cells:
                kode, rest = split_code(cells[column.awal_dari].text)
                cells[name], names[name] = Cell(kode), names[column.awal_dari]
                cells[column.awal_dari] = Cell(rest)
        for name, column in self._peta.kepala.kolom.items():
            if column.turun and name in cells:
                if cells[name].text:
                    self._above[name] = cells[name], names[name]
                cells[name], names[name] = self._above.get(name, (cells[name], names[name]))
        hidden = row in self._sheet.hidden
        whole = " ".join(c.text for _, c in sorted(self._sheet.rows[row].items()) if c.text)
        return Line(self._sheet.name, row, cells, names, self._page, hidden, whole)

    def _sort(self, line: Line) -> None:
        whole = line.whole
        if _any(self._upright, whole):
            self._lines.uprights.append(line)
        total = next((total for pattern, total in self._totals if pattern.match(whole)), None)
        if total and not _has_code(line, self._peta):
            self._lines.totals.append((total, line, len(self._lines.data)))
        elif _any(self._upright, whole):
            return
        elif _any(self._skips, whole) or not line.text():
            self._skip(line.row, FURNITURE)
        elif self._continues(line):
            self._lines.notes.append(
                f"{line.place} melanjutkan baris di atasnya: {line.text()[:60]}"
            )
        else:
            self._lines.data.append(line)

    def _continues(self, line: Line) -> bool:
        """Add a row that holds nothing but the rest of a name to the row above it."""
        column = self._peta.sambung
        if column is None or not self._lines.data:
            return False
        filled = [name for name, cell in line.cells.items() if cell.text or cell.fault]
        above = self._lines.data[-1]
        if filled != [column] or above.sheet != line.sheet:
            return False
        above.cells[column] = Cell.of_text(f"{above.cells[column].text} {line.cells[column].text}")
        return True


def leaves(codes: Iterator[str] | list[str]) -> set[str]:
    """Return the codes that no other is below."""
    every = set(codes)
    parents = {
        ".".join(kode.split(".")[:size]) for kode in every for size in range(1, kode.count(".") + 1)
    }
    return every - parents


def _has_code(line: Line, peta: Peta) -> bool:
    columns = {table.bila.kolom for table in peta.tabel.values() if table.bila}
    return any(name in line.cells and _CODE.match(line.cells[name].text) for name in columns)


def _any(patterns: list[re.Pattern[str]], text: str) -> bool:
    return any(pattern.match(text) for pattern in patterns)
