"""Tables of Bab III.A: measurement of the IKU, and each sasaran compared three ways."""

from __future__ import annotations

import pandas as pd

from lkjip_tools.block import Cell, Column, Table
from lkjip_tools.formula import FigureList
from lkjip_tools.params import Params
from lkjip_tools.policy import comparison_cap
from lkjip_tools.records import Row, records
from lkjip_tools.tabulate.cells import RECOMPUTED, cell, data_cell, notes, signed


def table_pengukuran(
    indikator: pd.DataFrame, sasaran: pd.DataFrame, angka: FigureList, params: Params, tahun: int
) -> Table:
    """Target, realisasi, capaian and predicate of every IKU, and the two means."""
    cap = comparison_cap(params, tahun).label
    table = Table(
        "pengukuran",
        f"Pengukuran IKU {params.nama_pendek} Tahun {tahun}",
        [
            Column("No", "center", 0.7, "nomor"),
            Column("Sasaran", "left", 4),
            Column("Indikator Kinerja", "left", 3.4),
            Column("Satuan", "center", 1.4),
            Column("Target", "decimal", 1.4),
            Column("Realisasi", "decimal", 1.7),
            Column("Capaian (%)", "decimal", 1.7),
            Column("Predikat", "center", 1.7),
        ],
        size="small",
        source=RECOMPUTED,
    )
    names = dict(zip(sasaran["kode"], sasaran["sasaran"], strict=True))
    iku = indikator[indikator["jenis"] == "iku"]
    for place, row in enumerate(records(iku), start=1):
        table.row(
            str(place),
            names.get(row["induk"], row["induk"]),
            row["indikator"],
            row["satuan"],
            *(cell(angka.at(name, row["kode"], tahun)) for name in ("target", "realisasi")),
            cell(angka.at("capaian_persen", row["kode"], tahun)),
            cell(angka.at("predikat_capaian", row["kode"], tahun)),
        )
    table.notes = list(notes(angka.at("capaian_persen", kode, tahun) for kode in iku["kode"]))
    agency = angka.at("capaian_rata_rata_persen", "instansi", tahun)
    capped = angka.at("capaian_rata_rata_dibatasi_persen", "instansi", tahun)
    predikat = angka.at("predikat_capaian", "instansi", tahun)
    table.total(Cell("Rata-rata capaian", colspan=6, align="left"), cell(agency), cell(predikat))
    return table.total(
        Cell(
            f"Rata-rata capaian dengan batas pembanding ({cap[:1].lower()}{cap[1:]})",
            colspan=6,
            align="left",
        ),
        cell(capped),
        "",
    )


def table_target(indikator: pd.DataFrame, angka: FigureList, sasaran: Row, tahun: int) -> Table:
    """Item 1 of 53/2014: this year's target against realisasi, for one sasaran."""
    number = _number(sasaran)
    table = Table(
        f"sasaran-{number}-target",
        f"Target dan Realisasi Sasaran {number} Tahun {tahun}",
        [
            Column("No", "center", 0.6, "nomor"),
            Column("Indikator Kinerja", "left", 5),
            Column("Satuan", "center", 1.4),
            Column("Target", "decimal", 1.4),
            Column("Realisasi", "decimal", 1.6),
            Column("Celah", "decimal", 1.4),
            Column("Capaian (%)", "decimal", 1.8),
            Column("Predikat", "center", 2),
        ],
        part="a",
        source=RECOMPUTED,
    )
    rows = _of(indikator, sasaran)
    for place, row in enumerate(records(rows), start=1):
        kode = row["kode"]
        table.row(
            str(place),
            row["indikator"],
            row["satuan"],
            cell(angka.at("target", kode, tahun)),
            cell(angka.at("realisasi", kode, tahun)),
            signed(angka.at("celah", kode, tahun)),
            cell(angka.at("capaian_persen", kode, tahun)),
            cell(angka.at("predikat_capaian", kode, tahun)),
        )
    table.notes = list(notes(angka.at("capaian_persen", kode, tahun) for kode in rows["kode"]))
    mean = angka.at("capaian_rata_rata_persen", sasaran["kode"], tahun)
    return table.total(Cell("Rata-rata capaian", colspan=6, align="left"), cell(mean), "")


def table_banding(indikator: pd.DataFrame, angka: FigureList, sasaran: Row, tahun: int) -> Table:
    """Item 2 of 53/2014: realisasi and capaian, this year and last."""
    number, last = _number(sasaran), tahun - 1
    table = Table(
        f"sasaran-{number}-banding",
        f"Kinerja Sasaran {number} Tahun {last} dan {tahun}",
        [
            Column("No", "center", 0.6, "nomor"),
            Column("Indikator Kinerja", "left", 5),
            *(Column("", "decimal", 1.7) for _ in range(6)),
        ],
        head=[
            [
                Cell("No", rowspan=2),
                Cell("Indikator Kinerja", rowspan=2),
                Cell(f"Tahun {last}", colspan=2),
                Cell(f"Tahun {tahun}", colspan=2),
                Cell("Perubahan", colspan=2),
            ],
            [*("Realisasi", "Capaian (%)") * 2, "Realisasi", "Capaian (poin)"],
        ],
        part="b",
        source=RECOMPUTED,
        notes=[
            f"Capaian tahun {last} sebagaimana tercatat pada dokumen, dicetak dengan dua desimal; "
            "perubahan capaian dalam poin."
        ],
    )
    for place, row in enumerate(records(_of(indikator, sasaran)), start=1):
        kode = row["kode"]
        table.row(
            str(place),
            row["indikator"],
            cell(angka.at("realisasi", kode, last)),
            cell(angka.at("capaian_lalu_persen", kode, last)),
            cell(angka.at("realisasi", kode, tahun)),
            cell(angka.at("capaian_persen", kode, tahun)),
            signed(angka.at("perubahan_realisasi", kode, tahun)),
            signed(angka.at("perubahan_capaian_poin", kode, tahun)),
        )
    return table


def table_kemajuan(
    indikator: pd.DataFrame, angka: FigureList, sasaran: Row, params: Params, tahun: int
) -> Table:
    """Item 3 of 53/2014: realisasi against the Renstra's end target."""
    number, end = _number(sasaran), params.renstra.akhir
    table = Table(
        f"sasaran-{number}-renstra",
        f"Realisasi Sasaran {number} Tahun {tahun} terhadap Target Akhir Renstra {end}",
        [
            Column("No", "center", 0.6, "nomor"),
            Column("Indikator Kinerja", "left", 5),
            Column(f"Realisasi {tahun}", "decimal", 2),
            Column(f"Target {end}", "decimal", 2),
            Column("Tingkat kemajuan (%)", "decimal", 2.4),
        ],
        part="c",
        source=RECOMPUTED,
    )
    rows = _of(indikator, sasaran)
    targets = [angka.at("target_akhir", kode, end) for kode in rows["kode"]]
    graded = [figure for figure in targets if figure.rule]
    for place, row in enumerate(records(rows), start=1):
        kode = row["kode"]
        table.row(
            str(place),
            row["indikator"],
            cell(angka.at("realisasi", kode, tahun)),
            cell(angka.at("target_akhir", kode, end)),
            cell(angka.at("kemajuan_renstra_persen", kode, tahun)),
        )
    table.notes = [
        *(f"Target {end}: {figure.note.partition('; ')[2]}." for figure in graded),
        *notes(targets),
    ]
    return table


def table_standar(indikator: pd.DataFrame, angka: FigureList, sasaran: Row, tahun: int) -> Table:
    """Item 4 of 53/2014: realisasi against a national standard, or why there is none."""
    number = _number(sasaran)
    table = Table(
        f"sasaran-{number}-standar",
        f"Realisasi Sasaran {number} Tahun {tahun} terhadap Standar Nasional",
        [
            Column("Indikator Kinerja", "left", 4),
            Column(f"Realisasi {tahun}", "decimal", 2),
            Column("Standar nasional", "left", 5),
        ],
        part="d",
    )
    for row in records(_of(indikator, sasaran)):
        standard: Cell | str = row["alasan_tanpa_standar"] or "belum diisi"
        if row["standar_nasional"]:
            kode = row["kode"]
            standard = data_cell(row, "standar_nasional", "standar_nasional", kode, tahun)
        table.row(row["indikator"], cell(angka.at("realisasi", row["kode"], tahun)), standard)
    return table


def table_riwayat(riwayat: pd.DataFrame, angka: FigureList) -> Table:
    """Performance and spending of the years on record, with their means."""
    years = list(riwayat["tahun"])
    until = f" sampai dengan Tahun {max(years)}" if years else ""
    table = Table(
        "riwayat",
        f"Perbandingan Capaian Kinerja dan Keuangan{until}",
        [
            Column("No", "center", 0.6, "nomor"),
            Column("Tahun", "center", 3, "tahun"),
            Column("Realisasi Kinerja (%)", "decimal", 3),
            Column("Realisasi Keuangan (%)", "decimal", 3),
        ],
        notes=[
            "Angka tiap tahun sebagaimana tercatat pada dokumen, dicetak dengan dua desimal; "
            "rata-rata dihitung kembali."
        ],
    )
    if not years:
        return table
    for place, year in enumerate(years, start=1):
        table.row(
            str(place),
            str(year),
            *(
                cell(angka.at(name, "riwayat", year))
                for name in ("kinerja_persen", "keuangan_persen")
            ),
        )
    span = f"{min(years)}-{max(years)}"
    means = [
        angka.at(name, "riwayat", span)
        for name in ("capaian_rata_rata_persen", "keuangan_rata_rata_persen")
    ]
    return table.total("", "Rata-rata", *(cell(mean) for mean in means))


def _of(indikator: pd.DataFrame, sasaran: Row) -> pd.DataFrame:
    mine: pd.DataFrame = indikator[indikator["induk"] == sasaran["kode"]]
    return mine


def _number(sasaran: Row) -> str:
    return str(sasaran["kode"]).removeprefix("S-")
