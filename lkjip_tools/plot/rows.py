"""Charts of one row per indicator or programme: name, picture, numbers at the right.

A page's worth of rows makes one chart; more make several, each a block with its own caption.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from lkjip_tools.block import Block, chart
from lkjip_tools.figure import Figure, printed
from lkjip_tools.plot.axis import Axis, Span
from lkjip_tools.plot.canvas import Anchor, Canvas
from lkjip_tools.plot.legend import Key, draw_legend, legend_height
from lkjip_tools.plot.message import spoken
from lkjip_tools.plot.style import (
    BODY,
    FIRST,
    INK,
    SMALL,
    SOFT,
    TALLEST,
    WIDTH,
    line_height,
    text_width,
    wrap,
)

MOST_ROWS = 18
_NAME, _NARROW_NAME, _TRACK = 54.0, 36.0, 40.0  # millimetres
_GAP, _PADDING, _FOOT, _SIGN = 3.0, 1.5, 5.0, 3.0
_TICK = 10.0  # between the labels of the axis


@dataclass(frozen=True)
class Cell:
    """A number at the right, and the figure it is."""

    text: str
    figure: Figure | None = None


@dataclass(frozen=True)
class Row:
    """One row.

    Attributes:
        name: What the row is about; wrapped, never cut.
        cells: Its numbers, as many as the chart has heads.
        paint: Draws its picture: sheet, span of the axis, top and bottom of the row.
        said: The same in words.
        note: Small below the name.
        sign: A marker before the note.
        group: What stands above the first of the rows that share it.
        strong: Whether it sums the others up.
    """

    name: str
    cells: Sequence[Cell]
    paint: Callable[[Canvas, Span, float, float], None]
    said: str = ""
    note: str = ""
    sign: str = ""
    group: str = ""
    strong: bool = False


@dataclass(frozen=True)
class RowChart:
    """A chart to be: what stands in it, and what is said of it.

    Attributes:
        key: Key of the block.
        title: Its caption.
        source: Where the numbers are from, without the word *Sumber*.
        axis: Of the pictures.
        track: What the axis measures.
        heads: Over the numbers.
        rows: From the top down.
        legend: What the signs mean.
        message: Sentences that say what is to be seen.
        least: Height of a row in millimetres, at least.
    """

    key: str
    title: str
    source: str
    axis: Axis
    track: str
    heads: Sequence[str]
    rows: Sequence[Row]
    legend: Sequence[Key] = ()
    message: Sequence[str] = ()
    least: float = 0

    def blocks(self) -> list[Block]:
        """Draw it, on as many sheets as it needs."""
        pages = self._pages()
        return [
            chart(
                self.key if place == 1 else f"{self.key}-{place}",
                self.title if len(pages) == 1 else f"{self.title} ({place}/{len(pages)})",
                self._draw(rows),
                spoken(self.message, [row.said for row in rows if row.said]),
                width_mm=WIDTH,
                source=f"Sumber: {self.source}, diolah.",
            )
            for place, rows in enumerate(pages, start=1)
        ]

    def _pages(self) -> list[list[Row]]:
        """Share the rows out evenly on as few sheets as hold them."""
        room = TALLEST - legend_height(self.legend) - self._head_height() - _FOOT
        heights = [self._height(row) for row in self.rows]
        for count in range(1, len(self.rows)):
            pages: list[list[Row]] = [[] for _ in range(count)]
            done = 0.0
            for row, height in zip(self.rows, heights, strict=True):
                pages[int((done + height / 2) / sum(heights) * count)].append(row)
                done += height
            if all(len(page) <= MOST_ROWS and self._rows_height(page) <= room for page in pages):
                return [page for page in pages if page]
        return [[row] for row in self.rows]

    @cached_property
    def _widths(self) -> list[float]:
        """Width of every column of numbers, with the gap before it."""
        columns = zip(self.heads, *(row.cells for row in self.rows), strict=True)
        strong = [row.strong for row in self.rows]
        return [
            _GAP
            + max(
                *(text_width(word, SMALL) for word in head.split()),
                *(text_width(c.text, bold=b) for c, b in zip(cells, strong, strict=True)),
            )
            for head, *cells in columns
        ]

    @property
    def _name(self) -> float:
        """Width of the names: they give way where the numbers are long."""
        return max(_NARROW_NAME, min(_NAME, WIDTH - sum(self._widths) - 2 * _GAP - _TRACK))

    @property
    def _span(self) -> Span:
        return Span(self._name + _GAP, WIDTH - sum(self._widths) - _GAP)

    def _draw(self, rows: Sequence[Row]) -> str:
        head = self._head_height()
        top = legend_height(self.legend) + head
        canvas = Canvas(top + self._rows_height(rows) + _FOOT)
        draw_legend(canvas, self.legend)
        self._draw_head(canvas, top)
        group = ""
        for row in rows:
            if row.group and row.group != group:
                group = row.group
                top = _draw_group(canvas, group, top)
            bottom = top + self._height(row)
            self._draw_row(canvas, row, top, bottom)
            top = bottom
        canvas.line([(0, top), (WIDTH, top)], colour=FIRST, width=0.8)
        for value, label in self.axis.ticks(self._span, _TICK):
            x = self.axis.at(value, self._span)
            canvas.text(x, top + 3, label, size=SMALL, anchor="center", colour=SOFT)
        return canvas.svg(self.key)

    def _draw_head(self, canvas: Canvas, bottom: float) -> None:
        span, right = self._span, self._span.end + _GAP
        _write_up(canvas, span.start, bottom, self.track, span.end - span.start, "left")
        for head, width in zip(self.heads, self._widths, strict=True):
            right += width
            _write_up(canvas, right, bottom, head, width - _GAP, "right")
        canvas.line([(0, bottom), (WIDTH, bottom)], colour=FIRST, width=0.8)

    def _draw_row(self, canvas: Canvas, row: Row, top: float, bottom: float) -> None:
        middle, span = (top + bottom) / 2, self._span
        names, notes = self._name_lines(row)
        y = middle - (len(names) * line_height(BODY) + len(notes) * line_height(SMALL)) / 2
        for line in names:
            y += line_height(BODY)
            canvas.text(0, y - line_height(BODY) / 2, line, bold=row.strong)
        for place, line in enumerate(notes):
            y += line_height(SMALL)
            shift = _SIGN if row.sign else 0
            canvas.text(shift, y - line_height(SMALL) / 2, line, size=SMALL, colour=SOFT)
            if row.sign and place == 0:
                at = y - line_height(SMALL) / 2
                canvas.marker(1, at, row.sign, size=3.2, fill=SOFT, edge=SOFT)
        ticks = [self.axis.at(value, span) for value, _ in self.axis.ticks(span, _TICK)]
        grid = [(x, top, x, bottom) for x in ticks]
        canvas.lines([*grid, (0, bottom, WIDTH, bottom)])
        row.paint(canvas, span, top, bottom)
        right = span.end + _GAP
        for cell, width in zip(row.cells, self._widths, strict=True):
            right += width
            if cell.text:
                canvas.text(
                    right, middle, cell.text, anchor="right", bold=row.strong, figure=cell.figure
                )
        if row.strong:
            canvas.line([(0, top), (WIDTH, top)], colour=FIRST, width=0.8)

    def _name_lines(self, row: Row) -> tuple[list[str], list[str]]:
        shift = _SIGN if row.sign else 0
        return (
            wrap(row.name, self._name, bold=row.strong),
            wrap(row.note, self._name - shift, SMALL),
        )

    def _height(self, row: Row) -> float:
        names, notes = self._name_lines(row)
        text = len(names) * line_height(BODY) + len(notes) * line_height(SMALL)
        return max(self.least, text + 2 * _PADDING)

    def _rows_height(self, rows: Sequence[Row]) -> float:
        groups = {row.group: None for row in rows if row.group}
        heads = sum(_group_height(group) for group in groups)
        return heads + sum(self._height(row) for row in rows)

    def _head_height(self) -> float:
        widths = [self._span.end - self._span.start, *(width - _GAP for width in self._widths)]
        heads = zip((self.track, *self.heads), widths, strict=True)
        return max(len(wrap(head, width, SMALL)) for head, width in heads) * line_height(SMALL) + 2


def number_cell(figure: Figure, unit: str = "") -> Cell:
    """A figure as printed, with its unit if it has a value."""
    return Cell(f"{printed(figure)}{unit if figure.value is not None else ''}", figure)


def _write_up(
    canvas: Canvas, x: float, bottom: float, text: str, width: float, anchor: Anchor
) -> None:
    """Write lines that end above the rule."""
    for place, line in enumerate(reversed(wrap(text, width, SMALL))):
        y = bottom - 2.2 - place * line_height(SMALL)
        canvas.text(x, y, line, size=SMALL, colour=SOFT, anchor=anchor)


def _group_height(group: str) -> float:
    return len(wrap(group, WIDTH, bold=True)) * line_height(BODY) + 2 * _PADDING


def _draw_group(canvas: Canvas, group: str, top: float) -> float:
    y = top + _PADDING + line_height(BODY) / 2
    for line in wrap(group, WIDTH, bold=True):
        canvas.text(0, y, line, bold=True, colour=INK)
        y += line_height(BODY)
    bottom = top + _group_height(group)
    canvas.lines([(0, bottom, WIDTH, bottom)])
    return bottom
