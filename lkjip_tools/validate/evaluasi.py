"""Form E.81, evaluation of the Renja: its columns, row by row.

Column numbers are those with a *Kode* column: 6 target Renstra, 7 before this year, 8 target Renja,
9 to 12 quarters, 13 this year, 14 up to this year, 15 in percent.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pandas as pd

from lkjip_tools.figure import FigureList
from lkjip_tools.finding import Finding, FindingList
from lkjip_tools.number import is_percent_unit
from lkjip_tools.records import Row, records
from lkjip_tools.triwulan import KINERJA, Triwulan
from lkjip_tools.validate.compare import at, check_recorded, find_value, printed, span, total
from lkjip_tools.validate.kinds import finding

HALVES = {"k": "kinerja", "rp": "anggaran"}
RUPIAH = (
    "target_renstra_rp",
    "realisasi_lalu_rp",
    "pagu_rp",
    "tw1_rp",
    "tw2_rp",
    "tw3_rp",
    "tw4_rp",
    "realisasi_tercatat_rp",
    "kumulatif_tercatat_rp",
)
BELOW = {
    "urusan": "bidang_urusan",
    "bidang_urusan": "program",
    "program": "kegiatan",
    "kegiatan": "sub_kegiatan",
}


def check_evaluasi(evaluasi: pd.DataFrame, figures: FigureList, tahun: int) -> FindingList:
    """Check columns 13, 14 and 15 of every row, each against what the same row prints.

    Args:
        evaluasi: Table `evaluasi_renja`.
        figures: `evaluasi_realisasi_k` and `_rp`: column 13 by the indicator's `agregasi`.
        tahun: Year of the report.
    """
    return FindingList(
        found
        for row in records(evaluasi)
        for half in HALVES
        for found in _columns(row, half, figures, tahun)
    )


def check_jumlah_evaluasi(evaluasi: pd.DataFrame) -> FindingList:
    """Compare the rupiah columns of every level with the sum of the level below."""
    every, found = records(evaluasi), list[Finding]()
    for row in every:
        children = [
            other
            for other in every
            if other["tingkat"] == BELOW.get(row["tingkat"])
            and other["kode"].startswith(f"{row['kode']}.")
        ]
        for column in RUPIAH:
            found += check_recorded(
                "evaluasi_jumlah",
                row[column],
                total(children, column),
                lokasi=at([row, *children], column),
                hal=f"Kolom {column} {row['kode']}",
                rumus=f"jumlah {column} {len(children)} baris {BELOW.get(row['tingkat'], '')}",
                anjuran="Perbaiki jumlahnya, atau cari baris yang salah atau tertinggal.",
            )
    return FindingList(found)


def check_target_evaluasi(evaluasi: pd.DataFrame) -> FindingList:
    """Find targets nothing can be measured against: zero, without unit, or percents added up."""
    every = records(evaluasi)
    found = [item for row in every for item in (*_no_target(row), *_no_divisor(row))]
    blank = [row for row in every if row["target_k"] is not None and not row["satuan"]]
    if blank:
        pesan = f"Target kinerja {_codes(blank)} tertulis tanpa satuan. Isi satuannya."
        found.append(
            finding(
                "evaluasi_tanpa_satuan",
                at(blank, "satuan"),
                pesan,
                _values(blank, "target_renstra_k"),
            )
        )
    mute = [
        row
        for row in every
        if not row["agregasi"] and any(row[name] is not None for name in KINERJA)
    ]
    if mute:
        pesan = (
            f"Triwulan kinerja {_codes(mute)} terisi, tetapi agregasinya kosong: realisasi setahun "
            f"tidak dihitung. Isi agregasinya."
        )
        found.append(finding("evaluasi_tanpa_agregasi", at(mute, "agregasi"), pesan))
    high = [row for row in every if is_percent_unit(row["satuan"]) and _largest_target(row) > 100]
    if high:
        pesan = (
            f"Target {len(high)} baris berunit persen melebihi 100 ({_codes(high)}): "
            f"persentase tiap tahun dijumlahkan. Tulis target akhir periode, paling tinggi 100."
        )
        found.append(
            finding(
                "evaluasi_persen_dijumlah",
                at(high, "target_renstra_k", "target_k"),
                pesan,
                "; ".join(printed(_largest_target(row)) for row in high),
                rumus="target berunit persen <= 100",
            )
        )
    return FindingList(found)


def check_triwulan(evaluasi: pd.DataFrame) -> FindingList:
    """Find rows that spent money in quarters in which they report no performance."""
    found = []
    for row in records(evaluasi):
        quarters = [
            quarter
            for quarter in Triwulan
            if row[quarter.column("rp")] and row[quarter.column("k")] == 0
        ]
        if not quarters:
            continue
        listed = "; ".join(
            f"TW {quarter.name} Rp{printed(row[quarter.column('rp')])}" for quarter in quarters
        )
        never = row["realisasi_tercatat_k"] == 0
        if never and row["target_k"] == 0:
            continue  # already `evaluasi_target_nol`
        pesan = (
            f"{row['kode']} {row['uraian']} membelanjakan anggaran tanpa kinerja: {listed}"
            f"{'; kinerjanya nol sepanjang tahun' if never else ''}. "
            f"Isi kinerja triwulan itu, atau jelaskan belanjanya."
        )
        found.append(
            finding(
                "evaluasi_rp_tanpa_kinerja",
                at([row], *(quarter.column("k") for quarter in quarters)),
                pesan,
                listed,
                rumus="belanja triwulan disertai kinerja",
                tingkat="minor" if never else None,
            )
        )
    return FindingList(found)


def check_pagu_renstra(evaluasi: pd.DataFrame) -> FindingList:
    """Find a form whose five-year budgets are the budgets of one year, on every row."""
    every = [row for row in records(evaluasi) if row["pagu_rp"]]
    if len(every) < 2 or any(row["target_renstra_rp"] != row["pagu_rp"] for row in every):
        return FindingList()
    top = every[0]
    pesan = (
        f"Target Renstra (Rp) sama dengan pagu satu tahun pada semua {len(every)} baris, misalnya "
        f"{printed(top['pagu_rp'])}: kolom 15 (Rp) hanya mengulang serapan tahunan. "
        f"Isi kolom 6 dengan pagu indikatif lima tahun."
    )
    return FindingList(
        [
            finding(
                "evaluasi_pagu_satu_tahun",
                span(every, "target_renstra_rp"),
                pesan,
                printed(top["target_renstra_rp"]),
                rumus="target_renstra_rp mencakup lima tahun",
            )
        ]
    )


def _columns(row: Row, half: str, figures: FigureList, tahun: int) -> Iterator[Finding]:
    this_year, so_far = row[f"realisasi_tercatat_{half}"], row[f"kumulatif_tercatat_{half}"]
    before, end = row[f"realisasi_lalu_{half}"], row[f"target_renstra_{half}"]
    adds_up = half == "rp" or row["agregasi"] == "jumlah"

    def cells(*columns: str) -> str:
        return at([row], *(f"{column}_{half}" for column in columns))

    what = f"({HALVES[half]}) {row['kode']}"
    yield from check_recorded(
        "evaluasi_kolom_13",
        this_year,
        find_value(figures, f"evaluasi_realisasi_{half}", row["kode"], tahun),
        lokasi=cells("realisasi_tercatat", "tw1", "tw2", "tw3", "tw4"),
        hal=f"Kolom 13 {what}",
        rumus=f"triwulan I s.d. IV, agregasi {'jumlah' if half == 'rp' else row['agregasi']}",
        anjuran="Perbaiki kolom 13, triwulannya, atau cara agregasinya.",
    )
    both = None not in (before, this_year)
    literal = f" Rumus formulir 7 + 13 memberi {printed(before + this_year)}." if both else ""
    yield from check_recorded(
        "evaluasi_kolom_14",
        so_far,
        (before + this_year if both else None) if adds_up else this_year,
        lokasi=cells("kumulatif_tercatat", "realisasi_lalu", "realisasi_tercatat"),
        hal=f"Kolom 14 {what}",
        rumus="kolom 7 + kolom 13" if adds_up else "nilai terakhir, tidak dijumlahkan antartahun",
        anjuran="Perbaiki kolom 14." + ("" if adds_up else literal),
    )
    yield from check_recorded(
        "evaluasi_kolom_15",
        row[f"tingkat_tercatat_{half}"],
        so_far / end * 100 if end and so_far is not None else None,
        lokasi=cells("tingkat_tercatat", "kumulatif_tercatat", "target_renstra"),
        hal=f"Kolom 15 {what}",
        rumus="kolom 14 / kolom 6 * 100",
        anjuran="Perbaiki kolom 15.",
    )


def _no_target(row: Row) -> Iterator[Finding]:
    """Yield a row whose target of the year is zero although something was done or spent."""
    if row["target_k"] != 0 or not (row["realisasi_tercatat_k"] or row["realisasi_tercatat_rp"]):
        return
    done, spent = row["realisasi_tercatat_k"], row["realisasi_tercatat_rp"]
    did = ", ".join(
        text
        for text in (
            f"kinerja {printed(done)}" if done else "",
            f"belanja Rp{printed(spent)}" if spent else "",
        )
        if text
    )
    pesan = (
        f"Target tahunan {row['kode']} {row['uraian']} nol padahal ada {did}: capaiannya tidak "
        f"dapat dihitung. Isi targetnya."
    )
    yield finding("evaluasi_target_nol", at([row], "target_k"), pesan, "0", rumus="target_k > 0")


def _no_divisor(row: Row) -> Iterator[Finding]:
    """Yield a row that prints column 15 although column 6 is zero."""
    if row["target_renstra_k"] != 0 or row["tingkat_tercatat_k"] is None:
        return
    pesan = (
        f"Kolom 15 {row['kode']} {row['uraian']} tercetak {printed(row['tingkat_tercatat_k'])} "
        f"padahal target akhir Renstra nol: pembagian dengan nol. Isi kolom 6 atau kosongkan "
        f"kolom 15."
    )
    yield finding(
        "evaluasi_pembagi_nol",
        at([row], "tingkat_tercatat_k", "target_renstra_k"),
        pesan,
        printed(row["tingkat_tercatat_k"]),
        rumus="kolom 14 / kolom 6 * 100",
    )


def _codes(rows: list[Row]) -> str:
    return ", ".join(row["kode"] for row in rows)


def _values(rows: list[Row], column: str) -> str:
    return "; ".join(printed(row[column]) for row in rows)


def _largest_target(row: Row) -> Decimal:
    given = (row["target_renstra_k"], row["target_k"])
    return max((goal for goal in given if goal is not None), default=Decimal(0))
