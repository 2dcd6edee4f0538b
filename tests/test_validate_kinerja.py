"""Targets, realisasi, capaian: contradictions found, clean data left alone."""

from decimal import Decimal

import pandas as pd
from chart_sample import agency
from tables import params, scale, table

from lkjip_tools.figure import Figure, FigureList
from lkjip_tools.validate import (
    check_capaian,
    check_capaian_lalu,
    check_capaian_tinggi,
    check_indikator_renstra,
    check_kelengkapan_indikator,
    check_kolom_bergeser,
    check_lembar_iku,
    check_nama_indikator,
    check_predikat,
    check_realisasi,
    check_realisasi_sama_target,
    check_target,
    check_target_mundur,
    check_target_negatif,
    check_target_persen,
    check_target_predikat,
)

AKIP = scale("predikat_akip")
DOKUMEN = table(
    "dokumen", {"kode": "uji", "nama": "Dokumen Uji"}, {"kode": "lain", "nama": "Dokumen Lain"}
)


def indikator(**changes: object) -> pd.DataFrame:
    """One indicator, complete but for what a test wants to say."""
    row = {
        "kode": "IKU-1",
        "jenis": "iku",
        "induk": "S-1",
        "indikator": "Angka Uji",
        "satuan": "persen",
        "polaritas": "positif",
        "agregasi": "akhir",
        "sumber_data": "Bidang Uji",
        "standar_nasional": "80",
    }
    return table("indikator", row | changes)


def kinerja(*rows: dict[str, object]) -> pd.DataFrame:
    """What documents say about IKU-1 in 2023."""
    common = {"dokumen": "uji", "indikator": "IKU-1", "tahun": 2023}
    return table("kinerja", *(common | row for row in rows))


def figures(**values: object) -> FigureList:
    """Figures of IKU-1 in 2023: `target=80`."""
    return FigureList(
        Figure(f"{name}/IKU-1/2023", name, Decimal(str(value)), "persen", source="uji")
        for name, value in values.items()
    )


def target(*rows: dict[str, object]) -> list:
    return list(check_target(indikator(), kinerja(*rows), DOKUMEN, params(), AKIP, 2023))


def test_two_targets_for_one_year_are_one_finding_with_both_values_and_places():
    (found,) = target({"dokumen": "lain", "target": 80}, {"target": 100})

    assert (found.kode, found.tingkat) == ("target_berbeda", "material")
    assert found.nilai_tercatat == "100 (uji); 80 (lain)"
    assert found.lokasi == "kinerja.csv baris 3 kolom target; kinerja.csv baris 2 kolom target"
    assert "Dokumen Uji: 100; Dokumen Lain: 80" in found.pesan


def test_equal_targets_are_no_finding_however_they_are_written():
    assert target({"target": 80}, {"dokumen": "lain", "target": "80.00"}) == []


def test_a_contradiction_about_another_year_weighs_less():
    (found,) = target({"target": 1, "tahun": 2024}, {"target": 2, "tahun": 2024, "dokumen": "lain"})

    assert found.tingkat == "minor"


def test_a_grade_agrees_with_the_numbers_of_its_bracket():
    assert target({"target": 82}, {"dokumen": "lain", "target_predikat": "A"}) == []


def test_a_grade_whose_bracket_does_not_hold_the_number_is_a_finding_that_names_the_right_one():
    (found,) = target({"target": 73}, {"dokumen": "lain", "target_predikat": "B"})

    assert found.nilai_tercatat == "73 (uji); B (lain)"
    assert "Angka 73 berpredikat BB, bukan B." in found.pesan


def test_a_grade_of_another_scale_cannot_be_compared_with_a_number():
    (found,) = target({"target": 4}, {"dokumen": "lain", "target_predikat": "WTP"})

    assert "Predikat WTP dan angka 4 tidak dapat dibandingkan." in found.pesan


def test_two_grades_differ_only_when_the_letters_do():
    same = [{"target_predikat": "BB"}, {"dokumen": "lain", "target_predikat": "bb"}]

    assert target(*same) == []
    assert len(target({"target_predikat": "BB"}, {"dokumen": "lain", "target_predikat": "B"})) == 1


def realisasi(*rows: dict[str, object], known: FigureList | None = None) -> list:
    known = known or FigureList()
    said = kinerja(*rows)
    return list(check_realisasi(indikator(), said, DOKUMEN, known, params(), AKIP, 2023))


def test_realisasi_that_repeats_the_target_is_named_as_the_wrong_column():
    known = figures(target=73, capaian_persen="89.342")
    (found,) = realisasi({"realisasi": "65.22"}, {"dokumen": "lain", "realisasi": 73}, known=known)

    assert found.nilai_tercatat == "65,22 (uji); 73 (lain)"
    assert "Angka 73 pada lain adalah target, bukan realisasi." in found.pesan


def test_equal_realisasi_are_no_finding():
    assert realisasi({"realisasi": 80}, {"dokumen": "lain", "realisasi": 80}) == []


def test_names_are_compared_without_case_spaces_and_marks():
    assert len(check_nama_indikator(indikator(), kinerja({"nama_tercatat": "ANGKA  uji."}))) == 0


def test_every_spelling_of_a_name_is_listed_once():
    said = kinerja({"nama_tercatat": "Angka Coba"}, {"nama_tercatat": "angka coba"})
    (found,) = check_nama_indikator(indikator(), said)

    assert found.nilai_tercatat == "“Angka Uji” (indikator); “Angka Coba” (uji)"


def capaian(*rows: dict[str, object], known: FigureList | None = None, **changes: str) -> list:
    return list(check_capaian(indikator(**changes), kinerja(*rows), known or FigureList()))


def test_capaian_that_follows_from_its_row_is_no_finding():
    assert capaian({"target": 73, "realisasi": "65.22", "capaian_tercatat": "89.34"}) == []


def test_capaian_that_does_not_follow_names_the_target_it_does_follow_from():
    wrong, other = (
        {"target": 70, "realisasi": "65.22", "capaian_tercatat": "89.34"},
        {"target": 73, "dokumen": "lain"},
    )
    (found,) = capaian(wrong, other)

    assert (found.kode, found.nilai_tercatat, found.nilai_hitung) == (
        "capaian_salah",
        "89,34",
        "93,17",
    )
    assert "mengikuti target 73 pada lain" in found.pesan


def test_capaian_of_a_row_without_target_may_follow_from_any_document():
    borrowed = {"realisasi": 50, "capaian_tercatat": "62.50"}

    assert capaian(borrowed, {"dokumen": "lain", "target": 80}) == []
    (found,) = capaian(borrowed, {"dokumen": "lain", "target": 75})
    assert (found.kode, found.nilai_hitung) == ("capaian_tanpa_dasar", "66,67 (target 75, lain)")


def test_capaian_without_any_target_cannot_be_judged():
    assert capaian({"realisasi": 50, "capaian_tercatat": "62.50"}) == []


def test_a_polaritas_without_formula_is_compared_with_the_figure_of_the_base_alone():
    known = figures(target=10, realisasi=8, capaian_persen=120)
    base = {"target": 10, "realisasi": 8, "capaian_tercatat": 80}
    other = {"target": 20, "realisasi": 8, "capaian_tercatat": 80, "dokumen": "lain"}
    (found,) = capaian(base, other, known=known, polaritas="negatif")

    assert (found.nilai_tercatat, found.nilai_hitung) == ("80", "120")


def test_a_formula_given_for_a_polaritas_is_used():
    def cermin(*, target: Decimal, realisasi: Decimal) -> Decimal:
        return (2 * target - realisasi) / target * 100

    rows = kinerja({"target": 10, "realisasi": 8, "capaian_tercatat": 120})
    found = check_capaian(indikator(polaritas="negatif"), rows, FigureList(), {"negatif": cermin})

    assert list(found) == []


def off_grade(*numbers: object, used: str = "80", grade: str = "A") -> list:
    """The findings about an end target read off a grade, of which other documents say numbers."""
    said = Figure("predikat_tercatat/IKU-1-target_akhir/2023", "x", grade, "", source="uji 2")
    read = Figure(
        "target_akhir/IKU-1/2023",
        "Target akhir",
        Decimal(used),
        "nilai",
        expression="batas_bawah(predikat)",
        operands=(("predikat", said),),
        rule="predikat_ke_nilai/batas_bawah; predikat_akip",
    )
    rows = kinerja(*({"dokumen": "lain", "target": number} for number in numbers))
    return list(check_target_predikat(indikator(), rows, DOKUMEN, FigureList([read]), AKIP))


def test_a_target_read_off_a_grade_is_held_against_the_number_that_another_document_has():
    (found,) = off_grade(82)

    assert (found.kode, found.tingkat) == ("target_dari_predikat", "material")
    assert (found.nilai_tercatat, found.nilai_hitung) == ("82 (lain)", "80")
    assert found.lokasi == "uji 2; kinerja.csv baris 2 kolom target"
    assert found.angka == "target_akhir/IKU-1/2023"
    assert "dihitung sebagai 80 dari predikat A" in found.pesan
    assert "Dokumen Lain: 82." in found.pesan


def test_a_number_that_is_used_or_has_another_grade_is_not_told_again():
    assert off_grade(80) == []
    assert off_grade(75) == []
    assert off_grade(None) == []


def test_target_and_realisasi_one_column_too_far_are_told_once_and_not_as_wrong_capaian():
    known = figures(target=73, realisasi="65.22", capaian_persen="89.342")
    rows = kinerja({"realisasi": 73, "capaian_tercatat": "65.22"}, {"target": 73, "dokumen": "x"})
    (found,) = check_kolom_bergeser(rows, known)

    assert found.nilai_tercatat == "realisasi 73; capaian 65,22"
    assert found.nilai_hitung == "realisasi 65,22; capaian 89,34"
    assert list(check_capaian(indikator(), rows, known)) == []


def test_shifted_columns_are_told_where_the_other_year_of_the_row_is_printed():
    known = figures(target=73, realisasi="65.22", capaian_persen="89.342")
    known = FigureList([*known, Figure("realisasi/IKU-1/2022", "x", Decimal(70), "nilai")])
    rows = kinerja(
        {"realisasi": 73, "capaian_tercatat": "65.22"},
        {"tahun": 2022, "realisasi": 70, "capaian_tercatat": "59.97"},
    )
    (found,) = check_kolom_bergeser(rows, known)

    assert found.angka == "realisasi/IKU-1/2022"
    assert found.lokasi.split("; ") == [
        f"kinerja.csv baris {line} kolom {column}"
        for line in (2, 3)
        for column in ("realisasi", "capaian_tercatat")
    ]


def test_a_fully_reached_target_does_not_look_like_shifted_columns():
    known = figures(target=100, realisasi=100, capaian_persen=100)

    assert not list(
        check_kolom_bergeser(kinerja({"realisasi": 100, "capaian_tercatat": 100}), known)
    )


def test_capaian_above_two_hundred_is_worth_a_question():
    (found,) = check_capaian_tinggi(figures(capaian_persen="265.714"))

    assert (found.tingkat, found.nilai_hitung) == ("catatan", "265,71")
    assert list(check_capaian_tinggi(figures(capaian_persen=200))) == []


def test_a_target_below_zero_has_no_capaian_and_is_found():
    below, above = (agency([{"target": target, "realisasi": -5}]).angka for target in ("-4", "4"))

    (found,) = check_target_negatif(below)

    assert (found.kode, found.tingkat, found.nilai_tercatat) == ("target_negatif", "material", "−4")
    assert "rumus capaian tidak berlaku" in found.pesan
    assert "kinerja.csv baris" in found.lokasi
    assert list(check_target_negatif(above)) == []


def test_a_target_in_percent_does_not_exceed_one_hundred():
    (found,) = check_target_persen(indikator(), kinerja({"target": 500}))

    assert found.nilai_tercatat == "500"
    assert list(check_target_persen(indikator(satuan="orang"), kinerja({"target": 500}))) == []


def test_a_target_already_surpassed_last_year_is_worth_a_question():
    known = figures(realisasi=100)
    later = {"target": 80, "tahun": 2024}
    (found,) = check_target_mundur(indikator(), kinerja(later), known, 2023)

    assert (found.nilai_tercatat, found.nilai_hitung) == ("80 (uji)", "100")
    higher = kinerja(later | {"target": 101})
    assert list(check_target_mundur(indikator(), higher, known, 2023)) == []


def test_a_report_in_which_every_indicator_hits_its_target_exactly_is_worth_a_question():
    both = pd.concat([indikator(), indikator(kode="IKU-2")])
    hit = figures(target=80, realisasi=80)
    second = [Figure(f"{n}/IKU-2/2023", n, Decimal(9), "x") for n in ("target", "realisasi")]
    missed = [second[0], Figure("realisasi/IKU-2/2023", "x", Decimal(8), "x")]

    assert len(check_realisasi_sama_target(both, hit + FigureList(second), 2023)) == 1
    assert len(check_realisasi_sama_target(both, hit + FigureList(missed), 2023)) == 0


def test_one_finding_names_all_an_indicator_lacks():
    (found,) = check_kelengkapan_indikator(
        indikator(), kinerja({"target": 80}), figures(target=80), params(), 2023
    )

    assert "realisasi 2023, realisasi 2022, target akhir Renstra 2026" in found.pesan
    assert found.lokasi == "indikator.csv baris 2 kolom kode; kinerja.csv baris 2 kolom realisasi"


def test_a_complete_indicator_is_no_finding():
    known = complete(2022, 2023, 2024, 2025, 2026)

    assert list(check_kelengkapan_indikator(indikator(), kinerja(), known, params(), 2023)) == []
    assert list(check_indikator_renstra(indikator(), kinerja(), known, params())) == []


def test_a_capaian_of_last_year_that_nobody_typed_is_found_at_its_cell():
    last = {"tahun": 2022, "target": 80, "realisasi": 60}

    (found,) = check_capaian_lalu(
        indikator(), kinerja({"target": 80}, last), FigureList(), params(), 2023
    )

    assert (found.kode, found.tingkat) == ("capaian_lalu_kosong", "minor")
    assert found.lokasi == "kinerja.csv baris 3 kolom capaian_tercatat"
    assert "Isi capaian_tercatat 2022" in found.pesan


def test_a_capaian_of_last_year_is_not_asked_for_where_it_is_known_or_its_row_is_not_whole():
    last = {"tahun": 2022, "target": 80, "realisasi": 60}
    known = FigureList([Figure("capaian_lalu_persen/IKU-1/2022", "x", Decimal(75), "persen")])
    rows = (
        ({**last, "target": None}, FigureList()),
        ({**last, "realisasi": None}, FigureList()),
        ({**last, "dokumen": "lain"}, FigureList()),
        (last, known),
    )

    for row, figures in rows:
        found = check_capaian_lalu(indikator(), kinerja(row), figures, params(), 2023)
        assert list(found) == [], row


def test_a_year_of_the_renstra_without_a_target_is_a_finding_at_its_blank_cell():
    blank = kinerja({"tahun": 2025}, {"tahun": 2026, "target": 80})
    known = complete(2022, 2023, 2024, 2026)

    (found,) = check_indikator_renstra(indikator(), blank, known, params())

    assert (found.kode, found.nilai_tercatat) == ("target_renstra_kosong", "2025")
    assert found.lokasi == "indikator.csv baris 2 kolom kode; kinerja.csv baris 2 kolom target"


def complete(*years: int) -> FigureList:
    """All that IKU-1 owes the reader, with targets for these years of the Renstra."""
    ids = ["target/IKU-1/2023", "target_akhir/IKU-1/2026"]
    ids += ["realisasi/IKU-1/2023", "realisasi/IKU-1/2022"]
    ids += [f"target_renstra/IKU-1/{year}" for year in years]
    return FigureList(Figure(id, "x", Decimal(80), "persen") for id in ids)


def test_a_measured_indicator_outside_the_renstra_is_a_finding():
    (found,) = check_indikator_renstra(indikator(), kinerja(), figures(target=80), params())

    assert (found.kode, found.nilai_tercatat) == ("indikator_di_luar_renstra", "IKU-1")


def test_an_iku_sheet_needs_its_data_source_and_a_standard_or_the_reason_for_none():
    assert list(check_lembar_iku(indikator())) == []
    reasoned = indikator(standar_nasional=None, alasan_tanpa_standar="tidak ditetapkan")
    assert list(check_lembar_iku(reasoned)) == []
    blank = check_lembar_iku(indikator(standar_nasional=None, sumber_data=None))
    assert [item.kode for item in blank] == ["standar_nasional", "sumber_data"]


def test_a_grade_that_the_scale_does_not_have_is_named_at_its_cell():
    said = kinerja({"target_predikat": "BB"}, {"realisasi_predikat": "85.1.2"})

    (found,) = check_predikat(said, AKIP)

    assert found.kode == "predikat_tak_dikenal"
    assert found.lokasi == "kinerja.csv baris 3 kolom realisasi_predikat"
    assert found.nilai_tercatat == "85.1.2"
    assert "AA, A, BB, B, CC, C, D" in found.pesan
    assert "pada kolom realisasi." in found.pesan
