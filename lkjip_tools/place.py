"""Places: where a cell of the data is, as every figure names its source, and what stands there."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Self

_PLACE = re.compile(
    r"(?P<file>\S+) baris (?P<row>\d+)(?: kolom (?P<column>\S+))?(?: \(naskah (?P<lines>.+)\))?"
)
_LINE = re.compile(r"L(\d+)")


@dataclass(frozen=True)
class Place:
    """A cell of a table, or a row of it.

    Attributes:
        file: The table, from the project's folder.
        row: Its line, counted from 1; a table's first line is its header.
        column: The column's name; empty for the whole row.
        lines: The lines of the agency's own document that it was taken from: `L446`.

    >>> place = Place.parse("data/dinas/2023/kinerja.csv baris 58 kolom target (naskah L445)")
    >>> place.row, place.column, place.lines
    (58, 'target', 'L445')
    >>> str(place)
    'data/dinas/2023/kinerja.csv baris 58 kolom target (naskah L445)'
    """

    file: str
    row: int
    column: str = ""
    lines: str = ""

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read a place that was printed; `None` for another source, such as a rule."""
        found = _PLACE.fullmatch(text)
        if not found:
            return None
        return cls(found["file"], int(found["row"]), found["column"] or "", found["lines"] or "")

    @property
    def table(self) -> str:
        """Name of the table."""
        return self.file.rpartition("/")[2].removesuffix(".csv")

    def __str__(self) -> str:
        column = f" kolom {self.column}" if self.column else ""
        return f"{self.file} baris {self.row}{column}" + (
            f" (naskah {self.lines})" if self.lines else ""
        )


def cell_source(row: Mapping[str, Any], column: str) -> str:
    """Say where a cell of a loaded row is; only numbers have a column of their own for it."""
    known = row.get(f"{column}_source")
    whole = Place.parse(row["source"])
    return str(known) if known or not whole else str(replace(whole, column=column))


class RawCells:
    """The cells of a project's tables as text, read again from the files."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._tables: dict[str, RawTable | None] = {}
        self._documents: dict[Path, list[str]] = {}

    def text(self, place: Place) -> str | None:
        """Return what stands in a cell, `None` if there is no such cell any more."""
        if place.file not in self._tables:
            self._tables[place.file] = RawTable.read(self.root / place.file)
        table = self._tables[place.file]
        return table.text(place) if table else None

    def document_lines(self, place: Place) -> list[str]:
        """Return the lines of the agency's own document that a place names."""
        lines = self._document((self.root / place.file).parent / "naskah")
        numbers = [int(number) for number in _LINE.findall(place.lines)]
        ends = range(numbers[0], numbers[-1] + 1) if numbers else range(0)
        return [" ".join(lines[at - 1].split()) for at in ends if 0 < at <= len(lines)]

    def _document(self, folder: Path) -> list[str]:
        if folder not in self._documents:
            found = sorted(folder.glob("*.txt"))
            text = found[0].read_text("utf-8") if len(found) == 1 else ""
            self._documents[folder] = text.splitlines()
        return self._documents[folder]


@dataclass(frozen=True)
class RawTable:
    """A table as text.

    Attributes:
        header: Names of the columns.
        rows: Cells by line, as places count them: 1 is the header.
    """

    header: list[str]
    rows: dict[int, list[str]]

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """Read a table; `None` where there is none that can be read."""
        try:
            text = path.read_bytes().decode("utf-8-sig")
            reader = csv.reader(io.StringIO(text, newline=""), strict=True)
            rows = {reader.line_num: cells for cells in reader}  # noqa: B035 - it moves on
            return cls(next(iter(rows.values()), []), rows)
        except (OSError, UnicodeDecodeError, csv.Error):
            return None

    @cached_property
    def columns(self) -> dict[str, int]:
        """Where each column stands, from 0."""
        return {name: at for at, name in enumerate(self.header)}

    def text(self, place: Place) -> str | None:
        """Return the cell of a place in this table."""
        cells, at = self.rows.get(place.row, []), self.columns.get(place.column)
        return cells[at] if at is not None and at < len(cells) else None
