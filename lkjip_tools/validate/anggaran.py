"""Pagu and realisasi: within one document, and between the documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import pandas as pd

from lkjip_tools.figure import FigureList
from lkjip_tools.finding import Finding, FindingList
from lkjip_tools.params import FORMULIR, Params
from lkjip_tools.records import Row, place_of, records
from lkjip_tools.triwulan import RUPIAH
from lkjip_tools.validate.compare import at, check_recorded, find_value, printed, total
from lkjip_tools.validate.kinds import finding

TOTAL = "total"
BELANJA = "5"
COLUMNS = {"pagu_rp": "Pagu", "realisasi_rp": "Realisasi"}
LARAS = "Cocokkan dengan DPA dan laporan realisasi anggaran, lalu samakan semua dokumen."


def check_serapan(anggaran: pd.DataFrame) -> FindingList:
    """Compare every printed serapan with realisasi / pagu of its own row."""
    found: list[Finding] = []
    for row in records(anggaran):
        if row["pagu_rp"] and row["realisasi_rp"] is not None:
            found += check_recorded(
                "serapan_salah",
                row["serapan_tercatat"],
                row["realisasi_rp"] / row["pagu_rp"] * 100,
                lokasi=at([row], "serapan_tercatat", "pagu_rp", "realisasi_rp"),
                hal=f"Serapan {row['kode']} pada {row['dokumen']}",
                rumus="realisasi_rp / pagu_rp * 100",
                anjuran="Perbaiki persennya, atau periksa pagu dan realisasi pada baris itu.",
            )
    return FindingList(found)


def check_anggaran_antardokumen(
    anggaran: pd.DataFrame,
    evaluasi: pd.DataFrame,
    dokumen: pd.DataFrame,
    params: Params,
    tahun: int,
) -> FindingList:
    """Find pagu and realisasi of one code that differ between documents, form E.81 included.

    Args:
        anggaran: Table `anggaran`.
        evaluasi: Table `evaluasi_renja`, the document `lampiran-iii`.
        dokumen: Table `dokumen`: names, and the year; documents of other years are left out.
        tahun: Year of the report.
        params: `dasar.pagu` and `dasar.realisasi_anggaran` say which document stands first.
    """
    money = _of_year(anggaran, dokumen, tahun)
    every = [*money, *_evaluasi(evaluasi)]
    codes = dict.fromkeys(row["kode"] for row in money if row["kode"] != TOTAL)
    found: list[Finding] = []
    for kode in codes:
        mine = [row for row in every if row["kode"] == kode]
        for column, kind, what, first in (
            ("pagu_rp", "pagu_berbeda", "Pagu", params.dasar.pagu),
            (
                "realisasi_rp",
                "realisasi_anggaran_berbeda",
                "Realisasi anggaran",
                params.dasar.realisasi_anggaran,
            ),
        ):
            found += _contradiction(kind, what, column, mine, first, dokumen)
    return FindingList(found)


def check_jumlah_anggaran(anggaran: pd.DataFrame) -> FindingList:
    """Compare each document's total with its programmes, and a programme with its kegiatan."""
    found: list[Finding] = []
    for dokumen in dict.fromkeys(anggaran["dokumen"]):
        mine = [row for row in records(anggaran) if row["dokumen"] == dokumen]
        for row in mine:
            children = [other for other in mine if _is_child(other["kode"], row["kode"])]
            for column, what in COLUMNS.items():
                found += check_recorded(
                    "jumlah_anggaran",
                    row[column],
                    total(children, column),
                    lokasi=at([row, *children], column),
                    hal=f"{what} {row['kode']} pada {dokumen}",
                    rumus=f"jumlah {column} dari {len(children)} baris di bawahnya",
                    anjuran="Perbaiki jumlahnya, atau cari baris yang salah atau tertinggal.",
                )
    return FindingList(found)


def check_total_anggaran(
    anggaran: pd.DataFrame,
    belanja: pd.DataFrame,
    evaluasi: pd.DataFrame,
    dokumen: pd.DataFrame,
    figures: FigureList,
    tahun: int,
) -> FindingList:
    """Compare the agency's whole budget: Perjanjian Kinerja, accounts, and form E.81.

    The total of the accounts is the computed one, where there is one: a misprinted total is
    `jumlah_belanja` and not told twice.
    """
    found = []
    documents = [row for row in _of_year(anggaran, dokumen, tahun) if row["kode"] == TOTAL]
    form = [row for row in _evaluasi(evaluasi) if "." not in row["kode"]]
    for column, name in COLUMNS.items():
        what = name.lower()
        said = [(row[column], row["dokumen"], at([row], column)) for row in documents]
        for row in records(belanja):
            if row["kode"] == BELANJA:
                value = find_value(figures, column, f"belanja-{BELANJA}", tahun)
                known = row[column] if value is None else value
                said.append((known, "belanja menurut akun", at([row], column)))
        said += [(row[column], row["dokumen"], at([row], column)) for row in form]
        filled = [item for item in said if item[0] is not None]
        values = {value for value, _, _ in filled}
        if len(values) < 2:
            continue
        listed = "; ".join(f"{printed(value)} ({source})" for value, source, _ in filled)
        pesan = (
            f"Total {what} instansi berbeda: {listed}; selisih terbesar "
            f"{printed(max(values) - min(values))}. Jelaskan perubahan anggarannya, atau pakai "
            f"satu total pada seluruh laporan."
        )
        lokasi = "; ".join(dict.fromkeys(place for _, _, place in filled))
        found.append(
            finding("total_anggaran_berbeda", lokasi, pesan, listed, rumus=f"satu total {what}")
        )
    return FindingList(found)


def check_program_formulir(program: pd.DataFrame, evaluasi: pd.DataFrame) -> FindingList:
    """Find programmes that form E.81 lacks although it has others; one finding names all."""
    form = {row["kode"] for row in records(evaluasi) if row["tingkat"] == "program"}
    tops = [row for row in records(program) if row["tingkat"] == "program"]
    lacking = [row for row in tops if row["kode"] not in form]
    if not form or not lacking:
        return FindingList()
    listed = "; ".join(f"{row['kode']} {row['uraian']}" for row in lacking)
    pesan = (
        f"Formulir evaluasi tidak memuat {len(lacking)} dari {len(tops)} program: {listed}. "
        f"Serapan instansi per triwulan karena itu tidak dihitung. Lengkapi formulirnya."
    )
    where = f"{at(lacking, 'kode')}; {place_of(evaluasi, 'evaluasi_renja')}"
    codes = "; ".join(row["kode"] for row in lacking)
    return FindingList([finding("evaluasi_program_kurang", where, pesan, codes)])


def check_melebihi_pagu(
    anggaran: pd.DataFrame, belanja: pd.DataFrame, evaluasi: pd.DataFrame
) -> FindingList:
    """Find rows whose realisasi is above their pagu."""
    found = []
    for row in [*records(anggaran), *records(belanja), *_evaluasi(evaluasi)]:
        pagu, realisasi = row["pagu_rp"], row["realisasi_rp"]
        if pagu is None or realisasi is None or realisasi <= pagu:
            continue
        pesan = (
            f"Realisasi {row['kode']} {printed(realisasi)} melebihi pagu {printed(pagu)}. "
            f"Periksa keduanya terhadap DPA perubahan."
        )
        found.append(
            finding(
                "melebihi_pagu",
                at([row], "realisasi_rp", "pagu_rp"),
                pesan,
                printed(realisasi),
                printed(pagu),
                "realisasi_rp <= pagu_rp",
            )
        )
    return FindingList(found)


def _contradiction(
    kind: str,
    what: str,
    column: str,
    mine: list[Row],
    first: Sequence[str],
    dokumen: pd.DataFrame,
) -> Iterator[Finding]:
    said = sorted(
        (row for row in mine if row[column] is not None),
        key=lambda row: first.index(row["dokumen"]) if row["dokumen"] in first else len(first),
    )
    if len({row[column] for row in said}) < 2:
        return
    titles = {row["kode"]: row["nama"] for row in records(dokumen)}
    base = said[0][column]
    listed = "; ".join(
        f"{titles.get(row['dokumen'], row['dokumen'])}: {printed(row[column])}"
        + (f" (selisih {printed(row[column] - base)})" if row[column] != base else "")
        for row in said
    )
    yield finding(
        kind,
        at(said, column),
        f"{what} {said[0]['kode']} berbeda antardokumen. {listed}. {LARAS}",
        "; ".join(f"{printed(row[column])} ({row['dokumen']})" for row in said),
        rumus=f"{column} sama pada semua dokumen",
    )


def _is_child(kode: str, parent: str) -> bool:
    """Say whether a programme is below the total, or a kegiatan below a programme."""
    if parent == TOTAL:
        return kode != TOTAL and kode.count(".") == 2
    return parent.count(".") == 2 and kode.startswith(f"{parent}.") and kode.count(".") == 4


def _of_year(anggaran: pd.DataFrame, dokumen: pd.DataFrame, tahun: int) -> list[Row]:
    """Return the amounts of documents of one year; a document without a year belongs to any."""
    years = {row["kode"]: row["tahun"] for row in records(dokumen)}
    return [row for row in records(anggaran) if years.get(row["dokumen"]) in (None, tahun)]


def _evaluasi(evaluasi: pd.DataFrame) -> list[Row]:
    """Return the rows of form E.81 as rows of the document `lampiran-iii`."""
    return [
        {
            "dokumen": FORMULIR,
            "kode": row["kode"],
            "uraian": row["uraian"],
            "pagu_rp": row["pagu_rp"],
            "source": row["source"],
            "pagu_rp_source": row["pagu_rp_source"],
        }
        | _spent(row)
        for row in records(evaluasi)
    ]


def _spent(row: Row) -> Row:
    """Return column 13 of the form, and its place; the sum of the quarters where it is blank."""
    recorded = row["realisasi_tercatat_rp"]
    if recorded is None and all(row[column] is not None for column in RUPIAH):
        summed = sum((row[column] for column in RUPIAH), Decimal(0))
        return {"realisasi_rp": summed, "realisasi_rp_source": at([row], *RUPIAH)}
    return {"realisasi_rp": recorded, "realisasi_rp_source": row["realisasi_tercatat_rp_source"]}
