"""Perjanjian Kinerja: its year, its sums, and amounts that travel from sheet to sheet."""

from __future__ import annotations

import re

import pandas as pd

from lkjip_tools.finding import Finding, FindingList, Tingkat
from lkjip_tools.records import Row, records
from lkjip_tools.validate.compare import (
    at,
    check_recorded,
    most_alike,
    normal,
    printed,
    span,
    total,
)
from lkjip_tools.validate.kinds import finding

YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


def check_tahun_pk(
    pk: pd.DataFrame, pk_sasaran: pd.DataFrame, pk_tanda_tangan: pd.DataFrame, tahun: int
) -> FindingList:
    """Find a PK of another year than the report, and sheets dated otherwise than their PK."""
    found: list[Finding] = []
    sheets = records(pk)
    own = any(row["tahun"] == tahun for row in sheets)
    for year in sorted({row["tahun"] for row in sheets} - {tahun}):
        mine = [row for row in sheets if row["tahun"] == year]
        pesan = (
            f"{len(mine)} Perjanjian Kinerja bertahun {year} tidak dilampirkan, karena laporan ini "
            f"tahun {tahun}. Perbaiki tahunnya, atau pindahkan ke data tahun {year}."
            if own
            else f"{len(mine)} Perjanjian Kinerja yang dilampirkan bertahun {year}, sedangkan "
            f"laporan ini tahun {tahun}. Lampirkan Perjanjian Kinerja {tahun}, yang diukur laporan "
            f"ini."
        )
        weight: Tingkat | None = "minor" if own else None
        found.append(
            finding("pk_tahun", span(mine, "tahun"), pesan, str(year), str(tahun), tingkat=weight)
        )
    for sheet in sheets:
        other = [
            (str(row["tahun"]), row)
            for row in records(pk_sasaran)
            if row["pk"] == sheet["pk"] and row["tahun"] != sheet["tahun"]
        ]
        for row in [sheet, *records(pk_tanda_tangan)]:
            years = YEAR.findall(row["tanggal"] or "")
            if row["pk"] == sheet["pk"] and years and str(sheet["tahun"]) not in years:
                other.append((row["tanggal"], row))
        if other:
            dates = "; ".join(dict.fromkeys(text for text, _ in other))
            pesan = (
                f"{sheet['pk']} bertahun {sheet['tahun']}, tetapi memuat {dates}. Samakan tahunnya."
            )
            found.append(
                finding(
                    "pk_tanggal", at(row for _, row in other), pesan, dates, str(sheet["tahun"])
                )
            )
    return FindingList(found)


def check_jumlah_pk(pk_anggaran: pd.DataFrame) -> FindingList:
    """Compare each sheet's total with the sum of its rows."""
    found: list[Finding] = []
    every = records(pk_anggaran)
    for row in every:
        if row["jenis"] != "total" or row["anggaran_rp"] is None:
            continue
        parts = [
            other for other in every if other["pk"] == row["pk"] and other["jenis"] == "rincian"
        ]
        summed = total(parts, "anggaran_rp")
        apart = "" if summed is None else printed(row["anggaran_rp"] - summed)
        found += check_recorded(
            "pk_jumlah",
            row["anggaran_rp"],
            summed,
            lokasi=span([*parts, row], "anggaran_rp"),
            hal=f"Total {row['pk']}",
            rumus=f"jumlah {len(parts)} baris rincian",
            anjuran=f"Selisih {apart}. Perbaiki total atau rinciannya.",
        )
    return FindingList(found)


def check_antarlembar_pk(program: pd.DataFrame, pk_anggaran: pd.DataFrame) -> FindingList:
    """Compare a programme with its kegiatan, and equal names with each other, between sheets.

    Args:
        program: Table `program`: names are matched to codes by likeness, since sheets misspell.
        pk_anggaran: Table `pk_anggaran`.
    """
    rows = [
        row
        for row in records(pk_anggaran)
        if row["jenis"] == "rincian" and row["uraian"] and row["anggaran_rp"] is not None
    ]
    found = _same_name(rows)
    coded = [
        (_code(row, records(program)), row) for row in rows if row["tingkat"] != "sub_kegiatan"
    ]
    for kode, row in coded:
        children = {code: other for code, other in coded if code and code.startswith(f"{kode}.")}
        wanted = {code for code in program["kode"] if code.startswith(f"{kode}.")}
        if row["tingkat"] != "program" or not children or set(children) != wanted:
            continue
        summed = total(children.values(), "anggaran_rp")
        sheets = ", ".join(sorted({other["pk"] for other in children.values()}))
        apart = "" if summed is None else printed(row["anggaran_rp"] - summed)
        found += check_recorded(
            "pk_antarlembar",
            row["anggaran_rp"],
            summed,
            lokasi=at([row, *children.values()], "anggaran_rp"),
            hal=f"Anggaran program {kode} pada {row['pk']}",
            rumus=f"jumlah kegiatan pada {sheets}",
            anjuran=f"Selisih {apart}. Samakan lembar-lembar itu.",
            pembanding=f"kegiatannya pada {sheets} berjumlah",
        )
    return FindingList(found)


def check_lembar_pk(pk_sasaran: pd.DataFrame, pk_anggaran: pd.DataFrame) -> FindingList:
    """Find repeated numbers and indicators on one sheet, and amounts written irregularly."""
    found: list[Finding] = []
    for table in (pk_sasaran, pk_anggaran):
        for row, same in _repeated(records(table), "no"):
            pesan = f"Nomor {row['no']} berulang pada {row['pk']}. Urutkan nomornya."
            found.append(finding("pk_nomor", at(same, "no"), pesan, row["no"]))
    for row, same in _repeated(records(pk_sasaran), "indikator"):
        targets = "; ".join(other["target"] or "(kosong)" for other in same)
        pesan = (
            f"{row['pk']} memakai indikator “{row['indikator']}” untuk {len(same)} sasaran, dengan "
            f"target {targets}. Beri tiap sasaran indikatornya sendiri."
        )
        found.append(finding("pk_indikator", at(same, "indikator"), pesan, targets))
    odd = [row for row in records(pk_anggaran) if row["tercetak"]]
    if odd:
        listed = "; ".join(row["tercetak"] for row in odd)
        pesan = (
            f"{len(odd)} angka pada PK tidak baku penulisannya: {listed}. Tulis titik tiap ribuan."
        )
        hitung = "; ".join(printed(row["anggaran_rp"]) for row in odd)
        found.append(finding("pk_penulisan", at(odd, "tercetak"), pesan, listed, hitung))
    return FindingList(found)


def _same_name(rows: list[Row]) -> list[Finding]:
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row["tingkat"], normal(row["uraian"])), []).append(row)
    found = []
    for same in groups.values():
        if len({row["anggaran_rp"] for row in same}) > 1:
            listed = "; ".join(f"{printed(row['anggaran_rp'])} ({row['pk']})" for row in same)
            pesan = f"Anggaran “{same[0]['uraian']}” berbeda antarlembar: {listed}. Samakan."
            found.append(finding("pk_antarlembar", at(same, "anggaran_rp"), pesan, listed))
    return found


def _code(row: Row, program: list[Row]) -> str | None:
    """Return the code of the programme or kegiatan whose name is most like this one."""
    best = most_alike(row["uraian"], [p for p in program if p["tingkat"] == row["tingkat"]])
    return str(best["kode"]) if best else None


def _repeated(rows: list[Row], column: str) -> list[tuple[Row, list[Row]]]:
    """Return what stands twice in a column of one sheet, with all rows that have it."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row[column]:
            groups.setdefault((row["pk"], normal(row[column])), []).append(row)
    return [(same[0], same) for same in groups.values() if len(same) > 1]
