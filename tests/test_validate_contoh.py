"""The sample agency: its known contradictions, each by both values, and nothing twice."""

import re
from collections import Counter
from decimal import Decimal
from functools import cache

import pandas as pd
import pytest
from tables import INSTANSI, ROOT, TAHUN, sample, scale, table

from lkjip_tools.calculate.capaian import capaian_cermin, capaian_positif
from lkjip_tools.figure import FigureList
from lkjip_tools.finding import Finding
from lkjip_tools.load import read_table
from lkjip_tools.params import read_params
from lkjip_tools.policy import declared_rules
from lkjip_tools.schema import TABLES
from lkjip_tools.validate import KINDS, check_all

COUNT = 172
WEIGHTS = ["material", "minor", "catatan"]


@cache
def findings() -> tuple[Finding, ...]:
    own = read_params(INSTANSI, ROOT)
    tables = {name: read_table(name, INSTANSI, TAHUN, ROOT) for name in TABLES}
    rules = declared_rules(own, TAHUN, ROOT).values()
    return tuple(check_all(tables, sample(), own, scale("predikat_akip"), rules, TAHUN))


@pytest.mark.parametrize(
    ("kode", "line", "tercatat", "hitung"),
    [
        ("jumlah_belanja", "L844", "32.654.919.391", "32.654.909.391"),
        ("klaim_angka", "L452", "98,18", "106,56"),
        ("klaim_angka", "L471", "189,34", "94,67"),
        ("klaim_angka", "L868", "38,91", "0,91"),
        ("klaim_angka", "L866", "95,93", "91,19"),
        ("klaim_angka", "L521", "18,10", "8,01"),
        ("klaim_angka", "L585", "0,06", "0,43"),
        ("klaim_angka", "L642", "61,23", "1,66"),
        ("klaim_angka", "L699", "0,91", "2,27"),
        ("klaim_angka", "L757", "2,94", "0,42"),
        ("klaim_angka", "L820", "7,11", "12,31"),
        ("klaim_angka", "L820", "326.031.593", "326.041.593"),
        ("capaian_salah", "L469", "89,34", "93,17"),
        ("riwayat_tahun_ini", "L865", "96,34", "106,56"),
        ("evaluasi_kolom_14", "L2186", "64", "93"),
        ("evaluasi_rata_rata", "L2288", "100 = median_program", "87,5"),
        ("evaluasi_predikat", "L2289", "Sangat tinggi", "Tinggi"),
        ("pk_tahun", "L929", "2024", "2023"),
        ("pk_jumlah", "L981", "45.267.771.529", "45.231.971.529"),
        ("pk_antarlembar", "L979", "259.000.000", "295.000.000"),
        ("pk_antarlembar", "L980", "1.764.814.380", "1.764.614.380"),
        ("pegawai_jumlah", "L527", "54", "38"),
    ],
)
def test_a_known_fault_is_found_with_what_is_printed_and_what_follows(kode, line, tercatat, hitung):
    assert any(
        (item.kode, item.nilai_tercatat, item.nilai_hitung) == (kode, tercatat, hitung)
        and re.search(rf"\b{line}\b", item.lokasi)
        for item in findings()
    )


@pytest.mark.parametrize(
    ("kode", "lines", "values"),
    [
        ("target_berbeda", ("L447", "L546"), ("100 (tabel-7)", "80 (tabel-8-13-target)")),
        ("target_berbeda", ("L450", "L720"), ("80 (tabel-7)", "100 (tabel-8-13-target)")),
        ("target_berbeda", ("L445", "L322"), ("73 (tabel-7)", "B (renstra)")),
        ("target_berbeda", ("L970", "L2106"), ("90 (pk-2024)", "75 (rencana-aksi-2024)")),
        ("realisasi_berbeda", ("L445", "L485"), ("65,22 (tabel-7)", "89,34 (tabel-8-13-renstra)")),
        (
            "total_anggaran_berbeda",
            ("L413", "L2179"),
            ("32.654.909.391 (pk-2023)", "32.351.024.068 (lampiran-iii)"),
        ),
        (
            "realisasi_anggaran_berbeda",
            ("L817", "L2265"),
            ("2.322.967.407 (bab-iii-a-anggaran)", "2.322.957.407 (lampiran-iii)"),
        ),
        (
            "pagu_berbeda",
            ("L396", "L884"),
            ("6.426.345.746 (pk-2023)", "6.426.345.764 (bab-iii-c)"),
        ),
        ("kolom_bergeser", ("L479",), ("realisasi 73", "capaian 65,22")),
        ("nip_salah", ("L1520",), ("19710607117031007",)),
        ("nama_pejabat", ("L1745",), ("H. Achmad Harsono",)),
    ],
)
def test_documents_that_contradict_each_other_are_told_together(kode, lines, values):
    assert any(
        item.kode == kode
        and all(re.search(rf"\b{line}\b", item.lokasi) for line in lines)
        and all(value in item.nilai_tercatat for value in values)
        for item in findings()
    )


def test_findings_come_by_weight_then_kind():
    keys = [(WEIGHTS.index(item.tingkat), item.kode) for item in findings()]

    assert keys == sorted(keys)


def test_no_finding_is_told_twice_and_every_kind_is_known():
    assert max(Counter(findings()).values()) == 1
    assert {item.kode for item in findings()} <= set(KINDS)


def test_a_claim_that_repeats_another_finding_of_the_same_line_is_left_out():
    about = [item.kode for item in findings() if re.search(r"\bL844\b", item.lokasi)]

    assert sorted(about) == ["jumlah_belanja", "total_anggaran_berbeda"]


def test_every_finding_says_where_and_ends_its_message_with_a_full_stop():
    assert [item for item in findings() if not item.lokasi or not item.pesan.endswith(".")] == []
    assert [item for item in findings() if re.search(r"\bNone\b|\bnan\b|Decimal", item.pesan)] == []


def test_the_figures_that_are_right_stay_without_a_finding():
    quiet = {"serapan_salah", "persen_belanja", "jumlah_anggaran", "evaluasi_kolom_13"}
    quiet |= {"evaluasi_kolom_15", "evaluasi_jumlah", "pegawai_porsi", "rujukan_hilang"}
    quiet |= {"melebihi_pagu", "klaim_tidak_terperiksa", "pemotongan", "kode_nomenklatur"}

    assert quiet & {item.kode for item in findings()} == set()


def test_the_sample_has_as_many_findings_as_were_read_and_judged_one_by_one():
    assert len(findings()) == COUNT


@pytest.mark.parametrize("name", TABLES)
def test_blank_cells_never_stop_the_checks(name):
    """Every column of a table that may be blank is blank on every row."""
    own = read_params(INSTANSI, ROOT)
    tables = {other: read_table(other, INSTANSI, TAHUN, ROOT) for other in TABLES}
    optional = [key for key, field in TABLES[name].model_fields.items() if not field.is_required()]
    blank = tables[name].copy()
    for column in optional:
        blank[column] = pd.Series([None] * len(blank), dtype=object)

    assert check_all(tables | {name: blank}, sample(), own, scale("predikat_akip"), [], TAHUN)


def test_an_agency_without_tables_has_no_findings_but_its_params():
    own = read_params(INSTANSI, ROOT)
    found = check_all({}, FigureList(), own, scale("predikat_akip"), [], TAHUN)

    assert {item.lokasi.split(":")[0] for item in found} == {"params"}


def test_formulas_of_calculate_can_be_given_for_other_polaritas():
    own = read_params(INSTANSI, ROOT)
    indikator = table(
        "indikator",
        {
            "kode": "IKU-9",
            "jenis": "iku",
            "induk": "S-1",
            "indikator": "Konflik",
            "satuan": "kasus",
            "polaritas": "negatif",
            "agregasi": "jumlah",
        },
    )
    row = {"dokumen": "x", "indikator": "IKU-9", "tahun": 2023, "target": 10, "realisasi": 8}
    kinerja = table("kinerja", row | {"capaian_tercatat": Decimal(80)})
    found = check_all(
        {"indikator": indikator, "kinerja": kinerja},
        FigureList(),
        own,
        scale("predikat_akip"),
        [],
        TAHUN,
        {"positif": capaian_positif, "negatif": capaian_cermin},
    )

    assert ("80", "120") in {(item.nilai_tercatat, item.nilai_hitung) for item in found}
