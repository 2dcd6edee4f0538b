"""Cells: a figure as printed, with its id and its unrounded value behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from lkjip_tools.block import Cell
from lkjip_tools.formula import Figure
from lkjip_tools.number import format_number

NOT_COMPUTED = "n/a"
_PLACES = {"persen": 2, "poin": 2, "rupiah": 0, "orang": 0, "buah": 0}


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
        asal=figure.source,
    )


def printed(figure: Figure) -> str:
    """Return a figure's value as text; one that was read keeps the decimals it has."""
    if figure.value is None:
        return NOT_COMPUTED
    if not isinstance(figure.value, Decimal):
        return figure.value
    places = _PLACES.get(figure.unit) if figure.expression else None
    return format_number(figure.value, places)


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
