"""How much of its budget each programme spent, alone and beside what its sasaran reached."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lkjip_tools.block import Block, gap
from lkjip_tools.figure import Figure, FigureList
from lkjip_tools.plot.axis import GOAL, Axis, Span, number, percent_axis
from lkjip_tools.plot.bars import REACHED, SHORT, bar_key, cut_key, draw_absent, draw_bar
from lkjip_tools.plot.canvas import Canvas
from lkjip_tools.plot.legend import Key
from lkjip_tools.plot.message import extreme, percent
from lkjip_tools.plot.rows import Row, RowChart, number_cell
from lkjip_tools.records import records


def programmes(program: pd.DataFrame) -> list[tuple[str, str, str | None]]:
    """Code, name without the word *Program*, and sasaran of every programme."""
    return [
        (row["kode"], _short(row["uraian"]), row["sasaran"])
        for row in records(program[program["tingkat"] == "program"])
    ]


def plot_serapan(program: pd.DataFrame, angka: FigureList, tahun: int) -> list[Block]:
    """Draw what every programme spent in percent of its budget, and print the amounts.

    Args:
        program: Table `program`.
        angka: `pagu_rp`, `realisasi_rp`, `serapan_persen` of programmes and `instansi`.
        tahun: Year of the report.

    Returns:
        One chart, or several where the programmes are many; a gap where nothing is known.
    """
    tops = programmes(program)
    spent = [angka.at("serapan_persen", kode, tahun) for kode, *_ in tops]
    whole = angka.at("serapan_persen", "instansi", tahun)
    title = f"Serapan Anggaran Menurut Program Tahun {tahun}"
    if not any(number(figure) is not None for figure in spent):
        return [gap(f"belum diisi: {title} memerlukan pagu dan realisasi anggaran program")]
    axis = percent_axis(value for figure in [*spent, whole] if (value := number(figure)))
    rows = [
        _row(nama, kode, angka, axis, tahun)
        for kode, nama in [(kode, nama) for kode, nama, _ in tops] + [("instansi", "Seluruhnya")]
    ]
    names = [nama for _, nama, _ in tops]
    chart = RowChart(
        key="gambar-serapan",
        title=title,
        source=f"pagu dan realisasi anggaran tahun {tahun}",
        axis=axis,
        track="Serapan (% dari pagu)",
        heads=("Pagu (Rp)", "Realisasi (Rp)", "Serapan"),
        rows=rows,
        legend=_legend([*spent, whole], axis),
        message=[
            f"Serapan anggaran tahun {tahun} seluruhnya {percent(whole)}",
            f"Serapan program terendah {extreme(names, spent)}, "
            f"tertinggi {extreme(names, spent, highest=True)}",
        ],
    )
    return chart.blocks()


def _row(nama: str, kode: str, angka: FigureList, axis: Axis, tahun: int) -> Row:
    pagu, realisasi, serapan = (
        angka.at(besaran, kode, tahun) for besaran in ("pagu_rp", "realisasi_rp", "serapan_persen")
    )

    def paint(canvas: Canvas, span: Span, top: float, bottom: float) -> None:
        value, y = number(serapan), (top + bottom) / 2
        if value is None:
            draw_absent(canvas, axis, span, y, serapan)
        else:
            draw_bar(canvas, axis, span, y, value, _state(serapan), serapan)

    return Row(
        name=nama,
        cells=(number_cell(pagu), number_cell(realisasi), number_cell(serapan, "%")),
        paint=paint,
        said=f"{nama} {percent(serapan)}",
        strong=kode == "instansi",
    )


def _state(serapan: Figure) -> str:
    """A bar stands out where more was spent than there was."""
    value = number(serapan)
    return SHORT if value is not None and value > GOAL else REACHED


def _legend(figures: Sequence[Figure], axis: Axis) -> list[Key]:
    values = [value for figure in figures if (value := number(figure)) is not None]
    keys = []
    if any(value > GOAL for value in values):
        keys += [bar_key(REACHED, "sampai dengan pagu"), bar_key(SHORT, "melebihi pagu")]
    return keys + ([cut_key()] if any(axis.cuts(value) for value in values) else [])


def _short(nama: str) -> str:
    first, _, rest = nama.partition(" ")
    return rest[:1].upper() + rest[1:] if first.lower() == "program" and rest else nama
