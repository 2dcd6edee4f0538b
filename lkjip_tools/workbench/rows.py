"""The rows of the explorer's table: one per indicator, programme or quarter, widest gap first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from lkjip_tools.besaran import BESARAN
from lkjip_tools.records import records
from lkjip_tools.workbench.data import Selection, Workbench, Year


@dataclass(frozen=True)
class Measure:
    """What rows can be sorted by.

    Attributes:
        label: As offered.
        judul: As the table's column says it.
        tujuan: The besaran of what it is measured against, by the row's code.
        realisasi: The besaran of what was reached.
        celah: The besaran of the difference; empty if there is none.
        penuh: The value at which there is no gap.
    """

    label: str
    judul: str
    tujuan: str = "target"
    realisasi: str = "realisasi"
    celah: str = "celah"
    penuh: int = 100


SERAPAN, TRIWULAN = "serapan_persen", "kinerja_sd_triwulan_persen"
MEASURES = {
    "capaian_persen": Measure("Capaian terhadap target tahun ini", "Capaian (%)"),
    "kemajuan_renstra_persen": Measure(
        "Kemajuan terhadap target akhir Renstra",
        "Kemajuan (%)",
        "target_akhir",
        celah="celah_akhir",
    ),
    "perubahan_capaian_poin": Measure(
        "Perubahan capaian dari tahun lalu", "Perubahan (poin)", penuh=0
    ),
    SERAPAN: Measure(
        "Serapan anggaran program", "Serapan (%)", "pagu_rp", "realisasi_rp", "sisa_rp"
    ),
}
_QUARTER = Measure(
    "Kinerja program sampai dengan triwulan",
    "Kinerja (%)",
    "evaluasi_target_k",
    "evaluasi_realisasi_k",
    "",
)
COLUMNS = ["id", "instansi", "tahun", "kode", "uraian", "satuan", "target", "realisasi"]
COLUMNS += ["nilai", "celah", "predikat", "catatan"]


def measure(chosen: Selection) -> tuple[str, Measure]:
    """Return the besaran and the measure of a selection; quarters have but one."""
    if chosen.triwulan:
        return TRIWULAN, _QUARTER
    return chosen.ukuran, MEASURES[chosen.ukuran]


def gaps(bench: Workbench, chosen: Selection) -> pd.DataFrame:
    """Return the chosen rows, the widest gap first, what cannot be computed last.

    Returns:
        One row per indicator, or per programme for money and quarters: `id` of the figure,
        `nilai` exact in percent or points, `target`, `realisasi` and `celah` in the row's own
        unit, `predikat`, and `catatan` that says why a value is missing.
    """
    rows = [row for year in bench.years(chosen) for row in _rows(year, chosen)]
    rows.sort(key=lambda row: (row[8] is None, row[8] if row[8] is not None else Decimal(0)))
    return pd.DataFrame(rows, columns=COLUMNS, dtype=object)


def _rows(year: Year, chosen: Selection) -> Iterator[tuple[object, ...]]:
    besaran, kind = measure(chosen)
    for kode, uraian in _subjects(year, chosen):
        key = f"{kode}-{chosen.triwulan}" if chosen.triwulan else kode
        figure = year.figure(besaran, key)
        if figure is None:
            continue
        end = year.params.renstra.akhir if kind.tujuan == "target_akhir" else None
        goal, reached = year.figure(kind.tujuan, kode, end), year.figure(kind.realisasi, key)
        gap = year.figure(kind.celah, kode) if kind.celah else None
        yield (
            figure.id,
            year.instansi,
            year.tahun,
            kode,
            uraian,
            goal.unit if goal else BESARAN[besaran].unit,
            goal.value if goal else None,
            reached.value if reached else None,
            figure.value,
            gap.value if gap else None,
            year.value("predikat_capaian", kode) if besaran == "capaian_persen" else None,
            figure.note,
        )


def _subjects(year: Year, chosen: Selection) -> Iterator[tuple[str, str]]:
    """Yield code and name of what the measure is about."""
    besaran, _ = measure(chosen)
    if besaran in (SERAPAN, TRIWULAN):
        for row in records(year.tables["program"]):
            if row["tingkat"] == "program" and chosen.sasaran in ("", row["sasaran"]):
                yield row["kode"], row["uraian"]
        return
    for row in records(year.tables["indikator"]):
        if row["jenis"] != "tujuan" and chosen.sasaran in ("", row["induk"]):
            yield row["kode"], row["indikator"]


def sasaran_names(bench: Workbench, chosen: Selection) -> dict[str, str]:
    """Return the sasaran of the chosen agencies by code; the first name of a code counts."""
    found: dict[str, str] = {}
    for year in bench.years(chosen):
        for row in records(year.tables["sasaran"]):
            found.setdefault(row["kode"], row["sasaran"])
    return found
