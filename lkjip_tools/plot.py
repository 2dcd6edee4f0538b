"""Charts as printed: vector, one visual language, readable in greyscale, with a spoken message.

Drawn on a bare `Figure`, never through pyplot: nothing is shared between two charts.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text

from lkjip_tools.block import Block, chart
from lkjip_tools.formula import Figure, FigureList
from lkjip_tools.number import format_number

DARK, MIDDLE, LIGHT, LINE = "#1f3a5f", "#7a93b3", "#d3dce8", "#5a6470"
_FONT = Path(str(files("lkjip_tools") / "report" / "fonts" / "LKjIPSans-Regular.ttf"))
_WIDTH_MM = 160
_MM = 1 / 25.4


def plot_capaian(indikator: pd.DataFrame, angka: FigureList, tahun: int) -> Block:
    """Capaian of every IKU against one hundred percent, and their mean."""
    iku = indikator[indikator["jenis"] == "iku"]
    figures = [angka.at("capaian_persen", kode, tahun) for kode in iku["kode"]]
    names = [_wrap(name, 34) for name in iku["indikator"]]
    drawing, axes = _canvas(16 + 11 * len(names))
    _bars(axes, names, figures, goal=100)
    axes.axvline(100, color=LINE, linewidth=1, linestyle=(0, (4, 3)))
    axes.set_xlabel("Capaian (%); garis putus-putus: 100%")
    reached = [figure for figure in figures if _number(figure) >= 100]
    mean = angka.at("capaian_rata_rata_persen", "instansi", tahun)
    alt = (
        f"Diagram batang capaian {len(figures)} IKU tahun {tahun}: {len(reached)} mencapai "
        f"100 persen atau lebih; rata-rata {_text(mean)} persen. "
        f"{_listing(list(iku['indikator']), figures)}"
    )
    return _block("gambar-capaian", f"Capaian IKU Tahun {tahun}", drawing, alt)


def plot_serapan(program: pd.DataFrame, angka: FigureList, tahun: int) -> Block:
    """Spending of every programme, in percent of its budget."""
    tops = program[program["tingkat"] == "program"]
    figures = [angka.at("serapan_persen", kode, tahun) for kode in tops["kode"]]
    names = [_wrap(name.removeprefix("Program "), 40) for name in tops["uraian"]]
    drawing, axes = _canvas(16 + 12 * len(names))
    _bars(axes, names, figures, goal=0)
    axes.set_xlim(0, 115)
    axes.set_xlabel("Serapan anggaran (% dari pagu)")
    whole = angka.at("serapan_persen", "instansi", tahun)
    alt = (
        f"Diagram batang serapan anggaran {len(figures)} program tahun {tahun}; seluruhnya "
        f"{_text(whole)} persen. {_listing(list(tops['uraian']), figures)}"
    )
    return _block("gambar-serapan", f"Serapan Anggaran Menurut Program Tahun {tahun}", drawing, alt)


def plot_riwayat(riwayat: pd.DataFrame, angka: FigureList) -> Block:
    """Performance and spending over the years on record."""
    years = list(riwayat["tahun"])
    drawing, axes = _canvas(70)
    series = (
        ("kinerja_persen", "Kinerja", DARK, "-"),
        ("keuangan_persen", "Keuangan", MIDDLE, "--"),
    )
    for place, (name, label, colour, style) in enumerate(series):
        figures = [angka.at(name, "riwayat", year) for year in years]
        values = [_number(figure) for figure in figures]
        axes.plot(years, values, style, color=colour, marker="os"[place], label=label, linewidth=2)
        if place == 0:
            for year, figure, value in zip(years, figures, values, strict=True):
                axes.annotate(
                    _text(figure), (year, value), (0, 7), textcoords="offset points", ha="center"
                )
            alt_values = _listing([str(year) for year in years], figures)
    axes.set_xticks(years, [str(year) for year in years])
    axes.set_ylim(0, 115)
    axes.set_ylabel("Persen")
    axes.legend(loc="lower right", frameon=False)
    first, last = years[0], years[-1]
    alt = f"Diagram garis realisasi kinerja dan keuangan tahun {first} sampai {last}. {alt_values}"
    return _block("gambar-riwayat", f"Kinerja dan Keuangan Tahun {first}–{last}", drawing, alt)


def plot_kemajuan(indikator: pd.DataFrame, angka: FigureList, akhir: int, tahun: int) -> Block:
    """Progress of every IKU to the Renstra's end target."""
    iku = indikator[indikator["jenis"] == "iku"]
    figures = [angka.at("kemajuan_renstra_persen", kode, tahun) for kode in iku["kode"]]
    names = [_wrap(name, 34) for name in iku["indikator"]]
    drawing, axes = _canvas(16 + 11 * len(names))
    _bars(axes, names, figures, goal=100)
    axes.axvline(100, color=LINE, linewidth=1, linestyle=(0, (4, 3)))
    axes.set_xlabel(f"Tingkat kemajuan (%); garis putus-putus: target akhir Renstra {akhir}")
    reached = [figure for figure in figures if _number(figure) >= 100]
    alt = (
        f"Diagram batang kemajuan {len(figures)} IKU menuju target akhir Renstra {akhir}: "
        f"{len(reached)} sudah mencapainya. {_listing(list(iku['indikator']), figures)}"
    )
    return _block("gambar-kemajuan", f"Kemajuan IKU Menuju Target Renstra {akhir}", drawing, alt)


def plot_capaian_serapan(program: pd.DataFrame, angka: FigureList, tahun: int) -> Block:
    """Capaian of each sasaran beside the spending of the programme that serves it."""
    tops = program[program["tingkat"] == "program"]
    reached = [angka.at("capaian_rata_rata_persen", kode, tahun) for kode in tops["sasaran"]]
    spent = [angka.at("serapan_persen", kode, tahun) for kode in tops["kode"]]
    names = [_wrap(name.removeprefix("Program "), 40) for name in tops["uraian"]]
    drawing, axes = _canvas(24 + 11 * len(names))
    places = list(range(len(names)))
    pairs = [(_number(left), _number(right)) for left, right in zip(spent, reached, strict=True)]
    for place, pair in zip(places, pairs, strict=True):
        axes.plot(pair, (place, place), color=LIGHT, linewidth=4, zorder=1)
    series = [
        ("Capaian sasaran", [pair[1] for pair in pairs], "o", DARK),
        ("Serapan anggaran", [pair[0] for pair in pairs], "s", "white"),
    ]
    for label, values, marker, colour in series:
        axes.scatter(
            values, places, marker=marker, s=42, label=label, color=colour, edgecolor=DARK, zorder=2
        )
    axes.set_yticks(places, names)
    axes.invert_yaxis()
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel("Persen")
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, 1.16), ncol=2, frameon=False)
    alt = (
        f"Capaian sasaran dibandingkan serapan anggaran programnya tahun {tahun}. "
        f"Capaian: {_listing(list(tops['sasaran']), reached)} "
        f"Serapan: {_listing(list(tops['kode']), spent)}"
    )
    title = f"Capaian Sasaran dan Serapan Anggaran Programnya Tahun {tahun}"
    return _block("gambar-capaian-serapan", title, drawing, alt)


def plot_triwulan(angka: FigureList, quarters: Sequence[str], tahun: int) -> Block:
    """Cumulative spending by the end of each quarter, against an even pace."""
    figures = [angka.at("serapan_sd_triwulan_persen", quarter, tahun) for quarter in quarters]
    values = [_number(figure) for figure in figures]
    drawing, axes = _canvas(62)
    places = list(range(len(quarters)))
    even = [100 * (place + 1) / len(quarters) for place in places]
    axes.plot(places, even, "--", color=MIDDLE, linewidth=1.2, label="Laju merata")
    axes.plot(places, values, "o-", color=DARK, linewidth=2, label="Serapan kumulatif")
    for place, figure, value in zip(places, figures, values, strict=True):
        axes.annotate(
            f"{_text(figure)}%", (place, value), (0, 7), textcoords="offset points", ha="center"
        )
    axes.set_xticks(places, [f"s.d. {quarter.replace('-', ' ')}" for quarter in quarters])
    axes.set_ylim(0, 115)
    axes.margins(x=0.08)
    axes.set_ylabel("Persen dari pagu")
    axes.legend(loc="upper left", frameon=False)
    alt = (
        f"Diagram garis serapan kumulatif per triwulan tahun {tahun} terhadap laju merata. "
        f"{_listing(quarters, figures)}"
    )
    return _block("gambar-triwulan", f"Serapan Kumulatif per Triwulan Tahun {tahun}", drawing, alt)


def _canvas(height_mm: float) -> tuple[Drawing, Axes]:
    drawing = Drawing(figsize=(_WIDTH_MM * _MM, height_mm * _MM), layout="constrained")
    axes = drawing.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(LINE)
    return drawing, axes


def _bars(axes: Axes, names: Sequence[str], figures: Sequence[Figure], goal: float) -> None:
    """Draw horizontal bars from the top down; a bar that misses the goal is light and hatched."""
    places = range(len(names))
    for place, figure in zip(places, figures, strict=True):
        value = _number(figure)
        below = value < goal
        axes.barh(
            place,
            value,
            height=0.62,
            color=LIGHT if below else DARK,
            edgecolor=DARK,
            hatch="////" if below else None,
            linewidth=0.8,
        )
        text = f"{_text(figure)}%" if figure.value is not None else "n/a"
        axes.annotate(
            text,
            (value, place),
            (4, 0),
            textcoords="offset points",
            va="center",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
            zorder=3,
        )
    axes.set_yticks(list(places), list(names))
    axes.invert_yaxis()
    axes.set_xlim(0, max(110, *(_number(figure) * 1.15 for figure in figures)))
    axes.tick_params(axis="y", length=0)


def _block(key: str, title: str, drawing: Drawing, alt: str) -> Block:
    target = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": key, "svg.fonttype": "path", "hatch.linewidth": 0.6}):
        for item in drawing.findobj(match=Text):
            assert isinstance(item, Text)
            item.set_fontproperties(FontProperties(fname=_FONT, size=8))
        drawing.savefig(target, format="svg", transparent=True, metadata={"Date": None})
    svg = target.getvalue()
    return chart(key, title, svg[svg.index("<svg") :], alt, width_mm=_WIDTH_MM)


def _number(figure: Figure) -> float:
    return float(figure.value) if isinstance(figure.value, Decimal) else 0.0


def _text(figure: Figure) -> str:
    return format_number(figure.value, 2) if isinstance(figure.value, Decimal) else "n/a"


def _listing(names: Sequence[str], figures: Sequence[Figure]) -> str:
    pairs = zip(names, figures, strict=True)
    return "; ".join(f"{name} {_text(figure)} persen" for name, figure in pairs) + "."


def _wrap(text: str, width: int) -> str:
    """Break a label at spaces into lines of at most `width` characters, three at most."""
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) + 1 > width and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines[:3]) + ("…" if len(lines) > 3 else "")
