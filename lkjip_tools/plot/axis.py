"""Axes: where a value stands, and what is written along the way."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from lkjip_tools.figure import Figure
from lkjip_tools.number import format_number

FARTHEST, LOWEST = 200.0, -100.0  # percent; what lies beyond is cut, or it would squash the rest
GOAL = 100.0
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100)


@dataclass(frozen=True)
class Span:
    """From where to where on the sheet an axis runs, in millimetres."""

    start: float
    end: float


@dataclass(frozen=True)
class Axis:
    """A straight scale from `low` to `high`."""

    low: float
    high: float
    unit: str = ""

    def at(self, value: float, span: Span) -> float:
        """Where a value stands; one beyond the ends stands at the end."""
        inside = min(max(value, self.low), self.high)
        share = (inside - self.low) / (self.high - self.low)
        return span.start + share * (span.end - span.start)

    def cuts(self, value: float) -> bool:
        """Say whether a value lies beyond the ends."""
        return not self.low <= value <= self.high

    def ticks(self, span: Span, apart: float) -> list[tuple[float, str]]:
        """Values and their labels, round ones, at least `apart` millimetres from each other."""
        room = abs(span.end - span.start) / (self.high - self.low)
        step = next((step for step in _STEPS if step * room >= apart), _STEPS[-1])
        first, last = math.ceil(self.low / step), math.floor(self.high / step)
        return [(float(n * step), self.label(n * step)) for n in range(first, last + 1)]

    def label(self, value: float) -> str:
        """A round value as written along the axis; years have no unit and no thousands mark."""
        return f"{format_number(Decimal(value))}{self.unit}" if self.unit else f"{value:.0f}"


def percent_axis(values: Iterable[float], *, least: float = GOAL, from_zero: bool = True) -> Axis:
    """An axis in percent that holds `least` and all values but the outliers.

    Bars need it to begin at zero: their length is read. Points do not.
    """
    known = list(values)
    usual = [value for value in known if LOWEST <= value <= FARTHEST]
    low, high = min([0.0 if from_zero else least, *usual]), max([least, *usual])
    if any(value > FARTHEST for value in known):
        high = FARTHEST
    if any(value < LOWEST for value in known):
        low = LOWEST
    steps = 25 if from_zero else 10
    return Axis(math.floor(low / steps) * steps, math.ceil(high / 5) * 5, "%")


def number(figure: Figure | None) -> float | None:
    """A figure's value for drawing; what is printed is printed from the exact one."""
    if figure is None or not isinstance(figure.value, Decimal):
        return None
    return float(figure.value)
