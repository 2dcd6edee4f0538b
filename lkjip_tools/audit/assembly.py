"""Put a document together from what a reader meets: printed lines and ready tables."""

from __future__ import annotations

from collections.abc import Sequence

from lkjip_tools.audit.lines import Line, blocks_of, join_paragraphs, make_row
from lkjip_tools.audit.model import Block, Document, Heading, Table
from lkjip_tools.audit.printed import Place
from lkjip_tools.audit.tame import tame


class Builder:
    """Collects lines and tables in reading order and numbers the lines."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: list[tuple[int, str]] = []
        self.blocks: list[Block] = []
        self._run: list[Line] = []

    def line(self, page: int, text: str) -> None:
        """Add a printed line; an empty one ends a paragraph."""
        text = tame(text)
        self.lines.append((page, text))
        self._run.append((page, len(self.lines), text))

    def heading(self, page: int, text: str) -> None:
        """Add a line the format itself calls a heading."""
        self._flush()
        text = tame(text)
        self.lines.append((page, text))
        self.blocks.append(Heading(text, Place(page, len(self.lines), 1)))

    def table(self, page: int, rows: Sequence[Sequence[str]]) -> None:
        """Add a table; each of its rows counts as a line."""
        self._flush()
        made = []
        for cells in ([tame(cell) for cell in row] for row in rows):
            self.lines.append((page, "\t".join(cells)))
            column, placed = 1, []
            for text in cells:
                placed.append((column, text))
                column += len(text) + 1
            made.append(make_row(page, len(self.lines), placed))
        kept = [row for row in made if row.text]
        if kept:
            self.blocks.append(Table(kept, [], kept[0].place))

    def document(self) -> Document:
        """Finish."""
        self._flush()
        return Document(self.name, self.lines, join_paragraphs(self.blocks))

    def _flush(self) -> None:
        self.blocks += blocks_of(self._run)
        self._run = []
