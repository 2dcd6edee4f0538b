"""What an import would do, before it does anything."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from lkjip_tools.errors import ImportFileError
from lkjip_tools.finding import Finding, FindingList
from lkjip_tools.importer.build import UNKNOWN, Builder, Built, unwanted, with_sources
from lkjip_tools.importer.kinds import finding
from lkjip_tools.importer.mapping import Peta, Tabel, read_mapping
from lkjip_tools.importer.read import read_workbook
from lkjip_tools.importer.rows import Line, Lines, Skipped, read_lines
from lkjip_tools.importer.totals import check_totals
from lkjip_tools.root import data_folder, relative, table_path, workbook_path
from lkjip_tools.schema import TABLES
from lkjip_tools.source import read_raw
from lkjip_tools.source.original import FOLDER, Record, TakenTable, digest, read_records

_NAME = re.compile(r"[^\w.-]+")
Row = dict[str, str]


@dataclass(frozen=True)
class Change:
    """A row that the import would change or remove.

    Attributes:
        key: What the row is known by.
        column: The column; empty where the whole row goes.
        before: What stands there.
        after: What would stand there.
    """

    key: str
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class TablePlan:
    """What happens to one table.

    Attributes:
        name: The table.
        path: Its file.
        rows: All rows that the file will have.
        fresh: Those that come from the export.
        text: The file as it will be.
        new, changed: Rows that are added, and rows that are changed.
        changes: What is lost of what stands there now.
        edited: What stands there is not what an import wrote: it was typed, or edited since.
        taken: For the record.
    """

    name: str
    path: Path
    rows: list[Row]
    fresh: list[Row]
    text: str
    new: int
    changed: int
    changes: list[Change]
    edited: bool
    taken: TakenTable

    @property
    def refused(self) -> bool:
        """Whether somebody's work would be lost."""
        return self.edited and bool(self.changes)


@dataclass(frozen=True)
class Plan:
    """An import that is understood and not yet done.

    Attributes:
        original: The export.
        content: Its bytes.
        record: What will be kept of it.
        folder: Where the tables are.
        tables: What happens to each table.
        lines: What the export holds, row by row.
        findings: What does not add up in it.
    """

    original: Path
    content: bytes
    record: Record
    folder: Path
    label: str
    verified: str
    tables: tuple[TablePlan, ...]
    lines: Lines
    skipped: tuple[Skipped, ...]
    findings: FindingList

    @property
    def refused(self) -> tuple[TablePlan, ...]:
        """Tables whose edited rows the import would overwrite."""
        return tuple(table for table in self.tables if table.refused)


def make_plan(path: Path, peta_name: str, instansi: str, tahun: int, root: Path) -> Plan:
    """Read an export through a mapping and say what an import would do. Nothing is written.

    Raises:
        ImportFileError: The export or the mapping cannot be used, or cells of it: each is named.
    """
    peta = read_mapping(peta_name, root)
    book, content = read_workbook(path), path.read_bytes()
    folder = data_folder(root, instansi, tahun)
    berkas = _kept_name(path, content, folder)
    lines = read_lines(book, peta)
    wanted = {
        isi.cari.partition(".")[0]
        for table in peta.tabel.values()
        for isi in table.kolom.values()
        if isi.cari
    }
    known = {name: _present(name, instansi, tahun, root) for name in sorted({*wanted, *peta.tabel})}
    builder = Builder(peta, tahun, berkas, {name: [*rows] for name, rows in known.items()})
    built = builder.build(lines)
    if builder.faults:
        raise ImportFileError("\n".join(builder.faults))
    if not any(row.lines for rows in built.values() for row in rows):
        raise ImportFileError(f"{path.name}: tidak ada baris yang cocok dengan peta {peta_name}")
    used = builder.used
    unused = [
        Skipped(line.place, _reason(line, peta), line.text()[:80])
        for line in lines.data
        if id(line) not in used
    ]
    found = [*check_totals(peta, lines, built, berkas), *_odd_lines(lines, used, peta, berkas)]
    records = read_records(folder)
    tables = tuple(
        _table(name, table, built[name], known[name], records, root, instansi, tahun)
        for name, table in peta.tabel.items()
        if built[name]
    )
    record = Record(berkas, digest(content), peta_name, {t.name: t.taken for t in tables})
    checked = peta.asal.diverifikasi_pada
    verified = f"dicocokkan dengan ekspor asli pada {checked}" if checked else "belum diverifikasi"
    return Plan(
        path,
        content,
        record,
        folder,
        peta.label,
        verified,
        tables,
        lines,
        (*lines.skipped, *unused),
        FindingList(found),
    )


def _kept_name(path: Path, content: bytes, folder: Path) -> str:
    """Return the name under which the export is kept; another one of that name keeps its own."""
    stem = _NAME.sub("-", path.stem).strip("-.") or "ekspor"
    name = f"{stem[:80]}{path.suffix.lower()}"
    there = folder / FOLDER / name
    if there.is_file() and there.read_bytes() != content:
        return f"{stem[:80]}-{digest(content)[:8]}{path.suffix.lower()}"
    return name


def _present(name: str, instansi: str, tahun: int, root: Path) -> list[Row]:
    """Return the rows that a table has now, from whichever source."""
    table = read_raw(name, instansi, tahun, root)
    if table is None:
        return []
    if table.faults:
        raise ImportFileError("\n".join(str(fault) for fault in table.faults))
    workbook = workbook_path(root, instansi, tahun)
    if table.filled and table.origin.file == relative(workbook, root):
        raise ImportFileError(
            f"tabel '{name}' sudah terisi di {table.origin.file} lembar {table.origin.sheet}; "
            f"pindahkan ke CSV dengan lkjip convert, atau kosongkan lembar itu"
        )
    return [dict(zip(table.header, cells, strict=True)) for cells in table.rows.values()]


def _reason(line: Line, peta: Peta) -> str:
    """Say why a row went into no table: the reason of the table that knows its code."""
    reasons = [unwanted(table.bila, line) for table in peta.tabel.values() if table.bila]
    return next((reason for reason in reasons if reason != UNKNOWN), UNKNOWN)


def _odd_lines(lines: Lines, used: set[int], peta: Peta, berkas: str) -> list[Finding]:
    odd = []
    for line in lines.data:
        where = f"{berkas} {line.place}"
        if id(line) not in used and _reason(line, peta) == UNKNOWN and _has_number(line):
            message = f"baris ini memuat angka tetapi tidak diimpor: “{line.text()[:80]}”"
            odd.append(finding("impor_baris", where, message))
        elif line.hidden and id(line) in used:
            message = f"baris tersembunyi ikut diimpor: “{line.text()[:80]}”"
            odd.append(finding("impor_tersembunyi", where, message))
    return odd


def _has_number(line: Line) -> bool:
    return any(
        cell.number is not None or re.search(r"\d[.,]\d|\d{4,}", cell.text)
        for name, cell in line.cells.items()
        if name != "uraian"
    )


def _table(
    name: str,
    table: Tabel,
    built: list[Built],
    present: list[Row],
    records: list[Record],
    root: Path,
    instansi: str,
    tahun: int,
) -> TablePlan:
    fixed = {c: i.tetap for c, i in table.kolom.items() if i.tetap is not None}
    fixed |= {c: str(tahun) for c, i in table.kolom.items() if i.tahun}
    scope = {c: text for c, text in fixed.items() if c in table.kunci}
    mine = [row for row in present if all(row.get(c) == text for c, text in scope.items())]
    others = [row for row in present if row not in mine]
    by_key = {_key(row, table): row for row in mine}
    columns = [*dict.fromkeys(column for row in built for column in row.cells)]
    # what the export does not say is kept: a sasaran that a person gave to a programme
    fresh = [by_key.get(_key(row.cells, table), {}) | row.cells for row in built]
    keys = {_key(row, table) for row in fresh}
    changes = [
        Change(" ".join(_key(old, table)), column, old.get(column, ""), row[column])
        for row in fresh
        if (old := by_key.get(_key(row, table)))
        for column in columns
        if column != "sumber" and old.get(column, "") != row[column]
    ]
    gone = [row for key, row in by_key.items() if key not in keys]
    if table.sekali:  # one row of ours among the agency's own
        others, gone = [row for row in present if _key(row, table) not in keys], []
    changed = len({change.key for change in changes})
    changes += [Change(" ".join(_key(row, table)), "", _joined(row), "") for row in gone]
    rows = [*others, *fresh]
    written = digest(_csv(name, fresh).encode())
    stood = digest(_csv(name, mine).encode())
    known = {record.tabel[name].sha256 for record in records if name in record.tabel}
    return TablePlan(
        name,
        table_path(name, instansi, tahun, root),
        rows,
        fresh,
        _csv(name, rows),
        sum(key not in by_key for key in keys),
        changed,
        changes,
        bool(mine) and stood not in known,
        TakenTable(written, with_sources(built)),
    )


def _key(row: Row, table: Tabel) -> tuple[str, ...]:
    return tuple(row.get(column, "") for column in table.kunci)


def _joined(row: Row) -> str:
    return ", ".join(text for column, text in row.items() if text and column != "sumber")


def _csv(name: str, rows: list[Row]) -> str:
    """Return rows as our tables are written, with the columns that are filled or required."""
    fields = TABLES[name].model_fields
    columns = [
        column
        for column, about in fields.items()
        if about.is_required() or column == "sumber" or any(row.get(column) for row in rows)
    ]
    columns = [*(column for column in columns if column != "sumber"), "sumber"]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
