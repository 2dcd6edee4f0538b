"""All checks together, each finding once, the weightiest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pandas as pd

from lkjip_tools.figure import FigureList
from lkjip_tools.finding import Finding, FindingList
from lkjip_tools.params import Params
from lkjip_tools.regulation import Rule, Scale
from lkjip_tools.schema import TABLES
from lkjip_tools.validate import (
    anggaran,
    belanja,
    evaluasi,
    evaluasi_bawah,
    formulir,
    kelengkapan,
    kewajaran,
    kinerja,
    klaim,
    lampiran,
    organisasi,
    pegawai,
    pejabat,
    pk,
    riwayat,
    rujukan,
)
from lkjip_tools.validate.aturan import check_rules
from lkjip_tools.validate.capaian import POSITIF, Capaian, check_capaian, check_kolom_bergeser
from lkjip_tools.validate.nama_program import check_nama_program

ORDER = {"material": 0, "minor": 1, "catatan": 2}
NASKAH = re.compile(r"\(naskah ([^)]+)\)")
CLAIMS = ("klaim_angka",)


def check_all(
    tables: Mapping[str, pd.DataFrame],
    figures: FigureList,
    params: Params,
    akip: Scale,
    rules: Iterable[Rule],
    tahun: int,
    formulas: Mapping[str, Capaian] = POSITIF,
) -> FindingList:
    """Run every check on one agency's year.

    Args:
        tables: Loaded tables by name; one that is left out is taken as empty.
        figures: All figures of the report.
        params: The agency.
        akip: Scale of the AKIP grades.
        rules: The rules in use.
        tahun: Year of the report.
        formulas: Formula of capaian by `polaritas`, for rows of other documents than the base.

    Returns:
        Findings by tingkat, kode and place. A claim that only repeats a finding about the same
        line of the document is left out.
    """
    given = {name: tables.get(name, _empty(name)) for name in TABLES}
    found = [
        *_kinerja(given, figures, params, akip, tahun, formulas),
        *_anggaran(given, figures, params, tahun),
        *_lampiran(given, figures, params, tahun),
        *rujukan.check_rujukan(given, params),
        *check_rules(rules),
        *_formulir(given, tahun),
        *formulir.check_tabel_kosong(tables),
    ]
    return FindingList(sorted(_without_repeats(found), key=_rank))


def _kinerja(
    t: Mapping[str, pd.DataFrame],
    figures: FigureList,
    params: Params,
    akip: Scale,
    tahun: int,
    formulas: Mapping[str, Capaian],
) -> FindingList:
    names, said = t["indikator"], t["kinerja"]
    return (
        kinerja.check_target(names, said, t["dokumen"], params, akip, tahun)
        + kinerja.check_realisasi(names, said, t["dokumen"], figures, params, akip, tahun)
        + kinerja.check_nama_indikator(names, said)
        + check_capaian(names, said, figures, formulas)
        + check_kolom_bergeser(said, figures)
        + kewajaran.check_capaian_tinggi(figures)
        + kewajaran.check_target_negatif(figures)
        + kewajaran.check_target_persen(names, said)
        + kewajaran.check_target_mundur(names, said, figures, tahun)
        + kewajaran.check_realisasi_sama_target(names, figures, tahun)
        + kelengkapan.check_kelengkapan_indikator(names, figures, params, tahun)
        + kelengkapan.check_indikator_renstra(names, figures, params)
        + kelengkapan.check_lembar_iku(names)
        + rujukan.check_susunan(t["sasaran"], names, t["program"])
        + riwayat.check_riwayat(t["riwayat"], figures, tahun)
    )


def _anggaran(
    t: Mapping[str, pd.DataFrame], figures: FigureList, params: Params, tahun: int
) -> FindingList:
    money, form = t["anggaran"], t["evaluasi_renja"]
    return (
        anggaran.check_serapan(money)
        + anggaran.check_anggaran_antardokumen(money, form, t["dokumen"], params, tahun)
        + anggaran.check_jumlah_anggaran(money)
        + anggaran.check_total_anggaran(money, t["belanja"], form, t["dokumen"], figures, tahun)
        + anggaran.check_melebihi_pagu(money, t["belanja"], form)
        + check_nama_program(t["program"], money, form)
        + belanja.check_belanja(t["belanja"])
        + evaluasi.check_evaluasi(form, figures, tahun)
        + evaluasi.check_jumlah_evaluasi(form)
        + evaluasi.check_target_evaluasi(form)
        + evaluasi.check_triwulan(form)
        + evaluasi.check_pagu_renstra(form)
        + evaluasi_bawah.check_baris_bawah(form, t["evaluasi_total"], figures, tahun)
        + evaluasi_bawah.check_catatan_evaluasi(t["evaluasi_catatan"])
        + rujukan.check_kode(form, tahun)
        + rujukan.check_nama_sasaran(t["sasaran"], t["kebijakan"], form)
    )


def _lampiran(
    t: Mapping[str, pd.DataFrame], figures: FigureList, params: Params, tahun: int
) -> FindingList:
    signed = pd.concat(
        [
            t[name][["nama", "pangkat", "nip", "source"]]
            for name in ("pk_tanda_tangan", "tanda_tangan")
        ]
    )
    people = pejabat.persons(t["pk"], signed, t["sop"], params.kepala)
    return (
        klaim.check_klaim(t["klaim"], figures, params, tahun)
        + pegawai.check_pegawai(t["pegawai"])
        + pegawai.check_pegawai_sasaran(t["pegawai"], t["pegawai_sasaran"])
        + pk.check_tahun_pk(t["pk"], t["pk_sasaran"], t["pk_tanda_tangan"], tahun)
        + pk.check_jumlah_pk(t["pk_anggaran"])
        + pk.check_antarlembar_pk(t["program"], t["pk_anggaran"])
        + pk.check_lembar_pk(t["pk_sasaran"], t["pk_anggaran"])
        + pejabat.check_nip(people)
        + pejabat.check_pejabat(people)
        + lampiran.check_rencana_aksi(t["rencana_aksi"])
        + lampiran.check_target_rencana_aksi(t["rencana_aksi"], t["pk_sasaran"], t["pk_anggaran"])
        + lampiran.check_prestasi(t["prestasi"], t["piagam"], tahun)
    )


def _formulir(t: Mapping[str, pd.DataFrame], tahun: int) -> FindingList:
    return (
        organisasi.check_organisasi(t["organisasi"])
        + formulir.check_isi_pk(t["pk"], t["pk_sasaran"], t["pk_anggaran"], t["pk_tanda_tangan"])
        + formulir.check_tahun_rencana_aksi(t["rencana_aksi"], tahun)
        + formulir.check_tanda_tangan(t["tanda_tangan"])
        + formulir.check_alur_sop(t["sop"], t["sop_langkah"])
        + formulir.check_lampiran_berkas(t["lampiran_berkas"])
        + kelengkapan.check_sumber_daya_sasaran(t["sasaran"], t["program"], t["pegawai_sasaran"])
    )


def _empty(name: str) -> pd.DataFrame:
    return pd.DataFrame(columns=[*TABLES[name].model_fields, "source"], dtype=object)


def _without_repeats(found: list[Finding]) -> list[Finding]:
    """Return each finding once, without claims that another finding tells of the same line."""
    told = [(item.lokasi, item.nilai_tercatat) for item in found if item.kode not in CLAIMS]
    return [
        item
        for item in dict.fromkeys(found)
        if item.kode not in CLAIMS
        or not any(
            f"(naskah {line})" in lokasi and item.nilai_tercatat in re.split(r"[ ;]+", tercatat)
            for line in NASKAH.findall(item.lokasi)
            for lokasi, tercatat in told
        )
    ]


def _rank(item: Finding) -> tuple[int, str, list[int | str], str]:
    """Order by weight, kind and place, with line 9 before line 10."""
    parts = re.split(r"(\d+)", item.lokasi)
    place = [int(part) if part.isdigit() else part for part in parts]
    return ORDER[item.tingkat], item.kode, place, item.pesan
