"""Rows of an export to rows of our tables, each cell with the cells it was taken from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from lkjip_tools.errors import TableError
from lkjip_tools.importer.grid import Cell
from lkjip_tools.importer.mapping import Bila, Isi, Kolom, Peta, Tabel, code_pattern, matcher
from lkjip_tools.importer.rows import Line, Lines, leaves
from lkjip_tools.importer.values import (
    ValueFaultError,
    has_digit,
    number_text,
    split_unit,
    words,
)
from lkjip_tools.load import typed_table
from lkjip_tools.number import to_decimal
from lkjip_tools.place import Place
from lkjip_tools.schema import TABLES, number_columns, whole_columns
from lkjip_tools.schema.cell import tingkat_of
from lkjip_tools.source import RawTable
from lkjip_tools.source.original import Taken, row_source
from lkjip_tools.value import full_text

FORM = "evaluasi_renja"  # the form whose bottom rows are laid down
UNKNOWN = "tidak masuk tabel mana pun"


@dataclass
class Built:
    """A row of a table.

    Attributes:
        cells: Texts by column, as our tables have them.
        taken: The cells of the export behind each column.
        lines: The rows of the export it was made of.
        cell: The cell, where it was made of one alone.
    """

    cells: dict[str, str]
    taken: dict[str, list[Taken]] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    cell: str = ""

    def amount(self, column: str) -> Decimal | None:
        """Return the number of a column of money."""
        text = self.cells.get(column, "")
        return to_decimal(text, whole=True) if text else None

    def places(self) -> list[tuple[str, str]]:
        """Where it comes from: rows, or the one cell that it was."""
        return [(line.sheet, self.cell or str(line.row)) for line in self.lines]


class Builder:
    """Builds the tables of one mapping; faults are collected, each with its place."""

    def __init__(
        self, peta: Peta, tahun: int, berkas: str, known: dict[str, list[dict[str, str]]]
    ) -> None:
        self.peta, self.tahun, self.berkas, self.known = peta, tahun, berkas, known
        self.faults: list[str] = []
        self.used: set[int] = set()

    def build(self, lines: Lines) -> dict[str, list[Built]]:
        """Return the rows of every table that the mapping fills."""
        built: dict[str, list[Built]] = {}
        for name, table in self.peta.tabel.items():
            if table.sekali:
                built[name] = [self._row(name, table, None)]
            elif table.tegak:
                built[name] = list(self._upright(table, lines.uprights))
            else:
                rows = [
                    self._row(name, table, line)
                    for line in lines.data
                    if table.bila is None or not unwanted(table.bila, line)
                ]
                built[name] = self._unique(name, table, rows)
            for row in built[name]:
                self.used |= {id(line) for line in row.lines}
                row.cells["sumber"] = row_source(self.berkas, row.places())
            self._check(name, built[name])
        return built

    def _row(self, name: str, table: Tabel, line: Line | None) -> Built:
        row = Built({}, lines=[line] if line else [])
        for column, isi in table.kolom.items():
            row.cells[column] = self._text(name, column, isi, line, row)
        return row

    def _text(self, name: str, column: str, isi: Isi, line: Line | None, row: Built) -> str:
        if isi.tetap is not None or isi.tahun:
            return isi.tetap if isi.tetap is not None else str(self.tahun)
        source = isi.dari or isi.tingkat_dari or ""
        if line is None or source not in line.cells:
            return ""
        cell = line.cells[source]
        if isi.hanya in ("angka", "teks") and (isi.hanya == "angka") != has_digit(cell.text):
            return ""
        row.taken[column] = [(line.sheet, line.names[source], cell.text)]
        try:
            if isi.tingkat_dari:
                return tingkat_of(cell.text)
            if column in number_columns(name):
                return number_text(cell, self._column(source), whole=column in whole_columns(name))
            if isi.hanya == "satuan":
                return words(Cell(split_unit(cell.text)[1]))
            return self._found(isi, words(cell))
        except ValueFaultError as fault:
            where = f"{self.berkas} lembar {line.sheet} sel {line.names[source]}"
            self.faults.append(f"{where}: {fault}")
            return ""

    def _column(self, name: str) -> Kolom:
        return self.peta.kepala.kolom[name]

    def _found(self, isi: Isi, text: str) -> str:
        """Turn the export's words into the table's: by a list, or by the code of what it names."""
        folded = text.casefold()
        for theirs, ours in isi.padanan.items():
            if matcher(theirs).fullmatch(folded):
                return ours
        if isi.cari is None or not text:
            return text
        table, _, column = isi.cari.partition(".")
        for known in self.known.get(table, []):
            if " ".join(known.get(column, "").split()).casefold() == folded:
                return known["kode"]
        if any(known.get("kode") == text for known in self.known.get(table, [])):
            return text
        if isi.kode_baru is not None:
            return self._new_code(table, column, text, isi.kode_baru)
        raise ValueFaultError(
            f"'{text}' tidak ada pada kolom {column} tabel {table}; samakan tulisannya, "
            f"atau isi dahulu tabel {table}"
        )

    def _new_code(self, table: str, column: str, text: str, prefix: str) -> str:
        """Give what has no code the next one, the same to the same words."""
        known = self.known.setdefault(table, [])
        taken = [row.get("kode", "").removeprefix(prefix) for row in known]
        number = max((int(each) for each in taken if each.isdigit()), default=0) + 1
        known.append({"kode": f"{prefix}{number}", column: text})
        return f"{prefix}{number}"

    def _unique(self, name: str, table: Tabel, rows: list[Built]) -> list[Built]:
        """Bring rows of one key together, as the mapping wants it."""
        kept: dict[tuple[str, ...], Built] = {}
        for row in rows:
            key = tuple(row.cells.get(column, "") for column in table.kunci)
            first = kept.setdefault(key, row)
            if first is row:
                continue
            if table.kembar == "jumlah":
                self._add(name, first, row)
            elif table.kembar == "tolak" and not _same(first, row):
                one, two = first.lines[0].place, row.lines[0].place
                self.faults.append(
                    f"{self.berkas}: {name} {' '.join(key)} ada dua kali dengan isi berbeda, "
                    f"{one} dan {two}; hapus salah satunya di berkas asal"
                )
            else:
                self.used |= {id(line) for line in row.lines}
        rows = list(kept.values())
        if table.kembar == "jumlah":  # the pieces stood in many places of the export
            rows.sort(key=lambda row: [row.cells.get(column, "") for column in table.kunci])
        return rows

    @staticmethod
    def _add(name: str, first: Built, row: Built) -> None:
        for column in set(number_columns(name)) - set(whole_columns(name)):
            first.cells[column] = ""  # percentages do not add up
            first.taken.pop(column, None)
        for column in whole_columns(name):
            one, two = first.amount(column), row.amount(column)
            if two is not None:
                value = two + (one or Decimal(0))
                first.cells[column] = full_text(value).replace("−", "-")
            first.taken[column] = [*first.taken.get(column, []), *row.taken.get(column, [])]
        first.lines += row.lines

    def _upright(self, table: Tabel, lines: list[Line]) -> Iterator[Built]:
        """Lay the cells of a row down, one row each."""
        assert table.tegak
        for line in lines:
            for baris, pattern in table.tegak.baris.items():
                if not matcher(pattern).match(line.whole):
                    continue
                for kolom, source in table.tegak.kolom.items():
                    cell = line.cells.get(source, Cell())
                    if cell.text or cell.fault:
                        yield self._upright_cell(line, baris, kolom, source)
                break

    def _upright_cell(self, line: Line, baris: str, kolom: str, source: str) -> Built:
        cell = line.cells[source]
        row = Built({"baris": baris, "kolom": kolom}, lines=[line], cell=line.names[source])
        into = "nilai_tercatat" if has_digit(cell.text) else "teks_tercatat"
        row.taken[into] = [(line.sheet, line.names[source], cell.text)]
        try:
            whole = kolom in whole_columns(FORM)
            row.cells[into] = (
                number_text(cell, self._column(source), whole=whole, grouped=False)
                if into == "nilai_tercatat"
                else words(cell)
            )
        except ValueFaultError as fault:
            where = f"{self.berkas} lembar {line.sheet} sel {line.names[source]}"
            self.faults.append(f"{where}: {fault}")
        return row

    def _check(self, name: str, rows: list[Built]) -> None:
        """Let the table's own rules look at the rows; faults are said at the export's cells."""
        if not rows or self.faults:
            return
        columns = list(TABLES[name].model_fields)
        header = [column for column in columns if any(column in row.cells for row in rows)]
        texts = {
            at: [row.cells.get(column, "") for column in header]
            for at, row in enumerate(rows, start=2)
        }
        try:
            typed_table(name, RawTable(Place(self.berkas, 1), header, texts))
        except TableError as fault:
            for each in fault.faults:
                where = self._where(each.place, rows)
                self.faults.append(f"{where}: tabel {name}: {each.message}")

    def _where(self, place: Place, rows: list[Built]) -> str:
        if not 2 <= place.row < len(rows) + 2:
            return self.berkas
        row = rows[place.row - 2]
        taken = row.taken.get(place.column)
        if taken:
            return f"{self.berkas} lembar {taken[0][0]} sel {taken[0][1]}"
        where = row.lines[0].place if row.lines else "isi tetap pada peta"
        return f"{self.berkas} {where} kolom {place.column}"


def leaf_rows(rows: list[Built], column: str) -> list[Built]:
    """Return the rows that no other is below, by their codes."""
    lowest = leaves([row.cells[column] for row in rows])
    return [row for row in rows if row.cells[column] in lowest]


def unwanted(bila: Bila, line: Line) -> str:
    """Say why a row is none of a table; nothing if it is one."""
    cell = line.cells.get(bila.kolom, Cell())
    if not cell.text or not code_pattern(bila.pola).fullmatch(cell.text):
        return UNKNOWN
    if bila.tingkat and tingkat_of(cell.text) not in bila.tingkat:
        return f"tingkat {tingkat_of(cell.text)} tidak diambil"
    if bila.kedalaman is not None and cell.text.count(".") >= bila.kedalaman:
        return f"lebih rinci daripada {bila.kedalaman} bagian kode"
    return ""


def _same(one: Built, other: Built) -> bool:
    return one.cells == other.cells


def with_sources(rows: list[Built]) -> dict[str, dict[str, list[Taken]]]:
    """Return the cells behind each row, by its `sumber`."""
    return {row.cells["sumber"]: row.taken for row in rows if row.lines}
