"""Rows that stand twice, copied columns and years, numbers that can hardly be."""

from decimal import Decimal

import pytest
from tables import TAHUN, params, scale, table

from lkjip_tools.figure import Figure, FigureList
from lkjip_tools.schema import TABLES
from lkjip_tools.validate import (
    check_all,
    check_anggaran_lengkap,
    check_angka_negatif,
    check_belanja_lengkap,
    check_isian,
    check_kolom_tersalin,
    check_kunci,
    check_rentang,
    check_riwayat_tersalin,
    check_tahun,
    check_tahun_tersalin,
    check_target_nol,
    check_tingkat,
    check_ukuran,
)
from lkjip_tools.validate.evaluasi import check_target_evaluasi
from lkjip_tools.validate.kewajaran import check_target_persen

INDIKATOR = {
    "kode": "IKU-1",
    "jenis": "iku",
    "induk": "S-1",
    "indikator": "Angka Uji",
    "satuan": "persen",
    "polaritas": "positif",
    "agregasi": "akhir",
}
KINERJA = {"dokumen": "uji", "indikator": "IKU-1", "tahun": 2023}


def one(name, *rows):
    """One table by its name."""
    return {name: table(name, *rows)}


@pytest.mark.parametrize(
    ("name", "row", "cells"),
    [
        ("sasaran", {"kode": "S-1", "tujuan": "T-1", "sasaran": "S"}, ["kode"]),
        ("kinerja", KINERJA | {"target": 80}, ["dokumen", "indikator", "tahun"]),
        ("tim", {"kedudukan": "Ketua", "jabatan": "Sekretaris"}, [""]),
    ],
)
def test_a_row_that_stands_twice_is_found_at_both_places(name, row, cells):
    (found,) = check_kunci(one(name, row, row), name)

    assert found.kode == "baris_kembar"
    places = [f"{name}.csv baris {n}{f' kolom {c}' if c else ''}" for n in (2, 3) for c in cells]
    assert found.lokasi == "; ".join(places)


def test_rows_of_one_key_may_share_its_columns_out():
    rows = one("kinerja", KINERJA | {"target": 80}, KINERJA | {"realisasi": 75})

    assert list(check_kunci(rows, "kinerja")) == []
    other = one("kinerja", KINERJA | {"target": 80}, KINERJA | {"tahun": 2022, "target": 80})
    assert list(check_kunci(other, "kinerja")) == []


def amounts(*pairs):
    """Rows of table `anggaran`: pagu and realisasi of each."""
    return one(
        "anggaran",
        *(
            {"dokumen": "uji", "kode": f"8.01.{n:02}", "pagu_rp": pagu, "realisasi_rp": spent}
            for n, (pagu, spent) in enumerate(pairs, 1)
        ),
    )


def test_a_column_that_equals_another_on_every_row_was_copied():
    (found,) = check_kolom_tersalin(amounts((10, 10), (20, 20), (None, 5), (30, 30)), "anggaran")

    assert (found.kode, found.nilai_tercatat) == ("kolom_tersalin", "realisasi_rp")
    first, last = (f"anggaran.csv baris {line} kolom realisasi_rp" for line in (2, 5))
    assert found.lokasi == f"{first} sampai dengan {last}"


@pytest.mark.parametrize(
    "pairs",
    [
        [(10, 10), (20, 20), (30, 29)],
        [(10, 10), (20, 20)],
        [(10, 10), (10, 10), (10, 10)],
    ],
)
def test_columns_that_agree_by_chance_are_no_copy(pairs):
    assert list(check_kolom_tersalin(amounts(*pairs), "anggaran")) == []


def realisasi(*pairs):
    """Indicators, and their realisasi of 2023 and 2022."""
    names = table("indikator", *(INDIKATOR | {"kode": f"IKU-{n}"} for n, _ in enumerate(pairs)))
    figures = FigureList(
        Figure(f"realisasi/IKU-{n}/{year}", "x", Decimal(value), "persen", source=f"sel {n}")
        for n, pair in enumerate(pairs)
        for year, value in zip((2023, 2022), pair, strict=True)
    )
    return names, figures


def test_realisasi_of_last_year_on_every_indicator_was_copied():
    (found,) = check_tahun_tersalin(*realisasi((65, 65), ("70.5", "70.5")), 2023)

    assert (found.kode, found.nilai_tercatat) == ("tahun_tersalin", "65; 70,5")
    assert found.lokasi == "sel 0; sel 1"


@pytest.mark.parametrize(
    "pairs", [[(65, 65)], [(65, 65), (70, 71)], [(100, 100), (0, 0), (100, 100)]]
)
def test_one_indicator_that_stays_or_all_at_a_hundred_is_no_copy(pairs):
    assert list(check_tahun_tersalin(*realisasi(*pairs), 2023)) == []


def history(*rows):
    """Table `riwayat`."""
    names = ("tahun", "kinerja_persen", "keuangan_persen")
    return table("riwayat", *(dict(zip(names, row, strict=True)) for row in rows))


def test_a_history_that_repeats_a_year_or_leaves_one_out_is_found():
    assert list(check_riwayat_tersalin(history((2021, 80, 90), (2022, 80, 91)))) == []
    (same,) = check_riwayat_tersalin(history((2022, 80, 90), (2021, 80, 90)))
    assert (same.kode, same.lokasi) == (
        "tahun_tersalin",
        "riwayat.csv baris 2 kolom kinerja_persen; riwayat.csv baris 2 kolom keuangan_persen",
    )
    (gap,) = check_riwayat_tersalin(history((2019, 80, 90), (2021, 80, 90)))
    assert (gap.kode, gap.nilai_tercatat) == ("riwayat_terputus", "2019; 2021")


def test_money_and_counts_below_zero_are_found():
    (found,) = check_angka_negatif(amounts((10, -5)), "anggaran")

    assert (found.kode, found.tingkat) == ("angka_negatif", "material")
    assert (found.lokasi, found.nilai_hitung) == ("anggaran.csv baris 2 kolom realisasi_rp", "5")


def test_an_indicator_may_be_below_zero_only_where_its_target_is():
    both = one("kinerja", KINERJA | {"target": -3, "realisasi": -2})
    assert list(check_angka_negatif(both, "kinerja")) == []
    (found,) = check_angka_negatif(
        one("kinerja", KINERJA | {"target": 3, "realisasi": -2}), "kinerja"
    )
    assert found.lokasi == "kinerja.csv baris 2 kolom realisasi"


@pytest.mark.parametrize(
    ("value", "meant"), [("0.8934", "89,34"), (8934, "89,34"), (893, "89,3"), ("8.9", "89")]
)
def test_a_fraction_for_a_percent_or_a_lost_comma_is_found_with_what_was_meant(value, meant):
    usual = [KINERJA | {"tahun": year, "target": 90} for year in (2021, 2022, 2023)]
    odd = KINERJA | {"dokumen": "lain", "realisasi": value}
    (found,) = check_ukuran(table("indikator", INDIKATOR), table("kinerja", *usual, odd))

    assert found.kode == "ukuran_tidak_lazim"
    assert found.lokasi == "kinerja.csv baris 5 kolom realisasi"
    assert f"Mungkin maksudnya {meant};" in found.pesan


@pytest.mark.parametrize(
    ("target", "capaian", "borne_out"),
    [("75", "13.18", True), (None, "13.18", True), ("75", "131.86", False), ("75", None, False)],
)
def test_nothing_else_is_guessed_where_capaian_follows_from_the_odd_number(
    target, capaian, borne_out
):
    usual = [KINERJA | {"target": value, "realisasi": 90} for value in (75, 90)]
    odd = KINERJA | {"tahun": 2022, "target": target, "realisasi": "9.89"}
    rows = table("kinerja", *usual, odd | {"capaian_tercatat": capaian})
    (found,) = check_ukuran(table("indikator", INDIKATOR), rows)

    assert ("Capaian pada baris itu, 13,18, sejalan dengan 9,89" in found.pesan) is borne_out
    assert found.nilai_hitung == ("" if borne_out else "98,9")


def test_sizes_of_one_indicator_that_can_be_compared_are_no_finding():
    rows = [KINERJA | {"tahun": 2020 + n, "target": value} for n, value in enumerate((60, 90, 300))]
    zero = KINERJA | {"realisasi": 0}

    assert list(check_ukuran(table("indikator", INDIKATOR), table("kinerja", *rows, zero))) == []


def test_a_year_to_come_and_a_year_far_from_the_renstra_are_found():
    rows = [
        KINERJA | {"tahun": 2024, "target": 80},
        KINERJA | {"tahun": 2024, "realisasi": 80},
        KINERJA | {"tahun": 1923, "target": 80},
    ]
    found = check_tahun(
        table("kinerja", *rows), history((2023, 1, 1), (2032, 1, 1)), params(), 2023
    )

    assert [(item.nilai_tercatat, item.lokasi) for item in found] == [
        ("2024", "kinerja.csv baris 3 kolom tahun"),
        ("1923", "kinerja.csv baris 4 kolom tahun"),
        ("2032", "riwayat.csv baris 3 kolom tahun"),
    ]


def test_a_document_of_the_renstra_speaks_of_its_years_only():
    rows = [KINERJA | {"tahun": 2027, "target": 80}, KINERJA | {"tahun": 2026, "target": 80}]

    (found,) = check_tahun(table("kinerja", *rows), history(), params(), 2023)

    assert (found.kode, found.nilai_tercatat) == ("tahun_di_luar", "2027")


def test_a_history_with_a_blank_is_found_at_the_blank():
    (found,) = check_riwayat_tersalin(history((2021, 80, None), (2022, 81, 90)))

    assert (found.kode, found.lokasi) == (
        "riwayat_terputus",
        "riwayat.csv baris 2 kolom keuangan_persen",
    )


def test_a_range_needs_its_lower_bound_below_the_upper():
    ranged = table("indikator", INDIKATOR | {"polaritas": "rentang"})
    turned = KINERJA | {"tahun": 2022, "target": 80, "target_bawah": 90}
    bare, whole = KINERJA | {"target": 90}, KINERJA | {"target": 90, "target_bawah": 80}

    swapped, missing = check_rentang(ranged, table("kinerja", turned, bare), params(), 2023)

    assert (swapped.nilai_tercatat, swapped.nilai_hitung) == ("90–80", "80–90")
    assert missing.lokasi == (
        "kinerja.csv baris 3 kolom target_bawah; indikator.csv baris 2 kolom polaritas"
    )
    assert list(check_rentang(ranged, table("kinerja", whole), params(), 2023)) == []


def test_a_target_of_zero_is_found_only_where_more_is_better():
    zero = table("kinerja", KINERJA | {"target": 0})

    (found,) = check_target_nol(table("indikator", INDIKATOR), zero)
    assert found.lokasi == "kinerja.csv baris 2 kolom target"
    cases = table("indikator", INDIKATOR | {"polaritas": "negatif"})
    assert list(check_target_nol(cases, zero)) == []


def test_an_account_that_no_sum_has_is_found():
    rows = [
        {"kode": "5", "uraian": "BELANJA", "pagu_rp": 9, "realisasi_rp": 5},
        {"kode": "5.1", "uraian": "OPERASI", "pagu_rp": 9},
        {"kode": "5.2.02", "uraian": "Mesin", "pagu_rp": 9, "realisasi_rp": 5},
    ]
    blank, orphan = check_belanja_lengkap(table("belanja", *rows))

    assert (blank.kode, blank.lokasi) == (
        "belanja_belum_lengkap",
        "belanja.csv baris 3 kolom realisasi_rp",
    )
    assert (orphan.kode, orphan.lokasi) == ("rujukan_hilang", "belanja.csv baris 4 kolom kode")


def test_cells_of_the_form_that_are_blank_beside_filled_quarters_are_found_by_column():
    row = {"kode": "8.01.01", "tingkat": "program", "target_k": 4, "target_renstra_k": 20}
    quarters = {f"tw{n}_k": 1 for n in range(1, 5)}
    other = row | quarters | {"kode": "8.01.02", "target_renstra_k": None, "tw3_k": None}
    plain = row | quarters | {"target_renstra_k": None}

    found = check_isian(table("evaluasi_renja", row | quarters, other))

    assert [item.lokasi for item in found] == [
        "evaluasi_renja.csv baris 3 kolom target_renstra_k",
        "evaluasi_renja.csv baris 3 kolom tw3_k",
    ]
    assert list(check_isian(table("evaluasi_renja", plain, plain))) == []


def test_a_programme_without_amounts_is_found_at_its_blank_cells():
    program = table("program", {"kode": "8.01.01", "tingkat": "program", "uraian": "P"})
    money = amounts((None, None))["anggaran"]
    known = FigureList([Figure("realisasi_rp/8.01.01/2023", "x", Decimal(5), "rupiah")])
    (found,) = check_anggaran_lengkap(program, money, table("evaluasi_renja"), known, 2023)

    assert (found.kode, found.nilai_tercatat) == ("anggaran_belum_lengkap", "pagu")
    assert "anggaran.csv baris 2 kolom pagu_rp" in found.lokasi


def test_a_level_that_is_not_that_of_the_code_is_found():
    rows = [
        {"kode": "8.01.01", "tingkat": "program", "uraian": "P"},
        {"kode": "8.01.01.2.01", "tingkat": "program", "uraian": "K"},
    ]
    (found,) = check_tingkat(one("program", *rows), "program")

    assert (found.nilai_tercatat, found.nilai_hitung) == ("program", "kegiatan")
    assert "program.csv baris 3 kolom tingkat" in found.lokasi


@pytest.mark.parametrize("satuan", ["persen", "Persen", "%"])
def test_a_target_above_a_hundred_is_found_however_percent_is_typed(satuan):
    indikator = table("indikator", {"kode": "IKU-1", "satuan": satuan})
    kinerja = table(
        "kinerja", {"indikator": "IKU-1", "tahun": TAHUN, "dokumen": "d", "target": 150}
    )

    assert [found.kode for found in check_target_persen(indikator, kinerja)] == [
        "target_di_atas_100"
    ]


@pytest.mark.parametrize("done", [1, 0])
def test_quarters_without_a_way_to_make_a_year_of_them_are_found(done):
    row = {"kode": "8.01.01", "tingkat": "program", "satuan": "dokumen", "target_k": 4}
    row |= {"tw1_k": done}
    (found,) = check_target_evaluasi(table("evaluasi_renja", row))

    assert (found.kode, found.lokasi) == (
        "evaluasi_tanpa_agregasi",
        "evaluasi_renja.csv baris 2 kolom agregasi",
    )
    assert list(check_target_evaluasi(table("evaluasi_renja", row | {"agregasi": "jumlah"}))) == []


def test_what_cannot_be_read_is_not_called_missing():
    """Kinerja cannot be read: nobody knows whether its indicators exist, others are checked."""
    given = {name: table(name) for name in TABLES}
    given |= one("indikator", INDIKATOR) | one("riwayat", {"tahun": 2020}, {"tahun": 2023})
    given |= one("kinerja", KINERJA | {"dokumen": "tidak-ada"})

    def kinds(*unreadable):
        found = check_all(
            given, FigureList(), params(), scale("predikat_akip"), [], 2023, unreadable=unreadable
        )
        return {item.kode for item in found}

    assert {"indikator_belum_lengkap", "rujukan_hilang", "riwayat_terputus"} <= kinds()
    left = kinds("kinerja", "dokumen", "sasaran")
    assert not {"indikator_belum_lengkap", "rujukan_hilang"} & left
    assert "riwayat_terputus" in left
