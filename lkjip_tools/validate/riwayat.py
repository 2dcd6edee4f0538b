"""The history of performance and spending."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from lkjip_tools.figure import FigureList
from lkjip_tools.finding import Finding, FindingList
from lkjip_tools.records import records
from lkjip_tools.validate.compare import at, check_recorded, find_figure, printed, span
from lkjip_tools.validate.kinds import finding

#: What a whole agency reaches in a year, in percent. Below ten nearly nothing was done, or a
#: fraction was written for a percent; above two hundred targets measured nothing, as with single
#: indicators; and no agency may spend more than its pagu.
LAZIM = {
    "kinerja_persen": (Decimal(10), Decimal(200)),
    "keuangan_persen": (Decimal(10), Decimal(100)),
}


def check_riwayat_wajar(riwayat: pd.DataFrame) -> FindingList:
    """Find years in which a whole agency reached next to nothing, or far too much."""
    found = []
    for row in records(riwayat):
        for column, (least, most) in LAZIM.items():
            value = row[column]
            if value is None or value < 0 or least <= value <= most:  # below zero is another kind
                continue
            pesan = (
                f"{column.removesuffix('_persen').capitalize()} tahun {row['tahun']} pada riwayat "
                f"{printed(value)} persen; seluruh instansi lazimnya {printed(least)} sampai "
                f"{printed(most)} persen. Periksa pada laporan tahun itu."
            )
            where = at([row], column)
            found.append(finding("riwayat_tidak_wajar", where, pesan, printed(value)))
    return FindingList(found)


def check_riwayat(riwayat: pd.DataFrame, figures: FigureList, tahun: int) -> FindingList:
    """Find a copied column, and a last year that is not what this report computes.

    Args:
        riwayat: Table `riwayat`.
        figures: `capaian_rata_rata_persen/instansi` and `serapan_persen/instansi`.
        tahun: Year of the report.
    """
    every, found = records(riwayat), list[Finding]()
    pairs = [row for row in every if None not in (row["kinerja_persen"], row["keuangan_persen"])]
    if len(pairs) > 1 and all(row["kinerja_persen"] == row["keuangan_persen"] for row in pairs):
        pesan = (
            f"Realisasi kinerja sama dengan realisasi keuangan pada semua {len(pairs)} tahun: "
            f"satu kolom disalin dari yang lain. Isi capaian kinerja tiap tahun."
        )
        listed = "; ".join(f"{row['tahun']}: {printed(row['kinerja_persen'])}" for row in pairs)
        found.append(finding("riwayat_kembar", span(pairs, "kinerja_persen"), pesan, listed))
    for row in (row for row in every if row["tahun"] == tahun):
        for column, besaran, what in (
            ("kinerja_persen", "capaian_rata_rata_persen", "kinerja"),
            ("keuangan_persen", "serapan_persen", "keuangan"),
        ):
            figure = find_figure(figures, besaran, "instansi", tahun)
            found += check_recorded(
                "riwayat_tahun_ini",
                row[column],
                figure.value if figure else None,
                lokasi=at([row], column),
                hal=f"Realisasi {what} {tahun} pada riwayat",
                rumus=figure.label if figure else "",
                anjuran="Pakai angka laporan ini.",
            )
    return FindingList(found)
