"""Form E.81: columns, sums, targets, bottom rows."""

from decimal import Decimal

import pandas as pd
import pytest
from tables import table

from lkjip_tools.figure import Figure, FigureList
from lkjip_tools.validate import (
    check_baris_bawah,
    check_catatan_evaluasi,
    check_evaluasi,
    check_jumlah_evaluasi,
    check_kode,
    check_pagu_renstra,
    check_target_evaluasi,
    check_triwulan,
)

ROW = {
    "kode": "8.01.01",
    "tingkat": "program",
    "uraian": "PROGRAM SATU",
    "satuan": "dokumen",
    "agregasi": "jumlah",
    "target_renstra_k": 20,
    "target_renstra_rp": 500,
    "realisasi_lalu_k": 5,
    "realisasi_lalu_rp": 100,
    "target_k": 4,
    "pagu_rp": 100,
    "tw1_k": 1,
    "tw1_rp": 20,
    "tw2_k": 1,
    "tw2_rp": 20,
    "tw3_k": 1,
    "tw3_rp": 20,
    "tw4_k": 1,
    "tw4_rp": 20,
    "realisasi_tercatat_k": 4,
    "realisasi_tercatat_rp": 80,
    "kumulatif_tercatat_k": 9,
    "kumulatif_tercatat_rp": 180,
    "tingkat_tercatat_k": 45,
    "tingkat_tercatat_rp": 36,
}


def form(*changes: dict[str, object]) -> pd.DataFrame:
    """A form of one right row, changed."""
    return table("evaluasi_renja", *(ROW | change for change in changes or ({},)))


def columns(change: dict[str, object], realisasi: int = 4) -> list[tuple[str, str, str]]:
    figures = FigureList(
        [
            Figure("evaluasi_realisasi_k/8.01.01/2023", "x", Decimal(realisasi), "dokumen"),
            Figure("evaluasi_realisasi_rp/8.01.01/2023", "x", Decimal(80), "rupiah"),
        ]
    )
    found = check_evaluasi(form(change), figures, 2023)
    return [(item.kode, item.nilai_tercatat, item.nilai_hitung) for item in found]


def test_a_right_row_is_no_finding():
    assert columns({}) == []


def test_column_13_follows_the_quarters_by_the_declared_aggregation():
    wrong = {"realisasi_tercatat_k": 5, "kumulatif_tercatat_k": 10, "tingkat_tercatat_k": 50}

    assert columns(wrong) == [("evaluasi_kolom_13", "5", "4")]


def test_column_14_adds_last_years_to_what_column_13_prints():
    wrong = {"kumulatif_tercatat_rp": 190, "tingkat_tercatat_rp": 38}

    assert columns(wrong) == [("evaluasi_kolom_14", "190", "180")]


def test_column_14_of_an_indicator_that_does_not_add_up_is_its_latest_value():
    latest = {"agregasi": "akhir", "kumulatif_tercatat_k": 4, "tingkat_tercatat_k": 20}

    assert columns(latest) == []
    assert columns({"agregasi": "akhir"}) == [("evaluasi_kolom_14", "9", "4")]


def test_column_15_is_judged_by_the_columns_the_row_prints():
    assert columns({"tingkat_tercatat_k": 54}) == [("evaluasi_kolom_15", "54", "45")]
    assert columns({"target_renstra_k": 0, "tingkat_tercatat_k": 10}) == []


def test_rupiah_of_every_level_add_up():
    child = {"kode": "8.01.01.2.01", "tingkat": "kegiatan"}
    assert list(check_jumlah_evaluasi(form({}, child))) == []

    (found,) = check_jumlah_evaluasi(form({}, child | {"tw2_rp": 21}))
    assert (found.kode, found.nilai_tercatat, found.nilai_hitung) == ("evaluasi_jumlah", "20", "21")


def test_targets_that_measure_nothing_are_found():
    assert list(check_target_evaluasi(form())) == []
    zero = check_target_evaluasi(form({"target_k": 0, "target_renstra_k": 0}))
    assert [item.kode for item in zero] == ["evaluasi_target_nol", "evaluasi_pembagi_nol"]
    (blank,) = check_target_evaluasi(form({"satuan": None}))
    assert blank.kode == "evaluasi_tanpa_satuan"


def test_percents_added_over_the_years_are_one_finding_for_all_rows():
    percent = {"satuan": "Persen", "target_renstra_k": 500}
    (found,) = check_target_evaluasi(form(percent, percent | {"kode": "8.01.02"}))

    assert found.kode == "evaluasi_persen_dijumlah"
    assert found.nilai_tercatat == "500; 500"
    assert list(check_target_evaluasi(form({"satuan": "persen", "target_renstra_k": 100}))) == []


def test_spending_without_performance_is_one_finding_per_row():
    (found,) = check_triwulan(form({"tw2_k": 0, "tw4_k": 0}))

    assert found.nilai_tercatat == "TW II Rp20; TW IV Rp20"
    assert found.tingkat == "catatan"
    assert list(check_triwulan(form({"tw2_k": 0, "tw2_rp": 0}))) == []


def test_a_year_of_spending_without_any_performance_weighs_more():
    nothing = {f"tw{n}_k": 0 for n in range(1, 5)} | {"realisasi_tercatat_k": 0}

    assert [item.tingkat for item in check_triwulan(form(nothing))] == ["minor"]
    assert list(check_triwulan(form(nothing | {"target_k": 0}))) == []


def test_five_year_budgets_that_are_one_years_on_every_row_are_one_finding():
    copied = {"target_renstra_rp": 100}
    (found,) = check_pagu_renstra(form(copied, copied))

    cells = [f"evaluasi_renja.csv baris {line} kolom target_renstra_rp" for line in (2, 3)]
    assert found.lokasi == " sampai dengan ".join(cells)
    assert list(check_pagu_renstra(form(copied, {}))) == []


MEANS = FigureList(
    [
        Figure(
            "evaluasi_rata_rata_tahunan_k_persen/mean_program/2023", "x", Decimal("87.5"), "persen"
        ),
        Figure(
            "evaluasi_rata_rata_tahunan_k_persen/median_program/2023", "x", Decimal(100), "persen"
        ),
        Figure("evaluasi_rata_rata_tahunan_k_persen/instansi/2023", "x", Decimal("87.5"), "persen"),
        Figure("evaluasi_predikat/tahunan-k/2023", "x", "Tinggi", "predikat"),
    ]
)


def bottom(**row: object) -> list:
    return list(check_baris_bawah(form(), table("evaluasi_total", row), MEANS, 2023))


def test_a_printed_mean_is_explained_by_the_way_of_averaging_that_gives_it():
    (found,) = bottom(baris="rata_rata_capaian", kolom="realisasi_k", nilai_tercatat=100)

    assert found.nilai_tercatat == "100 = median_program"
    assert found.nilai_hitung == "87,5"


def test_the_declared_mean_is_no_finding_and_a_cut_off_one_is_minor():
    assert bottom(baris="rata_rata_capaian", kolom="realisasi_k", nilai_tercatat="87.50") == []
    (found,) = bottom(baris="rata_rata_capaian", kolom="realisasi_k", nilai_tercatat=87)
    assert found.tingkat == "minor"


def test_the_printed_predicate_is_compared_without_case():
    (found,) = bottom(baris="predikat", kolom="realisasi_k", teks_tercatat="Sangat tinggi")

    assert (found.nilai_tercatat, found.nilai_hitung) == ("Sangat tinggi", "Tinggi")
    assert bottom(baris="predikat", kolom="realisasi_k", teks_tercatat="TINGGI") == []


def test_the_foot_adds_up_programmes_only():
    assert bottom(baris="jumlah", kolom="realisasi_rp", nilai_tercatat=80) == []
    (found,) = bottom(baris="jumlah", kolom="kumulatif_rp", nilai_tercatat=360)
    assert (found.kode, found.nilai_hitung) == ("evaluasi_jumlah", "180")


@pytest.mark.parametrize("baris", ["jumlah", "rata_rata_capaian", "predikat", "lain"])
def test_a_foot_that_names_an_unknown_column_is_left_alone(baris):
    assert bottom(baris=baris, kolom="lain", nilai_tercatat=1, teks_tercatat="x") == []


def test_notes_left_blank_everywhere_are_one_finding():
    blank = {"program": "8.01.01", "jenis": "faktor_pendorong"}
    rows = (blank, blank | {"program": "8.01.02"})

    assert len(check_catatan_evaluasi(table("evaluasi_catatan", *rows))) == 1
    assert not list(
        check_catatan_evaluasi(table("evaluasi_catatan", *rows, blank | {"isi": "ada"}))
    )
    assert not list(check_catatan_evaluasi(table("evaluasi_catatan")))


def test_the_width_of_a_code_belongs_to_the_nomenclature_of_the_year():
    old = form({"kode": "8.01.01.2.01.01", "tingkat": "sub_kegiatan"})

    assert list(check_kode(old, 2023)) == []
    assert [item.nilai_tercatat for item in check_kode(old, 2024)] == ["8.01.01.2.01.01"]
