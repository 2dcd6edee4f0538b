"""What an import would do, before it does anything."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from lkjip_tools.errors import ImportFileError
from lkjip_tools.finding import Finding, FindingList
from lkjip_tools.importer.build import UNKNOWN, Builder, unwanted
from lkjip_tools.importer.kinds import finding
from lkjip_tools.importer.mapping import Peta, Tabel, read_mapping
from lkjip_tools.importer.read import read_workbook
from lkjip_tools.importer.rows import Line, Lines, Skipped, read_lines
from lkjip_tools.importer.table_plan import Row, TablePlan, fixed_key, plan_table
from lkjip_tools.importer.totals import check_totals
from lkjip_tools.root import data_folder, relative, workbook_path
from lkjip_tools.source import read_raw
from lkjip_tools.source.original import FOLDER, Record, digest, read_records

_NAME = re.compile(r"[^\w.-]+")


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
    known, in_workbook = dict[str, list[Row]](), set[str]()
    for name in sorted({*wanted, *peta.tabel}):
        known[name], stays = _present(name, peta.tabel.get(name), instansi, tahun, root)
        in_workbook |= {name} if stays else set()
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
        plan_table(name, table, built[name], known[name], records, root, instansi, tahun)
        for name, table in peta.tabel.items()
        if built[name] and name not in in_workbook
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


def _present(
    name: str, wanted: Tabel | None, instansi: str, tahun: int, root: Path
) -> tuple[list[Row], bool]:
    """Return the rows that a table has now, and whether they stay in the agency's workbook.

    Args:
        name: The table.
        wanted: What goes into it; `None` where it is only looked up.
        instansi: Code of the agency.
        tahun: Year of the report.
        root: The project's folder.

    Raises:
        ImportFileError: It cannot be read, or would have to be written in the workbook.
    """
    table = read_raw(name, instansi, tahun, root)
    if table is None:
        return [], False
    if table.faults:
        raise ImportFileError("\n".join(str(fault) for fault in table.faults))
    rows = [dict(zip(table.header, cells, strict=True)) for cells in table.rows.values()]
    workbook = relative(workbook_path(root, instansi, tahun), root)
    if not table.filled or table.origin.file != workbook or wanted is None:
        return rows, False
    sheet = f"{workbook} lembar {table.origin.sheet}"
    key = fixed_key(wanted, tahun)
    if not wanted.sekali:
        raise ImportFileError(
            f"tabel '{name}' sudah terisi di {sheet}; kosongkan lembar itu, atau pindahkan semua "
            f"ke CSV: lkjip convert --ke csv --instansi {instansi} --tahun {tahun}"
        )
    if not any(key.items() <= row.items() for row in rows):
        row = {c: about.tetap or str(tahun) for c, about in wanted.kolom.items()}
        shown = ", ".join(f"{column} {text}" for column, text in row.items())
        raise ImportFileError(f"{sheet}: tambahkan satu baris ({shown}), simpan, lalu ulangi")
    return rows, True


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
