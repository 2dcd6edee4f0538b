"""Pagu, realisasi, accounts: contradictions found, clean data left alone."""

from decimal import Decimal

import pandas as pd
from tables import params, table

from lkjip_tools.figure import Figure, FigureList
from lkjip_tools.validate import (
    check_anggaran_antardokumen,
    check_belanja,
    check_jumlah_anggaran,
    check_melebihi_pagu,
    check_nama_program,
    check_program_formulir,
    check_serapan,
    check_total_anggaran,
)

DOKUMEN = table(
    "dokumen",
    {"kode": "uji", "nama": "Dokumen Uji", "tahun": 2023},
    {"kode": "lain", "nama": "Dokumen Lain"},
    {"kode": "nanti", "nama": "Dokumen Nanti", "tahun": 2024},
)
NO_FORM, NO_ACCOUNTS = table("evaluasi_renja"), table("belanja")


def anggaran(*rows: dict[str, object]) -> pd.DataFrame:
    common = {"dokumen": "uji", "kode": "8.01.01", "uraian": "Program Satu"}
    return table("anggaran", *(common | row for row in rows))


def form(**changes: object) -> pd.DataFrame:
    row = {"kode": "8.01.01", "tingkat": "program", "uraian": "PROGRAM SATU"}
    return table("evaluasi_renja", row | changes)


def test_serapan_is_compared_with_the_row_that_prints_it():
    right = {"pagu_rp": 1000, "realisasi_rp": 983, "serapan_tercatat": "98.3"}
    assert list(check_serapan(anggaran(right))) == []

    (found,) = check_serapan(anggaran(right | {"serapan_tercatat": "89.3"}))
    assert (found.kode, found.nilai_tercatat, found.nilai_hitung) == (
        "serapan_salah",
        "89,3",
        "98,3",
    )


def test_serapan_without_pagu_is_left_alone():
    assert list(check_serapan(anggaran({"realisasi_rp": 5, "serapan_tercatat": 5}))) == []
    none = {"pagu_rp": 0, "realisasi_rp": 0, "serapan_tercatat": 0}
    assert list(check_serapan(anggaran(none))) == []


def between(money: pd.DataFrame, evaluasi: pd.DataFrame = NO_FORM) -> list:
    return list(check_anggaran_antardokumen(money, evaluasi, DOKUMEN, params(), 2023))


def test_one_code_with_two_pagu_names_both_documents_and_the_difference():
    (found,) = between(anggaran({"pagu_rp": 746}, {"dokumen": "lain", "pagu_rp": 764}))

    assert found.kode == "pagu_berbeda"
    assert found.nilai_tercatat == "746 (uji); 764 (lain)"
    assert "Dokumen Lain: 764 (selisih 18)" in found.pesan
    assert found.lokasi == (
        "anggaran.csv baris 2 kolom pagu_rp; anggaran.csv baris 3 kolom pagu_rp"
    )


def test_form_e81_is_one_of_the_documents():
    (found,) = between(anggaran({"realisasi_rp": 7}), form(realisasi_tercatat_rp=5))

    assert found.kode == "realisasi_anggaran_berbeda"
    assert found.nilai_tercatat == "7 (uji); 5 (lampiran-iii)"


def test_documents_of_another_year_do_not_contradict_this_one():
    assert between(anggaran({"pagu_rp": 5}, {"dokumen": "nanti", "pagu_rp": 7})) == []
    assert between(anggaran({"pagu_rp": 5}, {"dokumen": "lain", "pagu_rp": 5})) == []


PARTS = (
    {"kode": "8.01.01", "pagu_rp": 10},
    {"kode": "8.01.01.2.01", "pagu_rp": 4},
    {"kode": "8.01.01.2.02", "pagu_rp": 6},
    {"kode": "total", "pagu_rp": 10},
)


def test_total_and_programmes_add_up_within_a_document():
    assert list(check_jumlah_anggaran(anggaran(*PARTS))) == []


def test_a_wrong_programme_fails_against_its_kegiatan_and_in_the_total():
    wrong = anggaran(PARTS[0] | {"pagu_rp": 11}, *PARTS[1:])
    programme, total = check_jumlah_anggaran(wrong)

    assert (programme.nilai_tercatat, programme.nilai_hitung) == ("11", "10")
    assert (total.nilai_tercatat, total.nilai_hitung) == ("10", "11")


def test_parts_of_another_document_are_not_added():
    assert list(check_jumlah_anggaran(anggaran(PARTS[3], PARTS[0] | {"dokumen": "lain"}))) == []


def test_the_budgets_total_is_one_in_every_document():
    money, whole = anggaran(PARTS[3]), form(kode="8", tingkat="urusan", pagu_rp=9)
    accounts = table("belanja", {"kode": "5", "uraian": "BELANJA", "pagu_rp": 12})
    computed = FigureList([Figure("pagu_rp/belanja-5/2023", "x", Decimal(10), "rupiah")])
    (found,) = check_total_anggaran(money, accounts, whole, DOKUMEN, computed, 2023)

    assert found.nilai_tercatat == "10 (uji); 10 (belanja menurut akun); 9 (lampiran-iii)"
    assert "selisih terbesar 1" in found.pesan
    same = form(kode="8", tingkat="urusan", pagu_rp=10)
    assert not list(check_total_anggaran(money, accounts, same, DOKUMEN, computed, 2023))


def test_spending_more_than_the_pagu_is_found_in_every_table():
    over = {"pagu_rp": 5, "realisasi_rp": 6}
    accounts = table("belanja", {"kode": "5.1", "uraian": "x"} | over)
    evaluasi = form(pagu_rp=5, realisasi_tercatat_rp=6)

    assert len(check_melebihi_pagu(anggaran(over), accounts, evaluasi)) == 3
    even = anggaran({"pagu_rp": 5, "realisasi_rp": 5})
    assert len(check_melebihi_pagu(even, NO_ACCOUNTS, NO_FORM)) == 0


def test_accounts_add_up_and_their_percent_follows():
    rows = [
        {"kode": "5", "uraian": "A", "pagu_rp": 30, "realisasi_rp": 3, "capaian_tercatat": 10},
        {"kode": "5.1", "uraian": "B", "pagu_rp": 10, "realisasi_rp": 1},
        {"kode": "5.2", "uraian": "C", "pagu_rp": 20, "realisasi_rp": 2},
    ]
    assert list(check_belanja(table("belanja", *rows))) == []

    wrong = table("belanja", rows[0] | {"pagu_rp": 40}, *rows[1:])
    total, percent = check_belanja(wrong)
    assert (total.kode, total.nilai_tercatat, total.nilai_hitung) == ("jumlah_belanja", "40", "30")
    assert (percent.kode, percent.nilai_hitung) == ("persen_belanja", "7,5")


def test_blank_children_do_not_make_a_parent_wrong():
    rows = [
        {"kode": "5.2", "uraian": "A", "realisasi_rp": 3},
        {"kode": "5.2.02", "uraian": "B", "realisasi_rp": 3},
        {"kode": "5.2.03", "uraian": "C"},
    ]
    assert list(check_belanja(table("belanja", *rows))) == []


def test_names_show_the_words_that_differ_per_document():
    program = table(
        "program", {"kode": "8.01.01", "tingkat": "program", "uraian": "Program Satu, Dua"}
    )
    money = anggaran(
        {"uraian": "Program Satu dan Dua"}, {"dokumen": "lain", "uraian": "PROGRAM SATU DUA"}
    )
    (found,) = check_nama_program(program, money, NO_FORM)

    assert found.lokasi == "anggaran.csv baris 2 kolom uraian"
    assert (found.nilai_tercatat, found.nilai_hitung) == ("8.01.01: dan", "8.01.01: (tidak ada)")


# ---- Form E.81 against the programmes -----------------------------------------------------------


def test_a_programme_that_the_form_lacks_is_found_where_the_form_is_used():
    rows = [{"kode": f"8.01.0{n}", "tingkat": "program", "uraian": f"Program {n}"} for n in (1, 2)]
    program = table("program", *rows)

    (found,) = check_program_formulir(program, form())

    assert (found.tingkat, found.nilai_tercatat) == ("material", "8.01.02")
    assert found.lokasi == "program.csv baris 3 kolom kode; evaluasi_renja.csv"
    assert "1 dari 2 program: 8.01.02 Program 2" in found.pesan
    assert list(check_program_formulir(table("program", rows[0]), form())) == []
    assert list(check_program_formulir(program, NO_FORM)) == []


def test_a_form_without_column_13_is_compared_by_the_sum_of_its_quarters():
    quarters = {"tw1_rp": 100, "tw2_rp": 200, "tw3_rp": 0, "tw4_rp": 83}

    (found,) = between(anggaran({"realisasi_rp": 983}), form(**quarters))

    assert found.kode == "realisasi_anggaran_berbeda"
    assert found.nilai_tercatat == "983 (uji); 383 (lampiran-iii)"
    assert "evaluasi_renja.csv baris 2 kolom tw4_rp" in found.lokasi
    assert between(anggaran({"realisasi_rp": 383}), form(**quarters)) == []
    assert between(anggaran({"realisasi_rp": 983}), form(**quarters | {"tw4_rp": None})) == []
