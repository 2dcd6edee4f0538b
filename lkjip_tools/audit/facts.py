"""Facts: what a report says about something in a year, each time it says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from lkjip_tools.audit.columns import YEAR, special
from lkjip_tools.audit.interval import Interval
from lkjip_tools.audit.model import Cell, Column, Row, Table
from lkjip_tools.audit.printed import Printed
from lkjip_tools.audit.report import Report
from lkjip_tools.audit.words import words

PERFORMANCE = ("target", "realisasi", "capaian")
MONEY = ("pagu", "realisasi_rp")
INSTANSI = "(instansi)"
_GRADE = re.compile(r"(AA|A|BB|B|CC|C|D)(?:\s*\(.*\))?")
_SASARAN = re.compile(
    r"\bsasaran(?: strategis)?\s*(?:ke-?)?\s*\d+\s*:?\s*(\w.{12,})", re.IGNORECASE
)


@dataclass(frozen=True)
class Fact:
    """One printed statement: the `ukuran` of `nama` in `tahun`.

    Attributes:
        tingkat: `program`, `kegiatan`, `sub`, or empty where the report does not say.
        payung: The sasaran it hangs under; empty where none is named.
    """

    nama: str
    ukuran: str
    tahun: int
    cell: Cell
    table: Table
    row: Row
    tingkat: str = ""
    payung: str = ""

    @property
    def printed(self) -> Printed | None:
        """The number, where it is one."""
        return self.cell.number

    @property
    def grade(self) -> str:
        """The letter, where it is one."""
        found = _GRADE.fullmatch(self.cell.text)
        return found[1] if found else ""


def table_facts(report: Report) -> list[Fact]:
    """Every fact of every table; gathered once for a report."""
    if "facts" not in report.known:
        report.known["facts"] = _table_facts(report)
    facts: list[Fact] = report.known["facts"]
    return facts


def _table_facts(report: Report) -> list[Fact]:
    facts: list[Fact] = []
    for table in report.tables:
        year = report.year_of(table)
        for row in table.rows:
            facts += _row_facts(report, table, row, year)
    return facts


def _row_facts(report: Report, table: Table, row: Row, year: int) -> Iterator[Fact]:
    if special(row):
        return
    by_year = _year_row(table, row)
    for column in table.columns:
        if column.ukuran not in (*PERFORMANCE, *MONEY, *(["serapan"] if by_year else [])):
            continue
        if column.ukuran == "capaian" and _against_plan(table, column, year):
            continue
        cell = row.cell(column.index)
        if cell is None or not cell.text:
            continue
        if by_year:
            ukuran = "capaian" if column.ukuran == "realisasi" else column.ukuran
            yield Fact(INSTANSI, ukuran, by_year, cell, table, row)
            continue
        kinds = ("uraian", "indikator") if column.ukuran in MONEY else ("indikator", "uraian")
        nama = _label(table, row, column, kinds)
        if nama:
            yield Fact(
                nama,
                column.ukuran,
                column.tahun or year,
                cell,
                table,
                row,
                _level(table, row, nama) if column.ukuran in MONEY else "",
                _umbrella(table, row),
            )


def _label(table: Table, row: Row, column: Column, kinds: tuple[str, ...]) -> str:
    """The name left of a number: the nearest filled column of the kind."""
    for kind in kinds:
        for head in reversed(table.column(kind)):
            cell = row.cell(head.index)
            if head.index < column.index and cell and len(words(cell.text)) > 0:
                return cell.text
    return ""


def _against_plan(table: Table, column: Column, year: int) -> bool:
    """A capaian held against the target of a later year is another measure."""
    return any(t.tahun > (column.tahun or year) for t in table.column("target")) and not any(
        t.tahun in (0, column.tahun or year) for t in table.column("target")
    )


def _level(table: Table, row: Row, nama: str) -> str:
    """Program, kegiatan or sub kegiatan: by the heading, the code or the name itself."""
    heading = " ".join(c.judul for c in table.column("uraian")).casefold()
    for column in table.column("kode"):
        cell = row.cell(column.index)
        parts = len(cell.text.split(".")) if cell and cell.text else 0
        return {3: "program", 5: "kegiatan", 6: "sub"}.get(parts, "lain")
    if nama.casefold().startswith("program"):
        return "program"
    if "sub" in heading:
        return "sub"
    if "program" in heading and "kegiatan" not in heading:
        return "program"
    return "kegiatan" if "kegiatan" in heading else ""


def _umbrella(table: Table, row: Row) -> str:
    """The sasaran of a row: in its own column, or in the headings above the table."""
    for column in table.column("sasaran"):
        if (cell := row.cell(column.index)) and cell.text:
            return cell.text
    for text in (*reversed(table.intro), *reversed(table.context)):
        if found := _SASARAN.search(text):
            return found[1]
    return ""


def _year_row(table: Table, row: Row) -> int:
    for column in table.column("tahun"):
        cell = row.cell(column.index)
        if cell and YEAR.fullmatch(cell.text):
            return int(cell.text)
    return 0


def comparable(one: Fact, other: Fact) -> bool:
    """Say whether two facts are in one unit."""
    if one.printed is None or other.printed is None:
        return bool(one.grade and other.grade)
    units = {_unit(one.printed), _unit(other.printed)} - {""}
    return len(units) < 2


def _unit(printed: Printed) -> str:
    if printed.unit in ("rupiah", "persen"):
        return "" if printed.unit == "rupiah" else "persen"
    return printed.unit.split("/")[0].strip()


def agree(one: Fact, other: Fact) -> bool:
    """Say whether two facts can be the same value, rounding aside."""
    if one.grade and other.grade:
        return one.grade == other.grade
    if one.printed is None or other.printed is None:
        return True
    return any(
        Interval.printed(a.value, a.decimals).meets(Interval.printed(b.value, b.decimals))
        if a.decimals or b.decimals
        else a.value == b.value
        for a in one.printed.readings
        for b in other.printed.readings
    )


def whole_value(fact: Fact) -> Decimal | str:
    """The value, to count with."""
    return fact.printed.value if fact.printed else fact.grade


def indicator_table(report: Report) -> Table | None:
    """The table that measures the most indicators of the report's year."""
    tables = [
        t
        for t in report.tables
        if t.column("capaian")
        and t.column("target")
        and t.column("realisasi")
        and not t.column("kode")
        and report.year_of(t) == report.tahun
    ]
    return max(tables, key=lambda t: len(t.rows), default=None)


def capaian_numbers(table: Table) -> list[Printed]:
    """Capaian of each indicator row."""
    column = table.column("capaian")[0]
    return [
        number for row in table.rows if not special(row) and (number := row.number(column.index))
    ]
