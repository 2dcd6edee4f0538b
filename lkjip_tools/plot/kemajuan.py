"""The way to the Renstra's end target: its yearly targets, and how far each IKU has come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd

from lkjip_tools.block import Block, gap
from lkjip_tools.figure import NOT_COMPUTED, Figure, FigureList, figure_id, printed
from lkjip_tools.params import Params
from lkjip_tools.plot.axis import GOAL, Axis, Span, number
from lkjip_tools.plot.bars import marker_key, stroke_key
from lkjip_tools.plot.canvas import Canvas
from lkjip_tools.plot.capaian import POLARITY
from lkjip_tools.plot.label import BESIDE, Label
from lkjip_tools.plot.legend import Key
from lkjip_tools.plot.message import extreme, percent, share
from lkjip_tools.plot.rows import Row, RowChart, number_cell
from lkjip_tools.plot.style import (
    FIRST,
    MISSED,
    MISSED_EDGE,
    PAPER,
    SMALL,
    SOFT,
    text_width,
)
from lkjip_tools.records import records

_MARGIN = 5.0  # from a row's edge to its highest point: room for a number, millimetres
_DASHES = (3.0, 2.0)


@dataclass(frozen=True)
class _Way:
    """One indicator's targets by year, its realisasi by year, and its progress."""

    nama: str
    satuan: str
    polaritas: str
    sasaran: str
    targets: dict[int, Figure]
    end: Figure
    done: dict[int, Figure]
    kemajuan: Figure

    @property
    def values(self) -> list[float]:
        """Every value that is known."""
        figures = [*self.targets.values(), self.end, *self.done.values()]
        return [value for figure in figures if (value := number(figure)) is not None]


def plot_kemajuan(
    indikator: pd.DataFrame, sasaran: pd.DataFrame, angka: FigureList, params: Params, tahun: int
) -> list[Block]:
    """Draw every IKU's realisasi on its way to the end target, sasaran by sasaran.

    Args:
        indikator: Table `indikator`.
        sasaran: Table `sasaran`.
        angka: `target_renstra` by year, `target_akhir`, `realisasi` of this year and the last,
            `kemajuan_renstra_persen`.
        params: The agency; the Renstra's years.
        tahun: Year of the report.

    Returns:
        One chart, or several where the IKU are many; a gap where nothing is known.
    """
    end = params.renstra.akhir
    aims = {row["kode"]: row["sasaran"] for row in records(sasaran)}
    order = list(aims)
    iku = sorted(
        records(indikator[indikator["jenis"] == "iku"]),
        key=lambda row: order.index(row["induk"]) if row["induk"] in aims else len(order),
    )
    ways = [_way(row, aims.get(row["induk"], ""), angka, params, tahun) for row in iku]
    title = f"Kemajuan IKU Menuju Target Akhir Renstra {end}"
    if not any(way.values for way in ways):
        return [gap(f"belum diisi: {title} memerlukan target Renstra atau realisasi IKU")]
    years = [year for way in ways for year in (*way.targets, *way.done)]
    axis = Axis(min(years) - 0.4, max(years) + 0.4)
    chart = RowChart(
        key="gambar-kemajuan",
        title=title,
        source=_source(ways, params, tahun),
        axis=axis,
        track="Target Renstra dan realisasi; tiap baris pada skalanya sendiri",
        heads=(f"Realisasi {tahun}", f"Target {end}", "Tingkat kemajuan"),
        rows=[_row(way, axis, tahun, end) for way in ways],
        legend=_legend(ways, tahun, end),
        message=_message(ways, end, tahun),
        least=16.5,
    )
    return chart.blocks()


def _way(row: dict[str, str], aim: str, angka: FigureList, params: Params, tahun: int) -> _Way:
    kode, end = row["kode"], params.renstra.akhir
    plan = range(params.renstra.awal, end + 1)
    return _Way(
        row["indikator"],
        row["satuan"],
        row["polaritas"],
        aim,
        {year: angka.at("target_renstra", kode, year) for year in plan},
        angka.at("target_akhir", kode, end),
        {
            year: angka.at("realisasi", kode, year)
            for year in (tahun - 1, tahun)
            if figure_id("realisasi", kode, year) in angka
        },
        angka.at("kemajuan_renstra_persen", kode, tahun),
    )


def _row(way: _Way, axis: Axis, tahun: int, end: int) -> Row:
    def paint(canvas: Canvas, span: Span, top: float, bottom: float) -> None:
        _paint(canvas, way, axis, span, top, bottom, tahun, end)

    targets = ", ".join(
        f"{year} {printed(figure)}"
        for year, figure in way.targets.items()
        if figure.value is not None
    )
    return Row(
        name=way.nama,
        note=way.satuan,
        sign=POLARITY[way.polaritas][0],
        group=way.sasaran,
        cells=(
            number_cell(way.done[tahun]),
            number_cell(way.end),
            number_cell(way.kemajuan, "%"),
        ),
        paint=paint,
        said=(
            f"{way.nama}: kemajuan {percent(way.kemajuan)}, realisasi {tahun} "
            f"{printed(way.done[tahun])}, target {end} {printed(way.end)} {way.satuan}"
            + (f", target tahunan {targets}" if targets else "")
        ),
    )


def _paint(
    canvas: Canvas,
    way: _Way,
    axis: Axis,
    span: Span,
    top: float,
    bottom: float,
    tahun: int,
    end: int,
) -> None:
    if not way.values:
        canvas.text(span.start + 1.2, (top + bottom) / 2, NOT_COMPUTED, size=SMALL, colour=SOFT)
        return
    low, high = min(way.values), max(way.values)
    scale = Axis(low - 1, high + 1) if low == high else Axis(low, high)
    rise = Span(bottom - _MARGIN, top + _MARGIN)

    def spot(year: int, value: float) -> tuple[float, float]:
        return axis.at(year, span), scale.at(value, rise)

    goal = number(way.end)
    if goal is not None:
        _, y = spot(end, goal)
        canvas.line([(span.start, y), (span.end, y)], colour=SOFT, width=0.7, dashes=_DASHES)
    planned = [
        (year, value, figure)
        for year, figure in way.targets.items()
        if (value := number(figure)) is not None
    ]
    written = list(_labels(way, spot, top, end))
    canvas.clear([label.box for label in written])
    canvas.line([spot(year, value) for year, value, _ in planned], colour=SOFT, width=1)
    for year, value, figure in planned:
        canvas.marker(*spot(year, value), "o", size=3.6, fill=PAPER, edge=SOFT, figure=figure)
    if goal is not None:
        canvas.marker(*spot(end, goal), "o", size=5.2, fill=PAPER, edge=FIRST, figure=way.end)
    for year, figure in way.done.items():
        value = number(figure)
        if value is not None:
            _mark_done(canvas, *spot(year, value), figure, way, year == tahun)
    for label in written:
        label.draw(canvas)


def _labels(
    way: _Way, spot: Callable[[int, float], tuple[float, float]], top: float, end: int
) -> Iterator[Label]:
    """Yield target and realisasi of every year, the higher above and the lower below.

    One that is too long to stand beside its neighbours stands in its column only.
    """
    room = abs(spot(end, 0)[0] - spot(end - 1, 0)[0]) - 0.8
    for year in {**way.targets, **way.done, end: way.end}:
        goal = way.end if year == end else way.targets.get(year)
        figures = [
            (number(figure), figure)
            for figure in (goal, way.done.get(year))
            if figure is not None and figure.value is not None
        ]
        figures.sort(key=lambda item: -(item[0] or 0))
        if len(figures) == 2 and figures[0][0] == figures[1][0]:
            figures = figures[:1]
        for rank, (value, figure) in enumerate(figures):
            x, y = spot(year, value or 0)
            y += BESIDE if rank or y - BESIDE < top + 1 else -BESIDE
            if text_width(printed(figure), SMALL) <= room:
                yield Label(x, y, printed(figure), figure)


def _mark_done(canvas: Canvas, x: float, y: float, figure: Figure, way: _Way, now: bool) -> None:
    progress = number(way.kemajuan)
    fill, edge = (FIRST, FIRST) if progress is not None and progress >= GOAL else _SHORT
    if not now:
        fill = edge = SOFT
    canvas.marker(x, y, "D", size=5 if now else 3.2, fill=fill, edge=edge, figure=figure)


_SHORT = (MISSED, MISSED_EDGE)


def _legend(ways: list[_Way], tahun: int, end: int) -> list[Key]:
    values = [number(way.kemajuan) for way in ways]
    keys = []
    if any(value is not None and value >= GOAL for value in values):
        keys.append(
            marker_key(
                "D", f"realisasi {tahun}, target {end} tercapai", size=5, fill=FIRST, edge=FIRST
            )
        )
    if any(value is None or value < GOAL for value in values):
        keys.append(
            marker_key(
                "D", f"realisasi {tahun}, belum tercapai", size=5, fill=MISSED, edge=MISSED_EDGE
            )
        )
    if any(number(way.done.get(tahun - 1)) is not None for way in ways):
        keys.append(marker_key("D", f"realisasi {tahun - 1}", size=3.2, fill=SOFT, edge=SOFT))
    if any(number(figure) is not None for way in ways for figure in way.targets.values()):
        keys.append(marker_key("o", "target tahunan Renstra", size=3.6, fill=PAPER, edge=SOFT))
    keys.append(stroke_key(f"target akhir {end}", colour=SOFT, width=0.7, dashes=_DASHES))
    used = {way.polaritas for way in ways}
    return keys + [
        marker_key(form, text, size=3.2, fill=SOFT, edge=SOFT)
        for polaritas, (form, text) in POLARITY.items()
        if polaritas in used
    ]


def _source(ways: list[_Way], params: Params, tahun: int) -> str:
    """Name the documents; a target given as a grade was read as a number, and that is said."""
    renstra = f"{params.renstra.awal}–{params.renstra.akhir}"
    graded = {
        figure.note.partition("; ")[2]: None
        for way in ways
        for figure in (*way.targets.values(), way.end)
        if figure.rule and figure.value is not None
    }
    read = f" ({'; '.join(graded)})" if graded else ""
    return f"Renstra {renstra} dan pengukuran kinerja tahun {tahun}{read}"


def _message(ways: list[_Way], end: int, tahun: int) -> list[str]:
    reached = [way for way in ways if (number(way.kemajuan) or 0) >= GOAL]
    names, figures = [way.nama for way in ways], [way.kemajuan for way in ways]
    lowest = extreme(names, figures)
    return [
        f"{share(len(reached), len(ways), 'IKU')} sudah mencapai target akhir Renstra {end} "
        f"pada tahun {tahun}" + (f"; kemajuan terendah {lowest}" if lowest else "")
    ]
