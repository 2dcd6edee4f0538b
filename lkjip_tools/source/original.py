"""Exports that were imported: kept in `impor/` beside the tables, each with a record of its cells.

`data/<instansi>/<tahun>/impor/<berkas>` is the export as it came; `<berkas>.json` says what was
taken from it. A row that was imported names both in its column `sumber`: `impor/lra.xlsx!LRA!12`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

FOLDER = "impor"
PREFIX = f"{FOLDER}/"
Taken = tuple[str, str, str]  # sheet, cell, text as it stands there


@dataclass(frozen=True)
class TakenTable:
    """What one table has from an export.

    Attributes:
        sha256: Digest of its rows as they were written, to see whether anybody edited them since.
        cells: For each row, by its `sumber`, and each column: the cells it was taken from.
    """

    sha256: str
    cells: dict[str, dict[str, list[Taken]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Record:
    """What was taken from one export.

    Attributes:
        berkas: The export's name in `impor/`.
        sha256: Its digest.
        peta: The mapping that was used.
        tabel: What each table has from it.
    """

    berkas: str
    sha256: str
    peta: str
    tabel: dict[str, TakenTable]

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """Read a record; `None` where there is none that lkjip wrote."""
        try:
            content = json.loads(path.read_text("utf-8"))
            tables = {name: TakenTable(**table) for name, table in content.pop("tabel").items()}
            return cls(**content, tabel=tables)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None

    def text(self) -> str:
        """Return the record as its file has it."""
        content: dict[str, Any] = asdict(self)
        return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_records(folder: Path) -> list[Record]:
    """Return the records of an agency's year, by name; `folder` is that of its tables."""
    found = (Record.read(path) for path in sorted((folder / FOLDER).glob("*.json")))
    return [record for record in found if record]


def digest(content: bytes) -> str:
    """Return the digest by which an export is known."""
    return hashlib.sha256(content).hexdigest()


def row_source(berkas: str, places: list[tuple[str, str]]) -> str:
    """Name the rows of an export, or the cell, that a row was taken from.

    >>> row_source("lra.xlsx", [("LRA (2)", "12"), ("LRA (2)", "40")])
    'impor/lra.xlsx!LRA [2]!12,40'
    """
    sheets: dict[str, list[str]] = {}
    for sheet, row in places:
        # brackets part a place from its document in findings, and no spreadsheet allows [ ] here
        name = sheet.translate({ord("("): "[", ord(")"): "]", ord("!"): " "})
        sheets.setdefault(name, []).append(row)
    return "; ".join(f"{PREFIX}{berkas}!{name}!{','.join(rows)}" for name, rows in sheets.items())


def original_lines(folder: Path, table: str, source: str, column: str) -> list[str]:
    """Say which cells of an export a cell was taken from, and what stood there.

    Args:
        folder: Where the tables are, beside `impor/`.
        table: Name of the table.
        source: The row's `sumber`.
        column: The cell's column; empty for the whole row.
    """
    name = source.removeprefix(PREFIX).partition("!")[0]
    record = Record.read(folder / FOLDER / f"{name}.json")
    if record is None:
        return [f"{PREFIX}{name}: catatan impornya tidak ada; impor ulang berkas itu"]
    taken = record.tabel[table].cells.get(source, {}) if table in record.tabel else {}
    lines = [
        f"{PREFIX}{name} lembar {sheet} sel {cell}: {text or '(kosong)'}"
        for named, cells in taken.items()
        if column in ("", named)
        for sheet, cell, text in cells
    ]
    original = folder / FOLDER / record.berkas
    if not original.is_file():
        lines.append(f"{PREFIX}{name} tidak ada lagi")
    elif digest(original.read_bytes()) != record.sha256:
        lines.append(f"{PREFIX}{name} berubah sejak diimpor")
    return lines
