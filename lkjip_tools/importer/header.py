"""The heading of an export's table: which column is where, however it is merged or repeated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lkjip_tools.errors import ImportFileError
from lkjip_tools.importer.grid import Sheet, cell_name
from lkjip_tools.importer.mapping import Kepala, Kolom, matcher

_ORDINAL = re.compile(r"\(?\d{1,2}\)?([ =(].*)?")
Places = dict[str, tuple[int, ...]]  # columns of the sheet, by column of the mapping


@dataclass(frozen=True)
class Header:
    """A heading that was found.

    Attributes:
        first: Its first row.
        last: Its last row, below which data begin.
        places: Where each column of the mapping stands; several columns where a code is split.
    """

    first: int
    last: int
    places: Places


class HeaderFinder:
    """Finds headings in the sheets of one export."""

    def __init__(self, kepala: Kepala) -> None:
        self._height = kepala.tinggi
        self._columns = kepala.kolom
        self._patterns = {
            name: [[matcher(level) for level in title.split(" > ")] for title in column.judul]
            for name, column in kepala.kolom.items()
        }
        self.twice: dict[str, tuple[str, str]] = {}  # headings that two columns have

    def at(self, sheet: Sheet, row: int) -> Header | None:
        """Return the heading that begins in this row, of the fewest rows that show it whole."""
        if not sheet.rows.get(row):
            return None
        for height in range(1, self._height + 1):
            last = row + height - 1
            self.twice.clear()
            places = self._places(sheet, row, last)
            if places is not None:
                if self.twice:
                    name, (cells, where) = next(iter(self.twice.items()))
                    raise ImportFileError(
                        f"lembar '{where}': judul kolom '{name}' ada di {cells}; hapus salah satu "
                        f"kolom itu, atau bedakan judulnya di kepala.kolom.{name} pada peta"
                    )
                return Header(row, self._below(sheet, last), places)
        return None

    def missing(self, sheet: Sheet) -> list[str]:
        """Return the columns that no row has: those of the row that has most."""
        best: set[str] = set()
        for row in sorted(sheet.rows):
            for height in range(self._height):
                best = max(best, set(self._found(sheet, row, row + height)), key=len)
        return [name for name in self._required() if name not in best]

    def titles(self, name: str) -> str:
        """Say what a column may be called."""
        return ", ".join(self._columns[name].judul)

    def _required(self) -> Iterator[str]:
        return (
            name for name, column in self._columns.items() if column.judul and not column.opsional
        )

    def _places(self, sheet: Sheet, first: int, last: int) -> Places | None:
        found = self._found(sheet, first, last)
        return found if all(name in found for name in self._required()) else None

    def _found(self, sheet: Sheet, first: int, last: int) -> Places:
        paths = title_paths(sheet, first, last)
        places: Places = {}
        for name, column in self._columns.items():
            for titles in self._patterns[name]:
                fit = [at for at, path in paths.items() if _matches(titles, path)]
                fit = [at for at in fit if (at,) not in places.values()]
                if not fit:
                    continue
                places[name] = _span(column, fit[0], paths, sheet, first)
                others = set(fit) - _covered(sheet, fit[0], last) - set(places[name])
                if others:
                    self.twice[name] = (row_names(last, (fit[0], *sorted(others))), sheet.name)
                break
        return places

    def _below(self, sheet: Sheet, last: int) -> int:
        """Pass the row of column numbers, and what a merged heading covers."""
        for low, _, high, _ in sheet.merged:
            if low <= last < high and low > last - self._height:
                last = high
        cells = sheet.rows.get(last + 1, {})
        texts = [cells[column].text for column in sorted(cells)]
        numbered = len(texts) > 1 and all(_ORDINAL.fullmatch(text) for text in texts)
        return last + 1 if numbered and texts[0].strip("()") == "1" else last


def title_paths(sheet: Sheet, first: int, last: int) -> dict[int, tuple[str, ...]]:
    """Return the titles above each column, from the widest to the narrowest.

    A merged title counts for all that it covers; where a format knows no merged cells, an upper
    title counts for the blank cells at its right, as far as the title above it reaches.
    """
    width = max((max(sheet.rows.get(row, {0: None})) for row in range(first, last + 1)), default=0)
    covered = {
        (row, column): (a, b)
        for a, b, c, d in sheet.merged
        if a <= last and c >= first
        for row in range(max(a, first), min(c, last) + 1)
        for column in range(b, min(d, width + 20) + 1)
    }
    paths: dict[int, tuple[str, ...]] = {}
    previous: tuple[str, ...] = ()
    for column in range(1, width + 1):
        path: list[str] = []
        for level, row in enumerate(range(first, last + 1)):
            text = sheet.cell(*covered.get((row, column), (row, column))).text.casefold()
            if not text and row < last and len(previous) > level and path == list(previous[:level]):
                text = previous[level]
            path.append(text)
        paths[column] = previous = tuple(path)
    return {
        column: tuple(dict.fromkeys(text for text in path if text))
        for column, path in paths.items()
        if any(path)
    }


def row_names(row: int, columns: tuple[int, ...]) -> str:
    """Name cells of one row."""
    return ", ".join(cell_name(row, column) for column in columns)


def _covered(sheet: Sheet, column: int, row: int) -> set[int]:
    """Return the columns of the merged cell that this one belongs to."""
    return {
        covered
        for a, b, c, d in sheet.merged
        if a <= row <= c and b <= column <= d
        for covered in range(b, min(d, column + 300) + 1)
    }


def _matches(titles: list[re.Pattern[str]], path: tuple[str, ...]) -> bool:
    """Say whether the titles are those of a column: the last ones, in order."""
    return len(titles) == len(path) and all(
        title.fullmatch(text) for title, text in zip(titles, path, strict=True)
    )


def _span(
    column: Kolom, at: int, paths: dict[int, tuple[str, ...]], sheet: Sheet, first: int
) -> tuple[int, ...]:
    """Return the columns of a title: several where what stands below it is to be joined."""
    if column.gabung is None:
        return (at,)
    last, path = at, paths[at]
    nearest = min((other for other in paths if other > at and paths[other] != path), default=at + 1)
    merged = next((d for a, b, c, d in sheet.merged if b == at and a <= first <= c), None)
    last = merged if merged is not None else nearest - 1
    return tuple(range(at, last + 1))
