"""Cells: a figure as printed, with its id and its unrounded value behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from lkjip_tools.block import Block, Cell, Table, gap
from lkjip_tools.figure import NOT_COMPUTED, Figure, printed, prints_zero, read_figure
from lkjip_tools.records import Row

RECOMPUTED = "dokumen dasar menurut catatan metode, dihitung kembali"  # the source of a calculation


def cell(figure: Figure, *, strong: bool = False, text: str | None = None) -> Cell:
    """Print a figure, as `printed` says.

    Args:
        figure: The figure; one that could not be computed prints `n/a`.
        strong: Whether it is set in bold.
        text: Printed instead of the number, where the document has a grade.
    """
    return Cell(printed(figure) if text is None else text, figure=figure, strong=strong)


def plain_cell(figure: Figure, *, strong: bool = False) -> Cell:
    """Print a cell of the data as it stands; a blank one stays blank."""
    text = "" if figure.value is None else printed(figure)
    return Cell(text, figure=figure, strong=strong)


def data_cell(row: Row, column: str, besaran: str, kode: object, tahun: object) -> Cell:
    """Print a cell of a table that no calculation uses, under an id of its own.

    Args:
        row: A row of a loaded table.
        column: The column to print.
        besaran: What it is, declared in `besaran.py`.
        kode: What tells this cell from others of its besaran.
        tahun: Its year.
    """
    return plain_cell(read_figure(besaran, kode, tahun, row, column))


def signed(figure: Figure) -> Cell:
    """Print a difference with its sign: `+5,25`, `−4,78`; none on what prints as zero."""
    text = printed(figure)
    if isinstance(figure.value, Decimal) and figure.value > 0 and not prints_zero(figure):
        text = f"+{text}"
    return Cell(text, figure=figure)


def notes(figures: Iterable[Figure]) -> Iterator[str]:
    """Yield why a figure is `n/a`, once per reason."""
    seen = set()
    for figure in figures:
        if figure.value is None and figure.note and figure.note not in seen:
            seen.add(figure.note)
            yield f"{NOT_COMPUTED}: {figure.note}."


def blank(value: object) -> str:
    """Return a text cell; an empty one stays empty."""
    return "" if value is None else str(value)


def or_gap(table: Table) -> Block:
    """Return a finished table; one that has no row to show is a visible hole."""
    if any(row["role"] == "row" for row in table.body):
        return table.block()
    return Block(gap(f"Belum diisi: {table.title}") | {"orientation": table.orientation})
