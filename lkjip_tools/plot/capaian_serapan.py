"""What each sasaran reached beside what its programme spent."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from lkjip_tools.block import Block, gap
from lkjip_tools.figure import NOT_COMPUTED, Figure, FigureList
from lkjip_tools.plot.axis import GOAL, Axis, Span, number, percent_axis
from lkjip_tools.plot.bars import cut_key, draw_break, marker_key, stroke_key
from lkjip_tools.plot.canvas import Canvas
from lkjip_tools.plot.legend import Key
from lkjip_tools.plot.message import percent, share
from lkjip_tools.plot.rows import Cell, Row, RowChart, number_cell
from lkjip_tools.plot.serapan import programmes
from lkjip_tools.plot.style import FIRST, LINK, PAPER, SECOND, SMALL, SOFT

_CAPAIAN, _SERAPAN = ("o", FIRST, FIRST), ("s", PAPER, SECOND)
_SIZE, _LANE, _DASHES = 6.0, 1.7, (3.0, 2.0)


@dataclass(frozen=True)
class _Pair:
    """A programme, and the two figures that are compared."""

    nama: str
    sasaran: str | None
    capaian: Figure | None
    serapan: Figure

    @property
    def values(self) -> list[float]:
        """Those that are known."""
        found = (number(self.capaian), number(self.serapan))
        return [value for value in found if value is not None]

    @property
    def ahead(self) -> bool:
        """Whether more was reached than spent."""
        capaian, serapan = number(self.capaian), number(self.serapan)
        return capaian is not None and serapan is not None and capaian > serapan


def plot_capaian_serapan(program: pd.DataFrame, angka: FigureList, tahun: int) -> list[Block]:
    """Draw capaian of every programme's sasaran against the programme's spending.

    Args:
        program: Table `program`; `sasaran` says whose capaian counts.
        angka: `capaian_rata_rata_persen` of every sasaran, `serapan_persen` of every programme.
        tahun: Year of the report.

    Returns:
        One chart, or several where the programmes are many; a gap where nothing can be compared.
    """
    pairs = [
        _Pair(
            nama,
            sasaran,
            angka.at("capaian_rata_rata_persen", sasaran, tahun) if sasaran else None,
            angka.at("serapan_persen", kode, tahun),
        )
        for kode, nama, sasaran in programmes(program)
    ]
    title = f"Capaian Sasaran dan Serapan Anggaran Programnya Tahun {tahun}"
    compared = [pair for pair in pairs if len(pair.values) == 2]
    if not compared:
        return [gap(f"belum diisi: {title} memerlukan capaian sasaran dan serapan programnya")]
    axis = percent_axis((value for pair in pairs for value in pair.values), from_zero=False)
    ahead = sum(pair.ahead for pair in compared)
    chart = RowChart(
        key="gambar-capaian-serapan",
        title=title,
        source=f"pengukuran kinerja serta pagu dan realisasi anggaran tahun {tahun}",
        axis=axis,
        track=f"Persen; sumbu mulai dari {axis.label(axis.low)}",
        heads=("Capaian sasaran", "Serapan anggaran"),
        rows=[_row(pair, axis) for pair in pairs],
        legend=_legend(pairs, axis),
        message=[
            f"{share(ahead, len(compared), 'program')} berada pada sasaran yang capaiannya lebih "
            f"tinggi daripada serapan anggaran program itu, tahun {tahun}"
        ],
        least=10,
    )
    return chart.blocks()


def _row(pair: _Pair, axis: Axis) -> Row:
    def paint(canvas: Canvas, span: Span, top: float, bottom: float) -> None:
        _paint(canvas, pair, axis, span, (top + bottom) / 2)

    capaian = Cell(NOT_COMPUTED) if pair.capaian is None else number_cell(pair.capaian, "%")
    return Row(
        name=pair.nama,
        note=f"Sasaran {pair.sasaran}" if pair.sasaran else "tanpa sasaran",
        cells=(capaian, number_cell(pair.serapan, "%")),
        paint=paint,
        said=f"{pair.nama}: capaian {percent(pair.capaian)}, serapan {percent(pair.serapan)}",
    )


def _paint(canvas: Canvas, pair: _Pair, axis: Axis, span: Span, y: float) -> None:
    goal = axis.at(GOAL, span)
    canvas.line([(goal, y - 4), (goal, y + 4)], colour=SOFT, width=0.8, dashes=_DASHES)
    lanes = (
        (pair.capaian, "capaian", y - _LANE, _CAPAIAN),
        (pair.serapan, "serapan", y + _LANE, _SERAPAN),
    )
    known = [
        (axis.at(value, span), lane)
        for figure, _, lane, _ in lanes
        if (value := number(figure)) is not None
    ]
    if len(known) == 2:
        canvas.line(known, colour=LINK, width=2.2)
    for figure, what, lane, (form, fill, edge) in lanes:
        value = number(figure)
        if value is None:
            text = f"{what} {NOT_COMPUTED}"
            canvas.text(span.start + 1.2, lane, text, size=SMALL, colour=SOFT, figure=figure)
            continue
        x = axis.at(value, span)
        if axis.cuts(value):
            inward = 1 if value < axis.low else -1
            if len(known) < 2:
                canvas.line([(x, lane), (x + 8 * inward, lane)], colour=LINK, width=2.2)
            draw_break(canvas, x + 4 * inward, lane, 0.9)
        canvas.marker(x, lane, form, size=_SIZE, fill=fill, edge=edge, figure=figure)


def _legend(pairs: list[_Pair], axis: Axis) -> list[Key]:
    keys = [
        marker_key(form, text, size=_SIZE, fill=fill, edge=edge)
        for text, (form, fill, edge) in (
            ("capaian sasaran", _CAPAIAN),
            ("serapan anggaran program", _SERAPAN),
        )
    ]
    cut = any(axis.cuts(value) for pair in pairs for value in pair.values)
    keys.append(stroke_key("100%", colour=SOFT, width=0.8, dashes=_DASHES))
    return keys + ([cut_key()] if cut else [])
