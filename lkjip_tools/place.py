"""Places: where a cell of the data is, as every figure names its source."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

_PLACE = re.compile(
    r"(?P<file>\S+)(?: lembar (?P<sheet>.+?))?"
    r"(?: baris (?P<row>\d+)| sel (?P<letter>[A-Z]{1,3})(?P<at>\d+))"
    r"(?: kolom (?P<column>\S+))?(?: \(naskah (?P<lines>.+)\))?"
)
_PLAIN_SHEET = re.compile(r"[^\W\d]\w*")


@dataclass(frozen=True)
class Place:
    """A cell of a table, or a row of it, or a whole file.

    Attributes:
        file: The table's file, from the project's folder; or the workbook that it is a sheet of.
        row: Its line, counted from 1; 0 for the whole file or sheet.
        column: The column's name; empty for the whole row.
        lines: The lines of the agency's own document that it was taken from: `L446`.
        sheet: The sheet of a workbook.
        letter: The column's letter in that sheet: `F`.

    >>> place = Place.parse("data/dinas/2023/kinerja.csv baris 58 kolom target (naskah L445)")
    >>> place.row, place.column, place.lines
    (58, 'target', 'L445')
    >>> str(place)
    'data/dinas/2023/kinerja.csv baris 58 kolom target (naskah L445)'
    >>> place = Place.parse("data/dinas/2024.xlsx lembar Kinerja sel F12 kolom target")
    >>> place.table, place.row, place.address
    ('kinerja', 12, 'Kinerja!F12')
    """

    file: str
    row: int = 0
    column: str = ""
    lines: str = ""
    sheet: str = ""
    letter: str = ""

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read a place that was printed; `None` for another source, such as a rule."""
        found = _PLACE.fullmatch(text)
        if not found:
            return None
        return cls(
            found["file"],
            int(found["row"] or found["at"]),
            *(found[name] or "" for name in ("column", "lines", "sheet", "letter")),
        )

    @property
    def table(self) -> str:
        """Name of the table."""
        if self.sheet:
            return column_name(self.sheet)
        return self.file.rpartition("/")[2].rpartition(".")[0]

    @property
    def address(self) -> str:
        """The cell as a spreadsheet names it, `Kinerja!F12`; empty for a place in no workbook."""
        if not self.sheet:
            return ""
        quoted = self.sheet.replace("'", "''")
        sheet = self.sheet if _PLAIN_SHEET.fullmatch(self.sheet) else f"'{quoted}'"
        if self.letter:
            return f"{sheet}!{self.letter}{self.row or ''}"
        return f"{sheet}!{self.row}:{self.row}" if self.row else sheet

    def __str__(self) -> str:
        sheet = f" lembar {self.sheet}" if self.sheet else ""
        row = f" baris {self.row}" if self.row else ""
        if self.letter and self.row:
            row = f" sel {self.letter}{self.row}"
        column = f" kolom {self.column}" if self.column else ""
        lines = f" (naskah {self.lines})" if self.lines else ""
        return f"{self.file}{sheet}{row}{column}{lines}"


def column_name(text: str) -> str:
    """Return the name of a table or column for the words that stand for it on a sheet.

    >>> column_name("Pagu (Rp)"), column_name("Kinerja (%) *")
    ('pagu_rp', 'kinerja_persen')
    """
    words = text.casefold().replace("%", " persen ")
    return re.sub(r"[\W_]+", "_", words).strip("_")


def cell_source(row: Mapping[str, Any], column: str) -> str:
    """Say where a cell of a loaded row is; only numbers have a column of their own for it."""
    known = row.get(f"{column}_source")
    if known:
        return str(known)
    whole = Place.parse(row["source"])
    return str(replace(whole, column=column)) if whole else str(known)
