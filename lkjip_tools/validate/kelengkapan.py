"""What is missing: every indicator owes the reader target, realisasi and comparisons."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from lkjip_tools.figure import FigureList, figure_id
from lkjip_tools.finding import Finding, FindingList
from lkjip_tools.muatan import TIDAK_ADA, missing_figures, required_figures, standar_nasional
from lkjip_tools.params import Params
from lkjip_tools.records import Row, grouped, place_of, records
from lkjip_tools.validate.compare import at, find_value
from lkjip_tools.validate.kinds import finding


def check_kelengkapan_indikator(
    indikator: pd.DataFrame, kinerja: pd.DataFrame, figures: FigureList, params: Params, tahun: int
) -> FindingList:
    """Find indicators without target, realisasi, last year's realisasi, or end target.

    Args:
        indikator: Table `indikator`.
        kinerja: Table `kinerja`: where the missing figures should stand.
        figures: As read from the base documents; an empty one is missing.
        params: The Renstra's years.
        tahun: Year of the report.

    Returns:
        One finding per indicator that names all it lacks.
    """
    found, said = list[Finding](), records(kinerja)
    for row in records(indikator):
        items = required_figures(row["kode"], params, tahun).values()
        missing = {what: ids[what] for ids in items for what in missing_figures(ids, figures)}
        if missing:
            pesan = (
                f"{row['kode']} ({row['indikator']}) belum punya pada dokumen dasar: "
                f"{', '.join(missing)}. "
                f"Lengkapi, atau jelaskan mengapa tidak diukur."
            )
            found.append(
                finding(
                    "indikator_belum_lengkap",
                    "; ".join([at([row], "kode"), *_blanks(missing.values(), said)]),
                    pesan,
                    rumus="target dan realisasi tahun ini, tahun lalu, dan target akhir Renstra",
                    tingkat="minor" if row["jenis"] == "tujuan" else None,
                )
            )
    return FindingList(found)


def check_capaian_lalu(
    indikator: pd.DataFrame, kinerja: pd.DataFrame, figures: FigureList, params: Params, tahun: int
) -> FindingList:
    """Find last year's capaian that nobody typed beside a target and a realisasi.

    Args:
        indikator: Table `indikator`.
        kinerja: Table `kinerja`.
        figures: `capaian_lalu_persen` as read from the base documents.
        params: `dasar.realisasi_tahun_lalu` says which documents are the base.
        tahun: Year of the report.
    """
    found, last = list[Finding](), tahun - 1
    said = grouped(kinerja, "indikator", "tahun", "dokumen")
    for indicator in records(indikator):
        kode = indicator["kode"]
        if find_value(figures, "capaian_lalu_persen", kode, last) is not None:
            continue
        rows = (
            row
            for document in params.dasar.realisasi_tahun_lalu
            for row in said.get((kode, last, document), ())
        )
        row = next((it for it in rows if _has(it, "target") and _has(it, "realisasi")), None)
        if row and indicator["jenis"] != "tujuan":
            pesan = (
                f"Realisasi {last} {kode} ({indicator['indikator']}) tertulis tanpa capaiannya, "
                f"sehingga capaian tidak dapat dibandingkan dengan tahun lalu. Isi "
                f"capaian_tercatat {last} sebagaimana tercetak pada laporan tahun itu."
            )
            found.append(finding("capaian_lalu_kosong", at([row], "capaian_tercatat"), pesan, kode))
    return FindingList(found)


def check_indikator_renstra(
    indikator: pd.DataFrame, kinerja: pd.DataFrame, figures: FigureList, params: Params
) -> FindingList:
    """Find measured indicators that no year of the Renstra has a target for, and years left out.

    Args:
        indikator: Table `indikator`.
        kinerja: Table `kinerja`: where the targets should stand.
        figures: `target_renstra` of every year.
        params: The Renstra's years.
    """
    years = range(params.renstra.awal, params.renstra.akhir + 1)
    found, said = list[Finding](), records(kinerja)
    for row in records(indikator):
        kode, name = row["kode"], f"{row['kode']} ({row['indikator']})"
        holes = [y for y in years if find_value(figures, "target_renstra", kode, y) is None]
        if row["jenis"] == "tujuan" or not holes:
            continue
        if len(holes) == len(years):
            pesan = (
                f"{name} diukur, tetapi tidak ada pada Renstra "
                f"{params.renstra.awal}–{params.renstra.akhir}. Jelaskan asal indikatornya."
            )
            found.append(finding("indikator_di_luar_renstra", at([row], "kode"), pesan, kode))
            continue
        listed = ", ".join(map(str, holes))
        pesan = f"{name} tidak punya target Renstra tahun {listed}. Lengkapi targetnya."
        ids = [figure_id("target_renstra", kode, year) for year in holes]
        where = "; ".join([at([row], "kode"), *_blanks(ids, said)])
        found.append(finding("target_renstra_kosong", where, pesan, listed))
    return FindingList(found)


def check_lembar_iku(indikator: pd.DataFrame) -> FindingList:
    """Find indicators without a national standard or a reason, and IKU without data source."""
    measured = [row for row in records(indikator) if row["jenis"] != "tujuan"]
    found: list[Finding] = [
        finding(
            "standar_nasional",
            at([row], "standar_nasional"),
            f"{row['kode']} ({row['indikator']}) tidak menyebut standar nasional. "
            f"Isi standarnya, atau alasan tidak ada standar.",
            row["kode"],
        )
        for row in measured
        if standar_nasional(row) == TIDAK_ADA
    ]
    blank = [row for row in measured if row["jenis"] == "iku" and not row["sumber_data"]]
    if blank:
        codes = ", ".join(row["kode"] for row in blank)
        pesan = (
            f"{len(blank)} IKU tanpa sumber data ({codes}). Sebutkan dari mana angkanya diambil."
        )
        found.append(finding("sumber_data", at(blank, "sumber_data"), pesan))
    return FindingList(found)


def check_sumber_daya_sasaran(
    sasaran: pd.DataFrame, program: pd.DataFrame, pegawai_sasaran: pd.DataFrame
) -> FindingList:
    """Find sasaran whose use of money or people cannot be told: items 6 and 7 of 53/2014."""
    served, staffed = set(program["sasaran"]), set(pegawai_sasaran["sasaran"])
    wanted = (
        ("sasaran_tanpa_program", served, "program pendukung", place_of(program, "program")),
        (
            "sasaran_tanpa_pegawai",
            staffed,
            "pegawai yang menanganinya",
            place_of(pegawai_sasaran, "pegawai_sasaran"),
        ),
    )
    return FindingList(
        finding(
            kind,
            at([row], "kode"),
            f"Sasaran {row['kode']} tanpa {what}: efisiensi dan penunjangnya tidak dapat "
            f"disajikan. Lengkapi {place}.",
            row["kode"],
        )
        for row in records(sasaran)
        for kind, known, what, place in wanted
        if known and row["kode"] not in known
    )


def _blanks(ids: Iterable[str], kinerja: list[Row]) -> list[str]:
    """Return the blank cells of table `kinerja` in which these figures should stand."""
    cells = []
    for besaran, kode, year in (id.split("/") for id in ids):
        column = "realisasi" if besaran == "realisasi" else "target"
        cells += [
            at([row], column)
            for row in kinerja
            if (row["indikator"], str(row["tahun"])) == (kode, year) and not _has(row, column)
        ]
    return cells


def _has(row: Row, column: str) -> bool:
    return row[column] is not None or bool(row[f"{column}_predikat"])
