"""Facts: what a report says about something in a year, each time it says it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from lkjip_tools.audit.columns import YEAR, special
from lkjip_tools.audit.interval import Interval
from lkjip_tools.audit.model import Cell, Column, Row, Table
from lkjip_tools.audit.printed import Printed
from lkjip_tools.audit.report import Report
from lkjip_tools.audit.words import Names, plain, words

PERFORMANCE = ("target", "realisasi", "capaian")
MONEY = ("pagu", "realisasi_rp")
INSTANSI = "(instansi)"
_GRADE = re.compile(r"(AA|A|BB|B|CC|C|D)(?:\s*\(.*\))?")
_SASARAN = re.compile(
    r"\bsasaran(?: strategis)?\s*(?:ke-?)?\s*\d+\s*:?\s*(\w.{12,})", re.IGNORECASE
)
STRONG, _UMBRELLA, _WEAK = 0.8, 0.75, 0.4


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


def matched(facts: list[Fact], names: Names) -> list[list[Fact]]:
    """Group facts that are about one thing, by mutual best match of names between tables."""
    groups: list[list[Fact]] = []
    by_key: dict[tuple[str, int], list[Fact]] = defaultdict(list)
    for fact in facts:
        by_key[fact.ukuran, fact.tahun].append(fact)
    for bunch in by_key.values():
        groups += _groups(bunch, names)
    return groups


def groups_of(report: Report) -> list[list[Fact]]:
    """The facts of a report that are about one thing; grouped once."""
    if "groups" not in report.known:
        facts = [fact for fact in table_facts(report) if fact.nama != INSTANSI]
        report.known["groups"] = matched(facts, report.names)
    groups: list[list[Fact]] = report.known["groups"]
    return groups


def _groups(facts: list[Fact], names: Names) -> list[list[Fact]]:
    """Join facts of one name, then the likest pairs first.

    A group holds one fact of each table, so chains of likeness stop there. Tables that name the
    same things are compared once, whatever their number.
    """
    group = _by_name(facts)
    by_table: dict[int, set[int]] = defaultdict(set)
    for n, fact in enumerate(facts):
        by_table[fact.table.number].add(min(group[n]))
    tables = [sorted(members) for members in {frozenset(m): m for m in by_table.values()}.values()]
    pairs = {
        pair
        for i, one in enumerate(tables)
        for other in tables[i + 1 :]
        for pair in _pairs(facts, one, other, names)
    }
    for _, a, b in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        if group[a] is group[b]:
            continue
        if {facts[n].table.number for n in group[a]} & {facts[n].table.number for n in group[b]}:
            continue
        group[a] |= group[b]
        for n in group[b]:
            group[n] = group[a]
    found = {id(members): members for members in group.values() if len(members) > 1}
    return [[facts[n] for n in sorted(members)] for members in found.values()]


def _by_name(facts: list[Fact]) -> dict[int, set[int]]:
    """Group facts of exactly one name and level; a table that says a name twice says nothing."""
    named: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, fact in enumerate(facts):
        named[plain(fact.nama), fact.tingkat].append(n)
    group: dict[int, set[int]] = {}
    for members in named.values():
        once = Counter(facts[n].table.number for n in members)
        unique = {n for n in members if once[facts[n].table.number] == 1}
        for n in members:
            group[n] = unique if n in unique else {n}
    return group


def _pairs(
    facts: list[Fact], one: list[int], other: list[int], names: Names
) -> Iterator[tuple[float, int, int]]:
    """Rows of two tables that are each other's best match, and like enough; likeness first."""
    best = {a: max(other, key=lambda b: names.likeness(facts[a].nama, facts[b].nama)) for a in one}
    back = {b: max(one, key=lambda a: names.likeness(facts[a].nama, facts[b].nama)) for b in other}
    for a, b in best.items():
        if back[b] == a and _same(facts[a], facts[b], names, min(len(one), len(other))):
            yield names.likeness(facts[a].nama, facts[b].nama), a, b


def _same(one: Fact, other: Fact, names: Names, fewest: int) -> bool:
    if one.tingkat and other.tingkat and one.tingkat != other.tingkat:
        return False
    likeness = names.likeness(one.nama, other.nama)
    if one.ukuran in PERFORMANCE and bool(one.table.column("kode")) != bool(
        other.table.column("kode")
    ):
        return likeness >= STRONG  # the form's indicators are of another level
    if names.same(one.nama, other.nama):
        return True
    umbrella = names.likeness(one.payung, other.payung) if one.payung and other.payung else 0.0
    return fewest == 1 and umbrella >= _UMBRELLA and likeness >= _WEAK


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


def capaian_values(table: Table) -> list[Decimal]:
    """Capaian of each indicator row; in a row that lost a cell, the last number."""
    column = table.column("capaian")[0]
    values = []
    for row in table.rows:
        cell = row.cell(column.index)
        if not special(row) and cell and cell.number:
            values.append(cell.number.value)
    return values
