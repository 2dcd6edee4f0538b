"""The charts of the explorer: for each a table of exact values, and a drawing of it for Plotly.

A drawing is plain data (`data`, `layout`), drawn in the browser by the copy of Plotly that is
installed here. Every mark carries the id of its figure, so a click can ask for the explanation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from lkjip_tools.workbench.data import Selection, Workbench
from lkjip_tools.workbench.draw import CHART, bars, lines, paths, quadrants, waterfall
from lkjip_tools.workbench.many import (
    frame_jalur,
    frame_kuadran,
    frame_susunan,
    frame_triwulan,
    gaps,
)
from lkjip_tools.workbench.rows import measure

PLOTLY = "application/vnd.plotly.v1+json"
Frame = Callable[[Workbench, Selection], pd.DataFrame]
Draw = Callable[[pd.DataFrame, Selection], CHART]


@dataclass(frozen=True)
class Kind:
    """One kind of chart.

    Attributes:
        title: As shown above it.
        note: How to read it.
        frame: The exact values behind it.
        draw: The drawing.
    """

    title: str
    note: str
    frame: Frame
    draw: Draw


VIEWS = {
    "celah": Kind(
        "Celah, dari yang terlebar",
        "Satu batang satu baris tabel; garis tegak menandai tidak ada celah.",
        gaps,
        bars,
    ),
    "jalur": Kind(
        "Target, realisasi, dan jalur Renstra",
        "Garis: target Renstra tiap tahun, dalam satuan indikator; belah ketupat: target tahun "
        "ini; bulatan: realisasi.",
        frame_jalur,
        paths,
    ),
    "kuadran": Kind(
        "Capaian terhadap serapan",
        "Kiri atas: hasil tanpa belanja yang sepadan; kanan bawah: belanja tanpa hasil. Garis "
        "mendatar: capaian 100 persen; garis tegak: median serapan yang tampak.",
        frame_kuadran,
        quadrants,
    ),
    "susunan": Kind(
        "Apa yang membentuk rata-rata",
        "Dari 100 persen ke rata-rata capaian: berapa poin tiap nilai menariknya turun atau naik, "
        "menurut kebijakan yang dipilih.",
        frame_susunan,
        waterfall,
    ),
    "triwulan": Kind(
        "Perjalanan triwulan",
        "Kinerja dan serapan instansi sampai dengan tiap triwulan, terhadap target dan pagu "
        "setahun.",
        frame_triwulan,
        lines,
    ),
}


@dataclass(frozen=True)
class View:
    """A chart of a selection, with the values behind it.

    Attributes:
        key: One of `VIEWS`.
        chosen: What it shows.
        frame: Exact values, one row per mark; `id` names the figure.
        chart: `data` and `layout` for Plotly; no data where there is nothing to draw.
    """

    key: str
    chosen: Selection
    frame: pd.DataFrame
    chart: CHART

    @property
    def title(self) -> str:
        """As shown above it."""
        return VIEWS[self.key].title

    @property
    def csv(self) -> str:
        """The values as CSV: exact, with a decimal point, blank where there is none."""
        return self.frame.to_csv(index=False, lineterminator="\n")

    @property
    def cell(self) -> str:
        """A cell of Python that gives the same again."""
        return cell(self.key, self.chosen)

    def to_json(self) -> dict[str, Any]:
        """Return what a browser needs to show it."""
        return {
            "key": self.key,
            "title": self.title,
            "note": VIEWS[self.key].note,
            "chart": self.chart,
            "csv": self.csv,
            "cell": self.cell,
        }

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {"text/plain": self.frame.to_string(), PLOTLY: self.chart}


def view(
    key: str,
    instansi: Sequence[str],
    tahun: Sequence[int],
    *,
    bench: Workbench | None = None,
    **chosen: str,
) -> View:
    """Return one chart of the explorer, without widgets.

    Args:
        key: One of `VIEWS`.
        instansi: Agencies.
        tahun: Years.
        bench: Keeps what was computed; a new one when not given.
        chosen: `sasaran`, `triwulan`, `ukuran`, `kebijakan`, as in `Selection`.

    >>> found = view("celah", ["kesbangpol-paser"], [2023])
    >>> found.frame.loc[0, ["kode", "celah", "predikat"]].tolist()
    ['IKU-1', Decimal('-7.78'), 'Tinggi']
    """
    return view_of(key, bench or Workbench(), Selection(tuple(instansi), tuple(tahun), **chosen))


def view_of(key: str, bench: Workbench, chosen: Selection) -> View:
    """Return one chart of a selection."""
    kind = VIEWS[key]
    frame = kind.frame(bench, chosen)
    return View(key, chosen, frame, kind.draw(frame, chosen))


def cell(key: str, chosen: Selection) -> str:
    """Return a cell of Python that gives one chart again."""
    given = [repr(key), f"instansi={list(chosen.instansi)!r}", f"tahun={list(chosen.tahun)!r}"]
    usual = Selection((), ())
    given += [
        f"{name}={getattr(chosen, name)!r}"
        for name in ("sasaran", "triwulan", "ukuran", "kebijakan")
        if getattr(chosen, name) != getattr(usual, name)
    ]
    return f"from lkjip_tools.workbench import view\n\nview({', '.join(given)})\n"


def measure_label(chosen: Selection) -> str:
    """Return what the rows are sorted by, in words."""
    return measure(chosen)[1].label
