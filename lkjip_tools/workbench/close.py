"""What closes a gap: a slider over the year's realisasi, and everything that follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import ipywidgets as widgets
from markupsafe import Markup, escape

from lkjip_tools.calculate.rata_rata import INSTANSI
from lkjip_tools.errors import LkjipError
from lkjip_tools.explore import close_gap
from lkjip_tools.records import Row, records
from lkjip_tools.value import Value, exact_text
from lkjip_tools.workbench.data import Selection, Workbench, Year
from lkjip_tools.workbench.many import gaps

_STEPS = 400
_FOLLOWS = (("capaian_persen", "Capaian"), ("predikat_capaian", "Predikat"), ("celah", "Celah"))
_MEANS = (("capaian_rata_rata_persen", "Rata-rata instansi"), ("predikat_capaian", "Predikat"))


class Closing(widgets.VBox):  # type: ignore[misc]
    """The question "what realisasi closes the gap", for one indicator at a time.

    Args:
        bench: Where the figures come from.
    """

    def __init__(self, bench: Workbench) -> None:
        self.bench, self.chosen = bench, Selection((), ())
        wide = {"description_width": "80px"}
        layout = widgets.Layout(width="min(100%, 640px)")
        self.indikator = widgets.Dropdown(description="Indikator", style=wide, layout=layout)
        self.realisasi = widgets.FloatSlider(
            description="Realisasi", style=wide, layout=layout, continuous_update=False
        )
        self.persen = widgets.IntSlider(
            value=100, min=50, max=150, description="Diminta (%)", style=wide, layout=layout,
            continuous_update=False,
        )  # fmt: skip
        self.needed, self.told = widgets.HTML(), widgets.HTML()
        self._quiet = False
        self.persen.observe(self._wanted, "value")
        self.indikator.observe(self._indicator_changed, "value")
        self.realisasi.observe(self._moved, "value")
        head = widgets.HTML(
            "<h2>Apa yang menutup celah</h2><p class='lkjip-hint'>Geser capaian yang diminta untuk "
            "melihat realisasi yang diperlukan, atau geser realisasi untuk melihat akibatnya. "
            "Semua dihitung kembali; tidak ada berkas yang diubah.</p>"
        )
        parts = [head, self.indikator, self.persen, self.needed, self.realisasi, self.told]
        super().__init__(parts)
        self.add_class("lkjip-closing")

    def offer(self, chosen: Selection) -> None:
        """Offer the indicators of a selection, the one with the widest gap first."""
        chosen = chosen.but(ukuran="capaian_persen", triwulan="")
        if chosen == self.chosen:
            return
        self.chosen = chosen
        rows = gaps(self.bench, self.chosen)
        keys = list(zip(rows["instansi"], rows["tahun"], rows["kode"], strict=True))
        many = len({key[:2] for key in keys}) > 1
        names = [
            f"{kode} {uraian}" + (f" ({instansi} {tahun})" if many else "")
            for (instansi, tahun, kode), uraian in zip(keys, rows["uraian"], strict=True)
        ]
        before = self.indikator.value
        self._quiet = True
        self.indikator.options = list(zip(names, keys, strict=True))
        self.indikator.value = before if before in keys else next(iter(keys), None)
        self._quiet = False
        self._indicator_changed()

    def pick(self, instansi: str, tahun: int, kode: str) -> None:
        """Ask about one indicator, if it is among those offered."""
        key = (instansi, tahun, kode)
        if key in [value for _, value in self.indikator.options]:
            self.indikator.value = key

    def _year(self) -> tuple[Year, str] | None:
        """Return the year that is asked about; `None` where it cannot be computed again."""
        if self.indikator.value is None:
            return None
        instansi, tahun, kode = self.indikator.value
        if not self.bench.has_data(instansi, tahun):
            return None
        return self.bench.year(instansi, tahun, self.chosen.kebijakan), kode

    def _indicator_changed(self, _: Any = None) -> None:
        if self._quiet:
            return
        self._wanted()
        found = self._year()
        if found is None:
            self.told.value, self.realisasi.disabled = "", True
            return
        year, kode = found
        known = [
            value
            for besaran in ("target", "realisasi", "target_akhir")
            if isinstance(value := year.value(besaran, kode), Decimal)
        ]
        self.realisasi.disabled = not known
        if not known:
            self.told.value = "Target dan realisasi indikator ini tidak berupa bilangan."
            return
        top = float(max(known)) * 1.5 or 1.0
        self._quiet = True
        self.realisasi.min = min(0.0, float(min(known)))
        self.realisasi.max = top
        self.realisasi.step = top / _STEPS
        now = year.value("realisasi", kode)
        self.realisasi.value = float(now) if isinstance(now, Decimal) else self.realisasi.min
        self._quiet = False
        self._tell(year, kode, now)

    def _wanted(self, _: Any = None) -> None:
        """Say what realisasi gives the wanted capaian, and the step to the Renstra's end."""
        if self.indikator.value is None:
            self.needed.value = ""
            return
        instansi, tahun, kode = self.indikator.value
        try:
            found = close_gap(instansi, kode, tahun, persen=self.persen.value, root=self.bench.root)
            (row,) = records(found)
        except LkjipError as fault:
            self.needed.value = f"<p role='alert'>{escape(str(fault))}</p>"
            return
        self.needed.value = "".join(f"<p>{line}</p>" for line in told(row, self.persen.value))

    def _moved(self, change: Any) -> None:
        found = self._year()
        if self._quiet or found is None:
            return
        self._tell(*found, Decimal(f"{change['new']:.2f}"))

    def _tell(self, year: Year, kode: str, realisasi: Value) -> None:
        """Say what follows from a realisasi, before and after."""
        now = year.value("realisasi", kode)
        changes = {} if realisasi == now else {f"realisasi/{kode}/{year.tahun}": realisasi}
        try:
            after = self.bench.what_if(year, changes)
        except LkjipError as fault:
            self.told.value = f"<p>{escape(str(fault))}</p>"
            return
        lines = [(f"Realisasi {kode}", now, realisasi)]
        for (besaran, label), subject in [*((item, kode) for item in _FOLLOWS),
                                          *((item, INSTANSI) for item in _MEANS)]:  # fmt: skip
            key = f"{besaran}/{subject}/{year.tahun}"
            new = figure.value if (figure := after.get(key)) else None
            lines.append((label, year.value(besaran, subject), new))
        body = Markup("").join(
            Markup("<tr><th>{}</th><td>{}</td><td>{}</td></tr>").format(
                label, exact_text(old), exact_text(new)
            )
            for label, old, new in lines
        )
        self.told.value = (
            "<table class='lkjip-follows'><thead><tr><th></th><th>semula</th><th>menjadi</th>"
            f"</tr></thead><tbody>{body}</tbody></table>"
        )


def told(row: Row, persen: int) -> Iterator[str]:
    """Say a row of `close_gap` in sentences, as HTML.

    Args:
        row: One row.
        persen: The capaian that was asked for.
    """
    unit = row["satuan"] or ""
    low, high, more = row["butuh_bawah"], row["butuh_atas"], row["tambahan"]
    bounds = [("paling sedikit", low), ("paling banyak", high)]
    texts = [f"{word} <b>{_number(value)}</b>" for word, value in bounds if value is not None]
    if texts:
        moved = "" if not more else f", yaitu {_signed(more)} dari realisasi sekarang"
        done = ", dan itu sudah tercapai" if more == 0 else moved
        yield (
            f"Untuk capaian {persen} persen menurut kebijakan yang dinyatakan, realisasi akhir "
            f"tahun {' dan '.join(texts)} {escape(unit)}{done}."
        )
    step = row["langkah_tahunan"]
    if step is not None:
        yield (
            f"Menuju target akhir Renstra {_number(row['target_akhir'])} pada "
            f"{row['tahun_akhir']}, realisasi perlu berubah <b>{_signed(step)}</b> "
            f"{escape(unit)} tiap tahun."
        )
    if row["catatan"] and not texts:
        yield str(escape(row["catatan"]))


def _number(value: Value) -> str:
    return str(escape(exact_text(value)))


def _signed(value: Decimal) -> str:
    return ("+" if value > 0 else "") + _number(value)
