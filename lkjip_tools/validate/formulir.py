"""What the forms still lack: rows, signatures, flow marks, files to attach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

import pandas as pd

from lkjip_tools.finding import Finding, FindingList
from lkjip_tools.records import Row, place_of, records
from lkjip_tools.schema.formulir import FORMS, missing_parts
from lkjip_tools.schema.sop import numbers, performers, without_mark
from lkjip_tools.validate.compare import at, span
from lkjip_tools.validate.kinds import finding

# without a row of these nothing can be accounted for
VITAL = ("dokumen", "tujuan", "sasaran", "indikator", "kinerja", "program", "anggaran")
# printed in every report: without a row, the place stays open
PRINTED = (
    *("kebijakan", "belanja", "riwayat", "misi", "organisasi", "pegawai", "pegawai_sasaran"),
    *("aset", "permasalahan", "evaluasi_renja", "rencana_aksi", "tanda_tangan", "pk", "sop"),
    *("sop_langkah", "tim", "tim_tugas"),
)
SIGNED = set(product(("pernyataan", "lampiran"), ("pertama", "kedua")))


def check_tabel_kosong(tables: Mapping[str, pd.DataFrame]) -> FindingList:
    """Find tables without a row that the report prints. A table that is not given is not judged."""
    follows = dict.fromkeys(VITAL, "kinerja dan anggaran tidak dapat dipertanggungjawabkan")
    follows |= dict.fromkeys(PRINTED, "tempatnya pada laporan kosong")
    return FindingList(
        finding(
            "tabel_kosong",
            place_of(tables[name], name),
            f"Tabel {name} tidak berisi satu baris pun, sehingga {what}. Isi tabelnya.",
            tingkat=None if name in VITAL else "minor",
        )
        for name, what in follows.items()
        if name in tables and tables[name].empty
    )


def check_tanda_tangan(tanda_tangan: pd.DataFrame) -> FindingList:
    """Find forms that a party has not signed, and signatures that say too little."""
    rows, found = records(tanda_tangan), list[Finding]()
    for name, form in FORMS.items() if rows else ():
        for side in form.sides:
            signed = [row for row in rows if (row["formulir"], row["letak"]) == (name, side)]
            missing = missing_parts(signed[0]) if signed else []
            if len(signed) == 1 and not missing:
                continue
            what = "belum ada" if not signed else f"belum memuat {', '.join(missing)}"
            what = f"tertulis {len(signed)} kali" if len(signed) > 1 else what
            where = at(signed) if signed else place_of(tanda_tangan, "tanda_tangan")
            pesan = f"Tanda tangan {side} pada {form.label} {what}. Perbaiki."
            found.append(finding("tanda_tangan_formulir", where, pesan, ", ".join(missing)))
    return FindingList(found)


def check_alur_sop(sop: pd.DataFrame, langkah: pd.DataFrame) -> FindingList:
    """Find procedures without flow marks, once each, and marks that point nowhere."""
    found: list[Finding] = []
    for kode in dict.fromkeys([*sop["sop"], *langkah["sop"]]):
        heads = [row for row in records(sop) if row["sop"] == kode]
        who = performers(heads, kode)
        steps = [row for row in records(langkah) if row["sop"] == kode]
        if bare := without_mark(steps, who):
            head = at(heads[:1]) if heads else place_of(sop, "sop")
            found += _unmarked(kode, bare, steps, "" if who else head)
        found += _strays(steps, set(who))
    return FindingList(found)


def check_lampiran_berkas(lampiran_berkas: pd.DataFrame) -> FindingList:
    """Find announced files that are not attached, and pictures without a text for the blind."""
    found: list[Finding] = []
    for row in records(lampiran_berkas):
        if not row["berkas"]:
            pesan = (
                f"“{row['judul']}” tidak dilampirkan. Salin berkasnya ke folder lampiran/ dan isi "
                f"kolom berkas."
            )
            found.append(finding("lampiran_tidak_ada", at([row], "berkas"), pesan, row["kode"]))
        elif not row["alt"]:
            pesan = (
                f"“{row['judul']}” tanpa teks alternatif, sehingga pembaca layar hanya menyebut "
                f"judulnya. Isi kolom alt."
            )
            found.append(finding("lampiran_tanpa_alt", at([row], "alt"), pesan, row["kode"]))
    return FindingList(found)


def check_isi_pk(
    pk: pd.DataFrame,
    pk_sasaran: pd.DataFrame,
    pk_anggaran: pd.DataFrame,
    pk_tanda_tangan: pd.DataFrame,
) -> FindingList:
    """Find agreements that lack a table or a signature."""
    found: list[Finding] = []
    for row in records(pk):
        signed = {
            (signature["lembar"], signature["pihak"])
            for signature in records(pk_tanda_tangan)
            if signature["pk"] == row["pk"]
        }
        lacking = [
            what
            for what, table in (("sasaran", pk_sasaran), ("anggaran", pk_anggaran))
            if row["pk"] not in set(table["pk"])
        ]
        lacking += [f"tanda tangan pihak {who} ({sheet})" for sheet, who in sorted(SIGNED - signed)]
        if lacking:
            listed = ", ".join(lacking)
            pesan = f"{row['pk']} belum memuat {listed}. Lengkapi."
            found.append(finding("pk_tidak_lengkap", row["source"], pesan, listed))
    return FindingList(found)


def check_tahun_rencana_aksi(rencana_aksi: pd.DataFrame, tahun: int) -> FindingList:
    """Find an action plan of another year than the report, or of no year."""
    other: dict[int | None, list[Row]] = {}
    for row in records(rencana_aksi):
        if row["tahun"] != tahun:
            other.setdefault(row["tahun"], []).append(row)
    return FindingList(
        finding(
            "rencana_aksi_tahun",
            span(rows),
            f"{len(rows)} baris rencana aksi {f'bertahun {year}' if year else 'tidak bertahun'}, "
            f"sedangkan laporan ini tahun {tahun}. Lampirkan rencana aksi {tahun}.",
            str(year or ""),
            str(tahun),
        )
        for year, rows in other.items()
    )


def _unmarked(kode: str, bare: list[Row], steps: list[Row], headless: str) -> Iterator[Finding]:
    """Yield why steps have no mark: nobody in the head at `headless`, or their own blank cells.

    Steps that name somebody whom the head does not know are `_strays`.
    """
    some = "semua" if len(bare) == len(steps) else f"{len(bare)} dari {len(steps)}"
    what = f"{kode}: {some} langkah tanpa tanda alur"
    lacking = {it: [row for row in bare if not row[it]] for it in ("pelaksana", "bentuk")}
    blank = {column: rows for column, rows in lacking.items() if rows}
    where = [
        span(rows, column) if len(rows) == len(steps) else at(rows, column)
        for column, rows in blank.items()
    ]
    columns = " dan ".join(blank)
    if headless:
        pesan = (
            f"{what}, karena tabel sop tidak memuat pelaksananya. Tambahkan satu baris untuk tiap "
            f"pelaksana, dengan bagian pelaksana"
        )
        pesan += f", lalu isi kolom {columns} pada sop_langkah." if columns else "."
        yield finding("sop_alur_kosong", "; ".join([headless, *where]), pesan)
    elif columns:
        pesan = f"{what}. Isi kolom {columns} pada sop_langkah."
        yield finding("sop_alur_kosong", "; ".join(where), pesan)


def _strays(steps: list[Row], known: set[str]) -> Iterator[Finding]:
    places = {row["no"] for row in steps}
    for row in steps:
        wrong = [f"pelaksana {number}" for number in numbers(row) if number not in known]
        if row["bila_tidak"] and row["bila_tidak"] not in places:
            wrong.append(f"langkah {row['bila_tidak']}")
        if wrong:
            listed = ", ".join(wrong)
            pesan = (
                f"{row['sop']} langkah {row['no']} menunjuk {listed}, yang tidak ada pada SOP "
                f"itu. Perbaiki nomornya, atau lengkapi SOP-nya."
            )
            yield finding("rujukan_hilang", row["source"], pesan, listed)
