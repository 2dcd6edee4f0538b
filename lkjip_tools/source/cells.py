"""What stands in a cell that a figure names, read again from its source."""

from __future__ import annotations

import re
from pathlib import Path

from lkjip_tools.errors import TableError
from lkjip_tools.place import Place
from lkjip_tools.source.csv_file import read_csv
from lkjip_tools.source.original import PREFIX, original_lines
from lkjip_tools.source.sql import FOLDER, sql_table
from lkjip_tools.source.table import RawTable
from lkjip_tools.source.workbook import read_book

_LINE = re.compile(r"L(\d+)")


class RawCells:
    """The cells of a project's tables as text, read again from the files."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._tables: dict[tuple[str, str], RawTable | None] = {}
        self._documents: dict[Path, list[str]] = {}

    def text(self, place: Place) -> str | None:
        """Return what stands in a cell, `None` if there is no such cell any more."""
        key = place.file, place.sheet
        if key not in self._tables:
            self._tables[key] = self._read(place)
        table = self._tables[key]
        return table.text(place) if table else None

    def document_lines(self, place: Place) -> list[str]:
        """Return the lines of the agency's own document that a place names."""
        file = self.root / place.file
        folder = file.with_suffix("") if place.sheet else file.parent
        if place.lines.startswith(PREFIX):
            return original_lines(folder, place.table, place.lines, place.column)
        lines = self._document(folder / "naskah")
        numbers = [int(number) for number in _LINE.findall(place.lines)]
        ends = range(numbers[0], numbers[-1] + 1) if numbers else range(0)
        return [" ".join(lines[at - 1].split()) for at in ends if 0 < at <= len(lines)]

    def _read(self, place: Place) -> RawTable | None:
        folder, *rest = place.file.split("/")
        if folder == FOLDER and len(rest) == 3:
            try:
                return sql_table(place.table, rest[0], int(rest[1]), self.root)
            except (TableError, ValueError):
                return None
        path = self.root / place.file
        if not path.is_file():
            return None
        if place.sheet:
            return read_book(path, place.file).tables.get(place.table)
        return read_csv(path, place.file)

    def _document(self, folder: Path) -> list[str]:
        if folder not in self._documents:
            found = sorted(folder.glob("*.txt"))
            text = found[0].read_text("utf-8", errors="replace") if len(found) == 1 else ""
            self._documents[folder] = text.splitlines()
        return self._documents[folder]
