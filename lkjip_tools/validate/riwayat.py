"""The history of performance and spending."""

from __future__ import annotations

import pandas as pd

from lkjip_tools.figure import FigureList
from lkjip_tools.finding import Finding, FindingList
from lkjip_tools.records import records
from lkjip_tools.validate.compare import at, check_recorded, find_figure, printed, span
from lkjip_tools.validate.kinds import finding


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
