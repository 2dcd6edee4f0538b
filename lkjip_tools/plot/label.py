"""Numbers written beside points."""

from __future__ import annotations

from dataclasses import dataclass

from lkjip_tools.figure import Figure
from lkjip_tools.plot.canvas import Canvas
from lkjip_tools.plot.style import INK, SMALL, line_height, text_width

BESIDE = 3.2  # from a point to the middle of its number, millimetres


@dataclass(frozen=True)
class Label:
    """One number, centred at its place."""

    x: float
    y: float
    text: str
    figure: Figure | None
    colour: str = INK

    @property
    def box(self) -> tuple[float, float, float, float]:
        """What it covers, to be cleared of grid and reference lines."""
        half, rise = text_width(self.text, SMALL) / 2 + 0.4, line_height(SMALL) / 2 - 0.2
        return self.x - half, self.y - rise, self.x + half, self.y + rise

    def draw(self, canvas: Canvas) -> None:
        """Write it."""
        canvas.text(
            self.x,
            self.y,
            self.text,
            size=SMALL,
            anchor="center",
            colour=self.colour,
            figure=self.figure,
        )
