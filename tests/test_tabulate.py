"""Cells of the printed tables, and what stands below them."""

from decimal import Decimal

import pytest
from chart_sample import agency
from tables import TAHUN, params, table

from lkjip_tools.figure import Figure, figure_id, printed
from lkjip_tools.formula import FigureList
from lkjip_tools.tabulate.cells import signed
from lkjip_tools.tabulate.kinerja import table_pengukuran
from lkjip_tools.tabulate.rencana import table_pagu


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
