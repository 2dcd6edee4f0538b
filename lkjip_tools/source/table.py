"""A table as text, wherever it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from lkjip_tools.errors import Fault
from lkjip_tools.place import Place


@dataclass(frozen=True)
class RawTable:
    """A table as text.

    Attributes:
        origin: Its header: file, sheet, line.
        header: Names of the columns, as the schema has them where they are known.
        rows: Cells by line, as places count them; as many in each as there are columns.
        faults: What could not be read as text.
        letters: The letter of each column, in a sheet.
        notes: What a person may have overlooked, such as rows that are hidden and were read.
        percents: Cells in a percent format, as row and column: a hundred times their number is
            read.
    """

    origin: Place
    header: list[str]
    rows: dict[int, list[str]]
    faults: tuple[Fault, ...] = ()
    letters: tuple[str, ...] = ()
    notes: tuple[Fault, ...] = ()
    percents: frozenset[tuple[int, str]] = frozenset()

    @cached_property
    def columns(self) -> dict[str, int]:
        """Where each column stands, from 0."""
        return {name: at for at, name in enumerate(self.header)}

    @property
    def filled(self) -> bool:
        """Whether there is anything in it but its header."""
        return bool(self.rows or self.faults)

    def place(self, row: int, column: str = "", lines: str = "") -> Place:
        """Return the place of a row, or of a cell."""
        at = self.columns.get(column)
        letter = self.letters[at] if self.letters and at is not None else ""
        return Place(self.origin.file, row, column, lines, self.origin.sheet, letter)

    def text(self, place: Place) -> str | None:
        """Return the cell of a place in this table; `None` if there is no such cell."""
        cells, at = self.rows.get(place.row, []), self.columns.get(place.column)
        return cells[at] if at is not None and at < len(cells) else None
