"""The explorer for a browser: widgets for the choice, a table, charts, and what closes the gap.

    from lkjip_tools.workbench.app import Explorer
    Explorer("kesbangpol-paser", 2023)

JupyterLab and Voilà show the same. The widgets only read: no file of the project is changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pandas as pd
from itables.widget import ITable
from markupsafe import Markup, escape

from lkjip_tools.errors import LkjipError
from lkjip_tools.records import records
from lkjip_tools.triwulan import KODE
from lkjip_tools.value import exact_text
from lkjip_tools.workbench.board import Board, style
from lkjip_tools.workbench.close import Closing
from lkjip_tools.workbench.data import Selection, Workbench
from lkjip_tools.workbench.many import count, gaps, means, sasaran_names
from lkjip_tools.workbench.rows import MEASURES
from lkjip_tools.workbench.table import options, shown
from lkjip_tools.workbench.views import VIEWS, measure_label, view_of

_WIDE = {"description_width": "80px"}
_LETTERS, _SHOWN = 70, 8


class Explorer(widgets.VBox):  # type: ignore[misc]
    """The whole explorer as one widget.

    Args:
        instansi: The agency to begin with; more can be chosen.
        tahun: The year to begin with.
        root: The project's folder; found from the working directory when not given.

    Raises:
        InputError: There is no such agency or year, or its data cannot be read.
    """

    def __init__(self, instansi: str, tahun: int, root: Path | None = None) -> None:
        self.bench = Workbench(root)
        self.chosen = Selection((instansi,), (tahun,))
        if not self.bench.is_many(self.chosen):
            self.bench.year(instansi, tahun)  # a wrong call is told before anything is shown
        self.rows = pd.DataFrame()
        self._quiet = False
        self._make_controls()
        self.status = widgets.HTML()
        self.table = ITable(pd.DataFrame({"": []}), select="single", caption=None)
        self.told = widgets.HTML()
        self.board = Board()
        self.closing = Closing(self.bench)
        self._offer()
        self.refresh()
        self.table.observe(self._row_picked, "selected_rows")
        self.board.observe(self._mark_picked, "asked")
        super().__init__(
            [
                widgets.HTML(f"<style>{style()}</style>"),
                self.controls,
                self.status,
                self.table,
                self.told,
                self.closing,
                self.board,
            ]
        )
        self.add_class("lkjip-explorer")

    def refresh(self) -> None:
        """Show what is chosen."""
        try:
            self.rows = gaps(self.bench, self.chosen)
            views = [view_of(key, self.bench, self.chosen).to_json() for key in VIEWS]
            status = self._status()
        except LkjipError as fault:
            self.status.value = f"<p role='alert'>{escape(str(fault))}</p>"
            return
        self.told.value = ""
        table = shown(self.rows, self.chosen)
        self.table.selected_rows = []
        self.table.update(table, caption=measure_label(self.chosen), **options(table))
        self.status.value = status
        self.closing.offer(self.chosen)
        self.board.answer = {}
        self.board.views = views

    def _make_controls(self) -> None:
        first = self.chosen.instansi[0]
        chosen = self.chosen
        names = self.bench.instansi()
        years = sorted({year for name in names for year in self.bench.tahun(name)})
        many = {"style": _WIDE, "rows": 4}
        self.instansi = widgets.SelectMultiple(
            options=names, value=chosen.instansi, description="Instansi", **many
        )
        self.tahun = widgets.SelectMultiple(
            options=years, value=chosen.tahun, description="Tahun", **many
        )
        self.sasaran = widgets.Dropdown(description="Sasaran", style=_WIDE)
        self.triwulan = widgets.Dropdown(
            options=[("setahun", ""), *((q, q) for q in KODE)], value="",
            description="Triwulan", style=_WIDE,
        )  # fmt: skip
        measures = [(kind.label, besaran) for besaran, kind in MEASURES.items()]
        self.ukuran = widgets.Dropdown(options=measures, description="Ukuran", style=_WIDE)
        policies = self.bench.policies(first, chosen.tahun[0])
        self.kebijakan = widgets.Dropdown(
            options=[(_policy(item.sumbu, item.label), code) for code, item in policies.items()],
            description="Kebijakan", style=_WIDE,
        )  # fmt: skip
        parts = (self.instansi, self.tahun, self.sasaran, self.triwulan, self.ukuran,
                 self.kebijakan)  # fmt: skip
        for part in parts:
            part.observe(self._changed, "value")
        self.controls = widgets.HBox(parts)
        self.controls.add_class("lkjip-controls")

    def _offer(self) -> None:
        """Offer the sasaran of the chosen agencies."""
        names = sasaran_names(self.bench, self.chosen)
        offered = [("semua", "")]
        offered += [(f"{kode} {_short(name)}", kode) for kode, name in names.items()]
        self._quiet = True
        self.sasaran.options = offered
        self.sasaran.value = self.chosen.sasaran if self.chosen.sasaran in names else ""
        self._quiet = False

    def _changed(self, change: Any) -> None:
        if self._quiet:
            return
        self.chosen = Selection(
            tuple(self.instansi.value), tuple(self.tahun.value), self.sasaran.value,
            self.triwulan.value, self.ukuran.value, self.kebijakan.value,
        )  # fmt: skip
        self.ukuran.disabled = bool(self.chosen.triwulan)  # quarters have one measure
        if change["owner"] in (self.instansi, self.tahun):
            try:
                self._offer()
            except LkjipError as fault:
                self.status.value = f"<p role='alert'>{escape(str(fault))}</p>"
                return
            self.chosen = self.chosen.but(sasaran=self.sasaran.value)
        self.refresh()

    def _status(self) -> str:
        """Say how many rows there are, and each agency's mean under the chosen policy."""
        found, agencies = means(self.bench, self.chosen, _SHOWN)
        lines = [
            Markup("{} {}: rata-rata capaian <b>{}</b> persen, {}").format(
                row["instansi"], row["tahun"], exact_text(row["capaian_rata_rata_persen"]),
                exact_text(row["predikat"]),
            )
            for row in records(found)
        ]  # fmt: skip
        if agencies > _SHOWN:
            lines.append(Markup(f"dan {agencies - _SHOWN} lagi"))
        all_rows, here = count(self.bench, self.chosen), len(self.rows)
        lines.append(
            Markup(
                f"{here} baris"
                if here == all_rows
                else f"{here} celah terlebar dari {all_rows} baris"
            )
        )
        return f"<p class='lkjip-status' role='status'>{Markup('<br>').join(lines)}</p>"

    def _row_picked(self, change: Any) -> None:
        picked: Iterable[int] = change["new"]
        self.told.value = ""
        for place in picked:
            row = self.rows.iloc[place]
            self.told.value = self.explanation(row["instansi"], row["tahun"], row["id"])
            self.closing.pick(row["instansi"], row["tahun"], row["kode"])

    def _mark_picked(self, change: Any) -> None:
        asked = change["new"]
        html = self.explanation(asked["instansi"], asked["tahun"], asked["id"])
        self.board.answer = {"view": asked["view"], "html": html, "nomor": asked["nomor"]}

    def explanation(self, instansi: str, tahun: int, id: str) -> str:
        """Return a figure's explanation as HTML, or why there is none."""
        try:
            return self.bench.explain(self.chosen, instansi, tahun, id)._repr_html_()
        except LkjipError as fault:
            return f"<p role='alert'>{escape(str(fault))}</p>"


def _policy(axis: str, label: str) -> str:
    return f"{axis.replace('_', ' ')}: {label}" if axis else label


def _short(text: str) -> str:
    return text if len(text) <= _LETTERS else f"{text[:_LETTERS].rstrip()}…"
