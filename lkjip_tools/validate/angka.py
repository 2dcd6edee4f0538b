"""Numbers that cannot be, whatever they are compared with: their sign, their size, their year."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from statistics import median

import pandas as pd

from lkjip_tools.figure import FigureList
from lkjip_tools.finding import Finding, FindingList, Tingkat
from lkjip_tools.number import format_number
from lkjip_tools.params import Params
from lkjip_tools.records import Row, percent_cells, records
from lkjip_tools.schema import number_columns
from lkjip_tools.triwulan import RUPIAH
from lkjip_tools.validate.capaian import POSITIF, Capaian, follows
from lkjip_tools.validate.compare import at, find_value, printed
from lkjip_tools.validate.kinds import finding

SIGNED = frozenset({"kinerja", "klaim"})  # tables whose numbers may be below zero
VALUES = ("target", "target_bawah", "realisasi")
FACTOR = 8  # times the usual value of an indicator: beyond, the comma is in the wrong place
FAR = 5  # years around the Renstra of which a document may speak


def check_angka_negatif(tables: Mapping[str, pd.DataFrame], name: str) -> FindingList:
    """Find money, counts and shares below zero, and a realisasi below zero of a target above it."""
    columns = () if name in SIGNED else number_columns(name)
    found = [
        _negative(row, column)
        for row in records(tables[name])
        for column in columns
        if row[column] is not None and row[column] < 0
    ]
    if name == "kinerja":
        found += [
            _negative(row, "realisasi")
            for row in records(tables[name])
            if row["realisasi"] is not None and row["realisasi"] < 0 < (row["target"] or 0)
        ]
    return FindingList(found)


def check_ukuran(
    indikator: pd.DataFrame,
    kinerja: pd.DataFrame,
    formulas: Mapping[str, Capaian] = POSITIF,
) -> FindingList:
    """Find targets and realisasi of another size or sign than is usual for their indicator.

    Eight times above or below is another size: `0,89` among percentages, `8934` for `89,34`, a
    fraction for a percent, or a lost comma. The usual value is the median of all an indicator's
    targets and realisasi; not fewer than three. What was meant is guessed, unless the capaian that
    the same row prints follows from the value as it is and not from the guess.

    Args:
        indikator: Table `indikator`; `polaritas` picks the formula.
        kinerja: Table `kinerja`.
        formulas: Formula of capaian by `polaritas`.
    """
    names = {row["kode"]: row for row in records(indikator)}
    found: list[Finding] = []
    every = records(kinerja)
    for kode in dict.fromkeys(row["indikator"] for row in every):
        mine = [row for row in every if row["indikator"] == kode]
        cells = [(row, column) for row in mine for column in VALUES if row[column]]
        if kode not in names or len(cells) < 3:
            continue
        usual = median(row[column] for row, column in cells)
        if not usual:
            continue
        for row, column in cells:
            times = row[column] / usual  # below zero where one sign is not the usual one
            if not 1 < times * FACTOR < FACTOR**2:
                found.append(_unusual(row, column, usual, names[kode], mine, formulas))
    return FindingList(found)


def check_format_persen(
    indikator: pd.DataFrame, kinerja: pd.DataFrame, evaluasi: pd.DataFrame
) -> FindingList:
    """Find cells in a percent format, read as a hundred times their number, of another unit.

    A person sees `90%` there and means ninety, or typed 0,9 into a cell that had the format.
    """
    units = {row["kode"]: row["satuan"] for row in records(indikator)}
    cells = [
        (row, column, units.get(row["indikator"])) for row in records(kinerja) for column in VALUES
    ]
    cells += [
        (row, column, row["satuan"])
        for row in records(evaluasi)
        for column in number_columns("evaluasi_renja")
        if column.endswith("_k") and not column.startswith("tingkat_")
    ]
    shown = percent_cells(kinerja) | percent_cells(evaluasi)
    return FindingList(
        finding(
            "format_persen",
            at([row], column),
            f"{column} berformat persen, sehingga dibaca {printed(row[column])}, padahal "
            f"satuannya {unit}. Ubah format selnya menjadi bilangan, lalu periksa angkanya: "
            f"{printed(row[column])} atau {format_number(row[column] / 100)}.",
            printed(row[column]),
        )
        for row, column, unit in (cells if shown else ())
        if unit and not _is_share(unit) and row.get(f"{column}_source") in shown
    )


def check_tahun(
    kinerja: pd.DataFrame, riwayat: pd.DataFrame, params: Params, tahun: int
) -> FindingList:
    """Find realisasi of years to come, and years outside the Renstra; other documents may go on."""
    found: list[Finding] = []
    plan, base = params.renstra, {*params.dasar.target_renstra, *params.dasar.target_akhir_renstra}
    for row in records(kinerja):
        far = 0 if row["dokumen"] in base else FAR
        if not plan.awal - far <= row["tahun"] <= plan.akhir + far:
            pesan = (
                f"Tahun {row['tahun']} pada {row['dokumen']} di luar Renstra {plan.awal}–"
                f"{plan.akhir}. Periksa tahunnya."
            )
        elif row["realisasi"] is not None and row["tahun"] > tahun:
            pesan = (
                f"Realisasi {row['indikator']} bertahun {row['tahun']}, sesudah tahun laporan "
                f"{tahun}. Perbaiki tahunnya, atau kosongkan realisasinya."
            )
        else:
            continue
        found.append(finding("tahun_di_luar", at([row], "tahun"), pesan, str(row["tahun"])))
    for row in records(riwayat):
        if row["tahun"] > tahun:
            pesan = f"Riwayat memuat tahun {row['tahun']}, sesudah tahun laporan {tahun}. Perbaiki."
            found.append(finding("tahun_di_luar", at([row], "tahun"), pesan, str(row["tahun"])))
    return FindingList(found)


def check_anggaran_lengkap(
    program: pd.DataFrame,
    anggaran: pd.DataFrame,
    evaluasi: pd.DataFrame,
    figures: FigureList,
    tahun: int,
) -> FindingList:
    """Find programmes and kegiatan whose pagu or realisasi no base document gives.

    Args:
        program: Table `program`.
        anggaran: Table `anggaran`: where the amounts should stand.
        evaluasi: Table `evaluasi_renja`, likewise.
        figures: `pagu_rp` and `realisasi_rp` of every programme.
        tahun: Year of the report.
    """
    found: list[Finding] = []
    said = [*records(anggaran), *records(evaluasi)]
    for row in records(program):
        missing = [
            what
            for what in ("pagu", "realisasi")
            if find_value(figures, f"{what}_rp", row["kode"], tahun) is None
        ]
        if not missing:
            continue
        what = row["tingkat"].replace("_", " ").capitalize()
        pesan = (
            f"{what} {row['kode']} {row['uraian']} belum punya {' dan '.join(missing)} pada "
            f"dokumen dasar: serapannya tidak dapat dihitung. Lengkapi."
        )
        where = "; ".join([at([row], "kode"), *_blank_amounts(row["kode"], said)])
        weight: Tingkat | None = None if row["tingkat"] == "program" else "minor"
        lacking = ", ".join(missing)
        found.append(finding("anggaran_belum_lengkap", where, pesan, lacking, tingkat=weight))
    return FindingList(found)


def _is_share(unit: str) -> bool:
    return "persen" in unit.casefold() or "%" in unit


def _blank_amounts(kode: str, rows: list[Row]) -> list[str]:
    return [
        at([row], column)
        for row in rows
        if row["kode"] == kode
        for column in ("pagu_rp", "realisasi_rp", *RUPIAH)
        if column in row and row[column] is None
    ]


def _negative(row: Row, column: str) -> Finding:
    pesan = (
        f"{column} {printed(row[column])} kurang dari nol. Tulis angkanya tanpa tanda minus, atau "
        f"periksa sumbernya."
    )
    return finding(
        "angka_negatif",
        at([row], column),
        pesan,
        printed(row[column]),
        printed(abs(row[column])),
        f"{column} >= 0",
        None if column.endswith("_rp") else "minor",
    )


def _unusual(
    row: Row,
    column: str,
    usual: Decimal,
    indikator: Row,
    rows: list[Row],
    formulas: Mapping[str, Capaian],
) -> Finding:
    value = row[column]
    guesses = [value.scaleb(power).copy_sign(usual) for power in range(-3, 4)]
    near = min(guesses, key=lambda guess: abs(guess - usual))
    formula = formulas.get(indikator["polaritas"])
    borne_out = follows(row, rows, formula) and not follows(row | {column: near}, rows, formula)
    advice = (
        f"Capaian pada baris itu, {printed(row['capaian_tercatat'])}, sejalan dengan "
        f"{printed(value)}; pastikan angka itu menurut sumbernya."
        if borne_out
        else f"Mungkin maksudnya {format_number(near)}; periksa letak koma dan tandanya."
    )
    pesan = (
        f"{column.replace('_', ' ').capitalize()} {row['indikator']} tahun {row['tahun']} pada "
        f"{row['dokumen']} {printed(value)} {indikator['satuan']}, padahal biasanya sekitar "
        f"{format_number(usual)}. {advice}"
    )
    return finding(
        "ukuran_tidak_lazim",
        at([row], column),
        pesan,
        printed(value),
        "" if borne_out else format_number(near),
        "angka seindikator sebanding",
    )
