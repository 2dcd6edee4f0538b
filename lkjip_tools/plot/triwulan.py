"""Through the year: spending and performance by the end of each quarter."""

from __future__ import annotations

from collections.abc import Sequence

from lkjip_tools.block import Block, chart, gap
from lkjip_tools.figure import Figure, FigureList, figure_id
from lkjip_tools.plot.lines import Series, draw_lines
from lkjip_tools.plot.message import joined, percent, spoken
from lkjip_tools.plot.style import WIDTH
from lkjip_tools.triwulan import Triwulan

_MONEY, _WORK = "serapan_sd_triwulan_persen", "kinerja_sd_triwulan_persen"


def plot_triwulan(angka: FigureList, tahun: int) -> list[Block]:
    """Draw cumulative spending by quarter beside an even pace, and performance where it is known.

    Args:
        angka: `serapan_sd_triwulan_persen` and, if computed, `kinerja_sd_triwulan_persen` of every
            quarter. One that nobody reported has no value, and interrupts the line.
        tahun: Year of the report.

    Returns:
        One chart, or a gap where no quarter was reported.
    """
    money, work = (_quarters(besaran, angka, tahun) for besaran in (_MONEY, _WORK))
    series = [Series("Serapan anggaran", "serapan", money)]
    series += [Series(f"Kinerja {_level(work)}", "kinerja", work)] if work else []
    series = [line for place, line in enumerate(series) if place == 0 or line.known]
    if not any(line.known for line in series):
        what = "realisasi semua program pada tabel evaluasi_renja"
        return [gap(f"belum diisi: grafik triwulan memerlukan {what}")]
    names = [f"TW {quarter.name}" for quarter in Triwulan]
    pace = [100 * quarter / len(Triwulan) for quarter in Triwulan]
    values = [
        f"{line.name.lower()} s.d. {name} {percent(figure)}"
        for line in series
        for name, figure in zip(names, line.figures, strict=True)
    ]
    what = " dan ".join(line.name.title() for line in series)
    key = "gambar-triwulan"
    return [
        chart(
            key,
            f"{what} Kumulatif per Triwulan Tahun {tahun}",
            draw_lines(
                key,
                list(Triwulan),
                [f"s.d. {name}" for name in names],
                series,
                unit="Persen dari pagu atau target setahun" if len(series) > 1 else "Persen pagu",
                pace=pace,
            ),
            spoken([_message(line, names, pace) for line in series], values),
            width_mm=WIDTH,
            source=f"Sumber: formulir evaluasi hasil Renja tahun {tahun}, diolah.",
        )
    ]


def _quarters(besaran: str, angka: FigureList, tahun: int) -> list[Figure]:
    if figure_id(besaran, Triwulan.I.kode, tahun) not in angka:
        return []
    return [angka.at(besaran, quarter.kode, tahun) for quarter in Triwulan]


def _level(work: Sequence[Figure]) -> str:
    """Return whose mean the performance is: the rule's option ends in the level."""
    level = work[0].rule.rpartition("/")[2].partition("_")[2]
    return level.replace("_", " ") or "program"


def _message(line: Series, names: Sequence[str], pace: Sequence[float]) -> str:
    """Say where the year ended, which quarters lagged behind and which are missing."""
    if not line.known:
        why = "; ".join(dict.fromkeys(figure.note for figure in line.figures if figure))
        return f"{line.name} tidak diketahui pada satu triwulan pun ({why})"
    last = line.known[-1]
    late = [
        names[place]
        for place in line.known
        if pace[place] < 100 and (line.values[place] or 0) < pace[place]
    ]
    absent = [name for place, name in enumerate(names) if place not in line.known]
    parts = [
        f"{line.name} mencapai {percent(line.figures[last])} sampai dengan {names[last]}",
        f"tertinggal dari laju merata pada {joined(late)}" if late else "",
        f"tidak dilaporkan pada {joined(absent)}" if absent else "",
    ]
    return "; ".join(part for part in parts if part)
