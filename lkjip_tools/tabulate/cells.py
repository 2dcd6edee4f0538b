"""Cells: a figure as printed, with its id and its unrounded value behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from lkjip_tools.block import Block, Cell, Table, gap
from lkjip_tools.figure import NOT_COMPUTED, Figure, printed

RECOMPUTED = "dokumen dasar menurut catatan metode, dihitung kembali"  # the source of a calculation


def cell(figure: Figure, *, strong: bool = False, text: str | None = None) -> Cell:
    """Print a figure: computed percent and points with two decimals, amounts whole.

    Args:
        figure: The figure; one that could not be computed prints `n/a`.
        strong: Whether it is set in bold.
        text: Printed instead of the number, where the document has a grade.
    """
    return Cell(
        text or printed(figure),
        id=figure.id,
        value=figure.value if figure.value is not None else None,
        strong=strong,
    )


def signed(figure: Figure) -> Cell:
    """Print a difference with its sign: `+5,25`, `−4,78`, `0`."""
    text = printed(figure)
    if isinstance(figure.value, Decimal) and figure.value > 0:
        text = f"+{text}"
    return Cell(text, id=figure.id, value=figure.value)


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
