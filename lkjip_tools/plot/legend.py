"""What the signs of a chart mean: one line, or a few, above it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lkjip_tools.plot.canvas import Canvas
from lkjip_tools.plot.style import SMALL, WIDTH, text_width

_SWATCH, _GAP, _LINE, _BELOW = 7.0, 5.0, 4.0, 1.5


@dataclass(frozen=True)
class Key:
    """A sign, drawn between `x` and `x + width` around `y`, and its meaning."""

    text: str
    paint: Callable[[Canvas, float, float], None]
    width: float = _SWATCH


def legend_height(keys: Sequence[Key]) -> float:
    """Millimetres that the legend takes."""
    if not keys:
        return 0
    return max(line + 1 for line, _, _ in _placed(keys)) * _LINE + _BELOW


def draw_legend(canvas: Canvas, keys: Sequence[Key]) -> None:
    """Draw it from the top left of the sheet."""
    for line, x, key in _placed(keys):
        y = _LINE / 2 + line * _LINE
        key.paint(canvas, x, y)
        canvas.text(x + key.width + 1.5, y, key.text, size=SMALL)


def _placed(keys: Sequence[Key]) -> Iterator[tuple[int, float, Key]]:
    line, x = 0, 0.0
    for key in keys:
        width = key.width + 1.5 + text_width(key.text, SMALL)
        if x and x + width > WIDTH:
            line, x = line + 1, 0.0
        yield line, x, key
        x += width + _GAP
