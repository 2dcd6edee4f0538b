"""Cells of the printed tables, and what stands below them."""

from decimal import Decimal

import pytest
from chart_sample import agency
from tables import TAHUN, params, scale, table

from lkjip_tools.calculate.dasar import pick_kinerja
from lkjip_tools.figure import Figure, figure_id, printed
from lkjip_tools.formula import FigureList
from lkjip_tools.tabulate.cells import signed
from lkjip_tools.tabulate.kinerja import table_pengukuran
from lkjip_tools.tabulate.rencana import table_iku, table_pagu, table_program, table_renstra


@pytest.mark.parametrize(
    ("realisasi", "text"),
    [
        ("105", "+5"),
        ("95", "−5"),
        ("100.005", "+0,01"),
        ("100.004", "0"),
        ("99.996", "0"),
        ("100", "0"),
    ],
)
def test_a_difference_has_a_sign_unless_it_prints_as_zero(realisasi, text):
    angka = agency([{"target": 100, "realisasi": realisasi}]).angka

    assert signed(angka.at("celah", "IKU-1", TAHUN)).text == text


@pytest.mark.parametrize(
    ("batas", "words"),
    [
        ("batas_100", "(paling tinggi 100)"),
        ("batas_110_menjadi_120", "(di atas 110 menjadi 120)"),
        ("tanpa", "(tanpa batas)"),
    ],
)
def test_the_capped_mean_names_the_cap_that_the_agency_declared(batas, words):
    given = agency([{"target": 100, "realisasi": 150}])
    tables, own = given.tables, params(batas_pembanding=batas)
    block = table_pengukuran(
        tables["indikator"], tables["sasaran"], given.angka, own, TAHUN
    ).block()

    assert block["body"][-1]["cells"][0]["text"].endswith(words)


def renstra(*indikator, **kinerja):
    """The Renstra table of indicators of one sasaran; `kinerja` has the targets by year."""
    own = params()
    tables = {
        "tujuan": table("tujuan", {"kode": "T-1", "tujuan": "Tujuan"}),
        "sasaran": table("sasaran", {"kode": "S-1", "tujuan": "T-1", "sasaran": "Sasaran"}),
        "indikator": table(
            "indikator",
            *(
                {"kode": kode, "jenis": "iku", "induk": "S-1", "indikator": kode, "satuan": satuan}
                for kode, satuan in indikator
            ),
        ),
        "kinerja": table(
            "kinerja",
            *(
                {"dokumen": "uji", "indikator": kode.replace("_", "-"), "tahun": year, column: goal}
                for kode, goals in kinerja.items()
                for year, goal in goals.items()
                for column in ("target_predikat" if isinstance(goal, str) else "target",)
            ),
        ),
    }
    akip = scale("predikat_akip")
    angka = pick_kinerja(tables["indikator"], tables["kinerja"], own, akip, TAHUN)
    return table_renstra(**tables, angka=angka, params=own).block()


def texts(block):
    return [
        [cell if isinstance(cell, str) else cell["text"] for cell in row["cells"]]
        for row in block["body"]
        if row["role"] == "row"
    ]


def test_the_end_target_of_a_renstra_is_its_last_years_though_one_document_has_all_years():
    goals = dict(zip(range(2022, 2027), (12, 11, 10, 9, 7), strict=True))

    (row,) = texts(renstra(("IKU-1", "kasus"), IKU_1=goals))

    assert row[-6:] == ["12", "11", "10", "9", "7", "7"]


def test_the_state_before_a_renstra_is_the_row_of_the_year_before_it_where_it_is_declared():
    (row,) = texts(renstra(("IKU-1", "kasus"), IKU_1={2021: 14, 2022: 12}))

    assert row[2:4] == ["14", "12"]


def test_a_target_stated_as_a_grade_is_printed_as_the_grade():
    (row,) = texts(renstra(("IKU-1", "nilai"), IKU_1={2025: "BB", 2026: "A"}))

    assert row[-3:] == ["BB", "A", "A"]


def test_the_renstra_table_says_the_unit_of_its_numbers_and_names_those_in_another():
    block = renstra(("IKU-1", "persen"), ("IKU-2", "kasus"), ("IKU-3", "persen"))

    assert block["notes"] == ["Dalam persen, kecuali IKU-2 (kasus)."]


def test_a_programme_without_kegiatan_is_in_the_table_of_programmes():
    rows = [
        {"kode": "1.01", "tingkat": "program", "uraian": "Pertama"},
        {"kode": "1.02", "tingkat": "program", "uraian": "Kedua"},
        {"kode": "1.02.2.01", "tingkat": "kegiatan", "uraian": "Kegiatan"},
    ]

    found = texts(table_program(table("program", *rows), TAHUN).block())

    assert [row[-2:] for row in found] == [["Pertama", ""], ["Kedua", "Kegiatan"]]


def test_who_is_responsible_is_printed_as_typed():
    row = {
        "kode": "IKU-1",
        "jenis": "iku",
        "induk": "S-1",
        "penanggung_jawab": "Bidang SDM dan UPTD RSUD",
    }
    sasaran = table("sasaran", {"kode": "S-1", "sasaran": "Sasaran"})

    (found,) = texts(table_iku(table("indikator", row), sasaran, "Dinas").block())

    assert found[-1] == "Bidang SDM dan UPTD RSUD"


@pytest.mark.parametrize("typed", ["62.5", "62.50", "62.500"])
def test_a_measure_that_was_read_has_the_decimals_of_one_that_was_computed(typed):
    """As text 62,50 or as a float of a workbook, it is one number and prints as one."""
    last = Figure(
        figure_id("capaian_lalu_persen", "IKU-1", 2022), "", Decimal(typed), "persen", "x"
    )
    year = Figure(figure_id("kinerja_persen", "riwayat", 2019), "", Decimal(98), "persen", "x")

    assert [printed(last), printed(year)] == ["62,50", "98,00"]


def test_an_indicators_own_figures_print_no_decimals_that_they_do_not_need():
    found = [
        Figure(figure_id("realisasi", "IKU-1", TAHUN), "", Decimal(value), "persen", "x")
        for value in ("80", "80.00", "65.22", "65.225")
    ]

    assert [printed(figure) for figure in found] == ["80", "80", "65,22", "65,23"]


def pagu(dokumen):
    """The table of the budget, with amounts from documents `dpa` and `pk`."""
    program = table("program", *({"kode": k, "tingkat": "program", "uraian": k} for k in "ab"))
    said = {"dpa": "a", "pk": "b"}
    anggaran = table(
        "anggaran", *({"dokumen": d, "kode": k, "pagu_rp": 1000} for d, k in said.items())
    )
    cells = [
        Figure(figure_id("pagu_rp", kode, TAHUN), "Pagu", Decimal(1000), "rupiah", source)
        for kode, source in zip("ab", anggaran["pagu_rp_source"], strict=True)
    ]
    whole = Figure(figure_id("pagu_rp", "instansi", TAHUN), "Pagu", Decimal(2000), "rupiah")
    figures = FigureList([*cells, whole])
    return table_pagu(program, anggaran, table("dokumen", *dokumen), figures, TAHUN).block()


def test_the_budget_names_the_documents_that_its_amounts_were_read_from():
    names = [{"kode": "dpa", "nama": "DPA 2023"}, {"kode": "pk", "nama": "Perjanjian Kinerja 2023"}]

    assert pagu(names)["source"] == "Sumber: DPA 2023; Perjanjian Kinerja 2023."
    assert pagu([])["source"] == "Sumber: dpa; pk."
    assert "Perjanjian Kinerja" not in pagu([])["title"]
