"""Target, realisasi and capaian of every IKU."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import pandas as pd

from lkjip_tools.block import Block, gap
from lkjip_tools.figure import Figure, FigureList, figure_id, printed
from lkjip_tools.plot.axis import GOAL, Axis, Span, number, percent_axis
from lkjip_tools.plot.bars import (
    REACHED,
    SHORT,
    UNKNOWN,
    bar_key,
    cut_key,
    draw_absent,
    draw_bar,
    marker_key,
)
from lkjip_tools.plot.canvas import Canvas
from lkjip_tools.plot.legend import Key
from lkjip_tools.plot.message import extreme, percent, sentence, share, spelled
from lkjip_tools.plot.rows import Cell, Row, RowChart, number_cell
from lkjip_tools.plot.style import BAND, INK, PAPER, SOFT
from lkjip_tools.records import records

POLARITY = {
    "positif": ("^", "makin tinggi makin baik"),
    "negatif": ("v", "makin rendah makin baik"),
    "rentang": ("D", "baik di dalam rentang"),
}


@dataclass(frozen=True)
class _Iku:
    """One indicator's figures, and where they stand when its target stands at one hundred."""

    nama: str
    satuan: str
    polaritas: str
    target: Figure
    low: Figure | None
    realisasi: Figure
    capaian: Figure

    def place(self, figure: Figure | None) -> float | None:
        """Where a figure stands on the common axis; the target's own size is the measure."""
        value, target = number(figure), number(self.target)
        if value is None or target is None:
            return None
        if target == 0:
            return 0 if value == 0 else inf if value > 0 else -inf
        return value / abs(target) * GOAL

    @property
    def places(self) -> list[float]:
        """Where all its figures stand."""
        found = (self.place(figure) for figure in (self.target, self.low, self.realisasi))
        return [place for place in found if place is not None]

    @property
    def missing(self) -> Figure:
        """What keeps the bar from being drawn."""
        return self.realisasi if self.realisasi.value is None else self.target

    @property
    def state(self) -> str:
        """Whether the target was reached."""
        value = number(self.capaian)
        return UNKNOWN if value is None else REACHED if value >= GOAL else SHORT


def plot_capaian(indikator: pd.DataFrame, angka: FigureList, tahun: int) -> list[Block]:
    """Draw realisasi against target, each IKU in its own unit, and print its capaian.

    Args:
        indikator: Table `indikator`.
        angka: `target`, `realisasi`, `capaian_persen` of every IKU, their mean and counts.
        tahun: Year of the report.

    Returns:
        One chart, or several where the IKU are many; a gap where nothing is known.
    """
    iku = [
        _Iku(
            row["indikator"],
            row["satuan"],
            row["polaritas"],
            angka.at("target", row["kode"], tahun),
            _low(angka, row["kode"], tahun),
            angka.at("realisasi", row["kode"], tahun),
            angka.at("capaian_persen", row["kode"], tahun),
        )
        for row in records(indikator[indikator["jenis"] == "iku"])
    ]
    title = f"Target, Realisasi, dan Capaian IKU Tahun {tahun}"
    if not any(number(figure) is not None for one in iku for figure in (one.target, one.realisasi)):
        return [gap(f"belum diisi: {title} memerlukan target atau realisasi pada tabel kinerja")]
    axis = percent_axis((place for one in iku for place in one.places), least=110)
    mean = angka.at("capaian_rata_rata_persen", "instansi", tahun)
    chart = RowChart(
        key="gambar-capaian",
        title=title,
        source=f"pengukuran kinerja tahun {tahun}",
        axis=axis,
        track="Realisasi terhadap target (target = 100%)",
        heads=("Target", "Realisasi", "Capaian"),
        rows=[*(_row(one, axis) for one in iku), _mean_row(mean)],
        legend=_legend(iku, axis),
        message=_message(iku, angka, mean, tahun),
    )
    return chart.blocks()


def _row(one: _Iku, axis: Axis) -> Row:
    sign, meaning = POLARITY[one.polaritas]
    low = f"{printed(one.low)}–" if one.low else ""
    target = Cell(f"{low}{printed(one.target)}", one.target)

    def paint(canvas: Canvas, span: Span, top: float, bottom: float) -> None:
        _paint(canvas, one, axis, span, (top + bottom) / 2)

    return Row(
        name=one.nama,
        note=one.satuan,
        sign=sign,
        cells=(target, number_cell(one.realisasi), number_cell(one.capaian, "%")),
        paint=paint,
        said=(
            f"{one.nama}: target {target.text}, realisasi {printed(one.realisasi)} {one.satuan}, "
            f"capaian {percent(one.capaian)}"
            + ("" if one.polaritas == "positif" else f" ({meaning})")
        ),
    )


def _paint(canvas: Canvas, one: _Iku, axis: Axis, span: Span, y: float) -> None:
    target, low, realisasi = (one.place(item) for item in (one.target, one.low, one.realisasi))
    if target is not None and low is not None:
        canvas.rectangle(
            axis.at(low, span),
            y - 2.9,
            axis.at(target, span),
            y + 2.9,
            fill=BAND,
            edge=SOFT,
            figure=one.low,
        )
    if realisasi is None:
        draw_absent(canvas, axis, span, y, one.missing)
    else:
        draw_bar(canvas, axis, span, y, realisasi, one.state, one.realisasi)
    if target is not None:
        x = axis.at(target, span)
        canvas.line([(x, y - 2.6), (x, y + 2.6)], colour=PAPER, width=3.4)
        canvas.line([(x, y - 3), (x, y + 3)], width=1.8, figure=one.target)


def _mean_row(mean: Figure) -> Row:
    return Row(
        name="Rata-rata capaian",
        note=mean.note,
        cells=(Cell(""), Cell(""), number_cell(mean, "%")),
        paint=lambda *_: None,
        strong=True,
    )


def _legend(iku: list[_Iku], axis: Axis) -> list[Key]:
    states = {one.state for one in iku if number(one.realisasi) is not None}
    names = {
        REACHED: "realisasi, capaian 100% atau lebih",
        SHORT: "realisasi, capaian di bawah 100%",
        UNKNOWN: "realisasi, capaian tidak dapat dihitung",
    }
    keys = [bar_key(state, text) for state, text in names.items() if state in states]
    keys.append(Key("target", _target_sign, width=1.5))
    if any(one.low for one in iku):
        keys.append(Key("rentang target", _range_sign))
    if any(axis.cuts(place) for one in iku for place in one.places):
        keys.append(cut_key())
    used = {one.polaritas for one in iku}
    signs = [POLARITY[polaritas] for polaritas in POLARITY if polaritas in used]
    return keys + [marker_key(form, text, size=3.2, fill=SOFT, edge=SOFT) for form, text in signs]


def _target_sign(canvas: Canvas, x: float, y: float) -> None:
    canvas.line([(x + 0.7, y - 1.6), (x + 0.7, y + 1.6)], colour=INK, width=1.8)


def _range_sign(canvas: Canvas, x: float, y: float) -> None:
    canvas.rectangle(x, y - 1.6, x + 7, y + 1.6, fill=BAND, edge=SOFT)


def _message(iku: list[_Iku], angka: FigureList, mean: Figure, tahun: int) -> list[str]:
    reached = number(angka.at("jumlah_iku_tercapai", "instansi", tahun)) or 0
    unknown = [one for one in iku if one.state == UNKNOWN]
    lowest = extreme([one.nama for one in iku], [one.capaian for one in iku])
    return [
        f"{share(int(reached), len(iku), 'IKU')} mencapai target tahun {tahun}"
        + (f"; capaian terendah {lowest}" if lowest else ""),
        f"{sentence(spelled(len(unknown)))[:-1]} IKU tidak dapat dihitung capaiannya"
        if unknown
        else "",
        f"Rata-rata capaian {percent(mean)}",
    ]


def _low(angka: FigureList, kode: str, tahun: int) -> Figure | None:
    """The lower end of a target that is a range."""
    if figure_id("target_bawah", kode, tahun) in angka:
        return angka.at("target_bawah", kode, tahun)
    return None
