"""Performance and spending over the years on record."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lkjip_tools.block import Block, chart, gap
from lkjip_tools.figure import FigureList
from lkjip_tools.plot.lines import Series, draw_lines
from lkjip_tools.plot.message import extreme, percent, spoken
from lkjip_tools.plot.style import WIDTH

_SERIES = (("kinerja_persen", "kinerja"), ("keuangan_persen", "keuangan"))


def plot_riwayat(riwayat: pd.DataFrame, angka: FigureList) -> list[Block]:
    """Draw the years on record; a year without a value interrupts the line.

    Args:
        riwayat: Table `riwayat`.
        angka: `kinerja_persen` and `keuangan_persen` of every year.

    Returns:
        One chart, or a gap where nothing is known.
    """
    years = sorted(int(year) for year in riwayat["tahun"])
    series = [
        Series(f"Realisasi {short}", short, [angka.at(besaran, "riwayat", year) for year in years])
        for besaran, short in _SERIES
    ]
    if not any(line.known for line in series):
        return [gap("belum diisi: grafik riwayat memerlukan kinerja atau keuangan, tabel riwayat")]
    labels = [str(year) for year in years]
    span = labels[0] if len(years) == 1 else f"{labels[0]}–{labels[-1]}"
    values = [
        f"{line.name.lower()} {label} {percent(figure)}"
        for line in series
        for label, figure in zip(labels, line.figures, strict=True)
    ]
    key = "gambar-riwayat"
    return [
        chart(
            key,
            f"Realisasi Kinerja dan Keuangan Tahun {span}",
            draw_lines(key, years, labels, series, unit="Persen"),
            spoken([_message(line, labels) for line in series], values),
            width_mm=WIDTH,
            source=f"Sumber: riwayat kinerja dan keuangan tahun {span}, diolah.",
        )
    ]


def _message(line: Series, labels: Sequence[str]) -> str:
    """Say where the last two known years went, and the extremes."""
    if not line.known:
        return f"{line.name} tidak diketahui"
    names = [f"tahun {label}" for label in labels]
    ends = (
        f"tertinggi {extreme(names, line.figures, highest=True)}, "
        f"terendah {extreme(names, line.figures)}"
    )
    if len(line.known) == 1:
        (place,) = line.known
        return f"{line.name} {names[place]} {percent(line.figures[place])}"
    before, now = line.known[-2:]
    last, this = line.values[before] or 0, line.values[now] or 0
    moved = "naik" if this > last else "turun" if this < last else "tetap"
    return (
        f"{line.name} {moved} dari {percent(line.figures[before])} pada {names[before]} menjadi "
        f"{percent(line.figures[now])} pada {names[now]}; {ends}"
    )
