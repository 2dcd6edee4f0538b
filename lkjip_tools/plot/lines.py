"""Charts of a few series over years or quarters. What was not reported interrupts the line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lkjip_tools.figure import NOT_COMPUTED, Figure
from lkjip_tools.plot.axis import Axis, Span, number, percent_axis
from lkjip_tools.plot.bars import marker_key, stroke_key
from lkjip_tools.plot.canvas import Canvas
from lkjip_tools.plot.label import BESIDE, Label
from lkjip_tools.plot.legend import Key, draw_legend, legend_height
from lkjip_tools.plot.message import percent
from lkjip_tools.plot.style import (
    FIRST,
    PAPER,
    SECOND,
    SMALL,
    SOFT,
    WIDTH,
    line_height,
)

_LEFT, _RIGHT, _HEIGHT, _ABOVE, _BELOW = 11.0, 3.0, 42.0, 9.0, 6.5
_PACE = (1.0, 2.0)
_UP, _DOWN = "^", "v"


@dataclass(frozen=True)
class Look:
    """How a series is drawn."""

    colour: str
    form: str
    fill: str
    size: float
    dashes: tuple[float, ...] | None


# Dashes over the line, the wider points below: where both have one value, both are seen.
LOOKS = (Look(FIRST, "o", FIRST, 4.5, None), Look(SECOND, "s", PAPER, 7.5, (4, 2)))


@dataclass(frozen=True)
class Series:
    """A line: its name, the same in one word, and a figure or none for every place."""

    name: str
    short: str
    figures: Sequence[Figure | None]

    @property
    def values(self) -> list[float | None]:
        """What is drawn."""
        return [number(figure) for figure in self.figures]

    @property
    def known(self) -> list[int]:
        """Places that have a value."""
        return [place for place, value in enumerate(self.values) if value is not None]


def draw_lines(
    salt: str,
    places: Sequence[float],
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    unit: str,
    pace: Sequence[float] | None = None,
) -> str:
    """Draw at most two series over the same places.

    Args:
        salt: Key of the chart.
        places: Where on the axis, in its own measure: years, quarters.
        labels: What is written there.
        series: One or two, each with as many figures as there are places.
        unit: What is measured, over the axis.
        pace: A line to compare with, one value per place.
    """
    keys = [_key(line.name, look) for line, look in zip(series, LOOKS, strict=False)]
    known = [value for line in series for value in line.values if value is not None]
    axis = percent_axis([*known, *(pace or ())])
    if any(axis.cuts(value) for value in known):
        keys.append(
            marker_key(_UP, "melebihi sumbu, lihat angkanya", size=6, fill=PAPER, edge=SOFT)
        )
    if pace:
        keys.append(stroke_key("laju merata", colour=SOFT, dashes=_PACE))
    top = legend_height(keys) + _ABOVE
    floor = top + _HEIGHT
    rise = Span(floor, top)
    canvas = Canvas(floor + _BELOW)
    draw_legend(canvas, keys)
    xs = _across(places)
    canvas.text(0, top - BESIDE - 2, unit, size=SMALL, colour=SOFT)
    for value, name in axis.ticks(rise, 7):
        y = axis.at(value, rise)
        canvas.lines([(_LEFT, y, WIDTH - _RIGHT, y)])
        canvas.text(_LEFT - 1.5, y, name, size=SMALL, anchor="right", colour=SOFT)
    for x, name in zip(xs, labels, strict=True):
        canvas.text(x, floor + 4, name, anchor="center")
    if pace:
        spots = [(x, axis.at(value, rise)) for x, value in zip(xs, pace, strict=True)]
        canvas.line(spots, colour=SOFT, width=1, dashes=_PACE)
    zero = axis.at(0, rise)
    canvas.line([(_LEFT, zero), (WIDTH - _RIGHT, zero)], colour=FIRST, width=0.8)
    looks = list(zip(series, LOOKS, strict=False))
    for line, look in looks:
        _draw_line(canvas, line, look, xs, axis, rise)
    written = [item for place, x in enumerate(xs) for item in _labels(series, place, x, axis, rise)]
    canvas.clear([label.box for label in written])
    for line, look in reversed(looks):
        _draw_points(canvas, line, look, xs, axis, rise)
    for label in written:
        label.draw(canvas)
    return canvas.svg(salt)


def _across(places: Sequence[float]) -> list[float]:
    """Where the places stand from left to right, in millimetres."""
    inset = (WIDTH - _LEFT - _RIGHT) / (2 * max(len(places), 2))
    if len(places) == 1:
        return [(_LEFT + WIDTH - _RIGHT) / 2]
    span = Span(_LEFT + inset, WIDTH - _RIGHT - inset)
    return [Axis(min(places), max(places)).at(place, span) for place in places]


def _draw_line(
    canvas: Canvas, line: Series, look: Look, xs: Sequence[float], axis: Axis, rise: Span
) -> None:
    run: list[tuple[float, float]] = []
    for x, value in zip([*xs, 0], [*line.values, None], strict=True):
        if value is not None:
            run.append((x, axis.at(value, rise)))
            continue
        if len(run) > 1:
            canvas.line(run, colour=look.colour, width=1.8, dashes=look.dashes)
        run = []


def _draw_points(
    canvas: Canvas, line: Series, look: Look, xs: Sequence[float], axis: Axis, rise: Span
) -> None:
    for x, value, figure in zip(xs, line.values, line.figures, strict=True):
        if value is None:
            continue
        form = look.form if not axis.cuts(value) else _UP if value > axis.high else _DOWN
        y = axis.at(value, rise)
        canvas.marker(x, y, form, size=look.size, fill=look.fill, edge=look.colour, figure=figure)


def _labels(
    series: Sequence[Series], place: int, x: float, axis: Axis, rise: Span
) -> Iterator[Label]:
    """Yield the higher value above its point, the lower below if there is room; what is absent."""
    found = [(line, line.figures[place], line.values[place]) for line in series]
    known = sorted(
        (
            (axis.at(value, rise), percent(figure), figure)
            for _, figure, value in found
            if value is not None
        ),
        key=lambda item: item[0],
    )
    if len({text for _, text, _ in known}) == 1:
        known = known[:1]
    for rank, (y, text, figure) in enumerate(known):
        below = rank > 0 and y + BESIDE < rise.start + 1
        yield Label(x, y + (BESIDE if below else -BESIDE), text, figure)
    y = rise.start - 2
    for line, figure, value in reversed(found):
        if value is None:
            name = f"{line.short} " if len(series) > 1 else ""
            yield Label(x, y, f"{name}{NOT_COMPUTED}", figure, SOFT)
            y -= line_height(SMALL)


def _key(text: str, look: Look) -> Key:
    def paint(canvas: Canvas, x: float, y: float) -> None:
        canvas.line([(x, y), (x + 9, y)], colour=look.colour, width=1.8, dashes=look.dashes)
        canvas.marker(x + 4.5, y, look.form, size=look.size, fill=look.fill, edge=look.colour)

    return Key(text, paint, width=9)
