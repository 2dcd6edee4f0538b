"""Agencies to draw: the sample, small ones, and one where everything goes wrong at once."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import tables
from tables import TAHUN, scale, table

from lkjip_tools.block import Block
from lkjip_tools.calculate.anggaran import figures_anggaran
from lkjip_tools.calculate.capaian import figures_capaian
from lkjip_tools.calculate.dasar import pick_kinerja
from lkjip_tools.calculate.perbandingan import figures_perbandingan
from lkjip_tools.calculate.profil import figures_riwayat
from lkjip_tools.calculate.rata_rata import figures_rata_rata
from lkjip_tools.calculate.triwulan import figures_kinerja_triwulan, figures_triwulan
from lkjip_tools.formula import FigureList
from lkjip_tools.load import read_table
from lkjip_tools.params import Params, read_params
from lkjip_tools.plot import (
    plot_bagan,
    plot_capaian,
    plot_capaian_serapan,
    plot_kemajuan,
    plot_riwayat,
    plot_serapan,
    plot_triwulan,
)

_TABLES = (
    "indikator",
    "sasaran",
    "kinerja",
    "program",
    "anggaran",
    "evaluasi_renja",
    "riwayat",
    "organisasi",
    "dokumen",
)
LONG = (
    "Persentase perangkat daerah yang menindaklanjuti rekomendasi hasil evaluasi akuntabilitas "
    "kinerja instansi pemerintah, pengaduan masyarakat/pelaporan gratifikasi, dan pengendalian "
    "kecurangan pada seluruh kecamatan dan kelurahan secara tepat waktu dan berkelanjutan"
)


@dataclass
class Agency:
    """Tables and params; its figures follow from them as in the notebooks."""

    params: Params
    tables: dict[str, pd.DataFrame]

    @property
    def angka(self) -> FigureList:
        """Every figure that a chart may show."""
        t, rules = self.tables, self.params.kebijakan
        skala, akip = scale(), scale("predikat_akip")
        dasar = pick_kinerja(t["indikator"], t["kinerja"], self.params, akip, TAHUN)
        capaian = figures_capaian(t["indikator"], dasar, rules, skala, TAHUN)
        evaluasi = t["evaluasi_renja"]
        anggaran = figures_anggaran(t["program"], t["anggaran"], evaluasi, self.params, TAHUN)
        return (
            dasar
            + capaian
            + figures_rata_rata(t["indikator"], t["sasaran"], capaian, rules, skala, TAHUN)
            + figures_perbandingan(t["indikator"], dasar, capaian, self.params, TAHUN)
            + anggaran
            + figures_triwulan(evaluasi, anggaran, TAHUN)
            + figures_kinerja_triwulan(evaluasi, rules, TAHUN)
            + figures_riwayat(t["riwayat"], TAHUN)
        )

    def charts(self) -> dict[str, list[Block]]:
        """Every kind of chart, as the notebooks draw it."""
        t, angka = self.tables, self.angka
        return {
            "bagan": plot_bagan(t["organisasi"], t["dokumen"], "Badan Contoh"),
            "capaian": plot_capaian(t["indikator"], angka, TAHUN),
            "kemajuan": plot_kemajuan(t["indikator"], t["sasaran"], angka, self.params, TAHUN),
            "serapan": plot_serapan(t["program"], angka, TAHUN),
            "capaian_serapan": plot_capaian_serapan(t["program"], angka, TAHUN),
            "riwayat": plot_riwayat(t["riwayat"], angka),
            "triwulan": plot_triwulan(angka, TAHUN),
        }


def sample() -> Agency:
    """The agency of the repository."""
    read = {name: read_table(name, tables.INSTANSI, TAHUN, tables.ROOT) for name in _TABLES}
    return Agency(read_params(tables.INSTANSI, tables.ROOT), read)


def agency(
    iku: list[dict[str, Any]] = (),
    program: list[dict[str, Any]] = (),
    riwayat: list[dict[str, Any]] = (),
    organisasi: list[dict[str, Any]] = (),
) -> Agency:
    """A small agency.

    Args:
        iku: Per IKU what differs from an ordinary one: `target`, `realisasi`, `polaritas`,
            `target_bawah`, `nama`, `satuan`, `sasaran`, `lalu` (last year's realisasi), `akhir`
            (end target), `renstra` (target by year).
        program: Per programme `pagu`, `realisasi`, `nama`, `sasaran`, and `k` and `rp`, what was
            done and spent by quarter.
        riwayat: Rows of the table.
        organisasi: Rows of the table.
    """
    given = [{"kode": f"IKU-{n}", "sasaran": "S-1"} | one for n, one in enumerate(iku, start=1)]
    tops = [{"kode": f"1.01.{n:02}", "sasaran": "S-1"} | one for n, one in enumerate(program, 1)]
    aims = sorted({one["sasaran"] for one in [*given, *tops] if one["sasaran"]})
    return Agency(
        tables.params(),
        {
            "sasaran": table(
                "sasaran",
                *({"kode": a, "tujuan": "T-1", "sasaran": f"Meningkatnya Hal {a}"} for a in aims),
            ),
            "indikator": table("indikator", *map(_indikator, given)),
            "kinerja": table("kinerja", *(row for one in given for row in _kinerja(one))),
            "program": table("program", *map(_program, tops)),
            "anggaran": table("anggaran", *map(_anggaran, tops)),
            "evaluasi_renja": table("evaluasi_renja", *map(_evaluasi, tops)),
            "riwayat": table("riwayat", *riwayat),
            "organisasi": table("organisasi", *organisasi),
            "dokumen": table("dokumen"),
        },
    )


def extreme() -> Agency:
    """Sixty IKU of every polaritas, outliers, negative and missing values, names without end."""
    odd: list[dict[str, Any]] = [
        {"nama": LONG, "target": 80, "realisasi": "72,5".replace(",", ".")},
        {"target": 10, "realisasi": 90},
        {"target": 5, "realisasi": "-2.5", "satuan": "persen"},
        {"target": "-4", "realisasi": "-3"},
        {"target": 100, "realisasi": None},
        {"target": None, "realisasi": 12},
        {"target": None, "realisasi": None},
        {"target": 0, "realisasi": 3, "polaritas": "negatif", "satuan": "kasus"},
        {"target": 0, "realisasi": 0, "polaritas": "negatif", "satuan": "kasus"},
        {"target": 12, "realisasi": 17, "polaritas": "negatif", "satuan": "hari"},
        {"target": 12, "realisasi": 3, "polaritas": "negatif", "satuan": "hari"},
        {"target_bawah": 40, "target": 60, "realisasi": 55, "polaritas": "rentang"},
        {"target_bawah": 40, "target": 60, "realisasi": 75, "polaritas": "rentang"},
        {"target": "1234567890.25", "realisasi": "1334567890.5", "satuan": "rupiah per kapita"},
        {"target": 50, "realisasi": 0},
        {"target": 50, "realisasi": "-900"},
    ]
    many = [
        {"nama": f"Persentase layanan {n} yang sesuai standar", "target": 80, "realisasi": 60 + n}
        for n in range(60 - len(odd))
    ]
    iku = [
        one
        | {
            "sasaran": f"S-{1 + place // 7}",
            "lalu": None if place % 5 == 0 else 40 + place,
            "akhir": None if place % 9 == 4 else 100,
            "renstra": {}
            if place % 4 == 1
            else {year: 5 * (year - 2010) for year in range(2022, 2027)},
        }
        for place, one in enumerate([*odd, *many])
    ]
    program = [
        {"pagu": 1_234_567_890_123, "realisasi": 1_200_000_000_001, "nama": f"Program {LONG}"},
        {"pagu": 1000, "realisasi": 1100},
        {"pagu": 1000, "realisasi": 9000, "sasaran": "S-2"},
        {"pagu": 1000, "realisasi": None, "sasaran": "S-3"},
        {"pagu": None, "realisasi": None, "sasaran": "S-4"},
        {"pagu": 1000, "realisasi": 0, "sasaran": "S-5"},
        {"pagu": 1000, "realisasi": -20, "sasaran": None},
    ]
    riwayat = [
        {"tahun": 2018, "kinerja_persen": 90, "keuangan_persen": 85},
        {"tahun": 2019, "kinerja_persen": 95, "keuangan_persen": None},
        {"tahun": 2020, "kinerja_persen": None, "keuangan_persen": None},
        {"tahun": 2021, "kinerja_persen": 900, "keuangan_persen": 88},
        {"tahun": 2022, "kinerja_persen": 92, "keuangan_persen": "-12.5"},
        {"tahun": 2023, "kinerja_persen": 93, "keuangan_persen": 93},
    ]
    return agency(iku, program, riwayat, _offices())


def _offices() -> list[dict[str, Any]]:
    """A head, and below it offices of every kind, with names and titles without end."""
    kinds = ("struktural", "fungsional", "kelompok")
    return [
        {
            "kode": f"J-{n}",
            "induk": f"J-{(n - 1) // 3}" if n else None,
            "jabatan": f"Kepala Bidang {n} {LONG if n % 4 == 0 else ''}".strip(),
            "jenis": kinds[n % 3] if n else "struktural",
            "nama": f"Dr. {LONG}" if n % 7 == 0 else None,
        }
        for n in range(45)
    ]


def _indikator(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "kode": one["kode"],
        "jenis": "iku",
        "induk": one["sasaran"],
        "indikator": one.get("nama", f"Indikator {one['kode']}"),
        "satuan": one.get("satuan", "persen"),
        "polaritas": one.get("polaritas", "positif"),
        "agregasi": "akhir",
    }


def _kinerja(one: dict[str, Any]) -> list[dict[str, Any]]:
    key = {"dokumen": "uji", "indikator": one["kode"]}
    now = {name: one.get(name) for name in ("target", "target_bawah", "realisasi")}
    plan = one.get("renstra", {})
    rows = [key | {"tahun": TAHUN} | now]
    rows += [
        key | {"tahun": TAHUN - 1, "realisasi": one.get("lalu"), "target": plan.get(TAHUN - 1)}
    ]
    end = tables.params().renstra.akhir
    later = {year: value for year, value in plan.items() if year > TAHUN}
    return rows + [
        key | {"tahun": year, "target": value}
        for year, value in (later | {end: one.get("akhir")}).items()
    ]


def _program(one: dict[str, Any]) -> dict[str, Any]:
    nama = one.get("nama", f"Program {one['kode']}")
    return {"kode": one["kode"], "tingkat": "program", "uraian": nama, "sasaran": one["sasaran"]}


def _anggaran(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "dokumen": "uji",
        "kode": one["kode"],
        "uraian": one["kode"],
        "pagu_rp": one.get("pagu"),
        "realisasi_rp": one.get("realisasi"),
    }


def _evaluasi(one: dict[str, Any]) -> dict[str, Any]:
    quarters = {
        f"tw{place}_{half}": value
        for half in ("k", "rp")
        for place, value in enumerate(one.get(half, ()), start=1)
    }
    row = {"kode": one["kode"], "tingkat": "program", "uraian": one["kode"], "target_k": 100}
    return row | {"agregasi": "jumlah", "satuan": "persen"} | quarters
