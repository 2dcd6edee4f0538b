"""An export as a grid: every cell with its text, its exact number, and where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from lkjip_tools.value import full_text

_SPACES = re.compile(r"[\s\u00a0\u202f\u2007]+")
_INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)


@dataclass(frozen=True)
class Cell:
    """What a cell shows.

    Attributes:
        text: Its text; a number as Indonesian text.
        number: Its number, where the cell holds one and not a text.
        fault: Why it cannot be used, in Indonesian: an error value, a date among numbers.
    """

    text: str = ""
    number: Decimal | None = None
    fault: str = ""

    @classmethod
    def of_text(cls, text: str) -> Cell:
        """A cell of text, its odd spaces made plain."""
        return cls(plain(text))

    @classmethod
    def of_number(cls, value: Decimal) -> Cell:
        """A cell of a number."""
        return cls(full_text(value).replace("−", "-"), value)


BLANK = Cell()


@dataclass
class Sheet:
    """One sheet.

    Attributes:
        name: Its name; that of the file for CSV.
        rows: Cells by row and column, both counted from 1; blank cells are left out.
        merged: First row, first column, last row, last column of every merged range.
        hidden: Rows that the spreadsheet does not show.
    """

    name: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell; one that nothing stands in is blank."""
        return self.rows.get(row, {}).get(column, BLANK)

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Set a cell that is not blank."""
        if cell.text or cell.fault:
            self.rows.setdefault(row, {})[column] = cell


@dataclass(frozen=True)
class Workbook:
    """The sheets of an export, and what the reader must know of it.

    Attributes:
        sheets: Those that are shown, in order.
        notes: What was left out or could not be seen, in Indonesian.
    """

    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()


def plain(text: str) -> str:
    """Return a text with plain single spaces and without characters that nobody sees."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell, as spreadsheets have it.

    >>> cell_name(12, 28)
    'AB12'
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
