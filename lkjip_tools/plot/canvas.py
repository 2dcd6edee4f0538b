"""A sheet measured in millimetres, from the top left, to draw a chart on.

Drawn on a bare `Figure` without axes: where everything stands is known beforehand, so nothing is
drawn twice to find out (a tenth of the time of axes under `layout="constrained"`), and two charts
share nothing. Texts stay texts, to be searched and read out.

What shows a figure says so in the SVG: `<g data-angka="<id>" data-nilai="<exact value>">`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from math import nan
from string import ascii_letters, digits
from typing import Literal

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure as Drawing
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, PathPatch, Polygon, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from lkjip_tools.figure import Figure
from lkjip_tools.plot.style import (
    BODY,
    HAIR,
    INK,
    PAPER,
    WIDTH,
    cap_height,
    named_family,
    text_width,
    typeface,
)
from lkjip_tools.value import value_text

_INCH = 25.4
_DPI = 72  # the SVG's own
_ROUND = 0.8  # millimetres
_MARK = "angka:"
_MARKED = re.compile(rf'id="{_MARK}([^"]*)\|([^"|]*)"')
_SERIAL_ID = re.compile(r' id="(?:figure|patch|text|line2d)_\d+"')
_NO_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))

Anchor = Literal["left", "center", "right"]


def prepare() -> None:
    """Draw once what every chart is made of: typefaces are opened, letters measured."""
    canvas = Canvas(2 * BODY)
    for bold in (False, True):
        width = text_width(ascii_letters + digits, bold=bold)
        canvas.text(width, BODY, digits, bold=bold)
    canvas.rectangle(0, 0, 1, 1, fill=PAPER)
    canvas.line([(0, 0), (1, 1)])
    canvas.marker(0, 0, "o", size=1, fill=PAPER, edge=INK)
    canvas.svg("")


class _Words(Text):
    """One line of text, set by whoever shows the SVG.

    `Text` would measure it glyph by glyph to place it, which took half of a chart's time, and
    would warn of every glyph that the typeface lacks, which the reader's program may have.
    """

    def draw(self, renderer: RendererBase) -> None:
        """Hand the text over where it is anchored."""
        x, y = self.get_transform().transform(self.get_unitless_position())
        _, height = renderer.get_canvas_width_height()
        gc = renderer.new_gc()
        gc.set_foreground(self.get_color())
        renderer.open_group("text", self.get_gid())
        renderer.draw_text(
            gc, x, height - y, self.get_text(), self.get_fontproperties(), 0, mtext=self
        )
        renderer.close_group("text")
        gc.restore()


class Canvas:
    """A sheet of `WIDTH` by `height` millimetres; x runs to the right and y downwards."""

    def __init__(self, height: float) -> None:
        self.height = height
        self._drawing = Drawing(figsize=(WIDTH / _INCH, height / _INCH), dpi=_DPI)
        self._drawing.patch.set_visible(False)
        self._place = (
            Affine2D().scale(_DPI / _INCH, -_DPI / _INCH).translate(0, height * _DPI / _INCH)
        )

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = BODY,
        anchor: Anchor = "left",
        colour: str = INK,
        bold: bool = False,
        figure: Figure | None = None,
    ) -> None:
        """Write one line whose capitals are centred at `y`."""
        item = _Words(
            x,
            y + cap_height(size) / 2,
            text,
            fontproperties=typeface(size, bold=bold),
            ha=anchor,
            color=colour,
        )
        self._add(item, figure)

    def rectangle(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        *,
        fill: str,
        edge: str | None = None,
        hatch: str | None = None,
        figure: Figure | None = None,
    ) -> None:
        """Draw a rectangle; `left` and `right` may change places."""
        item = Rectangle(
            (min(left, right), top),
            abs(right - left),
            bottom - top,
            facecolor=fill,
            edgecolor=edge or "none",
            linewidth=0.8,
            hatch=hatch,
        )
        item.set_hatch_linewidth(0.7)
        self._add(item, figure)

    def box(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        *,
        fill: str,
        edge: str,
        dashes: tuple[float, ...] | None = None,
    ) -> None:
        """Draw a frame with round corners; `dashes` of its edge in multiples of its width."""
        item = FancyBboxPatch(
            (left, top),
            right - left,
            bottom - top,
            boxstyle=f"round,pad=0,rounding_size={_ROUND}",
            facecolor=fill,
            edgecolor=edge,
            linewidth=0.8,
            linestyle=(0, dashes) if dashes else "-",
        )
        self._add(item, None)

    def lines(
        self, segments: Sequence[tuple[float, float, float, float]], *, colour: str = HAIR
    ) -> None:
        """Draw many thin lines, each from one point to another, as one."""
        points = [
            point for x1, y1, x2, y2 in segments for point in ((x1, y1), (x2, y2), (nan, nan))
        ]
        if points:
            self.line(points, colour=colour)

    def clear(self, boxes: Sequence[tuple[float, float, float, float]]) -> None:
        """Take away what was drawn in boxes of left, top, right, bottom."""
        outlines = [
            Path([(x1, y1), (x2, y1), (x2, y2), (x1, y2), (x1, y1)], closed=True)
            for x1, y1, x2, y2 in boxes
        ]
        if outlines:
            whole = Path.make_compound_path(*outlines)
            self._add(PathPatch(whole, facecolor=PAPER, edgecolor="none"), None)

    def polygon(self, points: Sequence[tuple[float, float]], *, fill: str) -> None:
        """Fill the area between points."""
        self._add(Polygon(points, facecolor=fill, edgecolor="none"), None)

    def line(
        self,
        points: Sequence[tuple[float, float]],
        *,
        colour: str = INK,
        width: float = 0.5,
        dashes: tuple[float, ...] | None = None,
        figure: Figure | None = None,
    ) -> None:
        """Draw a line through points; `width` in points, `dashes` in multiples of it."""
        item = Line2D(
            [x for x, _ in points],
            [y for _, y in points],
            color=colour,
            linewidth=width,
            solid_capstyle="butt",
            linestyle=(0, dashes) if dashes else "-",
        )
        self._add(item, figure)

    def marker(
        self,
        x: float,
        y: float,
        form: str,
        *,
        size: float,
        fill: str,
        edge: str,
        figure: Figure | None = None,
    ) -> None:
        """Draw a marker of matplotlib's forms, `size` points wide."""
        item = Line2D(
            [x],
            [y],
            marker=form,
            markersize=size,
            markerfacecolor=fill,
            markeredgecolor=edge,
            markeredgewidth=1,
            linestyle="none",
        )
        self._add(item, figure)

    def svg(self, salt: str) -> str:
        """Return the drawing; the same bytes for the same drawing and salt."""
        target = io.StringIO()
        with mpl.rc_context({"svg.hashsalt": salt, "svg.fonttype": "none"}):
            self._drawing.savefig(target, format="svg", transparent=True, metadata=_NO_METADATA)
        svg = target.getvalue()
        svg = _SERIAL_ID.sub("", svg[svg.index("<svg") :])
        return named_family(_MARKED.sub(r'data-angka="\1" data-nilai="\2"', svg))

    def _add(self, item: Artist, figure: Figure | None) -> None:
        """Add an artist on top of what is there."""
        item.set_transform(self._place)
        item.set_zorder(1)
        if figure is not None:
            item.set_gid(f"{_MARK}{figure.id}|{value_text(figure.value) or ''}")
        self._drawing.add_artist(item)
