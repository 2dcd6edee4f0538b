"""A report as the audit sees it: blocks in reading order, each with its place."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from lkjip_tools.audit.printed import Place, Printed


@dataclass
class Cell:
    """One cell: its text and the number it holds, if it is one."""

    text: str
    place: Place
    number: Printed | None = None

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass
class Row:
    """One row of a table."""

    cells: list[Cell]
    place: Place

    def cell(self, index: int) -> Cell | None:
        """The cell in a column, where the row reaches that far."""
        return self.cells[index] if index < len(self.cells) else None

    def number(self, index: int) -> Printed | None:
        """The number in a column, where there is one."""
        cell = self.cell(index)
        return cell.number if cell else None

    @property
    def text(self) -> str:
        """All its words."""
        return " ".join(cell.text for cell in self.cells if cell.text)


@dataclass
class Column:
    """One column of a table.

    Attributes:
        index: Its place in the rows.
        path: Its headings from the top down.
        ukuran: What it measures: a name of `istilah.yml`; empty where unknown.
        tahun: The year its headings name; 0 for none.
        nomor: Its printed number, as in `(6)`; empty for none.
        rumus: The formula printed in its heading, as in `14 = 7 + 13`; empty for none.
    """

    index: int
    path: tuple[str, ...]
    ukuran: str = ""
    tahun: int = 0
    nomor: str = ""
    rumus: str = ""

    @property
    def judul(self) -> str:
        """Its heading in one line."""
        return " › ".join(dict.fromkeys(part for part in self.path if part))


@dataclass
class Table:
    """A table; rows hold data only.

    Attributes:
        caption: Its caption, or the line that introduces it.
        context: The headings above it, nearest last.
        intro: What stands between it and the table before, nearest last.
    """

    rows: list[Row]
    head: list[Row]
    place: Place
    caption: str = ""
    context: tuple[str, ...] = ()
    intro: tuple[str, ...] = ()
    columns: list[Column] = field(default_factory=list)
    number: int = 0

    def column(self, *ukuran: str) -> list[Column]:
        """Columns that measure one of these."""
        return [column for column in self.columns if column.ukuran in ukuran]

    def label_column(self, *kinds: str) -> Column | None:
        """The first column of such a kind, in the order asked for."""
        for kind in kinds:
            if found := self.column(kind):
                return found[-1] if kind == "indikator" else found[0]
        return None

    @property
    def nama(self) -> str:
        """What to call it in a message."""
        return self.caption or (self.context[-1] if self.context else f"tabel ke-{self.number}")


@dataclass
class Heading:
    """A heading or a caption of a figure."""

    text: str
    place: Place
    caption: bool = False


@dataclass
class Paragraph:
    """Running text; `starts` says at which offset each printed line begins."""

    text: str
    places: list[Place]
    starts: list[int]
    marker: str = ""

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self.places[0]

    def at(self, offset: int) -> Place:
        """Where a character of it is printed."""
        n = bisect_right(self.starts, offset) - 1
        start = self.places[n]
        return Place(start.page, start.line, start.column + offset - self.starts[n])


Block = Heading | Paragraph | Table


@dataclass
class Document:
    """A report: its printed lines and what they hold."""

    name: str
    lines: list[tuple[int, str]]
    blocks: list[Block]

    @property
    def tables(self) -> list[Table]:
        """Its tables, in order."""
        return [block for block in self.blocks if isinstance(block, Table)]

    @property
    def paragraphs(self) -> list[Paragraph]:
        """Its paragraphs, in order."""
        return [block for block in self.blocks if isinstance(block, Paragraph)]

    @property
    def headings(self) -> list[Heading]:
        """Its headings, in order."""
        return [block for block in self.blocks if isinstance(block, Heading)]
