"""The headline figures of the sample: what the report must show, recomputed from the tables."""

import json
from decimal import Decimal

import pytest
from tables import ROOT, TAHUN, sample

from lkjip_tools.besaran import BESARAN
from lkjip_tools.formula import value_text
from lkjip_tools.number import format_number, format_rupiah

PERCENT = {
    # Bab III.A: capaian
    "capaian_persen/IKU-1/2023": "89,34",
    "capaian_persen/IKU-2/2023": "100,00",
    "capaian_persen/IKU-3/2023": "125,00",
    "capaian_persen/IKU-4/2023": "125,00",
    "capaian_persen/IKU-5/2023": "100,00",
    "capaian_persen/IKU-6/2023": "100,00",
    "capaian_rata_rata_persen/instansi/2023": "106,56",
    "capaian_rata_rata_dibatasi_persen/instansi/2023": "98,22",
    "capaian_rata_rata_persen/S-1/2023": "94,67",
    "kemajuan_renstra_persen/IKU-1/2023": "81,53",
    # Bab III.B: anggaran
    "serapan_persen/instansi/2023": "96,34",
    "serapan_persen/8.01.01/2023": "91,99",
    "serapan_persen/8.01.02/2023": "99,57",
    "serapan_persen/8.01.03/2023": "98,34",
    "serapan_persen/8.01.04/2023": "97,73",
    "serapan_persen/8.01.05/2023": "99,58",
    "serapan_persen/8.01.06/2023": "87,69",
    "porsi_realisasi_persen/8.01.01/2023": "18,10",
    "porsi_realisasi_persen/8.01.02/2023": "6,04",
    "porsi_realisasi_persen/8.01.03/2023": "61,24",
    "porsi_realisasi_persen/8.01.04/2023": "0,91",
    "porsi_realisasi_persen/8.01.05/2023": "2,94",
    "porsi_realisasi_persen/8.01.06/2023": "7,11",
    "sisa_persen/8.01.01/2023": "8,01",
    "sisa_persen/8.01.02/2023": "0,43",
    "sisa_persen/8.01.03/2023": "1,66",
    "sisa_persen/8.01.04/2023": "2,27",
    "sisa_persen/8.01.05/2023": "0,42",
    "sisa_persen/8.01.06/2023": "12,31",
    "serapan_sd_triwulan_persen/TW-I/2023": "3,83",
    "serapan_sd_triwulan_persen/TW-II/2023": "15,08",
    "serapan_sd_triwulan_persen/TW-III/2023": "24,68",
    "serapan_sd_triwulan_persen/TW-IV/2023": "96,34",
    # riwayat
    "capaian_rata_rata_persen/riwayat/2019-2023": "91,19",
    "perubahan_kinerja_poin/riwayat/2023": "0,91",
    # Lampiran III: formulir evaluasi
    "evaluasi_rata_rata_tahunan_k_persen/instansi/2023": "87,50",
    "evaluasi_rata_rata_tahunan_rp_persen/instansi/2023": "97,24",
    "evaluasi_rata_rata_tingkat_k_persen/instansi/2023": "20,83",
    "evaluasi_rata_rata_tingkat_rp_persen/instansi/2023": "97,24",
    "evaluasi_rata_rata_tahunan_k_persen/mean_kegiatan/2023": "91,00",
    "evaluasi_rata_rata_tahunan_k_persen/mean_sub_kegiatan/2023": "102,18",
    "evaluasi_rata_rata_tahunan_k_persen/median_program/2023": "100,00",
    "evaluasi_rata_rata_tahunan_rp_persen/mean_program/2023": "96,07",
    # Bab I: pegawai
    "pegawai_porsi_persen/strata-2/2023": "10,53",
    "pegawai_porsi_persen/strata-1/2023": "55,26",
}
RUPIAH = {
    "pagu_rp/instansi/2023": "Rp32.654.909.391",
    "realisasi_rp/instansi/2023": "Rp31.458.315.432",
    "sisa_rp/instansi/2023": "Rp1.196.593.959",
    "sisa_rp/8.01.01/2023": "Rp514.554.900",
    "sisa_rp/8.01.02/2023": "Rp8.575.020",
    "sisa_rp/8.01.03/2023": "Rp336.528.901",
    "sisa_rp/8.01.04/2023": "Rp6.866.605",
    "sisa_rp/8.01.05/2023": "Rp4.026.940",
    "sisa_rp/8.01.06/2023": "Rp326.041.593",
    "pagu_rp/belanja-5/2023": "Rp32.654.909.391",
    "pagu_rp/belanja-5.1/2023": "Rp32.567.901.791",
}
WORDS = {
    "predikat_capaian/instansi/2023": "Sangat Tinggi",
    "predikat_capaian/IKU-1/2023": "Tinggi",
    "predikat_akip/IKU-1/2023": "B",
    "evaluasi_predikat/tahunan-k/2023": "Tinggi",
    "evaluasi_predikat/tahunan-rp/2023": "Sangat Tinggi",
    "evaluasi_predikat/tingkat-k/2023": "Sangat Rendah",
    "evaluasi_predikat/tingkat-rp/2023": "Sangat Tinggi",
}
COUNTS = {
    "pegawai_jumlah/instansi/2023": 38,
    "jumlah_tujuan/instansi/2023": 2,
    "jumlah_sasaran/instansi/2023": 6,
    "jumlah_iku/instansi/2023": 6,
    "jumlah_iku_tercapai/instansi/2023": 5,
    "jumlah_program/instansi/2023": 6,
    "jumlah_kegiatan/instansi/2023": 11,
}

#: What tables print and no calculation uses; `test_traceable.py` finds each of them in the report.
PRINTED = {
    *("kondisi_awal", "standar_nasional", "aset_jumlah", "prestasi_predikat", "sop_waktu"),
    *("pk_target", "pk_anggaran_rp", "rencana_aksi_target"),
}


@pytest.mark.parametrize(("id_", "printed"), PERCENT.items())
def test_percentages_and_points(id_, printed):
    assert format_number(sample()[id_].value, 2) == printed


@pytest.mark.parametrize(("id_", "printed"), RUPIAH.items())
def test_amounts(id_, printed):
    assert format_rupiah(sample()[id_].value) == printed


@pytest.mark.parametrize(("id_", "word"), WORDS.items())
def test_predicates(id_, word):
    assert sample()[id_].value == word


@pytest.mark.parametrize(("id_", "number"), COUNTS.items())
def test_counts(id_, number):
    assert sample()[id_].value == number


def test_unspent_money_of_the_missed_sasaran_is_no_efficiency():
    """The report praises Rp514.554.900; the sasaran reached 94,67."""
    figure = sample()["efisiensi_persen/8.01.01/2023"]

    assert figure.value is None
    assert figure.note == "capaian sasaran S-1 di bawah 100 persen: sisa anggaran bukan efisiensi"
    reached = [sample()[f"efisiensi_persen/8.01.0{n}/2023"].value for n in range(2, 7)]
    assert None not in reached


def test_nothing_is_empty_without_a_reason():
    assert [figure.id for figure in sample() if figure.value is None and not figure.note] == []


def test_every_figure_was_read_or_computed_and_says_which():
    for figure in sample():
        if figure.value is not None:
            assert bool(figure.source) != bool(figure.expression), figure.id


def test_every_number_read_names_a_file_and_a_line_that_exist():
    for figure in sample():
        if figure.source:
            path, _, rest = figure.source.partition(" baris ")
            line = int(rest.split()[0])
            assert 1 < line <= len((ROOT / path).read_text("utf-8").splitlines()), figure.id


def test_every_figure_can_be_followed_to_its_sources():
    def leaves(figure):
        if not figure.operands:
            yield figure
        for _, operand in figure.operands:
            yield from leaves(operand)

    for figure in sample():
        for leaf in leaves(figure):
            stated = leaf.source or leaf.note or leaf.numbers.startswith("banyaknya(")
            assert stated, f"{figure.id} hangs on {leaf.id}, which has no source"


def test_every_besaran_is_used_somewhere_and_nothing_else_is():
    used = {member.besaran for figure in sample() for member in figure.family()}

    assert used <= set(BESARAN)
    assert set(BESARAN) - used == {
        *("target_bawah", "target_akhir_bawah"),  # the sample has no range
        *("ketetapan_persen", "batas_pengganti_persen"),  # nor a case that a rule settles
        *PRINTED,
        *(name for name in BESARAN if name.startswith(("cakupan_", "sensitivitas_"))),
        "indikator_diukur",  # annexes on request, like those two
    }


def test_the_ledger_is_plain_json_and_loses_no_digit():
    for figure in sample():
        record = json.loads(json.dumps(figure.to_json()))
        assert record["nilai"] == value_text(figure.value)
        if isinstance(figure.value, Decimal):
            assert Decimal(record["nilai"]) == figure.value


def test_ids_name_agency_wide_figures_and_years():
    assert f"serapan_persen/instansi/{TAHUN}" in sample()
    assert all(figure.id.count("/") == 2 for figure in sample())
