"""Bars and what goes with them: reached or not, cut off, absent."""

from __future__ import annotations

from collections.abc import Sequence

from lkjip_tools.figure import NOT_COMPUTED, Figure
from lkjip_tools.plot.axis import Axis, Span
from lkjip_tools.plot.canvas import Canvas
from lkjip_tools.plot.legend import Key
from lkjip_tools.plot.style import (
    FIRST,
    HATCH,
    INK,
    MISSED,
    MISSED_EDGE,
    PAPER,
    SMALL,
    SOFT,
)

REACHED, SHORT, UNKNOWN = "reached", "short", "unknown"
_LOOKS = {
    REACHED: (FIRST, FIRST, None),
    SHORT: (MISSED, MISSED_EDGE, HATCH),
    UNKNOWN: (PAPER, SOFT, None),
}
_HALF = 1.8  # of a bar's height, millimetres


def draw_bar(
    canvas: Canvas, axis: Axis, span: Span, y: float, value: float, state: str, figure: Figure
) -> None:
    """Draw a bar from zero; one beyond the axis ends there, broken."""
    fill, edge, hatch = _LOOKS[state]
    zero, end = axis.at(0, span), axis.at(value, span)
    canvas.rectangle(
        zero, y - _HALF, end, y + _HALF, fill=fill, edge=edge, hatch=hatch, figure=figure
    )
    if axis.cuts(value):
        draw_break(canvas, end + (4 if end < zero else -4), y, _HALF)


def draw_break(canvas: Canvas, x: float, y: float, half: float) -> None:
    """Cut what is drawn there with two slanted strokes: it goes on beyond the axis."""
    for left in (x - 1.1, x + 0.5):
        slant = [(left, y + half + 0.6), (left + 1, y - half - 0.6)]
        wide = [(left + 0.8, y + half + 0.6), (left + 1.8, y - half - 0.6)]
        canvas.polygon([*slant, *reversed(wide)], fill=PAPER)
        canvas.line(slant, colour=INK, width=0.6)
    canvas.line([(x + 1.3, y + half + 0.6), (x + 2.3, y - half - 0.6)], colour=INK, width=0.6)


def draw_absent(
    canvas: Canvas, axis: Axis, span: Span, y: float, figure: Figure | None = None
) -> None:
    """Say that there is no value: neither zero nor nothing at all."""
    x = axis.at(0, span) + 1.2
    canvas.text(x, y, NOT_COMPUTED, size=SMALL, colour=SOFT, figure=figure)


def bar_key(state: str, text: str) -> Key:
    """The sign of a bar in the legend."""
    fill, edge, hatch = _LOOKS[state]

    def paint(canvas: Canvas, x: float, y: float) -> None:
        canvas.rectangle(x, y - 1.2, x + 7, y + 1.2, fill=fill, edge=edge, hatch=hatch)

    return Key(text, paint)


def marker_key(form: str, text: str, *, size: float, fill: str, edge: str) -> Key:
    """The sign of a marker in the legend."""

    def paint(canvas: Canvas, x: float, y: float) -> None:
        canvas.marker(x + 1.3, y, form, size=size, fill=fill, edge=edge)

    return Key(text, paint, width=2.6)


def stroke_key(
    text: str, *, colour: str = INK, width: float = 1.0, dashes: Sequence[float] = ()
) -> Key:
    """The sign of a line in the legend."""

    def paint(canvas: Canvas, x: float, y: float) -> None:
        canvas.line([(x, y), (x + 7, y)], colour=colour, width=width, dashes=tuple(dashes) or None)

    return Key(text, paint)


def cut_key() -> Key:
    """The sign of a break in the legend."""

    def paint(canvas: Canvas, x: float, y: float) -> None:
        canvas.rectangle(x, y - 1.2, x + 7, y + 1.2, fill=SOFT)
        draw_break(canvas, x + 3, y, 1.2)

    return Key("terpotong: melebihi sumbu, lihat angkanya", paint)
